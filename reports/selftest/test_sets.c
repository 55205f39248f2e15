/* More than one run: what belongs together becomes one, and what does not is said; what differs is told. */
#include "harness/selftest/selftest.h"
#include "reports/compare.h"
#include "reports/merge.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- runs in few words ---- */

/* "3a.b F" is a case a.b in position 3 that failed. */
static void put_results(FILE *out, const char *words)
{
	static const struct {
		char letter;
		const char *verdict;
	} verdicts[] = {{'P', "PASS"},  {'F', "FAIL"},  {'S', "SKIP"},
			{'X', "XFAIL"}, {'U', "XPASS"}, {'C', "CRASH"}};
	size_t count = 0;
	char id[32], letter;
	int position, used;

	fputs("\"results\":[", out);
	for (; sscanf(words, " %d%31s %c%n", &position, id, &letter, &used) == 3; words += used) {
		fprintf(out, "%s{\"id\":\"%s\",\"position\":%d,\"duration_ns\":1,\"verdict\":\"",
			count++ ? "," : "", id, position);
		for (size_t i = 0; i < COUNT(verdicts); i++)
			if (verdicts[i].letter == letter)
				fputs(verdicts[i].verdict, out);
		fputs(letter == 'F' && strstr(id, "flake") ? "\",\"reruns\":{\"times\":3,\"passed\":1}}"
							   : "\"}",
		      out);
	}
	fprintf(out, "],\"selected\":%zu,\"count\":%zu}", count, count);
}

/* shard: "", or "\"shard\":{...}," */
static struct saved run_of(const char *name, const char *shard, const char *environment, const char *words)
{
	struct saved saved;
	char *text, error[512] = "";
	size_t size;
	FILE *out = open_memstream(&text, &size);

	fprintf(out, "{\"format\":\"macvtap-conform results\",\"version\":1,%s\"environment\":{%s},", shard,
		environment);
	put_results(out, words);
	fclose(out);
	CU_ASSERT_EQUAL_FATAL(saved_parse(&saved, name, text, size, error, sizeof(error)), 0);
	free(text);
	return saved;
}

#define SHARD(index, count, selection)                                                                       \
	"\"shard\":{\"index\":" #index ",\"count\":" #count ",\"of\":9,\"selection\":\"" selection "\"},"
#define ONE   "0123456789abcdef"
#define OTHER "0123456789abcde0"
#define HERE  "\"version\":\"1\",\"kernel.release\":\"6.1\",\"hostname\":\"a\""
#define THERE "\"version\":\"1\",\"kernel.release\":\"6.1\",\"hostname\":\"b\""

/* ---- merging ---- */

static void merged_results_are_in_order(void)
{
	struct saved parts[] = {
		run_of("3", SHARD(3, 3, ONE), HERE, "2a.b P 9z.z S 0harness.leaks F"),
		run_of("1", SHARD(1, 3, ONE), THERE, "1q.q F 4a.c P 0harness.leaks C"),
		run_of("2", SHARD(2, 3, ONE), HERE, ""),
	};
	static const char *const ids[] = {"q.q", "a.b", "a.c", "z.z", "harness.leaks", "harness.leaks"};
	struct saved whole;
	char error[512] = "";

	CU_ASSERT_EQUAL_FATAL(merge_runs(parts, 3, &whole, error, sizeof(error)), 0);
	CU_ASSERT_EQUAL_FATAL(whole.run.count, COUNT(ids));
	CU_ASSERT_EQUAL(whole.run.selected, COUNT(ids));
	CU_ASSERT_EQUAL(whole.run.shard.count, 0);
	for (size_t i = 0; i < COUNT(ids); i++)
		CU_ASSERT_STRING_EQUAL(whole.run.results[i].id, ids[i]);
	CU_ASSERT_EQUAL(whole.run.results[0].verdict, VERDICT_FAIL);
	CU_ASSERT_EQUAL(whole.run.results[5].repeat, 1);
	CU_ASSERT_STRING_EQUAL(run_property(&whole.run, "hostname"), "a, b");
	CU_ASSERT_STRING_EQUAL(run_property(&whole.run, "kernel.release"), "6.1");
	CU_ASSERT_PTR_NULL(parts[0].results);
	saved_free(&whole);
}

