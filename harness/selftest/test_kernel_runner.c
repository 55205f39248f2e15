/* The runner on a real kernel: every case gets to the verdict it deserves, and every error of input to one line. */
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- verdicts ---- */

/* A case of its own kind, what the run ends with, and what it says. */
static const struct {
	const char *id;
	int code;
	const char *says[2];
} rows[] = {
	{"runner.ok.one", 0, {"1 passed", "1 passed, 0 failed"}},
	{"runner.fail.once", 1, {"FAIL  runner.fail.once  the kernel said 1, not 2", "runner_cases.c:"}},
	{"runner.fail.often", 1, {"FAIL  runner.fail.often  finding number 0", "1 failed"}},
	{"runner.fail.then_break",
	 1,
	 {"FAIL  runner.fail.then_break  the kernel said 1", "cannot do my part"}},
	{"runner.fail.loudly", 1, {"FAIL  runner.fail.loudly  too much to say", "octets more"}},
	{"runner.fail.long_frames", 1, {"results/pcap/runner.fail.long_frames.pcapng", "1 failed"}},
	{"runner.skip", 4, {"this kernel has no such thing", "1 skipped"}},
	{"runner.lacks.a", 4, {"it lacks what it needs", "1 skipped"}},
	{"runner.broken", 2, {"BROKEN  runner.broken  cannot do my part: EPERM", "runner_cases.c:"}},
	{"runner.nothing", 2, {"BROKEN  runner.nothing  nothing was checked", "1 broken"}},
	{"runner.crash.segv", 1, {"CRASH  runner.crash.segv  ended by SIGSEGV", "last words"}},
	{"runner.crash.abort", 1, {"CRASH  runner.crash.abort  ended by SIGABRT", "last words"}},
	{"runner.crash.exit",
	 1,
	 {"CRASH  runner.crash.exit  ended without a verdict, exit code 3", "1 crashed"}},
	{"runner.crash.garbage",
	 1,
	 {"CRASH  runner.crash.garbage  wrote something that is no record", "1 crashed"}},
	{"runner.crash.in_a_record", 1, {"CRASH  runner.crash.in_a_record  ended by SIGKILL", "1 crashed"}},
	{"runner.hang", 1, {"TIMEOUT  runner.hang  did not end within 3 s", "hanging"}},
	{"runner.leave.child",
	 2,
	 {"BROKEN  runner.leave.child  left a process behind: runner_cases", "1 broken"}},
	{"runner.leave.daemon_in_netns",
	 2,
	 {"runner.leave.daemon_in_netns  left a process behind", "1 broken"}},
	{"runner.leave.daemon",
	 2,
	 {"BROKEN  harness.leaks  there after the run, and not before: runner_cases", "1 passed"}},
};

static void every_case_gets_its_verdict(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct invoked *ran = RUNNER("run", "--timeout", "3", rows[i].id);

		if (ran->code != rows[i].code || !strstr(ran->out, rows[i].says[0]) ||
		    !strstr(ran->out, rows[i].says[1]))
			fprintf(stderr, "%s: exit code %d\n%s%s\n", rows[i].id, ran->code, ran->out,
				ran->err);
		CU_ASSERT_EQUAL(ran->code, rows[i].code);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, rows[i].says[0]));
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, rows[i].says[1]));
		CU_ASSERT_STRING_EQUAL(ran->err, "");
		CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "</testcase>"));
		CU_ASSERT(stage_is_empty());
	}
}

static void captures_are_named_after_their_case(void)
{
	struct stat stat_of;

	RUNNER("run", "runner.fail.long_frames");
	CU_ASSERT_EQUAL(stat("results/pcap/runner.fail.long_frames.pcapng", &stat_of), 0);
	CU_ASSERT(stat_of.st_size > 300L * 65536);
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "runner.fail.long_frames.pcapng"));
}

