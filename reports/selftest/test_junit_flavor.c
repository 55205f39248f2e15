/* JUnit for readers that are not Jenkins: what each of them wants that another forbids. */
#include "harness/selftest/selftest.h"
#include "reports/junit.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER SOURCE_DIR "/reports/selftest"
#define PYTHON "PATH=/usr/bin:$PATH python3 -B"

static void write_junit(const struct run *run, enum junit_flavor flavor, const char *path)
{
	char error[256] = "";

	CU_ASSERT_EQUAL(junit_write(run, flavor, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
}

static int valid(const char *path, const char *schema)
{
	int status;
	char *output = output_of(&status, "xmllint --noout --schema " FOLDER "/%s %s", schema, path);

	free(output);
	return status;
}

static void ant_is_valid_for_ant(void)
{
	const char *path = scratch("ant.xml");

	need("xmllint --version", "libxml2-utils");
	for (const struct sample *sample = samples; sample->name; sample++) {
		write_junit(&sample->run, JUNIT_ANT, path);
		CU_ASSERT_EQUAL(valid(path, "junit-ant.xsd"), 0);
		if (sample->run.count)
			CU_ASSERT_NOT_EQUAL(valid(path, "junit.xsd"), 0);
		write_junit(&sample->run, JUNIT_JENKINS, path);
		if (sample->run.count)
			CU_ASSERT_NOT_EQUAL(valid(path, "junit-ant.xsd"), 0);
	}
}

static void ants_schema_refuses_what_ant_refuses(void)
{
	static const char *const edits[] = {
		"s/<testsuites>/<testsuites name=\"x\">/",
		"s/ package=\"[^\"]*\"//",
		"s/ id=\"0\"//",
		"s/ id=\"1\"/ id=\"0\"/",
		"s/ hostname=\"[^\"]*\"//",
		"s/<system-err\\/>//",
		"s/<failure type=\"FAIL\"/<failure/",
		"s/T22:13:20/&Z/",
		"s/<testcase /&file=\"vepa.c\" /",
		"s/<failure.*/<skipped message=\"too\"\\/>&/",
	};
	const char *path = scratch("ant.xml"), *edited = scratch("edited.xml");
	int status;

	need("xmllint --version", "libxml2-utils");
	write_junit(sample_run("every_verdict"), JUNIT_ANT, path);
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		free(output_of(&status, "sed '%s' %s >%s && ! cmp -s %s %s", edits[i], path, edited, path,
			       edited));
		CU_ASSERT_EQUAL(status, 0); /* the edit edits */
		if (valid(edited, "junit-ant.xsd") != 3)
			printf("\naccepted after %s\n", edits[i]);
		CU_ASSERT_EQUAL(valid(edited, "junit-ant.xsd"), 3);
	}
}

/* What a case had to say is not lost: it stands with its suite. */
static void ant_has_all_words(void)
{
	const char *path = scratch("ant.xml");
	char *words;

	need("xmllint --version", "libxml2-utils");
	write_junit(sample_run("every_verdict"), JUNIT_ANT, path);
	words = output_of(NULL, "xmllint --xpath 'string(//testsuite[@name=\"offload\"]/system-out)' %s",
			  path);
	CU_ASSERT_PTR_NOT_NULL(strstr(words, "offload.vnet.dies:\nISO_VEPA_01"));
	CU_ASSERT_PTR_NOT_NULL(strstr(words, "about to die"));
	CU_ASSERT_PTR_NOT_NULL(strstr(words, "[[ATTACHMENT|"));
	CU_ASSERT_PTR_NOT_NULL(strstr(words, "XPASS: passed, though"));
	free(words);
}

/* The one difference is the file, which is where GitLab leads to. */
static void gitlab_has_the_file_besides(void)
{
	const char *jenkins = scratch("jenkins.xml"), *gitlab = scratch("gitlab.xml");
	char *files;
	int status;

	need("xmllint --version", "libxml2-utils");
	for (const struct sample *sample = samples; sample->name; sample++) {
		write_junit(&sample->run, JUNIT_JENKINS, jenkins);
		write_junit(&sample->run, JUNIT_GITLAB, gitlab);
		free(output_of(&status, "sed 's/ file=\"[^\"]*\"//' %s | cmp - %s", gitlab, jenkins));
		CU_ASSERT_EQUAL(status, 0);
	}
	write_junit(sample_run("every_verdict"), JUNIT_GITLAB, gitlab);
	files = output_of(NULL, "xmllint --xpath 'string(//testcase[failure]/@file)' %s", gitlab);
	CU_ASSERT_STRING_EQUAL(files, "suites/isolation/vepa.c\n");
	free(files);
}

/* Any of them can be counted by the same reader. */
static void each_is_counted_alike(void)
{
	char *counts[3];

	need(PYTHON " -c 'import junitparser'", "python3-junitparser");
	for (enum junit_flavor flavor = JUNIT_JENKINS; flavor <= JUNIT_GITLAB; flavor++) {
		const char *path = scratch("junit.xml");

		write_junit(sample_run("every_verdict"), flavor, path);
		counts[flavor] = output_of(NULL, PYTHON " " FOLDER "/junit_counts.py %s", path);
		CU_ASSERT_STRING_EQUAL(counts[flavor], counts[0]);
	}
	for (size_t i = 0; i < 3; i++)
		free(counts[i]);
}

static const struct selftest tests[] = {
	{"ant is valid for Ant", ant_is_valid_for_ant},
	{"Ant's schema refuses what Ant refuses", ants_schema_refuses_what_ant_refuses},
	{"ant has all words", ant_has_all_words},
	{"gitlab has the file besides", gitlab_has_the_file_besides},
	{"each is counted alike", each_is_counted_alike},
};

SELFTEST_MAIN("reports/junit_flavor", tests)
