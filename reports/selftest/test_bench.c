/* What is claimed of numbers and what is not, and that table and JSON say the same. */
#include "harness/selftest/selftest.h"
#include "reports/bench.h"
#include "reports/bench_statistics.h"
#include "reports/selftest/tools.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- spreads ---- */

/* So many numbers, 1 2 3 ..., and what their spread must be: published tables of the sign test have these ranks. */
static const struct {
	size_t count;
	double low, median, high;
} spreads[] = {
	{1, 1, 1, 1},    {2, 1, 1.5, 2},     {5, 1, 3, 5},       {6, 1, 3.5, 6},     {8, 1, 4.5, 8},
	{9, 2, 5, 8},    {11, 2, 6, 10},     {12, 3, 6.5, 10},   {15, 4, 8, 12},     {20, 6, 10.5, 15},
	{25, 8, 13, 18}, {30, 10, 15.5, 21}, {40, 14, 20.5, 27}, {50, 18, 25.5, 33},
};

static void spreads_have_the_median_in_them(void)
{
	for (size_t i = 0; i < sizeof(spreads) / sizeof(spreads[0]); i++) {
		double numbers[64];
		struct spread spread;

		/* backwards: they come in whatever order */
		for (size_t j = 0; j < spreads[i].count; j++)
			numbers[j] = (double)(spreads[i].count - j);
		spread = spread_of(numbers, spreads[i].count);
		CU_ASSERT_EQUAL(spread.count, spreads[i].count);
		CU_ASSERT_EQUAL(spread.low, spreads[i].low);
		CU_ASSERT_EQUAL(spread.median, spreads[i].median);
		CU_ASSERT_EQUAL(spread.high, spreads[i].high);
		CU_ASSERT_EQUAL(numbers[0], (double)spreads[i].count);
	}
}

static void nothing_has_no_spread(void)
{
	const struct spread spread = spread_of(NULL, 0);

	CU_ASSERT_EQUAL(spread.count, 0);
	CU_ASSERT_EQUAL(spread.median, 0);
	CU_ASSERT_EQUAL(ratio_of(spread_of((const double[]){1}, 1), spread), 0);
}

/* The rank of a thousand numbers is where the normal distribution has it, within one. */
static void many_numbers_have_a_narrow_spread(void)
{
	static double numbers[1000];
	struct spread spread;

	for (size_t i = 0; i < 1000; i++)
		numbers[i] = (double)i;
	spread = spread_of(numbers, 1000);
	CU_ASSERT(fabs(spread.low - (500 - 1.96 * sqrt(250))) <= 1.5);
	CU_ASSERT(fabs(spread.high - (499 + 1.96 * sqrt(250))) <= 1.5);
}

/* ---- claims ---- */

/* clang-format off */
static const struct {
	double numbers[10], baseline[10];
	size_t count, baseline_count;
	enum claim claim;
} claims[] = {
	/* apart */
	{{7, 8, 9, 10, 11, 12},             {1, 2, 3, 4, 5, 6},     6, 6, CLAIM_MORE},
	{{1, 2, 3, 4, 5, 6},                {7, 8, 9, 10, 11, 12},  6, 6, CLAIM_LESS},
	/* the medians differ by a factor, and one round spoils it */
	{{70, 80, 90, 100, 110, 6},         {1, 2, 3, 4, 5, 6},     6, 6, CLAIM_NONE},
	{{70, 80, 90, 100, 110, 7},         {1, 2, 3, 4, 5, 6},     6, 6, CLAIM_MORE},
	{{7, 8, 9, 10, 11, 12},             {1, 2, 3, 4, 5, 99},    6, 6, CLAIM_NONE},
	/* of nine, one is allowed for */
	{{70, 80, 90, 99, 99, 99, 99, 99, 1}, {1, 2, 3, 4, 5, 6, 5, 4, 99}, 9, 9, CLAIM_MORE},
	{{70, 80, 90, 99, 99, 99, 99, 1, 1},  {1, 2, 3, 4, 5, 6, 5, 4, 99}, 9, 9, CLAIM_NONE},
	/* the same */
	{{1, 2, 3, 4, 5, 6},                {1, 2, 3, 4, 5, 6},     6, 6, CLAIM_NONE},
	{{5, 5, 5, 5, 5, 5},                {5, 5, 5, 5, 5, 5},     6, 6, CLAIM_NONE},
	/* apart, but too few of either */
	{{100, 101, 102, 103, 104},         {1, 2, 3, 4, 5, 6},     5, 6, CLAIM_TOO_FEW},
	{{100, 101, 102, 103, 104, 105},    {1, 2, 3, 4, 5},        6, 5, CLAIM_TOO_FEW},
	{{100},                             {1},                    1, 1, CLAIM_TOO_FEW},
};
/* clang-format on */

