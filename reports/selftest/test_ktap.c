/* What test systems of the kernel and of distributions read. TAP is read by prove, which comes with perl, and by the rules of the other parsers that are stated here. */
#include "harness/selftest/selftest.h"
#include "reports/ktap.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"
#include "reports/tmt.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_ktap(const struct run *run, const char *path)
{
	char error[256] = "";

	CU_ASSERT_EQUAL(ktap_write(run, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
}

/* What prove says of it, owned by the caller. */
static char *proven(const struct run *run, int *status)
{
	const char *path = scratch("run.tap");

	need("prove --version", "perl");
	write_ktap(run, path);
	return output_of(status, "prove --exec cat %s", path);
}

static void prove_finds_what_failed(void)
{
	int status;
	char *said = proven(sample_run("every_verdict"), &status);

	CU_ASSERT_EQUAL(status, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(said, "Tests: 12 Failed: 4)"));
	CU_ASSERT_PTR_NOT_NULL(strstr(said, "Failed tests:  2, 6-8"));
	CU_ASSERT_PTR_NOT_NULL(strstr(said, "less 3 skipped subtests"));
	CU_ASSERT_PTR_NULL(strstr(said, "Parse errors"));
	free(said);
}

static void prove_is_content_with_what_passed(void)
{
	struct run run = *sample_run("every_verdict");
	int status;
	char *said;

	run.count = run.selected = 1;
	said = proven(&run, &status);
	CU_ASSERT_EQUAL(status, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(said, "Result: PASS"));
	free(said);
}

static void a_run_that_was_cut_short_fails(void)
{
	struct run run = *sample_run("every_verdict");
	int status;
	char *said;

	run.count = 1;
	run.selected = 2;
	said = proven(&run, &status);
	CU_ASSERT_NOT_EQUAL(status, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(said, "cut short: 1 of 2 cases ran"));
	free(said);
}

/* Nothing that a case wrote becomes a line that a parser takes for a result. */
static void hostile_text_is_no_result(void)
{
	const struct run *run = sample_run("hostile");
	int status;
	char *said = proven(run, &status);

	CU_ASSERT_PTR_NOT_NULL(strstr(said, "Tests: 13 Failed: 7)"));
	CU_ASSERT_PTR_NULL(strstr(said, "Parse errors"));
	free(said);
}

/* Words that make one parser or another take a whole log for failed or skipped; names that another one understands. */
static void lines_are_as_the_other_parsers_want(void)
{
	for (const struct sample *sample = samples; sample->name; sample++) {
		const char *path = scratch("run.tap");
		char *content, *rest, *line;
		unsigned number = 0;

		write_ktap(&sample->run, path);
		content = rest = content_of(path);
		while ((line = strsep(&rest, "\n"))) {
			int first = ++number == 1,
			    result = !strncmp(line, "ok ", 3) || !strncmp(line, "not ok ", 7);
			const char *mark = strchr(line, '#');

			CU_ASSERT_EQUAL(!strcmp(line, "TAP version 13"), first);
			CU_ASSERT(result || first || !*line || *line == '#' || !strncmp(line, "1..", 3) ||
				  !strncmp(line, "Bail out! ", 10));
			CU_ASSERT(!strstr(line, "[FAIL]") && !strstr(line, "FAIL:") &&
				  !strstr(line, "[SKIP]") && !strstr(line, "SKIP:"));
			CU_ASSERT(result || !strstr(line, " # SKIP"));
			CU_ASSERT(!result || !mark || !strchr(mark + 1, '#'));
		}
		free(content);
	}
}

static void the_kernels_runner_begins_it(void)
{
	const char *path = scratch("run.tap");
	char *content;

	setenv("KSFT_TAP_LEVEL", "1", 1);
	write_ktap(sample_run("empty"), path);
	unsetenv("KSFT_TAP_LEVEL");
	content = content_of(path);
	CU_ASSERT_EQUAL(strncmp(content, "1..0\n", 5), 0);
	free(content);
}

/* The rules of tmt's schema: a name is a path, a duration has two digits and more, an outcome is one of its own. */
static void tmt_has_what_its_schema_wants(void)
{
	static const char check[] =
		"import json,re,sys\n"
		"for r in json.load(open(sys.argv[1])):\n"
		"    assert set(r) <= {\"name\",\"result\",\"duration\",\"note\"}, r\n"
		"    assert re.fullmatch(\"(/[A-Za-z0-9_-]+)+\", r[\"name\"]), r\n"
		"    assert r[\"result\"] in (\"pass\",\"fail\",\"info\",\"warn\",\"error\",\"skip\"), r\n"
		"    assert re.fullmatch(\"[0-9]{2,}:[0-5][0-9]:[0-5][0-9]\", r.get(\"duration\", "
		"\"00:00:00\")), r\n"
		"    assert all(isinstance(n, str) for n in r.get(\"note\", [])), r\n";

	for (const struct sample *sample = samples; sample->name; sample++) {
		const char *path = scratch("results.json"), *script = scratch("check.py");
		char error[256], *said;
		int status;

		CU_ASSERT_EQUAL(tmt_write(&sample->run, path, error, sizeof(error)), 0);
		write_content(script, check);
		said = output_of(&status, "python3 -B %s %s", script, path);
		if (status)
			printf("\n%s", said);
		CU_ASSERT_EQUAL(status, 0);
		free(said);
	}
}

static const struct selftest tests[] = {
	{"prove finds what failed", prove_finds_what_failed},
	{"prove is content with what passed", prove_is_content_with_what_passed},
	{"a run that was cut short fails", a_run_that_was_cut_short_fails},
	{"hostile text is no result", hostile_text_is_no_result},
	{"lines are as the other parsers want", lines_are_as_the_other_parsers_want},
	{"the kernel's runner begins it", the_kernels_runner_begins_it},
	{"tmt has what its schema wants", tmt_has_what_its_schema_wants},
};

SELFTEST_MAIN("reports/ktap", tests)