static const struct {
	const char *shards[3], *environments[3], *words[3], *says;
} rows[] = {
	{{SHARD(1, 3, ONE), SHARD(3, 3, ONE)},
	 {HERE, HERE},
	 {"1a P", "2b P"},
	 "of 3 shards 2 is missing; all are needed"},
	{{SHARD(1, 4, ONE), SHARD(3, 4, ONE)},
	 {HERE, HERE},
	 {"1a P", "2b P"},
	 "of 4 shards 2 and 1 more are missing"},
	{{SHARD(1, 2, ONE), SHARD(1, 2, ONE)},
	 {HERE, HERE},
	 {"1a P", "2b P"},
	 "shard 1 of 2 is there twice, in f0 and in f1"},
	{{SHARD(1, 2, ONE), SHARD(2, 2, ONE), SHARD(2, 2, ONE)},
	 {HERE, HERE, HERE},
	 {"1a P", "2b P", ""},
	 "3 files of 2 shards; give each once"},
	{{SHARD(1, 2, ONE), SHARD(2, 2, OTHER)},
	 {HERE, HERE},
	 {"1a P", "2b P"},
	 "f0 and f1 are not of one run: other cases were selected"},
	{{SHARD(1, 2, ONE), SHARD(2, 3, ONE)},
	 {HERE, HERE},
	 {"1a P", "2b P"},
	 "f0 is of 2 shards, and f1 of 3"},
	{{SHARD(1, 2, ONE), ""}, {HERE, HERE}, {"1a P", "2b P"}, "f0 is a shard, and f1 is not"},
	{{"", SHARD(1, 2, ONE)}, {HERE, HERE}, {"1a P", "2b P"}, "f1 is a shard, and f0 is not"},
	{{SHARD(1, 2, ONE), SHARD(2, 2, ONE)},
	 {HERE, "\"version\":\"1\",\"kernel.release\":\"6.2\""},
	 {"1a P", "2b P"},
	 "f0 and f1 differ in their kernel.release (6.1, 6.2)"},
	{{SHARD(1, 2, ONE), SHARD(2, 2, ONE)},
	 {HERE, "\"kernel.release\":\"6.1\""},
	 {"1a P", "2b P"},
	 "f0 and f1 differ in their version (1, unknown)"},
	{{SHARD(1, 2, ONE), SHARD(2, 2, ONE)},
	 {HERE, HERE},
	 {"1a P", "1a P"},
	 "a is in f0 and in f1; runs that are merged have no case in common"},
	{{"", ""}, {HERE, HERE}, {"1a P 2b F", "2b P"}, "b is in f0 and in f1"},
};

static void what_does_not_belong_together_is_said(void)
{
	static const char *const names[] = {"f0", "f1", "f2"};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct saved parts[3], whole;
		size_t count = rows[i].shards[2] ? 3 : 2;
		char error[512] = "";

		for (size_t k = 0; k < count; k++)
			parts[k] = run_of(names[k], rows[i].shards[k], rows[i].environments[k],
					  rows[i].words[k]);
		CU_ASSERT_EQUAL(merge_runs(parts, count, &whole, error, sizeof(error)), -1);
		if (!strstr(error, rows[i].says))
			printf("\nrow %zu: %s\n", i, error);
		CU_ASSERT_PTR_NOT_NULL(strstr(error, rows[i].says));
		CU_ASSERT(parts[0].run.count > 0); /* it is as it was */
		for (size_t k = 0; k < count; k++)
			saved_free(&parts[k]);
	}
}

