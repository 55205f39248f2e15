/* `macvtap-conform report` as its user meets it: reports of files that are kept in reports/selftest/golden. */
#include "harness/run/complain.h"
#include "harness/run/exit_codes.h"
#include "harness/selftest/invoke.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GOLDEN           SOURCE_DIR "/reports/selftest/golden/"
#define REPORT(...)      invoke(PROGRAM, (const char *const[]){"report", __VA_ARGS__, NULL})
#define HAS(text, words) CU_ASSERT_PTR_NOT_NULL(strstr(text, words))

static const char crash[] = GOLDEN "crash.json", empty[] = GOLDEN "empty.json",
		  crash_xml[] = GOLDEN "crash.xml";

/* All of it happens in a folder that goes with the program. */
static char folder[] = "/tmp/mvc-report-XXXXXX";

static void go_to_folder(void)
{
	static int there;

	if (there)
		return;
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
	CU_ASSERT_EQUAL_FATAL(chdir(folder), 0);
	there = 1;
}

static void leave_folder(void)
{
	static const char *const names[] = {"out.xml", "out.json", "known", "one.json", "two.json"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(names[i]);
	CU_ASSERT_EQUAL(chdir("/"), 0);
	CU_ASSERT_EQUAL(rmdir(folder), 0); /* and there is nothing else in it */
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(text, file);
	CU_ASSERT_EQUAL(fclose(file), 0);
}

static void other_forms_are_those_of_the_run(void)
{
	static const char *const names[] = {"every_verdict", "crash", "repeats", "cut_short", "empty"};

	go_to_folder();
	setenv("CI_PROJECT_DIR", "/builds/project", 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char saved[512], golden[512];
		const struct invoked *ran;

		snprintf(saved, sizeof(saved), GOLDEN "%s.json", names[i]);
		snprintf(golden, sizeof(golden), GOLDEN "%s.xml", names[i]);
		ran = REPORT("junit", saved);
		CU_ASSERT_EQUAL(ran->code, 0);
		CU_ASSERT_STRING_EQUAL(ran->out, file_text(golden));
		snprintf(golden, sizeof(golden), GOLDEN "%s.tap", names[i]);
		CU_ASSERT_STRING_EQUAL(REPORT("ktap", saved)->out, file_text(golden));
		snprintf(golden, sizeof(golden), GOLDEN "%s.txt", names[i]);
		CU_ASSERT_STRING_EQUAL(REPORT("console", saved)->out, file_text(golden));
		snprintf(golden, sizeof(golden), GOLDEN "%s.verbose.txt", names[i]);
		CU_ASSERT_STRING_EQUAL(REPORT("console", "-v", saved)->out, file_text(golden));
	}
}

static void a_report_goes_where_it_is_sent(void)
{
	const struct invoked *ran;

	go_to_folder();
	ran = REPORT("junit", crash, "--output", "out.xml", "--junit-flavor=ant");
	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_STRING_EQUAL(ran->out, "");
	HAS(file_text("out.xml"), "<testsuites>\n");
	ran = REPORT("ktap", crash, "-o", "/nowhere\n/x/");
	CU_ASSERT_EQUAL(ran->code, 2);
	HAS(ran->err, "EISDIR");
}

static void the_exit_code_is_the_runs(void)
{
	CU_ASSERT_EQUAL(REPORT("console", GOLDEN "every_verdict.json")->code, 1);
	CU_ASSERT_EQUAL(REPORT("console", GOLDEN "cut_short.json")->code, 1);
	CU_ASSERT_EQUAL(REPORT("console", GOLDEN "nothing_known.json")->code, 2);
	CU_ASSERT_EQUAL(REPORT("console", GOLDEN "empty.json")->code, 0);
	CU_ASSERT_EQUAL(REPORT("compare", empty, crash)->code, 1);
	CU_ASSERT_EQUAL(REPORT("compare", crash, crash)->code, 0);
}

static void what_is_wrong_is_one_line(void)
{
	static const struct {
		const char *says, *words[4];
	} rows[] = {
		{"there is no report 'pie'; there are console, junit, ktap, html, tmt, compare, merge",
		 {"pie", "a"}},
		{"junit wants RESULTS, and was given 0 files", {"junit"}},
		{"junit wants RESULTS, and was given 2 files", {"junit", "a", "b"}},
		{"compare wants OLD NEW, and was given 1 file", {"compare", "a"}},
		{"merge lacks its output; say where it goes with -o FILE", {"merge", "a"}},
		{"cannot read none.json: ENOENT", {"junit", "none.json"}},
		{"crash.xml:1: '<' at the beginning", {"compare", crash, crash_xml}},
		{"do not say of which kernel they are", {"update-expectations", crash, "known"}},
	};

	go_to_folder();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *const *words = rows[i].words;
		const struct invoked *ran = REPORT(words[0], words[1], words[2]);

		CU_ASSERT_EQUAL(ran->code, 2);
		CU_ASSERT_EQUAL(lines_in(ran->err), 1);
		CU_ASSERT_STRING_EQUAL(ran->out, "");
		if (!strstr(ran->err, rows[i].says))
			printf("\n%s", ran->err);
		HAS(ran->err, rows[i].says);
	}
	CU_ASSERT_EQUAL(access("known", F_OK), -1);
}

#define RESULTS(kernel, results)                                                                             \
	"{\"format\":\"macvtap-conform "                                                                     \
	"results\",\"version\":1,\"selected\":9,\"environment\":{\"kernel.release\":\"" kernel               \
	"\"},\"requirements\":{\"R_1\":{\"sentence\":\"What | must\\nhold.\"}},\"results\":[" results "]"
