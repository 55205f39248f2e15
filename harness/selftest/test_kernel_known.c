/* Known bugs through the whole runner: what is expected of this kernel fails no run, and what is not there any more is
 * said aloud. The cases and their expectations are those of known_cases.c.
 */
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(text, file);
	fclose(file);
}

static void expect(const struct invoked *ran, int code, const char *says)
{
	if (ran->code != code || !strstr(ran->out, says))
		fprintf(stderr, "%s: exit code %d\n%s%s\n", says, ran->code, ran->out, ran->err);
	CU_ASSERT_EQUAL(ran->code, code);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, says));
}

static void every_case_gets_its_verdict(void)
{
	static const struct {
		const char *id;
		int code;
		const char *says;
	} rows[] = {
		{"known.fails", 0,
		 "failed, as is known of this kernel:\n     1  the kernel cannot count (unreported)"},
		{"known.fails", 0, "\n0 passed, 0 failed, 1 skipped\n"},
		{"known.passes", 0,
		 "XPASS  known.passes\n      but this was expected: the kernel cannot count"},
		{"known.passes", 0, "PASSED, though known to fail on this kernel"},
		{"known.passes", 0, "\n1 passed, 0 failed, 0 skipped\n"},
		{"known.skips", 4, "nothing to decide"},
		{"known.breaks", 2, "BROKEN  known.breaks  cannot be decided"},
		{"known.leaves", 1, "FAIL  known.leaves"},
		{"known.elsewhere", 1, "FAIL  known.elsewhere"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect(RUNNER("run", rows[i].id), rows[i].code, rows[i].says);
	expect(RUNNER("run", "-v", "known.fails"), 0, "XFAIL  known.fails");
	CU_ASSERT(stage_is_empty());
}

static void bare_verdicts_are_to_be_had(void)
{
	expect(RUNNER("run", "--no-expectations", "known.fails"), 1, "FAIL  known.fails");
	expect(RUNNER("run", "--no-expectations", "known.passes"), 0, "1 case: 1 passed in");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(file_text("results/junit.xml"), "name=\"expectations\" value=\"none\""));
}

static void expectations_of_ones_own_replace_those_shipped(void)
{
	write_file(
		"mine",
		"# mine\nknown.elsewhere | * | worse here | unreported\nknown.gone | * | x | unreported\n");
	expect(RUNNER("run", "--expect", "mine", "known.elsewhere"), 0, "worse here (unreported)");
	expect(RUNNER("run", "--expect", "mine", "known.elsewhere"), 0,
	       "mine:3: no case is called known.gone");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(file_text("results/junit.xml"), "name=\"expectations\" value=\"mine\""));
	expect(RUNNER("run", "--expect", "mine", "known.fails"), 1, "FAIL  known.fails");
	expect(RUNNER("explain", "--expect", "mine", "known.elsewhere"), 0, "known to fail: worse here");
}

static void bad_expectations_get_one_line(void)
{
	static const struct {
		const char *file, *says;
	} rows[] = {
		{"bad", "run: bad:1: 1 field; there must be four: CASE | KERNELS | REASON | FIX"},
		{"nowhere", "run: cannot read nowhere: ENOENT"},
	};

	write_file("bad", "known.fails");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct invoked *ran = RUNNER("run", "--expect", rows[i].file, "known.fails");

		CU_ASSERT_EQUAL(ran->code, 2);
		CU_ASSERT_STRING_EQUAL(ran->out, "");
		CU_ASSERT_EQUAL(lines_in(ran->err), 1);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, rows[i].says));
	}
	CU_ASSERT_EQUAL(RUNNER("explain", "--expect", "bad", "known.fails")->code, 2);
	CU_ASSERT_EQUAL(RUNNER("run", "--expect", "bad", "--no-expectations")->code, 2);
}

/* The logbook has what happened; what was expected is looked up anew. */
static void resumed_results_are_judged_again(void)
{
	RUNNER("run", "known.fails", "known.passes");
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/logbook"), "end\tknown.fails\t0\tFAIL"));
	expect(RUNNER("run", "--resume", "known.fails", "known.passes"), 0, "resumed: 2 of 2");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(file_text("results/junit.xml"), "<skipped message=\"XFAIL, a known bug"));
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "XPASS: passed, though"));
	expect(RUNNER("run", "--resume", "--no-expectations", "known.fails", "known.passes"), 1,
	       "1 passed, 1 failed, 0 skipped");
}

static void the_report_has_reason_and_capture(void)
{
	struct stat stat_of;
	const char *report;

	unlink("results/pcap/known.fails.pcapng");
	RUNNER("run", "known.fails");
	CU_ASSERT_EQUAL(stat("results/pcap/known.fails.pcapng", &stat_of), 0);
	report = file_text("results/junit.xml");
	CU_ASSERT_PTR_NOT_NULL(strstr(
		report, "<skipped message=\"XFAIL, a known bug: the kernel cannot count (unreported)\"/>"));
	CU_ASSERT_PTR_NOT_NULL(strstr(report, "the kernel said 4, not 3"));
	CU_ASSERT_PTR_NOT_NULL(strstr(report, "known.fails.pcapng]]"));
	CU_ASSERT_PTR_NOT_NULL(strstr(report, "failures=\"0\" errors=\"0\" skipped=\"1\""));
}

/* What is expected ends neither a run that is to end with a failure nor one that goes on until one. */
static void what_is_expected_is_no_trouble(void)
{
	expect(RUNNER("run", "-j", "1", "--fail-fast", "known.fails", "known.passes"), 0,
	       "1 passed, 0 failed, 1 skipped");
	expect(RUNNER("run", "-v", "--until-fail", "--repeat", "2", "known.fails"), 0, "(repeat 1)");
}

static void explain_tells_what_is_known(void)
{
	expect(RUNNER("explain", "known.fails"), 0,
	       "known to fail: the kernel cannot count\n"
	       "  kernels: all; this one is among them\n"
	       "  state:   unreported\n");
	expect(RUNNER("explain", "known.fails"), 0, "\n#!/bin/sh\necho 1 2 4\n");
	expect(RUNNER("explain", "known.elsewhere"), 0, "kernels: ..2.4; this one is not among them");
	CU_ASSERT_PTR_NULL(strstr(RUNNER("explain", "runner.ok.one")->out, "known to fail"));
}

static void untested_requirements_are_listed_with_their_reason(void)
{
	const struct invoked *ran = RUNNER("list", "--requirements");

	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "KNOWN_02  This one is known to be untested.\n"
						"    source: README.md\n    untested: nobody can\n"));
	expect(RUNNER("explain", "KNOWN_02"), 0, "untested: nobody can");
	expect(RUNNER("list", "--requirements", "known.*"), 0, "KNOWN_01");
}

static const struct selftest tests[] = {
	{"every case gets its verdict", every_case_gets_its_verdict},
	{"bare verdicts are to be had", bare_verdicts_are_to_be_had},
	{"expectations of one's own replace those shipped", expectations_of_ones_own_replace_those_shipped},
	{"bad expectations get one line", bad_expectations_get_one_line},
	{"resumed results are judged again", resumed_results_are_judged_again},
	{"the report has reason and capture", the_report_has_reason_and_capture},
	{"what is expected is no trouble", what_is_expected_is_no_trouble},
	{"explain tells what is known", explain_tells_what_is_known},
	{"untested requirements are listed with their reason",
	 untested_requirements_are_listed_with_their_reason},
};

int main(void)
{
	int code;

	stage_enter();
	code = selftest_main("kernel_known", tests, sizeof(tests) / sizeof(tests[0]));
	stage_leave();
	return code;
}