static void what_was_left_out_is_counted(void)
{
	const char *report;

	RUNNER("run", "runner.fail.often");
	report = file_text("results/junit.xml");
	CU_ASSERT_PTR_NOT_NULL(strstr(report, "finding number 63"));
	CU_ASSERT_PTR_NULL(strstr(report, "finding number 64"));
	CU_ASSERT_PTR_NOT_NULL(strstr(report, "... and 236 more"));
}

/* ---- cases that share a testbed ---- */

/* What the case said, as its element of the report has it. */
static bool case_said(const char *report, const char *name, const char *words)
{
	const char *element = strstr(report, name), *end = element ? strstr(element, "</testcase>") : NULL;
	const char *said = element ? strstr(element, words) : NULL;

	return said && said < end;
}

/* Whoever does anything but pass is the last one of its process. */
static void cases_share_a_process_as_long_as_they_pass(void)
{
	static const struct {
		const char *name, *said;
	} expected[] = {
		{"\"a\"", "0 before"}, {"\"b\"", "1 before"}, {"\"c\"", "2 before"},
		{"\"d\"", "0 before"}, {"\"e\"", "1 before"}, {"\"f\"", "0 before"},
		{"\"g\"", "1 before"}, {"\"h\"", "0 before"}, {"\"other\"", "0 before"},
	};
	const struct invoked *ran = RUNNER("run", "-j", "1", "runner.share.*");
	const char *report = file_text("results/junit.xml");

	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "6 passed, 2 failed, 1 skipped"));
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++)
		CU_ASSERT(case_said(report, expected[i].name, expected[i].said));
}

static void who_wants_no_sharing_gets_none(void)
{
	RUNNER("run", "--share", "1", "runner.share.*");
	CU_ASSERT_PTR_NULL(strstr(file_text("results/junit.xml"), "1 before"));
	RUNNER("run", "--share", "2", "-j", "1", "runner.share.*");
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "1 before"));
	CU_ASSERT_PTR_NULL(strstr(file_text("results/junit.xml"), "2 before"));
	RUNNER("run", "--fail-fast", "runner.share.*");
	CU_ASSERT_PTR_NULL(strstr(file_text("results/junit.xml"), "1 before"));
}

/* ---- exit codes ---- */

static void the_worst_verdict_makes_the_exit_code(void)
{
	CU_ASSERT_EQUAL(RUNNER("run", "runner.ok.*", "runner.skip")->code, 0);
	CU_ASSERT_EQUAL(RUNNER("run", "runner.ok.*", "runner.broken", "runner.skip")->code, 2);
	CU_ASSERT_EQUAL(RUNNER("run", "runner.fail.once", "runner.broken")->code, 1);
	CU_ASSERT_EQUAL(RUNNER("run", "--fail-on-skip", "runner.ok.*", "runner.skip")->code, 1);
	CU_ASSERT_EQUAL(RUNNER("run", "--fail-on-skip", "runner.skip")->code, 1);
	CU_ASSERT_EQUAL(RUNNER("run", "--fail-on-skip", "runner.ok.*")->code, 0);
}

static void exit_codes_are_those_that_were_asked_for(void)
{
	CU_ASSERT_EQUAL(RUNNER("run", "--exit-codes", "automake", "runner.skip")->code, 77);
	CU_ASSERT_EQUAL(RUNNER("run", "--exit-codes", "automake", "runner.broken")->code, 99);
	CU_ASSERT_EQUAL(RUNNER("run", "--exit-codes", "kselftest", "runner.broken")->code, 1);
	CU_ASSERT_EQUAL(RUNNER("run", "--exit-codes", "ltp", "runner.skip")->code, 32);
}

/* ---- other reports ---- */

static void tap_has_standard_output_for_itself(void)
{
	const struct invoked *ran =
		RUNNER("run", "--ktap", "runner.ok.one", "runner.skip", "runner.fail.once");

	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_EQUAL(strncmp(ran->out, "TAP version 13\n1..3\n# ", 22), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "\nok 1 runner.ok.one # time="));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, " runner.skip # SKIP this kernel has no such thing\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, " runner.fail.once # time="));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, "1 passed, 1 failed, 1 skipped\n"));
	ran = RUNNER("run", "--ktap=results/run.tap", "runner.ok.one");
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "1 passed, 0 failed"));
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/run.tap"), "ok 1 runner.ok.one"));
	unlink("results/run.tap");
}

