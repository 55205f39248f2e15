#include "harness/proof/burst.h"

#include "harness/core/clock.h"
#include "harness/net/attribute.h"
#include "harness/proof/fence.h"
#include "harness/proof/journey.h"

#include <linux/if_link.h>
#include <stdio.h>
#include <string.h>

#undef expect_burst

uint64_t burst_dropped(struct testbed *net, const struct burst *burst)
{
	return link_counters(net->host, device_of(HOST)).rx_dropped - burst->dropped_before;
}

static struct frame nth(const struct burst *burst, size_t n)
{
	struct frame frame = burst->frame;

	frame.nonce += n;
	return frame;
}

struct burst burst_send(struct testbed *net, enum place from, const struct frame *frame, size_t count)
{
	struct burst burst = {.from = from, .frame = *frame, .count = count};

	if (!count || count > BURST_MAX)
		broken("a burst of %zu frames cannot be told apart", count);
	burst.frame.role = ROLE_PROBE;
	burst.frame.nonce = fresh_nonce();
	for (size_t i = 1; i < count; i++)
		fresh_nonce(); /* the others' */
	if (net->port[HOST])
		port_stack_listen(net->port[HOST], frame_ethertype(frame));
	journal_clear(&net->journal);
	burst.dropped_before = burst_dropped(net, &burst);
	for (size_t i = 0; i < count; i++) {
		struct frame next = nth(&burst, i);

		journal_put_in(net, from, &next);
	}
	return burst;
}

static struct mark last_of(const struct burst *burst)
{
	return (struct mark){ROLE_PROBE, burst->frame.nonce + burst->count - 1};
}

void burst_settle(struct testbed *net, const struct burst *burst)
{
	journal_await(net, AT(HOST), last_of(burst));
}

/* ---- judging ---- */

/* What was seen of it at one place. */
struct seen {
	bool has[BURST_MAX];
	size_t count;
	size_t late;    /* came after one that was sent after it, or once more */
	size_t strange; /* ours, and not of this burst */
	size_t altered;
};

static void note(struct seen *seen, const struct burst *burst, struct entry *entry, size_t *next)
{
	size_t n = (size_t)(entry->mark.nonce - burst->frame.nonce);
	struct frame expected = nth(burst, n);
	char differences[200];

	entry->judgement = n < *next ? DOUBLED : EXPECTED;
	seen->late += n < *next;
	*next = n + 1;
	seen->count++;
	seen->has[n] = true;
	if (!frame_equals(&expected, entry->bytes, entry->length, differences, sizeof differences)) {
		entry->judgement = ALTERED;
		seen->altered++;
	}
}

static struct seen look_at(struct testbed *net, const struct burst *burst, enum place place)
{
	struct seen seen = {0};
	size_t next = 0;

	for (size_t i = 0; i < net->journal.count; i++) {
		struct entry *entry = &net->journal.entries[i];

		if (entry->place != place || entry->direction != SEEN || entry->mark.role == ROLE_FENCE)
			continue;
		if (entry->mark.role == ROLE_PROBE && entry->mark.nonce >= burst->frame.nonce &&
		    entry->mark.nonce - burst->frame.nonce < burst->count)
			note(&seen, burst, entry, &next);
		else
			seen.strange += frame_is_ours(entry->bytes, entry->length);
	}
	return seen;
}

static bool is_beginning(const struct seen *seen)
{
	for (size_t i = 0; i < seen->count; i++) {
		if (!seen->has[i])
			return false;
	}
	return true;
}

/* What is wrong with it, as the end of a sentence; NULL if nothing is. Static storage. */
static const char *complaint(const struct seen *seen, enum place place, const struct burst_places *at,
			     size_t count, uint64_t dropped)
{
	static char text[160];
	bool all = at->whole & AT(place), some = at->survivors & AT(place);
	uint64_t wanted = all ? count : some && dropped < count ? count - dropped : 0;

	if (seen->late)
		snprintf(text, sizeof text, "got %zu of them twice or out of order", seen->late);
	else if (seen->altered)
		snprintf(text, sizeof text, "got %zu of them altered", seen->altered);
	else if (seen->strange)
		snprintf(text, sizeof text, "got %zu of our frames that are none of them", seen->strange);
	else if (at->beginning & AT(place) && !is_beginning(seen))
		snprintf(text, sizeof text, "got %zu of them, and not the first ones", seen->count);
	else if (!(at->beginning & AT(place)) && seen->count != wanted)
		snprintf(text, sizeof text, "got %zu of them instead of %llu (dropped by the parent: %llu)",
			 seen->count, (unsigned long long)wanted, (unsigned long long)dropped);
	else
		return NULL;
	return text;
}

static void complain(struct testbed *net, const struct burst *burst, const struct burst_places *at,
		     enum place place, const char *about)
{
	char frame[160];

	fail("%zu frames from %s, the first %s: %s %s", burst->count, place_name(burst->from),
	     frame_to_text(&burst->frame, frame, sizeof frame), place_name(place), about);
	journey_attach(net, burst->from, &burst->frame, at->whole | at->survivors | at->beginning);
	set_patience(NS_PER_S / 10);
}

static void judge(struct testbed *net, const struct burst *burst, const struct burst_places *at,
		  uint64_t dropped)
{
	struct seen first = {0};
	bool any = false;

	for (enum place place = 0; place < PLACES; place++) {
		struct seen seen = look_at(net, burst, place);
		const char *about =
			net->port[place] ? complaint(&seen, place, at, burst->count, dropped) : NULL;

		if (!about && any && (at->survivors & AT(place)) &&
		    memcmp(seen.has, first.has, sizeof seen.has) != 0)
			about = "got others of them than its siblings";
		if (about)
			complain(net, burst, at, place, about);
		else
			passed();
		if (!any && (at->survivors & AT(place))) {
			first = seen;
			any = true;
		}
	}
}

void expect_burst(struct testbed *net, const struct burst *burst, struct burst_places at)
{
	places missing = journal_await(net, at.whole, last_of(burst));
	uint64_t dropped = burst_dropped(net, burst);
	struct fence_outcome outcome = try_fence(net, FENCE_FLOOD, burst->from, &burst->frame);

	must_have_kept_up(net);
	if (!outcome.decided && !missing)
		broken("%s", outcome.reason);
	judge(net, burst, &at, dropped);
}
