#include "harness/proof/delivery.h"

#include "harness/core/clock.h"
#include "harness/core/text.h"
#include "harness/proof/fence.h"
#include "harness/proof/journey.h"
#include "harness/proof/judging.h"

#include <stdarg.h>
#include <stdio.h>

#undef expect_delivery
#undef expect_arrival
#undef probe_send

enum {
	ATTACH_MAX = 8,         /* failing checks whose journals travel with the result */
	DIFFERENCES_SIZE = 300, /* of one frame from what it must be */
	REASONS_SIZE = 1200,    /* for all that is wrong */
};

static char check_name[160];
static unsigned failed_checks;

void check_named(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(check_name, sizeof check_name, format, arguments);
	va_end(arguments);
}

/* ---- putting in ---- */

bool is_probe(const struct entry *entry)
{
	return entry->mark.role == ROLE_PROBE;
}

/* Whatever is seen between two checks has overtaken nothing: it came after the fence that should have
 * followed it. */
static void expect_nothing_late(struct testbed *net)
{
	size_t before = net->journal.count;

	journal_collect(net);
	for (size_t i = before; i < net->journal.count; i++) {
		struct entry *entry = &net->journal.entries[i];
		char text[160];

		if (!is_probe(entry))
			continue;
		entry->judgement = UNEXPECTED;
		fail("%s got a frame after the fences behind it: %s", place_name(entry->place),
		     bytes_to_text(entry->bytes, entry->length, text, sizeof text));
		journal_attach(&net->journal);
	}
}

void begin_check(struct testbed *net)
{
	expect_nothing_late(net);
	journal_clear(&net->journal);
}

void put_in_probe(struct testbed *net, enum place from, const struct frame *frame)
{
	net->probe.frame = *frame;
	net->probe.from = from;
	net->probe.frame.role = ROLE_PROBE;
	if (!net->probe.frame.nonce)
		net->probe.frame.nonce = fresh_nonce();
	if (net->port[HOST])
		port_stack_listen(net->port[HOST], frame_ethertype(frame));
	if (net->port[HOST_2])
		port_stack_listen(net->port[HOST_2], frame_ethertype(frame));
	journal_put_in(net, from, &net->probe.frame);
}

void probe_send(struct testbed *net, enum place from, const struct frame *frame)
{
	begin_check(net);
	put_in_probe(net, from, frame);
}

/* ---- judging ---- */

static struct mark mark_of(const struct testbed *net)
{
	return (struct mark){ROLE_PROBE, net->probe.frame.nonce};
}

static bool carries_probe(const struct testbed *net, const struct entry *entry)
{
	return is_probe(entry) && entry->mark.nonce == net->probe.frame.nonce;
}

bool is_defaced(const struct entry *entry)
{
	return !entry->mark.role && frame_is_ours(entry->bytes, entry->length);
}

#define add_reason(reasons, ...) (text_separate(reasons, "; "), text_add(reasons, __VA_ARGS__))

struct frame as_seen_at(enum place place, const struct frame *frame)
{
	struct frame seen = *frame;

	if (!(AT(place) & (AT(HOST, HOST_IGNORES, HOST_2, HOST_2_IGNORES))) || !seen.tags)
		return seen;
	seen.length = (uint16_t)(frame_length(frame) - 4);
	seen.ethertype = frame_ethertype(frame);
	seen.tag[0] = seen.tag[1];
	seen.tags--;
	return seen;
}

/* What was seen at one place. */
struct tally {
	size_t copies;  /* of the probe */
	size_t defaced; /* ours, but altered beyond recognition */
	size_t strange; /* with a mark that this check did not send: another probe's, or an altered one */
};

/* A copy at a place where it belongs: the first must be right, any further one is one too many. */
static enum judgement judge_copy(const struct testbed *net, const struct entry *entry, size_t copies,
				 struct text *reasons)
{
	struct frame expected = as_seen_at(entry->place, &net->probe.frame);
	char differences[DIFFERENCES_SIZE];

	if (!frame_equals(&expected, entry->bytes, entry->length, differences, sizeof differences)) {
		add_reason(reasons, "%s got it altered: %s", place_name(entry->place), differences);
		return ALTERED;
	}
	return copies > 1 ? DOUBLED : EXPECTED;
}

