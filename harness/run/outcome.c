#include "harness/run/outcome.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* Octets of packets in memory, of all cases together: more are counted and let go, so that cases which fail
 * all at once with long journals do not take the machine's memory with them. */
#define PACKETS_LIMIT (24UL << 20)

static size_t packets_held;

/* What stays of them in memory until the reports are written. */
enum {
	PACKETS_SHOWN = 100,           /* of a case */
	OCTETS_SHOWN = 64,             /* of a packet */
	PACKETS_SHOWN_LIMIT = 2 << 20, /* octets of all cases together: some 30000 frames */
};

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for the results; give this process more");
	return memory;
}

static char *sentence(const char *format, ...) __attribute__((format(printf, 1, 2)));
static char *sentence(const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	va_end(arguments);
	return enough(text);
}

/* Room for one more in an array that doubles: its capacity is the next power of two. */
static void *one_more(void *array, size_t count, size_t size)
{
	if (count & (count - 1))
		return array;
	return enough(reallocarray(array, count ? 2 * count : 1, size));
}

/* ---- records ---- */

void outcome_finding(struct outcome *outcome, const char *file, unsigned line, const char *text)
{
	struct result *result = &outcome->result;

	result->findings = one_more(result->findings, result->finding_count, sizeof(*result->findings));
	result->findings[result->finding_count++] =
		(struct finding){enough(strdup(file)), line, enough(strdup(text))};
}

static void add_packet(struct outcome *outcome, const struct packet_record *record)
{
	struct result *result = &outcome->result;

	if (packets_held + record->length > PACKETS_LIMIT) {
		outcome->packets_dropped++;
		return;
	}
	packets_held += record->length;
	result->packets = one_more(result->packets, result->packet_count, sizeof(*result->packets));
	result->packets[result->packet_count++] = (struct packet){
		.time_ns = record->time_ns,
		.place = enough(strdup(record->place)),
		.put_in = (int)record->put_in,
		.kind = record->kind,
		.comment = enough(strdup(record->comment)),
		.length = record->length,
		.bytes = memcpy(enough(malloc(record->length + 1)), record->bytes, record->length),
	};
}

static void add_journey(struct outcome *outcome, const struct journey_record *record)
{
	struct result *result = &outcome->result;

	result->journeys = one_more(result->journeys, result->journey_count, sizeof(*result->journeys));
	result->journeys[result->journey_count++] = (struct journey){
		.testbed = enough(strdup(record->testbed)),
		.wire = enough(strdup(record->wire)),
		.from = enough(strdup(record->from)),
		.frame = enough(strdup(record->frame)),
		.first_packet = result->packet_count,
	};
}

/* A site without a journey before it is damage that the journey's drawing can do without. */
static void add_site(struct outcome *outcome, const struct site_record *record)
{
	struct result *result = &outcome->result;
	struct journey *journey;

	if (!result->journey_count)
		return;
	journey = &result->journeys[result->journey_count - 1];
	journey->sites = one_more(journey->sites, journey->site_count, sizeof(*journey->sites));
	journey->sites[journey->site_count++] = (struct site){
		.kind = record->kind,
		.place = enough(strdup(record->place)),
		.device = enough(strdup(record->device)),
		.mode = enough(strdup(record->mode)),
		.parent = record->parent,
		.expected = (int)record->expected,
	};
}

static void add_namespace(struct outcome *outcome, const struct namespace_record *record)
{
	struct known_namespace *known = &outcome->namespaces[outcome->namespace_count];

	if (outcome->namespace_count == NAMESPACES_MAX)
		return;
	outcome->namespace_count++;
	snprintf(known->name, sizeof(known->name), "%s", record->name);
	known->fd = record->fd;
	known->ino = record->ino;
}

/* A child of the case may end as a case too: what blames more stands. */
static void add_ending(struct outcome *outcome, const struct ending_record *record)
{
	outcome->result.checks = record->checks;
	if (record->ending <= outcome->ending)
		return;
	outcome->ending = record->ending;
	free(outcome->result.reason);
	outcome->result.reason = *record->reason ? enough(strdup(record->reason)) : NULL;
	outcome->place_line = record->line;
	free(outcome->place_file);
	outcome->place_file = enough(strdup(record->file));
}

static void add_record(struct outcome *outcome, const struct record *record)
{
	switch (record->kind) {
	case RECORD_NAMESPACE:
		add_namespace(outcome, &record->netns);
		break;
	case RECORD_FINDING:
		outcome_finding(outcome, record->finding.file, record->finding.line, record->finding.text);
		break;
	case RECORD_PACKET:
		add_packet(outcome, &record->packet);
		break;
	case RECORD_ENDING:
		add_ending(outcome, &record->ending);
		break;
	case RECORD_JOURNEY:
		add_journey(outcome, &record->journey);
		break;
	case RECORD_SITE:
		add_site(outcome, &record->site);
		break;
	case RECORD_SERVED:
		free(outcome->result.served_by);
		outcome->result.served_by = enough(strdup(record->served.by));
		break;
	case RECORD_KEPT:
		outcome->kept = true;
		break;
	}
}

void outcome_feed(struct outcome *outcome, const void *bytes, size_t count)
{
	enum report_state state = REPORT_RECORD;
	struct record record;

	if (outcome->damaged)
		return;
	report_feed(&outcome->reader, bytes, count);
	while ((state = report_next(&outcome->reader, &record)) == REPORT_RECORD)
		add_record(outcome, &record);
	outcome->damaged = state == REPORT_DAMAGED;
}

/* ---- verdicts ---- */

