/* A run counted by behaviour and mode, and what became of a frame at each place. */
#include "harness/selftest/selftest.h"
#include "reports/journey.h"
#include "reports/matrix.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void count_results(struct matrix *matrix, const struct result *results, size_t count)
{
	const struct run run = {.results = results, .count = count};

	CU_ASSERT_EQUAL_FATAL(matrix_count(matrix, &run), 0);
}

static void modes_have_a_fixed_order(void)
{
	static const struct result results[] = {
		{.id = "a.1", .mode = ""},        {.id = "a.2", .mode = "strange"},
		{.id = "a.3", .mode = "bridge"},  {.id = "a.4", .mode = NULL},
		{.id = "a.5", .mode = "private"},
	};
	struct matrix matrix;

	count_results(&matrix, results, COUNT(results));
	CU_ASSERT_EQUAL_FATAL(matrix.mode_count, 4);
	CU_ASSERT_STRING_EQUAL(matrix.modes[0], "private");
	CU_ASSERT_STRING_EQUAL(matrix.modes[1], "bridge");
	CU_ASSERT_STRING_EQUAL(matrix.modes[2], "strange");
	CU_ASSERT_STRING_EQUAL(matrix.modes[3], "");
	CU_ASSERT_STRING_EQUAL(mode_heading(""), "any mode");
	CU_ASSERT_STRING_EQUAL(mode_heading("nodst"), "source nodst");
	CU_ASSERT_STRING_EQUAL(mode_heading("strange"), "strange");
	matrix_free(&matrix);
}

/* A results file may name any modes: those that find no column are counted all the same. */
static void modes_without_end_are_counted_in_the_last(void)
{
	static char modes[40][8];
	struct result results[40];
	struct matrix matrix;
	unsigned total = 0;

	for (size_t i = 0; i < COUNT(results); i++) {
		snprintf(modes[i], sizeof(modes[i]), "m%zu", i);
		results[i] = (struct result){.id = (char *)"a.b", .behaviour = (char *)"b", .mode = modes[i]};
	}
	count_results(&matrix, results, COUNT(results));
	CU_ASSERT_EQUAL(matrix.mode_count, MATRIX_MODES);
	CU_ASSERT_EQUAL_FATAL(matrix.row_count, 1);
	for (size_t i = 0; i < MATRIX_MODES; i++)
		total += cell_total(&matrix.rows[0].cells[i]);
	CU_ASSERT_EQUAL(total, 40);
	CU_ASSERT_EQUAL(cell_total(&matrix.rows[0].cells[MATRIX_MODES - 1]), 40 - MATRIX_MODES + 1);
	matrix_free(&matrix);
}

static void rows_are_behaviours_suite_by_suite(void)
{
	static const struct result results[] = {
		{.id = "b.1", .behaviour = "one"},
		{.id = "ba.1", .behaviour = "one"},
		{.id = "b.2", .behaviour = "two"},
		{.id = "b.3", .behaviour = "one"},
		{.id = "a"},
	};
	struct matrix matrix;

	count_results(&matrix, results, COUNT(results));
	CU_ASSERT_EQUAL_FATAL(matrix.row_count, 4);
	CU_ASSERT_EQUAL(matrix.rows[0].suite_length, 1);
	CU_ASSERT_STRING_EQUAL(matrix.rows[0].behaviour, "");
	CU_ASSERT_STRING_EQUAL(matrix.rows[1].suite, "b.1");
	CU_ASSERT_STRING_EQUAL(matrix.rows[2].behaviour, "two");
	CU_ASSERT_EQUAL(matrix.rows[3].suite_length, 2);
	CU_ASSERT_EQUAL(cell_total(&matrix.rows[1].cells[0]), 2);
	matrix_free(&matrix);
}

static void rows_are_found_again_however_many(void)
{
	static char names[3000][8];
	static struct result results[6000];
	struct matrix matrix;

	for (size_t i = 0; i < COUNT(results); i++) {
		snprintf(names[i % 3000], sizeof(names[0]), "%zu", i % 3000);
		results[i] = (struct result){.id = (char *)"a.b", .behaviour = names[i % 3000]};
	}
	count_results(&matrix, results, COUNT(results));
	CU_ASSERT_EQUAL_FATAL(matrix.row_count, 3000);
	for (size_t i = 0; i < matrix.row_count; i++)
		CU_ASSERT_EQUAL(cell_total(&matrix.rows[i].cells[0]), 2);
	matrix_free(&matrix);
}