static void what_no_part_has_met_is_unmet(void)
{
	struct saved parts[] = {
		run_of("1",
		       SHARD(1, 2, ONE) "\"unmet_expectations\":[{\"case\":\"a\",\"why\":\"w\"},{\"case\":"
					"\"b\",\"why\":\"w\"}],",
		       HERE, "1c P"),
		run_of("2", SHARD(2, 2, ONE) "\"unmet_expectations\":[{\"case\":\"b\",\"why\":\"w\"}],", HERE,
		       "2a X"),
	};
	struct saved whole;
	char error[512] = "";

	CU_ASSERT_EQUAL_FATAL(merge_runs(parts, 2, &whole, error, sizeof(error)), 0);
	CU_ASSERT_EQUAL_FATAL(whole.run.unmet_count, 1);
	CU_ASSERT_STRING_EQUAL(whole.run.unmet[0].glob, "b");
	saved_free(&whole);
}

/* ---- comparing ---- */

static char *compared(struct saved *old, struct saved *new, struct comparison *comparison)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	CU_ASSERT_EQUAL(compare_print(out, &old->run, &new->run, comparison), 0);
	fclose(out);
	return text;
}

static void every_change_has_its_name(void)
{
	struct saved old = run_of(
		"old", "", HERE,
		"1a.ok P 2a.new P 3a.still F 4a.crash P 5a.mended F 6a.unskipped S 7a.skipped P 8a.gone P "
		"9a.xpass X 10a.xfail P 11a.flake P 12a.known X 13a.fixed X 14a.over U 15a.again U");
	struct saved new =
		run_of("new", "", HERE,
		       "1a.ok P 2a.new F 3a.still C 4a.crash C 5a.mended P 6a.unskipped P 7a.skipped S "
		       "9a.xpass U 10a.xfail X 11a.flake F 12a.known X 13a.fixed P 14a.over P 15a.again U "
		       "16a.added P 17a.worse F");
	static const struct {
		enum change change;
		size_t count;
		const char *line;
	} changes[] = {
		{CHANGE_NEW_FAILURE, 3,
		 "  a.crash  PASS -> CRASH\n  a.new  PASS -> FAIL\n  a.worse  none -> FAIL\n"},
		{CHANGE_STILL_FAILS, 1, "  a.still  FAIL -> CRASH\n"},
		{CHANGE_FLAKE, 1, "  a.flake  PASS -> FAIL (passed 1 of 3 times when run again)\n"},
		{CHANGE_XPASS, 1, "  a.xpass  XFAIL -> XPASS\n"},
		{CHANGE_XFAIL, 1, "  a.xfail  PASS -> XFAIL\n"},
		{CHANGE_MENDED, 2, "  a.fixed  XFAIL -> PASS\n  a.mended  FAIL -> PASS\n"},
		{CHANGE_SKIPPED, 1, "  a.skipped  PASS -> SKIP\n"},
		{CHANGE_RUNS, 1, "  a.unskipped  SKIP -> PASS\n"},
		{CHANGE_MISSING, 1, "  a.gone  PASS -> none\n"},
		{CHANGE_ADDED, 1, "  a.added  none -> PASS\n"},
		{CHANGE_NONE, 4, "4 unchanged\n"},
	};
	struct comparison comparison;
	char *text = compared(&old, &new, &comparison);

	for (size_t i = 0; i < COUNT(changes); i++) {
		CU_ASSERT_EQUAL(comparison.count[changes[i].change], changes[i].count);
		CU_ASSERT_PTR_NOT_NULL(strstr(text, changes[i].line));
	}
	free(text);
	text = compared(&old, &old, &comparison);
	CU_ASSERT_EQUAL(comparison.count[CHANGE_NEW_FAILURE], 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "0 new failures"));
	free(text);
	saved_free(&old);
	saved_free(&new);
}

static const struct selftest tests[] = {
	{"merged results are in order", merged_results_are_in_order},
	{"what does not belong together is said", what_does_not_belong_together_is_said},
	{"what no part has met is unmet", what_no_part_has_met_is_unmet},
	{"every change has its name", every_change_has_its_name},
};

SELFTEST_MAIN("reports/sets", tests)