#define FAILED(id)                                                                                           \
	"{\"id\":\"" id "\",\"verdict\":\"FAIL\",\"requirement\":\"R_1\",\"reason\":\"probe 4711\"}"

static void runs_are_merged(void)
{
	go_to_folder();
	write_file("one.json", RESULTS("6.1.2", FAILED("b.one")) ",\"count\":1}");
	write_file("two.json", RESULTS("6.1.2", FAILED("a.two")) ",\"count\":1}");
	CU_ASSERT_EQUAL(REPORT("merge", "one.json", "two.json", "-o", "out.json")->code, 0);
	HAS(REPORT("console", "out.json")->out, "0 passed, 2 failed, 0 skipped\n");
	CU_ASSERT_EQUAL(REPORT("merge", "one.json", "one.json", "-o", "out.json")->code, 2);
	HAS(REPORT("console", "out.json")->out, "2 failed"); /* the old one stays */
}

/* Failures come in, passes of this kernel go out, everything else stays as somebody wrote it. */
static void expectations_follow_results(void)
{
	static const char before[] = "# a remark\n"
				     "\n"
				     "a.gone | 6.1.2 | over | unreported\n"
				     "a.wide.* | *  |  stays | unreported\n"
				     "a.known | 6.1.2 | stays | \"a title\" | reproducer=x\n"
				     "a.other | 6.6 | of another kernel | unreported";
	static const char after[] =
		"# a remark\n\na.wide.* | *  |  stays | unreported\na.known | 6.1.2 | stays | \"a title\" | "
		"reproducer=x\na.other | 6.6 | of another kernel | unreported\n"
		"a.new | 6.1.2 | R_1 does not hold: What / must hold. | unreported\n"
		"a.old | 6.1.2 | a bug | 0123456789abcdef\n";
	const struct invoked *ran;

	go_to_folder();
	write_file("known", before);
	write_file(
		"one.json",
		RESULTS("6.1.2",
			FAILED("a.new") ",{\"id\":\"a.new\",\"repeat\":1,\"verdict\":\"FAIL\"},"
					"{\"id\":\"a.gone\",\"verdict\":\"XPASS\"},{\"id\":\"a.wide.x\","
					"\"verdict\":\"PASS\"},"
					"{\"id\":\"a.known\",\"verdict\":\"XFAIL\"},{\"id\":\"a.crash\","
					"\"verdict\":\"CRASH\"},"
					"{\"id\":\"a.warned\",\"verdict\":\"FAIL\",\"findings\":[{\"file\":"
					"\"\",\"text\":\"WARNING\"}]},"
					"{\"id\":\"a.old\",\"verdict\":\"XFAIL\",\"expectation\":{\"bug\":"
					"\"a bug\",\"fix\":\"fixed by "
					"0123456789ab, see https://git.kernel.org/linus/0123456789abcdef\"}},"
					"{\"id\":\"a.flake\",\"verdict\":\"FAIL\",\"reruns\":{\"times\":2,"
					"\"passed\":1}}") ",\"count\":9}");
	ran = REPORT("update-expectations", "one.json", "known");
	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_STRING_EQUAL(file_text("known"), after);
	HAS(ran->out,
	    "known:4: a.wide.*: 1 passed on 6.1.2, 0 failed; narrow its cases or its kernels by hand\n");
	HAS(ran->out, "a.flake: a flake, which is no known failure");
	HAS(ran->out, "known: 2 added, 1 removed, 2 left to you\n");
	HAS(REPORT("update-expectations", "one.json", "known")->out, "0 added, 0 removed");
	CU_ASSERT_STRING_EQUAL(file_text("known"), after);
	unlink("known");
	HAS(REPORT("update-expectations", "one.json", "known")->out,
	    "3 added, 0 removed"); /* it need not be there */
}

static void conventions_are_kept(void)
{
	static const int codes[CODES][4] = {
		[CODES_PLAIN] = {0, 1, 2, 4},
		[CODES_KSELFTEST] = {0, 1, 1, 4},
		[CODES_AUTOMAKE] = {0, 1, 99, 77},
		[CODES_LTP] = {0, 1, 2, 32},
	};
	static const int ours[] = {EXIT_ALL_PASSED, EXIT_FAILED, EXIT_UNUSABLE, EXIT_ALL_SKIPPED};

	for (enum exit_codes convention = 0; convention < CODES; convention++) {
		for (size_t i = 0; i < 4; i++)
			CU_ASSERT_EQUAL(exit_code_as(convention, ours[i]), codes[convention][i]);
		CU_ASSERT_EQUAL(exit_code_as(convention, 143), 143);
	}
	CU_ASSERT_EQUAL(invoke(PROGRAM,
			       (const char *const[]){"run", "--exit-codes", "automake", "no.such.case", NULL})
				->code,
			99);
}

static void nothing_else_is_left(void)
{
	leave_folder();
}

static const struct selftest tests[] = {
	{"other forms are those of the run", other_forms_are_those_of_the_run},
	{"a report goes where it is sent", a_report_goes_where_it_is_sent},
	{"the exit code is the run's", the_exit_code_is_the_runs},
	{"what is wrong is one line", what_is_wrong_is_one_line},
	{"runs are merged", runs_are_merged},
	{"expectations follow results", expectations_follow_results},
	{"conventions are kept", conventions_are_kept},
	{"nothing else is left", nothing_else_is_left},
};

SELFTEST_MAIN("harness/report", tests)