static void a_cell_is_its_worst(void)
{
	static const enum verdict order[] = {VERDICT_SKIP,   VERDICT_PASS,    VERDICT_XFAIL, VERDICT_XPASS,
					     VERDICT_BROKEN, VERDICT_TIMEOUT, VERDICT_FAIL,  VERDICT_CRASH};
	struct result results[COUNT(order)];

	for (size_t i = 0; i < COUNT(order); i++)
		results[i] = (struct result){.id = (char *)"a.b", .verdict = order[i]};
	for (size_t count = 1; count <= COUNT(order); count++) {
		struct matrix matrix;

		count_results(&matrix, results, count);
		CU_ASSERT_EQUAL(cell_verdict(&matrix.rows[0].cells[0]), order[count - 1]);
		CU_ASSERT_PTR_EQUAL(matrix.rows[0].cells[0].worst, &results[count - 1]);
		matrix_free(&matrix);
	}
}

/* ---- journeys ---- */

static enum fate fate_with(int expected, enum packet_kind one, enum packet_kind other)
{
	struct site site = {.place = (char *)"WIRE", .expected = expected};
	struct packet packets[] = {
		{.place = (char *)"WIRE", .kind = one},
		{.place = (char *)"WIRE", .kind = other},
		{.place = (char *)"HOST", .kind = PACKET_UNEXPECTED},               /* elsewhere */
		{.place = (char *)"WIRE", .kind = PACKET_ALTERED, .put_in = 1},     /* not seen */
		{.place = (char *)"WIRE", .kind = PACKET_UNEXPECTED, .time_ns = 1}, /* the next journey's */
	};
	struct journey journeys[] = {{.from = (char *)"HOST", .sites = &site, .site_count = 1},
				     {.from = (char *)"WIRE", .first_packet = 4}};
	const struct result result = {.packets = packets,
				      .packet_count = COUNT(packets),
				      .journeys = journeys,
				      .journey_count = COUNT(journeys)};

	CU_ASSERT_EQUAL(journey_packets(&result, 0).end, 4);
	CU_ASSERT_EQUAL(journey_packets(&result, 1).end, 5);
	CU_ASSERT(journey_sighting(&result, 1, &site).put_in && !journey_sighting(&result, 0, &site).put_in);
	return journey_sighting(&result, 0, &site).fate;
}

static void fates_are_what_was_expected_against_what_was_seen(void)
{
	static const struct {
		int expected;
		enum packet_kind one, other;
		enum fate fate;
	} rows[] = {
		{1, PACKET_EXPECTED, PACKET_FENCE, FATE_ARRIVED},
		{1, PACKET_OTHER, PACKET_FENCE, FATE_MISSING},
		{0, PACKET_OTHER, PACKET_FENCE, FATE_ABSENT},
		{0, PACKET_UNEXPECTED, PACKET_FENCE, FATE_INTRUDED},
		{1, PACKET_UNEXPECTED, PACKET_FENCE, FATE_INTRUDED},
		{0, PACKET_EXPECTED, PACKET_FENCE, FATE_INTRUDED},
		{1, PACKET_EXPECTED, PACKET_DOUBLED, FATE_DOUBLED},
		{1, PACKET_EXPECTED, PACKET_ALTERED, FATE_ALTERED},
		{0, PACKET_ALTERED, PACKET_FENCE, FATE_ALTERED},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		CU_ASSERT_EQUAL(fate_with(rows[i].expected, rows[i].one, rows[i].other), rows[i].fate);
		CU_ASSERT_EQUAL(fate_is_right(rows[i].fate),
				rows[i].fate == FATE_ARRIVED || rows[i].fate == FATE_ABSENT);
	}
}

static void a_journey_beyond_all_packets_has_none(void)
{
	struct journey journeys[] = {{.from = (char *)"HOST", .first_packet = 7}, {.first_packet = 3}};
	const struct result result = {.journeys = journeys, .journey_count = 2};

	for (size_t i = 0; i < 2; i++)
		CU_ASSERT(journey_packets(&result, i).first == 0 && journey_packets(&result, i).end == 0);
}

static const struct selftest tests[] = {
	{"modes have a fixed order", modes_have_a_fixed_order},
	{"modes without end are counted in the last", modes_without_end_are_counted_in_the_last},
	{"rows are behaviours, suite by suite", rows_are_behaviours_suite_by_suite},
	{"rows are found again, however many", rows_are_found_again_however_many},
	{"a cell is its worst", a_cell_is_its_worst},
	{"fates are what was expected against what was seen",
	 fates_are_what_was_expected_against_what_was_seen},
	{"a journey beyond all packets has none", a_journey_beyond_all_packets_has_none},
};

SELFTEST_MAIN("reports/matrix", tests)