static void results_have_the_frames_of_what_failed(void)
{
	const char *results;

	RUNNER("run", "runner.fail.long_frames", "runner.ok.one");
	results = file_text("results/results.json");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(results, "\"id\":\"runner.ok.one\",\"suite\":\"runner\",\"verdict\":\"PASS\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(results, "\"frames_left_out\":"));
	CU_ASSERT_PTR_NOT_NULL(strstr(results, "\"octets\":\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(results, "\"count\":2\n}\n"));
}

/* ---- flakes ---- */

static void a_flake_is_called_so_and_fails(void)
{
	const struct invoked *ran;
	const char *results;

	stage_clear();
	ran = RUNNER("run", "--rerun-failed", "3", "runner.fail.at_first", "runner.fail.once",
		     "runner.ok.one");
	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(ran->out, "flake: runner.fail.at_first passed 3 of 3 times when it was run again\n"));
	CU_ASSERT_PTR_NOT_NULL(
		strstr(ran->out, "when they were run again:\n        runner.fail.at_first: 3 of 3"));
	CU_ASSERT_PTR_NULL(strstr(ran->out, "runner.fail.once: "));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "1 passed, 2 failed, 0 skipped\n"));
	results = file_text("results/results.json");
	CU_ASSERT_PTR_NOT_NULL(strstr(results, "\"reruns\":{\"times\":3,\"passed\":3}"));
	CU_ASSERT_PTR_NOT_NULL(strstr(results, "\"reruns\":{\"times\":3}"));
	CU_ASSERT(stage_is_empty());
}

/* ---- parts ---- */

static void shards_make_up_the_whole(void)
{
	const struct invoked *ran;

	RUNNER("run", "runner.ok.*", "runner.share.*", "runner.skip");
	for (int i = 1; i <= 3; i++) {
		char shard[8], folder[32];

		snprintf(shard, sizeof(shard), "%d/3", i);
		snprintf(folder, sizeof(folder), "results/%d", i);
		ran = RUNNER("run", "--shard", shard, "--results", folder, "runner.ok.*", "runner.share.*",
			     "runner.skip");
		CU_ASSERT(ran->code == 0 || ran->code == 1 || ran->code == 4);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, " of 14 cases\n"));
	}
	ran = RUNNER("report", "merge", "results/3/results.json", "results/1/results.json",
		     "results/2/results.json", "-o", "results/merged.json");
	CU_ASSERT_EQUAL(ran->code, 0);
	ran = RUNNER("report", "compare", "results/results.json", "results/merged.json");
	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "\n0 new failures, 2 failed before, 12 unchanged\n"));
	ran = RUNNER("report", "merge", "results/3/results.json", "results/1/results.json", "-o",
		     "results/merged.json");
	CU_ASSERT_EQUAL(ran->code, 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, "of 3 shards 2 is missing"));
	stage_clear();
}

static void a_shard_without_cases_is_no_failure(void)
{
	const struct invoked *ran = NULL;

	for (int i = 1; i <= 2; i++) {
		char shard[8];

		snprintf(shard, sizeof(shard), "%d/2", i);
		ran = RUNNER("run", "--shard", shard, "runner.ok.one");
		CU_ASSERT_EQUAL(ran->code, 0);
		if (strstr(ran->out, ": 0 of 1 cases"))
			CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "0 passed, 0 failed, 0 skipped\n"));
	}
}

/* ---- how often, and in which order ---- */

static void repeat_repeats(void)
{
	const struct invoked *ran = RUNNER("run", "--repeat", "3", "-v", "runner.ok.*");

	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "12 passed, 0 failed"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "runner.ok.four (repeat 2)"));
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "tests=\"12\""));
}

