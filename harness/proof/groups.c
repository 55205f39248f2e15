#include "harness/proof/groups.h"

#include "harness/proof/fence.h"

/* With four children of four buckets each, a set is unusable with a probability of about 0.1. Eight sets:
 * 10^-8. */
enum { SETS = 8 };

static struct mac group(unsigned set, unsigned member)
{
	return (struct mac){{0x01, 0x00, 0x5e, 0x40, (uint8_t)set, (uint8_t)member}};
}

static void join_set(struct testbed *net, unsigned set)
{
	net->group.all = group(set, 1);
	net->group.a_only = group(set, 2);
	net->group.nobody = group(set, 3);
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (child_of(net, guest))
			link_join(net->host, device_of(guest), net->group.all);
	}
}

static void leave_set(struct testbed *net)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (child_of(net, guest))
			link_leave(net->host, device_of(guest), net->group.all);
	}
}

static bool heard_only_by(struct testbed *net, const struct frame *probe, places allowed)
{
	struct mark mark = {ROLE_PROBE, probe->nonce};

	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (net->port[guest] && !(allowed & AT(guest)) &&
		    journal_sightings(&net->journal, guest, mark))
			return false;
	}
	return true;
}

enum trial { TOLD_APART, CONFUSED, UNDECIDED };

/* Whether the set is heard as it is joined now: the second group by these. UNDECIDED: the testbed does not even carry
 * fences. That is for the cases to say, not for the builder. */
static enum trial try_set(struct testbed *net, places a_only_joined)
{
	struct frame to_all = {.dst = net->group.all, .src = STATION_STRANGER, .nonce = fresh_nonce()};
	struct frame to_a = {.dst = net->group.a_only, .src = STATION_STRANGER, .nonce = fresh_nonce()};
	struct frame to_nobody = {.dst = net->group.nobody, .src = STATION_STRANGER, .nonce = fresh_nonce()};
	bool apart;

	for (enum place wire = WIRE; wire <= WIRE_2; wire += WIRE_2 - WIRE) {
		if (!net->port[wire])
			continue;
		journal_put_in(net, wire, &to_all);
		journal_put_in(net, wire, &to_a);
		journal_put_in(net, wire, &to_nobody);
	}
	if (!try_fence(net, FENCE_FLOOD, WIRE, &to_nobody).decided)
		return UNDECIDED;
	apart = heard_only_by(net, &to_all, ~AT(WITNESS)) && heard_only_by(net, &to_a, a_only_joined) &&
		heard_only_by(net, &to_nobody, NOWHERE);
	journal_clear(&net->journal);
	return apart ? TOLD_APART : CONFUSED;
}

/* Tried before A joins the second group too: a case that has A leave it must not find A hearing it for the sake of
 * another. */
static enum trial draw_set(struct testbed *net, unsigned set)
{
	enum trial trial;

	join_set(net, set);
	trial = try_set(net, NOWHERE);
	if (trial == CONFUSED) {
		leave_set(net);
		return CONFUSED;
	}
	link_join(net->host, device_of(GUEST_A), net->group.a_only);
	if (trial == TOLD_APART)
		trial = try_set(net, AT(GUEST_A));
	if (trial == CONFUSED) {
		link_leave(net->host, device_of(GUEST_A), net->group.a_only);
		leave_set(net);
	}
	return trial;
}

static void draw_groups(struct testbed *net)
{
	enum trial trial = CONFUSED;

	for (unsigned set = 0; set < SETS && trial == CONFUSED; set++)
		trial = draw_set(net, set);
	if (trial == CONFUSED) {
		join_set(net, 0);
		link_join(net->host, device_of(GUEST_A), net->group.a_only);
	}
	journal_clear(&net->journal);
}

const struct drawn_groups *testbed_groups(struct testbed *net)
{
	if (!net->group.drawn)
		draw_groups(net);
	net->group.drawn = true;
	return &net->group;
}
