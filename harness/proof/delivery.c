#include "harness/proof/delivery.h"

#include "harness/core/clock.h"
#include "harness/proof/fence.h"

#include <stdarg.h>
#include <stdio.h>

#undef expect_delivery
#undef expect_arrival
#undef probe_send

enum {
	ATTACH_MAX = 8,     /* failing checks whose journals travel with the result */
	REASONS_SIZE = 300, /* what is wrong at one place */
	SENTENCE_SIZE = 1200,
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

/* ---- putting in
 * -------------------------------------------------------------------------------------------- */

static bool is_probe(const struct entry *entry)
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

void probe_send(struct testbed *net, enum place from, const struct frame *frame)
{
	expect_nothing_late(net);
	journal_clear(&net->journal);
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

/* ---- judging
 * ------------------------------------------------------------------------------------------------ */

static struct mark mark_of(const struct testbed *net)
{
	return (struct mark){ROLE_PROBE, net->probe.frame.nonce};
}

static bool carries_probe(const struct testbed *net, const struct entry *entry)
{
	return is_probe(entry) && entry->mark.nonce == net->probe.frame.nonce;
}

/* Ours by its EtherType, but its mark is gone: somebody altered it. */
static bool is_defaced(const struct entry *entry)
{
	return !entry->mark.role && frame_is_ours(entry->bytes, entry->length);
}

struct verdict_text {
	char text[SENTENCE_SIZE];
	size_t length;
	unsigned wrong;
};

static void add_reason(struct verdict_text *sentence, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

static void add_reason(struct verdict_text *sentence, const char *format, ...)
{
	va_list arguments;
	int written;

	if (sentence->wrong++ && sentence->length + 2 < sizeof sentence->text)
		sentence->length += (size_t)snprintf(sentence->text + sentence->length,
		                                     sizeof sentence->text - sentence->length, "; ");
	va_start(arguments, format);
	written = vsnprintf(sentence->text + sentence->length, sizeof sentence->text - sentence->length,
	                    format, arguments);
	va_end(arguments);
	if (written > 0)
		sentence->length += (size_t)written;
	if (sentence->length >= sizeof sentence->text)
		sentence->length = sizeof sentence->text - 1;
}

/* The stack sees a frame behind the kernel's own untagging: without its outermost tag (port.h, port_stack). */
static struct frame as_seen_at(enum place place, const struct frame *frame)
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

/* One copy at a place where it belongs: the first must be right, any further one is one too many. */
static enum judgement judge_copy(const struct testbed *net, const struct entry *entry, size_t copies,
                                 struct verdict_text *sentence)
{
	struct frame expected = as_seen_at(entry->place, &net->probe.frame);
	char reasons[REASONS_SIZE];

	if (!frame_equals(&expected, entry->bytes, entry->length, reasons, sizeof reasons)) {
		add_reason(sentence, "%s got it altered: %s", place_name(entry->place), reasons);
		return ALTERED;
	}
	return copies > 1 ? DOUBLED : EXPECTED;
}

static void judge_place(struct testbed *net, enum place place, places at, struct verdict_text *sentence)
{
	size_t copies = 0, defaced = 0;

	for (size_t i = 0; i < net->journal.count; i++) {
		struct entry *entry = &net->journal.entries[i];

		if (entry->place != place || entry->direction != SEEN)
			continue;
		if (carries_probe(net, entry) && (at & AT(place))) {
			entry->judgement = judge_copy(net, entry, ++copies, sentence);
		} else if (is_defaced(entry)) {
			entry->judgement = ALTERED;
			defaced++;
		} else if (is_probe(entry)) {
			entry->judgement = UNEXPECTED;
			copies++;
		} else {
			entry->judgement = entry->mark.role == ROLE_FENCE ? FENCE : NOISE;
		}
	}
	if (defaced)
		add_reason(sentence, "%s got %zu of our frames altered beyond recognition", place_name(place),
		           defaced);
	if ((at & AT(place)) && !copies)
		add_reason(sentence, "%s did not get it", place_name(place));
	else if ((at & AT(place)) && copies > 1)
		add_reason(sentence, "%s got it %zu times", place_name(place), copies);
	else if (!(at & AT(place)) && copies)
		add_reason(sentence, "%s got it, and must not", place_name(place));
}

static void must_have_kept_up(const struct testbed *net)
{
	for (enum place place = 0; place < PLACES; place++) {
		uint64_t lost = net->port[place] ? port_lost(net->port[place]) : 0;

		if (lost)
			broken("%s overran: %llu frames were lost before they could be read",
			       place_name(place), (unsigned long long)lost);
	}
}

static void report(struct testbed *net, places at, const struct verdict_text *sentence)
{
	char frame[160], expected[120];

	fail("%s%sfrom %s, %s: must arrive at %s, and does not do so: %s", check_name,
	     check_name[0] ? ": " : "", place_name(net->probe.from),
	     frame_to_text(&net->probe.frame, frame, sizeof frame),
	     places_to_text(at, expected, sizeof expected), sentence->text);
	if (failed_checks++ < ATTACH_MAX)
		journal_attach(&net->journal);
	/* The case has failed; what else it finds out need not take long. */
	set_patience(NS_PER_S / 10);
}

void expect_arrival(struct testbed *net, places at)
{
	struct verdict_text sentence = {.length = 0};
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
			judge_place(net, place, at, &sentence);
	}
	if (missing && !outcome.decided)
		add_reason(&sentence, "%s", outcome.reason);
	if (sentence.wrong)
		report(net, at, &sentence);
	else
		passed();
}

void expect_delivery(struct testbed *net, enum place from, const struct frame *frame, places at)
{
	probe_send(net, from, frame);
	expect_arrival(net, at);
}

/* ---- between checks
 * ----------------------------------------------------------------------------------------- */

void settle(struct testbed *net)
{
	static const struct frame anything = {.dst = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}};

	fence(net, FENCE_FLOOD, HOST, &anything);
	journal_clear(&net->journal);
}