static void until_fail_stops_after_the_round_that_failed(void)
{
	const struct invoked *ran;

	unlink("rounds");
	ran = RUNNER("run", "--until-fail", "runner.ok.one", "runner.fail.in_round_three");
	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "FAIL  runner.fail.in_round_three (repeat 2)"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "1 passed, 1 failed"));
	CU_ASSERT_EQUAL(strlen(file_text("rounds")), 3);
	unlink("rounds");
	ran = RUNNER("run", "--until-fail", "--repeat", "2", "runner.fail.in_round_three");
	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_EQUAL(strlen(file_text("rounds")), 2);
}

static void shuffle_depends_on_its_seed_alone(void)
{
	static char first[INVOKE_TEXT_SIZE];
	const struct invoked *ran = RUNNER("run", "--dry-run", "noop.1.*");

	CU_ASSERT_EQUAL(strncmp(ran->out, "noop.1.number_100\nnoop.1.number_101\n", 36), 0);
	ran = RUNNER("run", "--dry-run", "--shuffle", "7", "noop.1.*");
	strcpy(first, ran->out);
	CU_ASSERT_EQUAL(lines_in(first), 100);
	CU_ASSERT_NOT_EQUAL(strncmp(first, "noop.1.number_100\nnoop.1.number_101\n", 36), 0);
	ran = RUNNER("run", "--dry-run", "--shuffle", "7", "noop.1.*");
	CU_ASSERT_STRING_EQUAL(ran->out, first);
	ran = RUNNER("run", "--dry-run", "--shuffle", "8", "noop.1.*");
	CU_ASSERT_STRING_NOT_EQUAL(ran->out, first);
}

/* What --dry-run prints is what happens. */
static void cases_run_in_the_order_of_the_dry_run(void)
{
	static char order[INVOKE_TEXT_SIZE];
	const struct invoked *ran = RUNNER("run", "--dry-run", "--shuffle", "7", "noop.2.*");
	const char *at;

	strcpy(order, ran->out);
	ran = RUNNER("run", "-v", "-j", "1", "--shuffle", "7", "noop.2.*");
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "--shuffle 7"));
	at = ran->out;
	for (char *id = strtok(order, "\n"); id; id = strtok(NULL, "\n")) {
		at = strstr(at, id);
		CU_ASSERT_PTR_NOT_NULL_FATAL(at);
	}
}

static void fail_fast_starts_no_more(void)
{
	const struct invoked *ran = RUNNER("run", "-j", "1", "--fail-fast", "runner.fail.once", "noop.*");

	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "0 passed, 1 failed"));
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "cut short: 1 of 2001"));
}

/* ---- bad input ---- */

static const struct {
	const char *words[6]; /* the last is NULL */
	const char *says;
} bad[] = {
	{{NULL}, "no command"},
	{{"rum"}, "unknown command rum"},
	{{"run", "--frobnicate"}, "unknown option --frobnicate; see macvtap-conform run --help"},
	{{"run", "--repeat", "0"}, "--repeat 0: that must be a whole number from 1"},
	{{"run", "isolation.*"}, "no case matches 'isolation.*'"},
	{{"run", "runner"}, "did you mean 'runner*'?"},
	{{"list", "runner.fail.onze"}, "did you mean 'runner.fail.once'?"},
	{{"explain", "RUN_09"}, "neither a case nor a requirement"},
	{{"run", "--junit", "/proc/x/y.xml", "runner.ok.one"}, "cannot write /proc/x/y.xml: ENOENT"},
	{{"run", "--results", "/proc/nothing", "runner.ok.one"}, "cannot write /proc/nothing"},
	{{"run", "--junit", "/", "runner.ok.one"}, "cannot write /: EISDIR"},
	{{"run", "--resume", "--results", "never", "runner.ok.one"}, "there is nothing to --resume"},
};

static void bad_input_gets_one_line(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		const struct invoked *ran = invoke(RUNNER_CASES, bad[i].words);

		if (!strstr(ran->err, bad[i].says) || *ran->out)
			fprintf(stderr, "row %zu: %s%s\n", i, ran->out, ran->err);
		CU_ASSERT_EQUAL(ran->code, 2);
		CU_ASSERT_STRING_EQUAL(ran->out, "");
		CU_ASSERT_EQUAL(lines_in(ran->err), 1);
		CU_ASSERT_EQUAL(strncmp(ran->err, "macvtap-conform: ", 17), 0);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, bad[i].says));
	}
}