static enum judgement judge_sighting(const struct testbed *net, const struct entry *entry, places at,
				     struct tally *tally, struct text *reasons)
{
	if (is_defaced(entry)) {
		tally->defaced++;
		return ALTERED;
	}
	if (!is_probe(entry))
		return entry->mark.role == ROLE_FENCE ? FENCE : NOISE;
	if (!carries_probe(net, entry)) {
		tally->strange++;
		return UNEXPECTED;
	}
	tally->copies++;
	return at & AT(entry->place) ? judge_copy(net, entry, tally->copies, reasons) : UNEXPECTED;
}

static void sum_up(enum place place, places at, const struct tally *tally, struct text *reasons)
{
	const char *name = place_name(place);

	if (tally->defaced)
		add_reason(reasons, "%s got %zu of our frames altered beyond recognition", name,
			   tally->defaced);
	if (tally->strange)
		add_reason(reasons, "%s got %zu of our frames that this check did not send", name,
			   tally->strange);
	if ((at & AT(place)) && !tally->copies)
		add_reason(reasons, "%s did not get it", name);
	else if ((at & AT(place)) && tally->copies > 1)
		add_reason(reasons, "%s got it %zu times", name, tally->copies);
	else if (!(at & AT(place)) && tally->copies)
		add_reason(reasons, "%s got it, and must not", name);
}

static void judge_place(struct testbed *net, enum place place, places at, struct text *reasons)
{
	struct tally tally = {0};

	for (size_t i = 0; i < net->journal.count; i++) {
		struct entry *entry = &net->journal.entries[i];

		if (entry->place == place && entry->direction == SEEN)
			entry->judgement = judge_sighting(net, entry, at, &tally, reasons);
	}
	sum_up(place, at, &tally, reasons);
}

void must_have_kept_up(const struct testbed *net)
{
	for (enum place place = 0; place < PLACES; place++) {
		uint64_t lost = net->port[place] ? port_lost(net->port[place]) : 0;

		if (lost)
			broken("%s overran: %llu frames were lost before they could be read",
			       place_name(place), (unsigned long long)lost);
	}
}

static void report(struct testbed *net, places at, const struct text *reasons)
{
	char frame[160], expected[120];

	fail("%s%sfrom %s, %s: expected %s%s, but %s", check_name, check_name[0] ? ": " : "",
	     place_name(net->probe.from), frame_to_text(&net->probe.frame, frame, sizeof frame),
	     at ? "at " : "", places_to_text(at, expected, sizeof expected), reasons->start);
	if (failed_checks++ < ATTACH_MAX)
		journey_attach(net, net->probe.from, &net->probe.frame, at);
	/* The case has failed; what else it finds out need not take long. */
	set_patience(NS_PER_S / 10);
}

unsigned failed_deliveries(void)
{
	return failed_checks;
}

void expect_arrival(struct testbed *net, places at)
{
	char text[REASONS_SIZE];
	struct text reasons = text_in(text, sizeof text);
	struct fence_outcome outcome;
	places missing = journal_await(net, at, mark_of(net));

	outcome = try_fence(net, FENCE_FLOOD, net->probe.from, &net->probe.frame);
	must_have_kept_up(net);
	/* A frame that is missing is missing, fence or no fence; that it is nowhere else, only a fence can
	 * tell. */
	if (!outcome.decided && !missing)
		broken("%s", outcome.reason);
	for (enum place place = 0; place < PLACES; place++) {
		if (net->port[place])
			judge_place(net, place, at, &reasons);
	}
	if (missing && !outcome.decided)
		add_reason(&reasons, "%s", outcome.reason);
	if (reasons.length)
		report(net, at, &reasons);
	else
		passed();
}

void expect_delivery(struct testbed *net, enum place from, const struct frame *frame, places at)
{
	probe_send(net, from, frame);
	expect_arrival(net, at);
}

/* ---- between checks ---- */

void settle(struct testbed *net)
{
	static const struct frame anything = {.dst = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}};

	fence(net, FENCE_FLOOD, HOST, &anything);
	journal_clear(&net->journal);
}
