/* The files are held against the schema (xmllint, selftest/junit.xsd) and read by somebody else's reader
 * (junitparser). */
#include "harness/selftest/selftest.h"
#include "reports/junit.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER SOURCE_DIR "/reports/selftest"
/* The distribution's interpreter first: that is where its packages are. */
#define PYTHON "PATH=/usr/bin:$PATH python3 -B"

static void need_readers(void)
{
	need("xmllint --version", "libxml2-utils");
	need(PYTHON " -c 'import junitparser'", "python3-junitparser");
}

static void write_junit(const struct run *run, const char *path)
{
	char error[256] = "";

	CU_ASSERT_EQUAL(junit_write(run, JUNIT_JENKINS, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
}

/* xmllint's exit status. */
static int valid(const char *path)
{
	int status;
	char *output = output_of(&status, "xmllint --noout --schema " FOLDER "/junit.xsd %s", path);

	if (status)
		printf("\n%.2000s", output);
	free(output);
	return status;
}

/* The files of every sample are valid, and the reader finds as many of each kind as there are. */
static void samples_are_valid_and_counted_right(void)
{
	need_readers();
	for (const struct sample *sample = samples; sample->name; sample++) {
		const struct run *run = &sample->run;
		const char *path = scratch("junit.xml");
		size_t cut_short = run->selected > run->count, tests = run->count + cut_short;
		size_t failed = run_count(run, VERDICT_FAIL);
		size_t skipped = run_count(run, VERDICT_SKIP) + run_count(run, VERDICT_XFAIL);
		size_t passed = run_count(run, VERDICT_PASS) + run_count(run, VERDICT_XPASS);
		char wanted[128], *counts;

		write_junit(run, path);
		CU_ASSERT_EQUAL(valid(path), 0);
		counts = output_of(NULL, PYTHON " " FOLDER "/junit_counts.py %s", path);
		snprintf(wanted, sizeof(wanted), "%zu %zu %zu %zu %zu\n", tests, failed,
			 run->count - failed - skipped - passed + cut_short, skipped, tests);
		CU_ASSERT_STRING_EQUAL(counts, wanted);
		free(counts);
	}
}

/* The value of an XPath expression in a file. */
static char *value_of(const char *path, const char *expression)
{
	return output_of(NULL, "xmllint --xpath '%s' %s", expression, path);
}

static void totals_are_those_of_the_cases(void)
{
	static const char *const expressions[] = {
		"number(/testsuites/@tests) - count(//testcase)",
		"number(/testsuites/@failures) - count(//failure)",
		"number(/testsuites/@errors) - count(//error)",
		"sum(//testsuite/@tests) - count(//testcase)",
		"sum(//testsuite/@failures) - count(//failure)",
		"sum(//testsuite/@errors) - count(//error)",
		"sum(//testsuite/@skipped) - count(//skipped)",
		"count(//testsuite[@tests != count(testcase)])",
		"count(//testsuite[@errors != count(testcase/error)])",
		"count(//testsuite[@skipped != count(testcase/skipped)])",
	};
	const char *path = scratch("junit.xml");

	need_readers();
	write_junit(sample_run("every_verdict"), path);
	for (size_t i = 0; i < sizeof(expressions) / sizeof(expressions[0]); i++) {
		char *difference = value_of(path, expressions[i]);

		CU_ASSERT_EQUAL(strspn(difference, "0\n"), strlen(difference));
		free(difference);
	}
}

/* A schema that takes everything would prove nothing: each of these edits must make it refuse the file. */
static void schema_refuses_what_readers_refuse(void)
{
	static const char *const edits[] = {
		"s/<testsuites /&skipped=\"1\" /",
		"s/<testsuites /&timestamp=\"2023-11-14T22:13:20\" /",
		"s/<testcase /&file=\"vepa.c\" /",
		"s/<testcase /&status=\"run\" /",
		"s/<testcase /&line=\"12\" /",
		"s/<testcase /&assertions=\"3\" /",
		"s/<system-out>/<properties\\/>&/",
		"s/<skipped /&type=\"SKIP\" /",
		"s/<failure type=\"FAIL\"/<failure/",
		"s/type=\"BROKEN\"/type=\"BAD\"/",
		"s/time=\"0.004\"/time=\"0.0042\"/",
		"s/time=\"11.250\"/time=\"11\"/",
		"s/T22:13:20/&Z/",
		"s/T22:13:20/&.5/",
		"s/name=\"isolation\"/name=\"isolation.vepa\"/",
		"s/hostname=\"testhost\"/hostname=\"\"/",
		"s/name=\"slow\"/name=\"dies\"/",
		"s/name=\"offload\"/name=\"isolation\"/",
		"s/<failure.*/<skipped message=\"too\"\\/>&/",
		"s/<properties>/<system-out\\/>&/",
	};
	const char *path = scratch("junit.xml"), *edited = scratch("edited.xml");
	int status;

	need_readers();
	write_junit(sample_run("every_verdict"), path);
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		free(output_of(&status, "sed '%s' %s >%s && ! cmp -s %s %s", edits[i], path, edited, path,
			       edited));
		CU_ASSERT_EQUAL(status, 0); /* the edit edits */
		free(output_of(&status, "xmllint --noout --schema " FOLDER "/junit.xsd %s", edited));
		if (status != 3)
			printf("\naccepted after %s\n", edits[i]);
		CU_ASSERT_EQUAL(status, 3); /* well-formed, but not valid */
	}
}

static void hostile_text_comes_back_as_text(void)
{
	static const struct {
		const char *expression, *wanted;
	} values[] = {
		{"count(//testcase)", "13\n"},
		{"string(//testcase[@name=\"known\"]/skipped/@message)",
		 "XFAIL, a known bug: [NON-XML-CHAR-0x1B][2J ]]> </skipped> <&> FAIL: no verdict...\n"},
		{"count(//testcase[@name=\"mended\"]/*[name() != \"system-out\"])", "0\n"},
		{"string(//testcase[@name=\"lines\"]/error/@message)", "the first line...\n"},
		{"string(//testcase[@name=\"markup\"]/failure/@message)",
		 "]]> </failure> <![CDATA[ &amp; \"quoted\" 'too' --> <?x?>\n"},
		{"string(//testcase[@name=\"skipped\"]/skipped/@message)",
		 "<skip> [NON-XML-CHAR-0x02] # SKIP [NON-XML-CHAR-0xFF]\n"},
		{"string(//testcase[@name=\"passed\"]/system-out)", "[NON-XML-CHAR-0x1B][0m & <b>\n\n"},
		{"contains(//testcase[@name=\"utf8\"]/system-out, \"\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7\")",
		 "true\n"},
		{"contains(/, \"[[ATTACHMENT|\")", "false\n"},
	};
	const char *path = scratch("junit.xml");

	need_readers();
	write_junit(sample_run("hostile"), path);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		char *value = value_of(path, values[i].expression);

		CU_ASSERT_STRING_EQUAL(value, values[i].wanted);
		free(value);
	}
}

