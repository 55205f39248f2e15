#include "harness/proof/volley.h"

#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "harness/proof/judging.h"

#undef expect_volley
#undef expect_delivery

static void put_in(struct testbed *net, struct volley *volley)
{
	begin_check(net);
	for (size_t i = 0; i < volley->count; i++) {
		struct delivery *delivery = &volley->delivery[i];

		put_in_probe(net, volley->from, &delivery->frame);
		delivery->frame = net->probe.frame;
	}
}

static bool has_arrived(struct testbed *net, const struct volley *volley)
{
	for (size_t i = 0; i < volley->count; i++) {
		const struct delivery *delivery = &volley->delivery[i];

		if (journal_await(net, delivery->at, (struct mark){ROLE_PROBE, delivery->frame.nonce}))
			return false;
	}
	return true;
}

/* The delivery whose probe it is; NULL if it is of another check. */
static const struct delivery *delivery_of(const struct volley *volley, const struct entry *entry)
{
	for (size_t i = 0; i < volley->count; i++) {
		if (volley->delivery[i].frame.nonce == entry->mark.nonce)
			return &volley->delivery[i];
	}
	return NULL;
}

static enum judgement judge(const struct volley *volley, const struct entry *entry, places *got)
{
	const struct delivery *delivery = is_probe(entry) ? delivery_of(volley, entry) : NULL;
	struct frame expected;
	char differences[200];
	places *copies;

	if (is_defaced(entry))
		return ALTERED;
	if (!is_probe(entry))
		return entry->mark.role == ROLE_FENCE ? FENCE : NOISE;
	if (!delivery || !(delivery->at & AT(entry->place)))
		return UNEXPECTED;
	expected = as_seen_at(entry->place, &delivery->frame);
	if (!frame_equals(&expected, entry->bytes, entry->length, differences, sizeof differences))
		return ALTERED;
	copies = &got[delivery - volley->delivery];
	if (*copies & AT(entry->place))
		return DOUBLED;
	*copies |= AT(entry->place);
	return EXPECTED;
}

static bool is_right(struct testbed *net, const struct volley *volley)
{
	places got[VOLLEY_MAX] = {NOWHERE};
	bool right = true;

	for (size_t i = 0; i < net->journal.count; i++) {
		struct entry *entry = &net->journal.entries[i];

		if (entry->direction != SEEN)
			continue;
		entry->judgement = judge(volley, entry, got);
		right &= entry->judgement != ALTERED && entry->judgement != UNEXPECTED &&
			 entry->judgement != DOUBLED;
	}
	for (size_t i = 0; i < volley->count; i++)
		right &= got[i] == volley->delivery[i].at;
	return right;
}

static void try_each_alone(struct testbed *net, struct volley *volley)
{
	for (size_t i = 0; i < volley->count; i++) {
		struct delivery *delivery = &volley->delivery[i];

		check_named("%s", delivery->name);
		delivery->frame.nonce = 0; /* a fresh one */
		expect_delivery(net, volley->from, &delivery->frame, delivery->at);
	}
	check_named("%s", "");
}

static void try_again(struct testbed *net, struct volley *volley)
{
	struct journal together = net->journal;
	const unsigned before = failed_deliveries();

	net->journal = (struct journal){0};
	try_each_alone(net, volley);
	if (failed_deliveries() == before) {
		fail("of %zu frames from %s, one behind the other, not each arrives where it must and "
		     "nowhere else, "
		     "though each does alone",
		     volley->count, place_name(volley->from));
		journal_attach(&together);
	}
	journal_clear(&together);
}

void expect_volley(struct testbed *net, struct volley *volley)
{
	struct fence_outcome outcome;
	bool right;

	if (!volley->count)
		return;
	put_in(net, volley);
	right = has_arrived(net, volley);
	outcome = try_fence(net, FENCE_FLOOD, volley->from, &net->probe.frame);
	must_have_kept_up(net);
	if (right && !outcome.decided)
		broken("%s", outcome.reason);
	if (!right || !is_right(net, volley))
		return try_again(net, volley);
	for (size_t i = 0; i < volley->count; i++)
		passed();
}
