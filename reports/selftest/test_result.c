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
		.output = strdup("output"),
		.pcapng = strdup("path"),
		.enter = strdup("nsenter"),
		.known_bug = strdup("bug"),
		.known_fix = strdup("fix"),
		.repeat = 7,
	};

	result.findings[0] = (struct finding){strdup("file.c"), 1, strdup("text")};
	result.packets[0] = (struct packet){1, strdup("WIRE"), 1, strdup("probe"), 3, malloc(3)};
	result_free(&result); /* what is left over is reported by the address sanitizer */
	CU_ASSERT(!result.id && !result.requirement && !result.sentence && !result.source && !result.reason);
	CU_ASSERT(!result.output && !result.pcapng && !result.enter && !result.known_bug &&
		  !result.known_fix);
	CU_ASSERT(!result.findings && !result.finding_count && !result.packets && !result.packet_count);
	result_free(&result); /* freeing what is empty is nothing */
}

static const struct selftest tests[] = {
	{"every verdict has its name", every_verdict_has_its_name},
	{"counts are by verdict", counts_are_by_verdict},
	{"result_free frees all and leaves it empty", free_frees_all_and_leaves_it_empty},
};

SELFTEST_MAIN("reports/result", tests)