static void check_attachment(const struct run *run, const char *project, const char *wanted)
{
	const char *path = scratch("junit.xml");
	char line[512], *content;

	setenv("CI_PROJECT_DIR", project, 1);
	write_junit(run, path);
	unsetenv("CI_PROJECT_DIR");
	content = content_of(path);
	snprintf(line, sizeof(line), "<system-out>[[ATTACHMENT|%s]]\n</system-out>", wanted);
	CU_ASSERT_PTR_NOT_NULL(strstr(content, line));
	free(content);
}

static void attachment_is_named_from_the_project(void)
{
	char pcapng[256];
	struct result result = {.id = "a.b", .verdict = VERDICT_FAIL, .reason = "x", .pcapng = pcapng};
	struct run run = {.results = &result, .count = 1};

	mkdir(scratch("project"), 0700);
	mkdir(scratch("pro"), 0700);
	symlink("project", scratch("link"));
	snprintf(pcapng, sizeof(pcapng), "%s", scratch("project/a.b.pcapng"));
	write_content(pcapng, "");
	check_attachment(&run, scratch("project"), "a.b.pcapng");
	check_attachment(&run, scratch("link"), "a.b.pcapng"); /* the same folder, by another name */
	check_attachment(&run, scratch("pro"), pcapng);        /* not every beginning is a folder */
	check_attachment(&run, "/does/not/exist", pcapng);
	check_attachment(&run, "", pcapng);
}