static void differences_are_claimed_only_if_there_are_any(void)
{
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++) {
		struct spread spread = spread_of(claims[i].numbers, claims[i].count);
		struct spread baseline = spread_of(claims[i].baseline, claims[i].baseline_count);

		if (claim_of(spread, baseline) != claims[i].claim)
			fprintf(stderr, "claim %zu\n", i);
		CU_ASSERT_EQUAL(claim_of(spread, baseline), claims[i].claim);
	}
}

/* Two contenders that are the same, with numbers drawn at random: a difference is claimed of hardly any pair. */
static void chance_makes_no_difference(void)
{
	unsigned seed = 1, claimed = 0;

	for (int pair = 0; pair < 2000; pair++) {
		double numbers[2][CLAIM_ROUNDS_MIN];

		for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0][0]); i++)
			numbers[i % 2][i / 2] = rand_r(&seed);
		claimed += claim_of(spread_of(numbers[0], CLAIM_ROUNDS_MIN),
				    spread_of(numbers[1], CLAIM_ROUNDS_MIN)) != CLAIM_NONE;
	}
	/* 2 of the 924 ways to deal out twelve numbers */
	CU_ASSERT(claimed <= 15);
}

/* ---- a bench ---- */

enum { ROUNDS = 6 };

static const struct bench_unit units[] = {
	{"frames_per_second", "kframe/s", 1e3, 1, 0},
	{"median_ns", "median us", 1e3, 2, 1},
};

static double slow[] = {1000, 1001, 1002, 1003, 1004, 1005}, fast[] = {2000, 2001, 2002, 2003, 2004, 2005};
static double around[] = {900, 1000, 1100, 1200, 1300, 1400}, none[ROUNDS];

/* What is said of a contender, in a table where the first number is the more the better and the other the less. */
static struct bench_series all_series[] = {
	{"first", VERDICT_PASS, NULL, 100, 100, {slow, slow}, ROUNDS},
	{"apart", VERDICT_PASS, NULL, 100, 100, {fast, fast}, ROUNDS},
	{"within", VERDICT_PASS, NULL, 200, 150, {around, around}, ROUNDS},
	{"silent", VERDICT_PASS, NULL, 100, 0, {none, none}, ROUNDS},
	{"broken", VERDICT_BROKEN, (char *)(uintptr_t) "cannot do it", 0, 0, {none, none}, 0},
};

static struct property properties[] = {{"kernel.release", (char *)(uintptr_t) "6.18"}};

static struct bench_measure measure = {
	"guest-to-wire.frames",
	"guest to wire",
	"guest-to-wire",
	units,
	1514,
	0,
	1,
	0,
	all_series,
	sizeof(all_series) / sizeof(all_series[0]),
};

static const struct bench bench = {
	.measures = &measure,
	.count = 1,
	.properties = properties,
	.property_count = 1,
	.rounds = ROUNDS,
	.duration_ms = 25,
	.started_s = 1700000000,
	.took_ns = 2500000000,
};

static const char *table_of(const struct bench *shown)
{
	static char text[1 << 14];
	FILE *stream = fmemopen(text, sizeof(text), "w");

	bench_table(stream, shown);
	fclose(stream);
	return text;
}

static void the_table_says_what_can_be_said(void)
{
	static const char *const says[] = {
		"guest to wire\n",
		"  first               1.0  1.0..1.0                       1.00      1.00  1.00..1.00        "
		"          "
		"   1.00\n",
		"  apart               2.0  2.0..2.0            faster     2.00      2.00  2.00..2.00        "
		"  slower  "
		"   2.00\n",
		"no claim ",
		" 1.15  lost 25.00 % (50 of 200)\n",
		"  silent         nothing arrived  lost 100.00 % (100 of 100)\n",
		"  broken         BROKEN  cannot do it\n",
		"Medians of 6 rounds of 0.025 s",
		"as the spreads overlap.\n",
	};
	const char *table = table_of(&bench);

	for (size_t i = 0; i < sizeof(says) / sizeof(says[0]); i++) {
		if (!strstr(table, says[i]))
			fprintf(stderr, "not said: %s\n%s", says[i], table);
		CU_ASSERT_PTR_NOT_NULL(strstr(table, says[i]));
	}
}

static void few_rounds_claim_nothing(void)
{
	struct bench_series series[2] = {all_series[0], all_series[1]};
	struct bench_measure few = measure;
	struct bench shown = bench;
	const char *table;

	series[0].rounds = series[1].rounds = shown.rounds = CLAIM_ROUNDS_MIN - 1;
	few.series = series;
	few.count = 2;
	shown.measures = &few;
	table = table_of(&shown);
	CU_ASSERT_PTR_NULL(strstr(table, "faster"));
	CU_ASSERT_PTR_NULL(strstr(table, "slower"));
	CU_ASSERT_PTR_NOT_NULL(strstr(table, "as that takes 6 rounds.\n"));
}