static void decide(struct outcome *outcome, enum verdict verdict, char *reason)
{
	outcome->result.verdict = verdict;
	free(outcome->result.reason);
	outcome->result.reason = reason;
}

/* Findings stand, whatever came after them: each was decided by itself. */
static void decide_by_findings(struct outcome *outcome)
{
	struct result *result = &outcome->result;

	if (result->reason) {
		AUTO_FREE char *text = sentence("and then it could not go on: %s", result->reason);

		outcome_finding(outcome, outcome->place_file, outcome->place_line, text);
	}
	decide(outcome, VERDICT_FAIL, enough(strdup(result->findings[0].text)));
}

/* A finding tells the place. */
static void decide_broken(struct outcome *outcome)
{
	outcome->result.verdict = VERDICT_BROKEN;
	if (outcome->place_file && *outcome->place_file)
		outcome_finding(outcome, outcome->place_file, outcome->place_line, outcome->result.reason);
}

void outcome_of_ending(struct outcome *outcome)
{
	struct result *result = &outcome->result;

	if (result->finding_count)
		decide_by_findings(outcome);
	else if (outcome->ending == ENDED_BROKEN)
		decide_broken(outcome);
	else if (outcome->ending == ENDED_SKIP)
		result->verdict = VERDICT_SKIP;
	else if (!result->checks) /* a case that cannot fail proves nothing */
		decide(outcome, VERDICT_BROKEN, sentence("nothing was checked"));
	else
		result->verdict = VERDICT_PASS;
}

void outcome_of_status(struct outcome *outcome, int status)
{
	const char *name = WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;

	if (name)
		decide(outcome, VERDICT_CRASH, sentence("ended by SIG%s", name));
	else if (WIFSIGNALED(status))
		decide(outcome, VERDICT_CRASH, sentence("ended by signal %d", WTERMSIG(status)));
	else if (outcome->damaged)
		decide(outcome, VERDICT_CRASH, sentence("wrote something that is no record into its report"));
	else if (!outcome->ending || report_pending(&outcome->reader))
		decide(outcome, VERDICT_CRASH,
		       sentence("ended without a verdict, exit code %d", WEXITSTATUS(status)));
	else
		outcome_of_ending(outcome);
}

void outcome_of_timeout(struct outcome *outcome, const char *reason)
{
	decide(outcome, VERDICT_TIMEOUT, enough(strdup(reason)));
}

void outcome_stray(struct outcome *outcome, const char *name)
{
	AUTO_FREE char *text = sentence("left a process behind: %s", name);

	if (outcome->result.verdict == VERDICT_PASS || outcome->result.verdict == VERDICT_SKIP)
		decide(outcome, VERDICT_BROKEN, STEAL(text, NULL));
	else
		outcome_finding(outcome, "", 0, text);
}

/* ---- results ---- */

/* The texts of a case live as long as the program. A result borrows them, so that a hundred thousand of them
 * fit into little memory; nothing in reports/ writes to them. */
static char *borrowed(const char *text)
{
	return (char *)(uintptr_t)text;
}

void outcome_name_after(struct result *result, const struct testcase *testcase)
{
	result->id = borrowed(testcase->id);
	result->requirement = borrowed(testcase->requirement->id);
	result->sentence = borrowed(testcase->requirement->sentence);
	result->source = borrowed(testcase->requirement->source);
	result->since = borrowed(testcase->requirement->since);
	result->summary = borrowed(testcase->summary);
	result->mode = borrowed(testcase->mode);
	result->behaviour = borrowed(testcase->behaviour);
}

struct result outcome_take(struct outcome *outcome, const struct testcase *testcase)
{
	struct result result = outcome->result;
	char notice[80];

	if (outcome->packets_dropped) {
		snprintf(notice, sizeof(notice), "%zu frames did not fit into memory and are in no capture\n",
			 outcome->packets_dropped);
		output_add(&outcome->output, notice, strlen(notice));
	}
	outcome_name_after(&result, testcase);
	result.output = output_take(&outcome->output);
	free(outcome->place_file);
	report_reader_free(&outcome->reader);
	*outcome = (struct outcome){0};
	return result;
}

struct result outcome_take_and_go_on(struct outcome *outcome, const struct testcase *testcase)
{
	struct outcome next = {.reader = STEAL(outcome->reader, (struct report_reader){0}),
			       .namespace_count = outcome->namespace_count};
	struct result result;

	memcpy(next.namespaces, outcome->namespaces, sizeof(next.namespaces));
	result = outcome_take(outcome, testcase);
	*outcome = next;
	return result;
}

static size_t octets_held(const struct result *result)
{
	size_t octets = 0;

	for (size_t i = 0; i < result->packet_count; i++)
		octets += result->packets[i].length - result->packets[i].cut;
	return octets;
}

void outcome_release_packets(struct result *result)
{
	packets_held -= octets_held(result);
	result_free_packets(result);
}

void outcome_trim_packets(struct result *result)
{
	const size_t count = result->packet_count;

	packets_held -= octets_held(result);
	result_shorten_packets(result, OCTETS_SHOWN, PACKETS_SHOWN);
	packets_held += octets_held(result);
	if (packets_held <= PACKETS_SHOWN_LIMIT)
		return;
	outcome_release_packets(result);
	result->packets_left_out = count;
}

void outcome_release(struct result *result)
{
	outcome_release_packets(result);
	result->id = result->requirement = result->sentence = result->source = NULL;
	result->mode = result->behaviour = result->since = result->summary = NULL;
	result->known_bug = result->known_fix = NULL;
	result_free(result);
}