static void megabytes_of_anything_can_be_read(void)
{
	enum { SIZE = 12 << 20 };
	char *large = malloc(SIZE + 1);
	struct finding findings[300];
	struct result results[] = {
		{.id = "large.control", .verdict = VERDICT_CRASH, .reason = large, .output = large},
		{.id = "large.findings",
		 .verdict = VERDICT_FAIL,
		 .reason = large,
		 .findings = findings,
		 .finding_count = 300},
	};
	struct run run = {.results = results, .count = 2, .selected = 2};
	const char *path = scratch("junit.xml");
	char *value;

	need_readers();
	memset(large, '\x01', SIZE);
	large[SIZE] = '\0';
	for (size_t i = 0; i < 300; i++)
		findings[i] = (struct finding){"suites/a.c", 1, large + SIZE - (1 << 20)};
	write_junit(&run, path);
	CU_ASSERT_EQUAL(valid(path), 0);
	value = value_of(path, "string-length(//error/@message) < 30000 and string-length(//error) > 500000");
	CU_ASSERT_STRING_EQUAL(value, "true\n");
	free(value);
	value = value_of(
		path, "contains(//failure, \"and 200 more findings\") and contains(//failure, \"again: \")");
	CU_ASSERT_STRING_EQUAL(value, "true\n");
	free(value);
	free(large);
}

static size_t peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (size_t)usage.ru_maxrss;
}

/* The address sanitizer holds back what was freed: with it, only the counts are worth looking at. */
#if defined(__SANITIZE_ADDRESS__)
#define GROWTH_KIB (1 << 20)
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GROWTH_KIB (1 << 20)
#endif
#endif
#ifndef GROWTH_KIB
#define GROWTH_KIB 2048
#endif

static void memory_does_not_grow_with_the_run(void)
{
	enum { COUNT = 20000 };
	static struct result results[COUNT];
	struct run run = {.results = results, .count = COUNT, .selected = COUNT};
	const char *path = scratch("large.xml");
	char *value;
	size_t before;

	need_readers();
	for (size_t i = 0; i < COUNT; i++) {
		results[i] = *sample_run("every_verdict")[0].results;
		if (asprintf(&results[i].id, "suite%zu.group.case%zu", i % 7, i) < 0)
			abort();
	}
	write_junit(sample_run("every_verdict"), path); /* what the library keeps for itself */
	before = peak_kib();
	write_junit(&run, path);
	CU_ASSERT(peak_kib() - before < GROWTH_KIB);
	value = value_of(path,
			 "concat(/testsuites/@tests, \" \", count(//testsuite), \" \", count(//testcase))");
	CU_ASSERT_STRING_EQUAL(value, "20000 7 20000\n");
	free(value);
	for (size_t i = 0; i < COUNT; i++)
		free(results[i].id);
}

static void full_disk_leaves_the_old_report(void)
{
	const char *disk = scratch("disk"), *path = scratch("disk/junit.xml");
	struct result results[1000];
	struct run run = {.results = results, .count = 1000, .selected = 1000};
	char error[512] = "", *content;

	CU_ASSERT_EQUAL_FATAL(own_mounts(), 0);
	mkdir(disk, 0700);
	CU_ASSERT_EQUAL_FATAL(mount("disk", disk, "tmpfs", 0, "size=64k"), 0);
	write_content(path, "old");
	for (size_t i = 0; i < 1000; i++)
		results[i] = sample_run("crash")->results[0];
	CU_ASSERT_EQUAL(junit_write(&run, JUNIT_JENKINS, path, error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "ENOSPC (No space left on device); free some space"));
	content = content_of(path);
	CU_ASSERT_STRING_EQUAL(content, "old");
	free(content);
	CU_ASSERT_EQUAL(names_in(disk), 1);
	CU_ASSERT_EQUAL(umount(disk), 0);
}

static const struct selftest tests[] = {
	{"samples are valid and counted right", samples_are_valid_and_counted_right},
	{"totals are those of the cases", totals_are_those_of_the_cases},
	{"the schema refuses what readers refuse", schema_refuses_what_readers_refuse},
	{"hostile text comes back as text", hostile_text_comes_back_as_text},
	{"an attachment is named from the project", attachment_is_named_from_the_project},
	{"megabytes of anything can be read", megabytes_of_anything_can_be_read},
	{"memory does not grow with the run", memory_does_not_grow_with_the_run},
	{"a full disk leaves the old report", full_disk_leaves_the_old_report},
};

SELFTEST_MAIN("reports/junit", tests)
