#include "harness/proof/fence.h"

#include "harness/core/verdict.h"

#include <stdio.h>

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

bool fence_covers(enum fence_class class, const struct frame *probe)
{
	return class == FENCE_FLOOD || !mac_is_group(probe->dst);
}

static places guests_up(const struct testbed *net, bool (*is)(const struct child *))
{
	places set = NOWHERE;

	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (child_of(net, guest) && !(net->down & AT(guest)) && is(child_of(net, guest)))
			set |= AT(guest);
	}
	return set;
}

static bool serves_by_sender(const struct child *child)
{
	return child->mode == MODE_SOURCE;
}

static bool serves_by_destination(const struct child *child)
{
	return child->mode != MODE_SOURCE;
}

static places on_parent(const struct testbed *net, places guests, unsigned parent)
{
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if ((guests & AT(guest)) && child_of(net, guest)->parent != parent)
			guests &= ~AT(guest);
	}
	return guests;
}

/* One fence: put in at a place, awaited at others. Returns where it did not arrive. */
static places send_one(struct testbed *net, enum place from, struct mac dst, struct mac src,
		       places awaited_at)
{
	struct frame frame = {.dst = dst,
			      .src = src,
			      .ethertype = ETHERTYPE_FENCE,
			      .role = ROLE_FENCE,
			      .nonce = fresh_nonce()};

	journal_put_in(net, from, &frame);
	return journal_await(net, awaited_at, (struct mark){ROLE_FENCE, frame.nonce});
}

static struct fence_outcome lost(const char *what, places missing)
{
	struct fence_outcome outcome = {.decided = false};
	char text[120];

	snprintf(outcome.reason, sizeof outcome.reason, "%s did not arrive at %s, so nothing is proven", what,
		 places_to_text(missing, text, sizeof text));
	return outcome;
}

static const struct fence_outcome decided = {.decided = true};

/* Whatever left by the parent before this has been seen on the wire when this is, and has been reflected. */
static struct fence_outcome fence_way_out(struct testbed *net, unsigned parent, enum place from)
{
	enum place wire = parent ? WIRE_2 : WIRE;
	enum place host = parent ? HOST_2 : HOST;
	places missing;

	/* who has gone down meanwhile sends nothing; the host's fence takes the same way behind it */
	if (net->down & AT(from))
		from = host;
	if (net->down & AT(host))
		return lost("a fence by way of a parent that is down", AT(wire));
	missing = send_one(net, from, STATION_UNKNOWN, address_of(from), AT(wire));
	return missing ? lost("the fence on the way out", missing) : decided;
}

static struct fence_outcome fence_flood(struct testbed *net, unsigned parent, places by_destination)
{
	enum place wire = parent ? WIRE_2 : WIRE;
	enum place host = parent ? HOST_2 : HOST;
	places missing;

	/* Where a case has set down all that would hear it, the host's own copy proves what runs inline. The
	 * queue then has nobody to serve, but what is in it may still reach a child that is set up again. */
	if (!by_destination && !(net->down & ~AT(HOST, HOST_2)))
		return lost("a flood fence, for want of a child that would hear it,", NOWHERE);
	missing = send_one(net, wire, everyone, STATION_FENCE, by_destination | AT(host));
	return missing ? lost("the flood fence", missing) : decided;
}

static struct fence_outcome fence_inline(struct testbed *net, unsigned parent, places by_destination)
{
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (!(by_destination & AT(guest)))
			continue;
		if (send_one(net, parent ? WIRE_2 : WIRE, address_of_guest(&net->topology, guest),
			     STATION_FENCE, AT(guest)))
			return lost("the unicast fence", AT(guest));
	}
	return decided;
}

static struct fence_outcome fence_by_sender(struct testbed *net, unsigned parent, places by_sender)
{
	places missing;

	if (!by_sender)
		return decided;
	missing = send_one(net, parent ? WIRE_2 : WIRE, STATION_UNKNOWN, STATION_FENCE_LISTED, by_sender);
	return missing ? lost("the listed sender's fence", missing) : decided;
}

static enum place someone_on(unsigned parent, places guests)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (guests & AT(guest))
			return guest;
	}
	return parent ? HOST_2 : HOST;
}

static struct fence_outcome fence_parent(struct testbed *net, enum fence_class class, unsigned parent,
					 enum place from)
{
	places by_destination = on_parent(net, guests_up(net, serves_by_destination), parent);
	places by_sender = on_parent(net, guests_up(net, serves_by_sender), parent);
	struct fence_outcome outcome = decided;

	if (from != WIRE && from != WIRE_2)
		outcome = fence_way_out(net, parent, from);
	if (outcome.decided)
		outcome = class == FENCE_FLOOD ? fence_flood(net, parent, by_destination)
					       : fence_inline(net, parent, by_destination);
	if (outcome.decided)
		outcome = fence_by_sender(net, parent, by_sender);
	if (outcome.decided)
		outcome = fence_way_out(net, parent, someone_on(parent, by_destination | by_sender));
	return outcome;
}

static unsigned parent_index(const struct testbed *net, enum place place)
{
	if (place == WIRE_2 || place == HOST_2)
		return 1;
	return child_of(net, place) ? child_of(net, place)->parent : 0;
}

struct fence_outcome try_fence(struct testbed *net, enum fence_class class, enum place from,
			       const struct frame *probe)
{
	unsigned parents = net->topology.parents ? net->topology.parents : 1;
	unsigned first = parent_index(net, from);
	struct fence_outcome outcome;

	if (!fence_covers(class, probe))
		broken("a unicast fence proves nothing about a flood: unicast overtakes the broadcast queue");
	outcome = fence_parent(net, class, first, from);
	for (unsigned parent = 0; parent < parents && outcome.decided; parent++) {
		if (parent != first)
			outcome = fence_parent(net, class, parent, parent ? WIRE_2 : WIRE);
	}
	journal_collect(net);
	return outcome;
}

void fence(struct testbed *net, enum fence_class class, enum place from, const struct frame *probe)
{
	struct fence_outcome outcome = try_fence(net, class, from, probe);

	if (!outcome.decided)
		broken("%s", outcome.reason);
}