/* Runs it as nobody in particular; the exit code. */
static int code_without_root(const char *const *words)
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (!pid) {
		if (setgid(65534) || setuid(65534))
			_exit(99);
		const struct invoked *ran = invoke(RUNNER_CASES, words);

		_exit(ran->code == 2 && !strstr(ran->err, "sudo macvtap-conform run") ? 98 : ran->code);
	}
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static void without_root_one_can_look_but_not_run(void)
{
	CU_ASSERT_EQUAL(chmod(".", 0755), 0);
	CU_ASSERT_EQUAL(code_without_root((const char *const[]){"run", NULL}), 2);
	CU_ASSERT_EQUAL(code_without_root((const char *const[]){"run", "--dry-run", NULL}), 0);
	CU_ASSERT_EQUAL(code_without_root((const char *const[]){"list", "-v", NULL}), 0);
	CU_ASSERT_EQUAL(code_without_root((const char *const[]){"explain", "runner.skip", NULL}), 0);
}

/* ---- list and explain ---- */

static void list_lists(void)
{
	const struct invoked *ran = RUNNER("list", "runner.crash.*");

	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_EQUAL(lines_in(ran->out), 5);
	ran = RUNNER("list", "-v", "runner.hang");
	CU_ASSERT_STRING_EQUAL(ran->out, "runner.hang  RUN_01         hangs\n");
}

static void a_requirement_without_a_case_is_reported(void)
{
	const struct invoked *ran = RUNNER("list", "--requirements");

	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "RUN_01  The runner gets every case to a verdict."));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "2036 cases"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "since: 6.4\n    NO CASE proves it"));
}

static void explain_explains(void)
{
	const struct invoked *ran = RUNNER("explain", "runner.skip");

	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "RUN_01: The runner gets every case to a verdict."));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "macvtap-conform run runner.skip\n"));
	ran = RUNNER("explain", "RUN_02");
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "since:   6.4"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "no case proves it"));
}

static const struct selftest tests[] = {
	{"every case gets its verdict", every_case_gets_its_verdict},
	{"cases share a process as long as they pass", cases_share_a_process_as_long_as_they_pass},
	{"who wants no sharing gets none", who_wants_no_sharing_gets_none},
	{"captures are named after their case", captures_are_named_after_their_case},
	{"what was left out is counted", what_was_left_out_is_counted},
	{"exit codes are those that were asked for", exit_codes_are_those_that_were_asked_for},
	{"a flake is called so, and fails", a_flake_is_called_so_and_fails},
	{"shards make up the whole", shards_make_up_the_whole},
	{"a shard without cases is no failure", a_shard_without_cases_is_no_failure},
	{"TAP has standard output for itself", tap_has_standard_output_for_itself},
	{"results have the frames of what failed", results_have_the_frames_of_what_failed},
	{"the worst verdict makes the exit code", the_worst_verdict_makes_the_exit_code},
	{"repeat repeats", repeat_repeats},
	{"until-fail stops after the round that failed", until_fail_stops_after_the_round_that_failed},
	{"shuffle depends on its seed alone", shuffle_depends_on_its_seed_alone},
	{"cases run in the order of the dry run", cases_run_in_the_order_of_the_dry_run},
	{"fail-fast starts no more", fail_fast_starts_no_more},
	{"bad input gets one line", bad_input_gets_one_line},
	{"without root one can look, but not run", without_root_one_can_look_but_not_run},
	{"list lists", list_lists},
	{"a requirement without a case is reported", a_requirement_without_a_case_is_reported},
	{"explain explains", explain_explains},
};

int main(void)
{
	int code;

	stage_enter();
	code = selftest_main("kernel_runner", tests, sizeof(tests) / sizeof(tests[0]));
	stage_leave();
	return code;
}
