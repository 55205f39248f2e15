/* The tables are whole: ids, requirements, modes and wires. */
#include "harness/selftest/selftest.h"

#include "fixtures/families.h"
#include "harness/case/case.h"
#include "suites/isolation/model_cells.h"
#include "suites/isolation/table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static struct case_list list;

static bool is_row(const struct testcase *testcase)
{
	return testcase->run == row_run;
}

static void collect(void)
{
	if (list.count)
		return;
	for (const struct suite *suite = suites; suite->name; suite++)
		suite->add_cases(&list);
}

static void there_are_enough(void)
{
	size_t rows = 0;

	collect();
	for (size_t i = 0; i < list.count; i++)
		rows += is_row(&list.cases[i]);
	printf("\n    %zu cases, %zu of them rows ", list.count, rows);
	CU_ASSERT(rows >= 500);
}

static void ids_belong_to_their_suite(void)
{
	for (const struct suite *suite = suites; suite->name; suite++) {
		struct case_list own = {.count = 0};

		suite->add_cases(&own);
		for (size_t i = 0; i < own.count; i++) {
			const char *id = own.cases[i].id;

			CU_ASSERT(!strncmp(id, suite->name, strlen(suite->name)));
			CU_ASSERT(id[strlen(suite->name)] == '.');
		}
	}
}

static void ids_are_lower_case_words(void)
{
	collect();
	for (size_t i = 0; i < list.count; i++) {
		for (const char *c = list.cases[i].id; *c; c++)
			CU_ASSERT(islower((unsigned char)*c) || isdigit((unsigned char)*c) ||
				  strchr("._-", *c));
	}
}

static void ids_are_unique(void)
{
	collect();
	for (size_t i = 0; i < list.count; i++) {
		for (size_t k = i + 1; k < list.count; k++)
			CU_ASSERT(strcmp(list.cases[i].id, list.cases[k].id) != 0);
	}
}

static void every_case_says_what_it_is(void)
{
	collect();
	for (size_t i = 0; i < list.count; i++) {
		CU_ASSERT(list.cases[i].requirement != NULL);
		CU_ASSERT(list.cases[i].summary && *list.cases[i].summary);
	}
}

static size_t proofs_of(const struct requirement *requirement)
{
	size_t count = 0;

	for (size_t i = 0; i < list.count; i++)
		count += list.cases[i].requirement == requirement;
	return count;
}

static bool is_shown_or_says_why_not(const struct requirement *requirement)
{
	return !requirement->untested == (proofs_of(requirement) > 0) &&
	       (!requirement->untested || *requirement->untested);
}

static void every_requirement_has_a_case_or_says_why_not(void)
{
	collect();
	for (const struct suite *suite = suites; suite->name; suite++) {
		for (size_t i = 0; i < suite->requirement_count; i++) {
			const struct requirement *requirement = suite->requirements[i];
			bool shown = is_shown_or_says_why_not(requirement);

			if (!shown)
				printf("\n    %s has %zu cases, and %s", requirement->id,
				       proofs_of(requirement),
				       requirement->untested ? "says that it has none" : "does not say why");
			CU_ASSERT(shown);
		}
	}
}

static bool listed(const struct requirement *requirement)
{
	for (const struct suite *suite = suites; suite->name; suite++) {
		for (size_t i = 0; i < suite->requirement_count; i++) {
			if (suite->requirements[i] == requirement)
				return true;
		}
	}
	return false;
}

static void every_case_proves_a_listed_requirement(void)
{
	collect();
	for (size_t i = 0; i < list.count; i++)
		CU_ASSERT(listed(list.cases[i].requirement));
}

static bool same_frame(const struct row *one, const struct row *other)
{
	return one->topology == other->topology && one->delivery.from == other->delivery.from &&
	       one->delivery.to == other->delivery.to && one->tagging == other->tagging &&
	       one->carries == other->carries;
}

static void no_row_is_written_twice(void)
{
	collect();
	for (size_t i = 0; i < list.count; i++) {
		for (size_t k = i + 1; k < list.count; k++) {
			bool same = is_row(&list.cases[i]) && is_row(&list.cases[k]) &&
				    same_frame(list.cases[i].data, list.cases[k].data);

			if (same)
				printf("\n    %s is %s again", list.cases[k].id, list.cases[i].id);
			CU_ASSERT(!same);
		}
	}
}

static void no_row_needs_a_place_that_is_not_there(void)
{
	collect();
	for (size_t i = 0; i < list.count; i++) {
		const struct row *row = list.cases[i].data;

		if (!is_row(&list.cases[i]))
			continue;
		CU_ASSERT(has_sender(row->topology, row->delivery.from));
		CU_ASSERT(has_destination(row->topology, row->delivery.to));
		for (enum place place = 0; place < PLACES; place++) {
			unsigned parent;

			if (row->delivery.at & AT(place))
				CU_ASSERT(place_on(row->topology, place, &parent));
		}
	}
}

static bool has_rows(const struct topology *topology)
{
	for (size_t i = 0; i < list.count; i++) {
		if (is_row(&list.cases[i]) && ((const struct row *)list.cases[i].data)->topology == topology)
			return true;
	}
	return false;
}

static void every_topology_has_rows(void)
{
	collect();
	for (size_t i = 0; families[i]; i++) {
		for (unsigned wire = WIRE_PLAIN; wire <= WIRE_REFLECTS; wire++) {
			const struct topology *topology = &families[i][wire];

			if (!has_rows(topology))
				printf("\n    %s, wire %u, has no row", topology->name, wire);
			CU_ASSERT(has_rows(topology));
		}
	}
}

static size_t cells_of(const struct cells *cells)
{
	struct cell cell;
	size_t count = 0;

	for (cell.from = 0; cell.from < SENDERS; cell.from++) {
		for (cell.to = 0; cell.to < DESTINATIONS; cell.to++) {
			for (cell.carries = 0; cell.carries < CARRIED; cell.carries++)
				count += cells_have(cells, &cell);
		}
	}
	return count;
}

/* Few enough in a case that a case stays well below a second. */
static void the_cross_product_is_large_and_its_cases_are_small(void)
{
	size_t cells = 0, most = 0;

	collect();
	for (size_t i = 0; i < list.count; i++) {
		size_t count = list.cases[i].run == cells_run ? cells_of(list.cases[i].data) : 0;

		cells += count;
		most = count > most ? count : most;
	}
	printf("\n    %zu cells, at most %zu in a case ", cells, most);
	CU_ASSERT(cells >= 5000);
	CU_ASSERT(most <= 256);
}

static const struct selftest tests[] = {
	{"there are enough rows", there_are_enough},
	{"ids belong to their suite", ids_belong_to_their_suite},
	{"ids are lower-case words", ids_are_lower_case_words},
	{"ids are unique", ids_are_unique},
	{"every case says what it is", every_case_says_what_it_is},
	{"every requirement has a case, or says why not", every_requirement_has_a_case_or_says_why_not},
	{"every case proves a listed requirement", every_case_proves_a_listed_requirement},
	{"no row is written twice", no_row_is_written_twice},
	{"no row needs a place that is not there", no_row_needs_a_place_that_is_not_there},
	{"every topology has rows", every_topology_has_rows},
	{"the cross product is large and its cases are small",
	 the_cross_product_is_large_and_its_cases_are_small},
};

SELFTEST_MAIN("suites.rows", tests)
