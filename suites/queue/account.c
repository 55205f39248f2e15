#include "suites/queue/account.h"

#include <stdio.h>
#include <stdlib.h>

#undef expect_sound
#undef expect_all_of
#undef expect_steered
#undef expect_gathered
#undef expect_lost_with

enum { PLACES_MAX = QUEUES_MAX + 1 };

struct account {
	const struct flows *flows;
	uint8_t *came;                               /* how often, of each frame: flow by flow */
	unsigned due[PLACES_MAX][FLOWS_MAX];         /* the number that may come next at the earliest */
	queue_set places[FLOWS_MAX];                 /* that a flow has come by */
	unsigned count, twice, late, altered, other; /* frames */
	char first[240];                             /* what was wrong first, in a few words */
};

struct account *account_open(const struct flows *flows)
{
	struct account *account = calloc(1, sizeof *account);

	if (account && flows->count <= FLOWS_MAX)
		account->came = calloc(flows->count, flows->frames);
	if (!account || !account->came)
		broken("no room for an account of %u flows", flows->count);
	account->flows = flows;
	return account;
}

static void place_text(unsigned place, char *text, size_t size)
{
	if (place == OUTSIDE)
		snprintf(text, size, "the child's own stack");
	else
		snprintf(text, size, "queue %u", place);
}

/* ---- entering ---- */

static void complain(struct account *account, unsigned *kind, unsigned place, unsigned flow, unsigned n,
		     const char *what)
{
	char where[40];

	++*kind;
	if (account->first[0])
		return;
	place_text(place, where, sizeof where);
	snprintf(account->first, sizeof account->first, "frame %u of flow %u %s by %s", n, flow, what, where);
}

static void enter(struct account *account, unsigned place, unsigned flow, unsigned n)
{
	uint8_t *came = &account->came[flow * account->flows->frames + n];

	account->places[flow] |= QUEUE(place);
	account->count++;
	if (*came)
		complain(account, &account->twice, place, flow, n, "comes once more");
	else if (n < account->due[place][flow])
		complain(account, &account->late, place, flow, n, "comes behind a later one");
	*came = *came < UINT8_MAX ? *came + 1 : *came;
	account->due[place][flow] = n + 1;
}

void account_enter(struct account *account, unsigned place, const uint8_t *octets, size_t length)
{
	const struct flows *flows = account->flows;
	struct mark mark = {.nonce = 0};
	unsigned flow, n;
	struct frame sent;
	char differences[160];

	if (!frame_find_mark(octets, length, &mark) || !mark.nonce ||
	    mark.nonce > (uint64_t)flows->count * flows->frames) {
		complain(account, &account->other, place, 0, 0, "is not what came");
		return;
	}
	flow = (unsigned)((mark.nonce - 1) / flows->frames);
	n = (unsigned)((mark.nonce - 1) % flows->frames);
	sent = flow_frame(flows, flow, n);
	enter(account, place, flow, n);
	if (!frame_equals(&sent, octets, length, differences, sizeof differences))
		complain(account, &account->altered, place, flow, n, differences);
}

void account_read(struct account *account, const struct queues *queues, unsigned queue)
{
	uint8_t octets[LONGEST];
	struct transfer got;

	for (;;) {
		got = try_tap_read(queues->tap[queue], octets, sizeof octets);
		if (got.error || !got.length)
			break;
		account_enter(account, queue, octets,
			      got.length < sizeof octets ? got.length : sizeof octets);
	}
	if (got.error != EAGAIN)
		complain(account, &account->other, queue, 0, 0, "cannot be read");
}

void account_read_all(struct account *account, const struct queues *queues)
{
	for (unsigned queue = 0; queue < queues->count; queue++) {
		if (queues->tap[queue] != CLOSED)
			account_read(account, queues, queue);
	}
}

void account_forget_places(struct account *account)
{
	for (unsigned flow = 0; flow < account->flows->count; flow++)
		account->places[flow] = 0;
}

unsigned account_count(const struct account *account)
{
	return account->count;
}

bool account_has(const struct account *account, unsigned flow, unsigned n)
{
	return account->came[flow * account->flows->frames + n];
}

/* ---- judging ---- */

void expect_sound(const struct account *account)
{
	if (account->twice || account->late || account->altered || account->other)
		fail("of %u frames, %u come twice, %u behind a later one of their flow, %u altered, and %u "
		     "are "
		     "none of them; first: %s",
		     account->count, account->twice, account->late, account->altered, account->other,
		     account->first);
	else
		passed();
}

/* How many of the flow's frames first ... last - 1 have not come. */
static unsigned missing_of(const struct account *account, unsigned flow, unsigned first, unsigned last)
{
	unsigned missing = 0;

	for (unsigned n = first; n < last; n++)
		missing += !account_has(account, flow, n);
	return missing;
}

void expect_all_of(const struct account *account, unsigned first, unsigned last)
{
	unsigned missing = 0, flows = 0;

	for (unsigned flow = 0; flow < account->flows->count; flow++) {
		missing += missing_of(account, flow, first, last);
		flows += missing_of(account, flow, first, last) > 0;
	}
	if (missing)
		fail("%u frames of %u flows have not come", missing, flows);
	else
		passed();
	expect_sound(account);
}

static queue_set places_of_all(const struct account *account)
{
	queue_set all = 0;

	for (unsigned flow = 0; flow < account->flows->count; flow++)
		all |= account->places[flow];
	return all;
}

static void expect_one_place_each(const struct account *account)
{
	unsigned scattered = 0, first = 0;

	for (unsigned flow = account->flows->count; flow-- > 0;) {
		if (account->places[flow] & (account->places[flow] - 1)) {
			scattered++;
			first = flow;
		}
	}
	if (scattered)
		fail("%u of %u flows come by several queues, flow %u by those of 0x%x", scattered,
		     account->flows->count, first, account->places[first]);
	else
		passed();
}

static void expect_no_others(queue_set used, queue_set queues)
{
	if (used & ~queues)
		fail("frames come by the queues of 0x%x, which must get none", used & ~queues);
	else
		passed();
}

void expect_steered(const struct account *account, queue_set queues)
{
	queue_set used = places_of_all(account);

	expect_one_place_each(account);
	expect_no_others(used, queues);
	if (queues & ~used)
		fail("none of %u flows comes by the queues of 0x%x", account->flows->count, queues & ~used);
	else
		passed();
}

void expect_gathered(const struct account *account, queue_set queues)
{
	queue_set used = places_of_all(account);

	expect_no_others(used, queues);
	if (!used || (used & (used - 1)))
		fail("what must come by one queue comes by those of 0x%x", used);
	else
		passed();
}

void expect_lost_with(const struct account *account, unsigned queue, unsigned first, unsigned last)
{
	unsigned kept = 0, lost = 0;

	for (unsigned flow = 0; flow < account->flows->count; flow++) {
		unsigned missing = missing_of(account, flow, first, last);

		if (account->places[flow] == QUEUE(queue))
			kept += last - first - missing;
		else
			lost += missing;
	}
	if (kept || lost)
		fail("%u frames that sat in queue %u have come, and %u that did not are missing", kept, queue,
		     lost);
	else
		passed();
	expect_sound(account);
}