/* Where the first could not be measured, there is nothing to compare with. */
static void without_a_baseline_there_are_no_ratios(void)
{
	struct bench_series series[2] = {all_series[4], all_series[1]};
	struct bench_measure alone = measure;
	struct bench shown = bench;
	const char *table;

	alone.series = series;
	alone.count = 2;
	shown.measures = &alone;
	table = table_of(&shown);
	CU_ASSERT_PTR_NULL(strstr(table, "faster"));
	CU_ASSERT_PTR_NULL(strstr(table, "2.00  2.00..2.00          slower"));
	CU_ASSERT_PTR_NOT_NULL(strstr(table, "    -\n"));
}

/* ---- JSON ---- */

static void json_has_all_of_it(void)
{
	const char *path = scratch("bench.json"), *format, *id, *contender, *claim, *verdict, *reason,
		   *kernel;
	json_t *root, *results, *first, *apart, *broken;
	double median, low, high, ratio, lost;
	char error[256] = "";

	CU_ASSERT_EQUAL_FATAL(bench_json(&bench, path, error, sizeof(error)), 0);
	root = json_load_file(path, 0, NULL);
	CU_ASSERT_PTR_NOT_NULL_FATAL(root);
	CU_ASSERT_EQUAL(json_unpack(root, "{s:s, s:{s:s}, s:[{s:s, s:o}!]}", "format", &format, "properties",
				    "kernel.release", &kernel, "measures", "id", &id, "results", &results),
			0);
	CU_ASSERT_STRING_EQUAL(format, "macvtap-conform bench");
	CU_ASSERT_STRING_EQUAL(id, "guest-to-wire.frames");
	CU_ASSERT_STRING_EQUAL(kernel, "6.18");
	CU_ASSERT_EQUAL_FATAL(json_array_size(results), 5);
	first = json_object_get(json_array_get(results, 0), "frames_per_second");
	CU_ASSERT_EQUAL(json_array_size(json_object_get(first, "rounds")), ROUNDS);
	CU_ASSERT_PTR_NULL(json_object_get(first, "claim"));
	apart = json_array_get(results, 1);
	CU_ASSERT_EQUAL(json_unpack(apart, "{s:s, s:{s:F, s:F, s:F, s:F, s:s}}", "contender", &contender,
				    "frames_per_second", "median", &median, "low", &low, "high", &high,
				    "ratio", &ratio, "claim", &claim),
			0);
	CU_ASSERT_STRING_EQUAL(contender, "apart");
	CU_ASSERT_STRING_EQUAL(claim, "more");
	CU_ASSERT(median == 2002.5 && low == 2000 && high == 2005);
	CU_ASSERT_DOUBLE_EQUAL(ratio, 2002.5 / 1002.5, 1e-6);
	CU_ASSERT_EQUAL(json_unpack(json_array_get(results, 2), "{s:F}", "lost", &lost), 0);
	CU_ASSERT_EQUAL(lost, 50);
	broken = json_array_get(results, 4);
	CU_ASSERT_EQUAL(json_unpack(broken, "{s:s, s:s}", "verdict", &verdict, "reason", &reason), 0);
	CU_ASSERT_STRING_EQUAL(verdict, "BROKEN");
	CU_ASSERT_STRING_EQUAL(reason, "cannot do it");
	CU_ASSERT_PTR_NULL(json_object_get(broken, "frames_per_second"));
	json_decref(root);
}

static void json_is_written_whole_or_not_at_all(void)
{
	char error[256] = "";

	CU_ASSERT_EQUAL(bench_json(&bench, "/dev/null/bench.json", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "cannot write /dev/null/bench.json: ENOTDIR"));
	CU_ASSERT_EQUAL(bench_json(&bench, "/dev/full", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "cannot write /dev/full: ENOSPC"));
}

static const struct selftest tests[] = {
	{"spreads have the median in them", spreads_have_the_median_in_them},
	{"nothing has no spread", nothing_has_no_spread},
	{"many numbers have a narrow spread", many_numbers_have_a_narrow_spread},
	{"differences are claimed only if there are any", differences_are_claimed_only_if_there_are_any},
	{"chance makes no difference", chance_makes_no_difference},
	{"the table says what can be said", the_table_says_what_can_be_said},
	{"few rounds claim nothing", few_rounds_claim_nothing},
	{"without a baseline there are no ratios", without_a_baseline_there_are_no_ratios},
	{"JSON has all of it", json_has_all_of_it},
	{"JSON is written whole or not at all", json_is_written_whole_or_not_at_all},
};

SELFTEST_MAIN("bench", tests)
