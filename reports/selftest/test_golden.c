/* What the writers of reports make of the samples is kept in golden/. MVC_GOLDEN=update writes it anew. */
#include "harness/selftest/selftest.h"
#include "reports/console.h"
#include "reports/html_report.h"
#include "reports/json.h"
#include "reports/junit.h"
#include "reports/ktap.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"
#include "reports/tmt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The content must be that of golden/NAME.SUFFIX. */
static void compare(const char *content, const char *name, const char *suffix)
{
	const char *wish = getenv("MVC_GOLDEN");
	char path[512], *golden;

	snprintf(path, sizeof(path), SOURCE_DIR "/reports/selftest/golden/%s.%s", name, suffix);
	if (wish && !strcmp(wish, "update"))
		write_content(path, content);
	golden = content_of(path);
	if (strcmp(golden, content)) {
		const char *got = scratch("got");

		write_content(got, content);
		free(golden);
		golden = output_of(NULL, "diff -u %s %s", path, got);
		printf("\n%s", golden);
		CU_FAIL("differs from its golden file; if that is wanted: MVC_GOLDEN=update");
	}
	free(golden);
}

static void junit_is_as_kept(void)
{
	setenv("CI_PROJECT_DIR", "/builds/project", 1);
	for (const struct sample *sample = samples; sample->name; sample++) {
		const char *path = scratch("junit.xml");
		char error[256], *content;

		CU_ASSERT_EQUAL(junit_write(&sample->run, JUNIT_JENKINS, path, error, sizeof(error)), 0);
		content = content_of(path);
		compare(content, sample->name, "xml");
		free(content);
	}
}

/* What stands between the two is in reports/, and its hash in the policy. */
static void cut(char *content, const char *from, const char *to)
{
	char *begin = strstr(content, from), *end = begin ? strstr(begin, to) : NULL;

	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	memmove(begin + strlen(from), end, strlen(end) + 1);
}

static void html_is_as_kept(void)
{
	for (const struct sample *sample = samples; sample->name; sample++) {
		const struct html_run shown = {&sample->run, NULL};
		const char *path = scratch("report.html");
		char error[256], *content;

		CU_ASSERT_EQUAL(html_write(&shown, 1, path, error, sizeof(error)), 0);
		content = content_of(path);
		cut(content, "Security-Policy\"", ">");
		cut(content, "<style>", "</style>");
		cut(content, "<script>", "</script>");
		compare(content, sample->name, "html");
		free(content);
	}
}

static void json_is_as_kept(void)
{
	for (const struct sample *sample = samples; sample->name; sample++) {
		const char *path = scratch("results.json");
		char error[256], *content;

		CU_ASSERT_EQUAL(json_write(&sample->run, path, error, sizeof(error)), 0);
		content = content_of(path);
		compare(content, sample->name, "json");
		free(content);
	}
}

static void tap_is_as_kept(void)
{
	for (const struct sample *sample = samples; sample->name; sample++) {
		const char *path = scratch("run.tap");
		char error[256], *content;

		CU_ASSERT_EQUAL(ktap_write(&sample->run, path, error, sizeof(error)), 0);
		content = content_of(path);
		compare(content, sample->name, "tap");
		free(content);
	}
}

static void tmt_is_as_kept(void)
{
	for (const struct sample *sample = samples; sample->name; sample++) {
		const char *path = scratch("tmt.json");
		char error[256], *content;

		CU_ASSERT_EQUAL(tmt_write(&sample->run, path, error, sizeof(error)), 0);
		content = content_of(path);
		compare(content, sample->name, "tmt");
		free(content);
	}
}

static void compare_console(const struct sample *sample, enum console_style style, const char *suffix)
{
	char *content = NULL;
	size_t size;
	FILE *stream = open_memstream(&content, &size);
	struct console *console = console_begin(stream, style, sample->run.selected);

	for (size_t i = 0; i < sample->run.count; i++)
		console_result(console, &sample->run.results[i]);
	console_end(console, &sample->run);
	fclose(stream);
	compare(content, sample->name, suffix);
	free(content);
}

static void lines_are_as_kept(void)
{
	for (const struct sample *sample = samples; sample->name; sample++)
		compare_console(sample, CONSOLE_LINES, "txt");
}

static void verbose_lines_are_as_kept(void)
{
	for (const struct sample *sample = samples; sample->name; sample++)
		compare_console(sample, CONSOLE_VERBOSE, "verbose.txt");
}

static const struct selftest tests[] = {
	{"HTML is as kept", html_is_as_kept},
	{"JUnit is as kept", junit_is_as_kept},
	{"JSON is as kept", json_is_as_kept},
	{"TAP is as kept", tap_is_as_kept},
	{"tmt is as kept", tmt_is_as_kept},
	{"lines are as kept", lines_are_as_kept},
	{"verbose lines are as kept", verbose_lines_are_as_kept},
};

SELFTEST_MAIN("reports/golden", tests)
