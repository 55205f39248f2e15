#include "harness/selftest/selftest.h"
#include "reports/result.h"
#include "reports/selftest/samples.h"

#include <stdlib.h>
#include <string.h>

static void every_verdict_has_its_name(void)
{
	static const char *const names[VERDICTS] = {"PASS",    "FAIL",  "SKIP",  "BROKEN",
						    "TIMEOUT", "CRASH", "XFAIL", "XPASS"};

	for (enum verdict verdict = 0; verdict < VERDICTS; verdict++)
		CU_ASSERT_STRING_EQUAL(verdict_name(verdict), names[verdict]);
}

static void counts_are_by_verdict(void)
{
	const struct run *run = sample_run("every_verdict");
	static const size_t counts[VERDICTS] = {
		[VERDICT_PASS] = 2,    [VERDICT_FAIL] = 1,  [VERDICT_SKIP] = 3,  [VERDICT_BROKEN] = 1,
		[VERDICT_TIMEOUT] = 1, [VERDICT_CRASH] = 1, [VERDICT_XFAIL] = 2, [VERDICT_XPASS] = 1,
	};

	for (enum verdict verdict = 0; verdict < VERDICTS; verdict++)
		CU_ASSERT_EQUAL(run_count(run, verdict), counts[verdict]);
	CU_ASSERT_EQUAL(run_count(sample_run("empty"), VERDICT_PASS), 0);
}

static void free_frees_all_and_leaves_it_empty(void)
{
	struct result result = {
		.id = strdup("a.b"),
		.requirement = strdup("A_01"),
		.sentence = strdup("sentence"),
		.source = strdup("source"),
		.verdict = VERDICT_FAIL,
		.reason = strdup("reason"),
		.findings = calloc(1, sizeof(struct finding)),
		.finding_count = 1,
		.packets = calloc(1, sizeof(struct packet)),
		.packet_count = 1,
		.journeys = calloc(1, sizeof(struct journey)),
		.journey_count = 1,
		.mode = strdup("vepa"),
		.behaviour = strdup("a to b"),
		.output = strdup("output"),
		.pcapng = strdup("path"),
		.enter = strdup("nsenter"),
		.known_bug = strdup("bug"),
		.known_fix = strdup("fix"),
		.since = strdup("6.4"),
		.summary = strdup("summary"),
		.repeat = 7,
	};

	result.findings[0] = (struct finding){strdup("file.c"), 1, strdup("text")};
	result.packets[0] =
		(struct packet){1, strdup("WIRE"), 1, strdup("probe"), 3, malloc(3), 0, PACKET_PROBE};
	result.journeys[0] = (struct journey){strdup("duo"),
					      strdup("plain"),
					      strdup("WIRE"),
					      strdup("frame"),
					      calloc(1, sizeof(struct site)),
					      1,
					      0};
	result.journeys[0].sites[0] =
		(struct site){SITE_WIRE, strdup("WIRE"), strdup("w0"), strdup(""), 0, 1};
	result_free(&result); /* what is left over is reported by the address sanitizer */
	CU_ASSERT(!result.id && !result.requirement && !result.sentence && !result.source && !result.reason);
	CU_ASSERT(!result.output && !result.pcapng && !result.enter && !result.known_bug &&
		  !result.known_fix);
	CU_ASSERT(!result.findings && !result.finding_count && !result.packets && !result.packet_count);
	CU_ASSERT(!result.journeys && !result.journey_count && !result.mode && !result.behaviour);
	result_free(&result); /* freeing what is empty is nothing */
}

static void fill_packets(struct result *result, size_t count)
{
	result->packets = calloc(count, sizeof(struct packet));
	result->packet_count = count;
	for (size_t i = 0; i < count; i++)
		result->packets[i] = (struct packet){.time_ns = i, .length = 100, .bytes = calloc(1, 100)};
}

static void shortened_packets_keep_their_beginnings_and_both_ends(void)
{
	struct result result = {.journeys = calloc(4, sizeof(struct journey)), .journey_count = 4};

	fill_packets(&result, 10);
	for (size_t i = 0; i < 4; i++)
		result.journeys[i].first_packet = 3 * i;
	result_shorten_packets(&result, 64, 4);
	CU_ASSERT_EQUAL(result.packet_count, 4);
	CU_ASSERT_EQUAL(result.packets_left_out, 6);
	CU_ASSERT_EQUAL(result.packets[1].time_ns, 1);
	CU_ASSERT_EQUAL(result.packets[2].time_ns, 8);
	CU_ASSERT_EQUAL(result.packets[3].cut, 36);
	/* of packets 0, 3, 6 and 9: the second and the third journey's have gone, and those behind them begin there */
	CU_ASSERT_EQUAL(result.journeys[0].first_packet, 0);
	CU_ASSERT_EQUAL(result.journeys[1].first_packet, 2);
	CU_ASSERT_EQUAL(result.journeys[2].first_packet, 2);
	CU_ASSERT_EQUAL(result.journeys[3].first_packet, 3);
	result_shorten_packets(&result, 64, 4);
	CU_ASSERT_EQUAL(result.packet_count, 4);
	CU_ASSERT_EQUAL(result.packets_left_out, 6);
	result_free(&result);
}

static void names_lead_back_to_verdicts(void)
{
	enum packet_kind kind;
	enum verdict verdict;

	for (enum verdict wanted = 0; wanted < VERDICTS; wanted++) {
		CU_ASSERT_EQUAL(verdict_named(verdict_name(wanted), &verdict), 0);
		CU_ASSERT_EQUAL(verdict, wanted);
	}
	CU_ASSERT_EQUAL(verdict_named("pass", &verdict), -1);
	CU_ASSERT_EQUAL(verdict_named("", &verdict), -1);
	for (enum packet_kind wanted = 0; wanted < PACKET_KINDS; wanted++) {
		CU_ASSERT_EQUAL(packet_kind_named(packet_kind_name(wanted), &kind), 0);
		CU_ASSERT_EQUAL(kind, wanted);
	}
	CU_ASSERT_EQUAL(packet_kind_named("Fence", &kind), -1);
}

static void a_flake_failed_first(void)
{
	const struct result failed = {.verdict = VERDICT_FAIL, .reruns = 3, .reruns_passed = 1};
	const struct result always = {.verdict = VERDICT_FAIL, .reruns = 3};
	const struct result passed = {.verdict = VERDICT_PASS};

	CU_ASSERT(result_is_flake(&failed));
	CU_ASSERT(!result_is_flake(&always));
	CU_ASSERT(!result_is_flake(&passed));
}

static const struct selftest tests[] = {
	{"every verdict has its name", every_verdict_has_its_name},
	{"counts are by verdict", counts_are_by_verdict},
	{"shortened packets keep their beginnings, and both ends of the journal",
	 shortened_packets_keep_their_beginnings_and_both_ends},
	{"names lead back to verdicts and kinds", names_lead_back_to_verdicts},
	{"a flake failed first", a_flake_failed_first},
	{"result_free frees all and leaves it empty", free_frees_all_and_leaves_it_empty},
};

SELFTEST_MAIN("reports/result", tests)
