/* The files are held against the schema by somebody else's reader (python3-jsonschema), which must refuse what breaks
 * it; and they come back from saved.c as they went. */
#include "harness/selftest/selftest.h"
#include "reports/json.h"
#include "reports/junit.h"
#include "reports/saved.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define FOLDER SOURCE_DIR "/reports/selftest"
#define SCHEMA SOURCE_DIR "/reports/results.schema.json"
#define PYTHON "PATH=/usr/bin:$PATH python3 -B"

static void write_json(const struct run *run, const char *path)
{
	char error[256] = "";

	CU_ASSERT_EQUAL(json_write(run, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
}

static void read_json(struct saved *saved, const char *path)
{
	char error[512] = "";

	CU_ASSERT_EQUAL_FATAL(saved_read(saved, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
}

static void samples_are_valid(void)
{
	const char *path = scratch("results.json");
	int status;

	need(PYTHON " -c 'import jsonschema'", "python3-jsonschema");
	for (const struct sample *sample = samples; sample->name; sample++) {
		char *wrong;

		write_json(&sample->run, path);
		wrong = output_of(&status, PYTHON " " FOLDER "/json_valid.py " SCHEMA " %s", path);
		if (status)
			printf("\n%.2000s", wrong);
		CU_ASSERT_EQUAL(status, 0);
		free(wrong);
	}
}

/* A schema that takes everything would prove nothing. */
static void schema_refuses_what_is_not_so(void)
{
	static const char *const edits[] = {
		"s/\"version\":1/\"version\":2/",
		"s/\"verdict\":\"FAIL\"/\"verdict\":\"FAILED\"/",
		"s/\"verdict\":\"FAIL\",//",
		"s/\"id\":\"harness.leaks\"/\"id\":\"harness leaks\"/",
		"s/\"octets\":\"02/\"octets\":\"2/",
		"s/\"put_in\":true/\"put_in\":1/",
		"s/\"times\":3/\"times\":-3/",
		"s/\"index\":3/\"index\":0/",
		"s/\"selection\":\"0/\"selection\":\"/",
		"s/\"checks\"/\"cheques\"/",
		"s/\"count\":3$/\"counted\":3/",
		"s/\"why\"/\"where\"/",
	};
	const char *path = scratch("results.json"), *edited = scratch("edited.json");
	int status;

	need(PYTHON " -c 'import jsonschema'", "python3-jsonschema");
	write_json(sample_run("part"), path);
	for (size_t i = 0; i < sizeof(edits) / sizeof(edits[0]); i++) {
		free(output_of(&status, "sed '%s' %s >%s && ! cmp -s %s %s", edits[i], path, edited, path,
			       edited));
		CU_ASSERT_EQUAL(status, 0); /* the edit edits */
		free(output_of(&status, PYTHON " " FOLDER "/json_valid.py " SCHEMA " %s", edited));
		if (status != 1)
			printf("\naccepted after %s\n", edits[i]);
		CU_ASSERT_EQUAL(status, 1);
	}
}

/* Written again, a run that was read is the same to the octet, whatever was in it. */
static void what_is_read_is_what_was_written(void)
{
	const char *path = scratch("results.json"), *again = scratch("again.json");

	for (const struct sample *sample = samples; sample->name; sample++) {
		char *first, *second;
		struct saved saved;

		write_json(&sample->run, path);
		read_json(&saved, path);
		write_json(&saved.run, again);
		first = content_of(path);
		second = content_of(again);
		CU_ASSERT_STRING_EQUAL(first, second);
		free(first);
		free(second);
		saved_free(&saved);
	}
}

/* The other reports are the same, whether made when the run ended or from its results later. */
static void reports_of_saved_results_are_the_same(void)
{
	static const char *const names[] = {"empty",   "every_verdict", "crash",
					    "repeats", "cut_short",     "part"};
	const char *path = scratch("results.json");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *one = scratch("one.xml"), *other = scratch("other.xml");
		char error[256], *first, *second;
		struct saved saved;

		write_json(sample_run(names[i]), path);
		read_json(&saved, path);
		CU_ASSERT_EQUAL(junit_write(sample_run(names[i]), JUNIT_JENKINS, one, error, sizeof(error)),
				0);
		CU_ASSERT_EQUAL(junit_write(&saved.run, JUNIT_JENKINS, other, error, sizeof(error)), 0);
		first = content_of(one);
		second = content_of(other);
		CU_ASSERT_STRING_EQUAL(first, second);
		free(first);
		free(second);
		saved_free(&saved);
	}
}

static void frames_come_back(void)
{
	const char *path = scratch("results.json");
	const struct result *result;
	struct saved saved;

	write_json(sample_run("part"), path);
	read_json(&saved, path);
	result = &saved.run.results[0];
	CU_ASSERT_EQUAL_FATAL(result->packet_count, 4);
	CU_ASSERT_STRING_EQUAL(result->packets[3].place, "GUEST_B");
	CU_ASSERT_STRING_EQUAL(result->packets[3].comment, "unexpected here: <&> \xc3\xa4");
	CU_ASSERT_EQUAL(result->packets[3].time_ns, 8000000000004);
	CU_ASSERT_EQUAL(result->packets[0].put_in, 1);
	CU_ASSERT_EQUAL(result->packets[0].length, 60);
	CU_ASSERT_EQUAL(memcmp(result->packets[0].bytes, sample_with_packets.packets[0].bytes, 60), 0);
	CU_ASSERT_EQUAL(result->packets[3].kind, PACKET_UNEXPECTED);
	CU_ASSERT_EQUAL_FATAL(result->journey_count, 2);
	CU_ASSERT_EQUAL(result->journeys[1].first_packet, 2);
	CU_ASSERT_EQUAL_FATAL(result->journeys[0].site_count, 3);
	CU_ASSERT_EQUAL(result->journeys[0].sites[1].parent, 1);
	CU_ASSERT(result->journeys[0].sites[1].kind == SITE_CHILD &&
		  result->journeys[0].sites[2].kind == SITE_WIRE);
	CU_ASSERT(result->journeys[0].sites[2].expected && !result->journeys[0].sites[1].expected);
	result = &saved.run.results[1];
	CU_ASSERT_EQUAL(result->packets[0].length, 9000);
	CU_ASSERT_EQUAL(result->packets[0].cut, 9000 - 60);
	CU_ASSERT_EQUAL(result->packets_left_out, 7);
	CU_ASSERT_STRING_EQUAL(result->packets[1].comment, "hostile \\xff\x1b[2J");
	saved_free(&saved);
}

static void a_long_frame_is_cut(void)
{
	static uint8_t octets[4 * FRAME_OCTETS] = {[FRAME_OCTETS - 1] = 7, [FRAME_OCTETS] = 8};
	struct packet packet = {1, (char *)"WIRE", 0, NULL, sizeof(octets), octets, 0, PACKET_OTHER};
	const struct result one = {.id = (char *)"a.b", .packets = &packet, .packet_count = 1};
	const char *path = scratch("results.json");
	struct saved saved;

	write_json(&(const struct run){.results = &one, .count = 1, .selected = 1}, path);
	read_json(&saved, path);
	CU_ASSERT_EQUAL(saved.run.results[0].packets[0].length, sizeof(octets));
	CU_ASSERT_EQUAL(saved.run.results[0].packets[0].cut, sizeof(octets) - FRAME_OCTETS);
	CU_ASSERT_EQUAL(saved.run.results[0].packets[0].bytes[FRAME_OCTETS - 1], 7);
	saved_free(&saved);
}

#define MANY 20000

/* A sanitizer of addresses keeps what was freed, and more. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ALLOWED_KIB 1000000
#endif
#endif
#ifndef ALLOWED_KIB
#define ALLOWED_KIB 2048
#endif

static long peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

/* Ten times as many results take no more memory to write. */
static void memory_does_not_grow_with_results(void)
{
	static char ids[MANY][32];
	struct result *results = calloc(MANY, sizeof(*results));
	const char *path = scratch("many.json");
	struct run run = {.results = results};
	struct saved saved;
	long before;

	CU_ASSERT_PTR_NOT_NULL_FATAL(results);
	for (size_t i = 0; i < MANY; i++) {
		snprintf(ids[i], sizeof(ids[i]), "suite.table.row_%zu", i);
		results[i] = sample_run("every_verdict")->results[i % 2];
		results[i].id = ids[i];
	}
	run.count = run.selected = MANY / 10;
	write_json(&run, path);
	before = peak_kib();
	run.count = run.selected = MANY;
	write_json(&run, path);
	CU_ASSERT(peak_kib() - before < ALLOWED_KIB);
	read_json(&saved, path);
	CU_ASSERT_EQUAL(saved.run.count, MANY);
	saved_free(&saved);
	free(results);
}

static void a_folder_that_is_none_is_said(void)
{
	char error[256] = "";

	write_content(scratch("file"), "");
	CU_ASSERT_EQUAL(json_write(sample_run("empty"), scratch("file/results.json"), error, sizeof(error)),
			-1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "name a path whose parts are folders"));
}

static const struct selftest tests[] = {
	{"samples are valid", samples_are_valid},
	{"the schema refuses what is not so", schema_refuses_what_is_not_so},
	{"what is read is what was written", what_is_read_is_what_was_written},
	{"reports of saved results are the same", reports_of_saved_results_are_the_same},
	{"frames come back", frames_come_back},
	{"a long frame is cut", a_long_frame_is_cut},
	{"memory does not grow with results", memory_does_not_grow_with_results},
	{"a folder that is none is said", a_folder_that_is_none_is_said},
};

SELFTEST_MAIN("reports/json", tests)
