/* The cases that are made of a user's files: they are all green if left alone, and each notices when what it speaks of goes
 * wrong. */
#include "harness/case/recorder.h"
#include "harness/domain/guests.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/domain/domain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 8, MOST_CASES = 400 };

/* Every mode, filters trusted and not, siblings of one mode and of others, five on one parent. */
static const char file[] =
	"<domain type='kvm'><devices>"
	"<interface type='direct' trustGuestRxFilters='yes'><source dev='p0' mode='bridge'/>"
	"<mac address='52:54:00:00:00:01'/></interface>"
	"<interface type='direct'><source dev='p0' mode='bridge'/></interface>"
	"<interface type='direct'><source dev='p0' mode='vepa'/></interface>"
	"<interface type='direct'><source dev='p0' mode='private'/></interface>"
	"<interface type='direct' trustGuestRxFilters='yes'><source dev='p0' mode='vepa'/></interface>"
	"<interface type='direct'><source dev='p1' mode='passthrough'/></interface>"
	"<interface type='direct' trustGuestRxFilters='yes'><source dev='p2' mode='passthrough'/></interface>"
	"</devices></domain>";

static struct document document;
static struct wanted_guests guests;
static struct case_list cases;
static struct trial alone[MOST_CASES];
static bool killed[MOST_CASES];

/* ---- trying ---- */

static void collect(void)
{
	char error[256];

	if (document_parse(&document, "d.xml", file, strlen(file), error, sizeof error))
		abort();
	guests = guests_of(&document, 1);
	wanted_guests = &guests;
	domain_add_cases(&cases);
	if (cases.count > MOST_CASES)
		abort();
}

/* Who has noticed something need not notice more. */
static void try_sabotage(const struct sabotage *sabotage)
{
	struct trial *trials = calloc(cases.count, sizeof *trials);
	size_t count = 0;

	if (!trials)
		abort();
	for (size_t i = 0; i < cases.count; i++) {
		if (!killed[i] && trial_is_due(i))
			trials[count++] = (struct trial){.index = i,
							 .sabotage = sabotage,
							 .draws_groups = true,
							 .patience = 5 * NS_PER_S};
	}
	trials_run(&cases, trials, count, AT_ONCE);
	for (size_t i = 0; i < count; i++) {
		killed[trials[i].index] = trials[i].outcome == FAILED;
		free(trials[i].text);
	}
	free(trials);
}

static void try_all(void)
{
	static const enum place places_of_arrival[] = {GUEST_A, GUEST_B, GUEST_C, GUEST_D, WIRE, HOST};

	for (size_t i = 0; i < cases.count; i++)
		alone[i] = (struct trial){.index = i, .draws_groups = true, .patience = 5 * NS_PER_S};
	trials_run(&cases, alone, cases.count, AT_ONCE);
	for (size_t i = 0; i < sizeof places_of_arrival / sizeof places_of_arrival[0]; i++)
		try_sabotage(&(struct sabotage){.deed = ALTER, .place = places_of_arrival[i]});
}

/* ---- what nobody must get ---- */

static const struct {
	const char *id; /* whose sentence is that somebody does not get it */
	struct sabotage leak;
} leaks[] = {
	{"domain.net0.from_host", {.deed = LEAK, .from = HOST, .place = GUEST_A}},
	{"domain.net0.to_host", {.deed = LEAK, .from = GUEST_A, .place = HOST}},
	{"domain.net1.joined_group", {.deed = LEAK, .from = WIRE, .place = GUEST_A}},
	{"domain.net1.changed_address", {.deed = LEAK, .from = WIRE, .place = GUEST_A}},
	{"domain.net1.another_address", {.deed = LEAK, .from = WIRE, .place = GUEST_A}},
	{"domain.net3.to_net0", {.deed = LEAK, .from = GUEST_A, .place = GUEST_B}},
	{"domain.net0.broadcast", {.deed = DOUBLE, .place = GUEST_B}},
	{"domain.net0.broadcast_from_wire", {.deed = DOUBLE, .place = GUEST_A}},
	{"domain.net2.reflected.to_net4", {.deed = LEAK, .from = GUEST_A, .place = GUEST_B}},
};

enum { LEAKS = sizeof leaks / sizeof leaks[0] };

static struct trial leaked[LEAKS];

static void try_leaks(void)
{
	for (size_t i = 0; i < LEAKS; i++) {
		size_t index = 0;

		while (index < cases.count && strcmp(cases.cases[index].id, leaks[i].id) != 0)
			index++;
		if (index == cases.count) {
			fprintf(stderr, "there is no case %s\n", leaks[i].id);
			abort();
		}
		leaked[i] = (struct trial){.index = index,
					   .sabotage = &leaks[i].leak,
					   .draws_groups = true,
					   .patience = 5 * NS_PER_S};
	}
	trials_run(&cases, leaked, LEAKS, AT_ONCE);
}

/* ---- judging ---- */

static void every_case_is_green_if_left_alone(void)
{
	CU_ASSERT(cases.count > 100);
	for (size_t i = 0; i < cases.count; i++) {
		CU_ASSERT_EQUAL(alone[i].outcome, PASSED);
		if (alone[i].outcome != PASSED)
			fprintf(stderr, "%s: %s: %s\n", cases.cases[i].id, outcome_name(alone[i].outcome),
				alone[i].text);
	}
}

static void every_case_notices_what_is_altered(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		CU_ASSERT(killed[i] || !trial_is_due(i));
		if (!killed[i] && trial_is_due(i))
			fprintf(stderr, "%s notices nothing\n", cases.cases[i].id);
	}
}

static void notice_what_nobody_must_get(void)
{
	for (size_t i = 0; i < LEAKS; i++) {
		CU_ASSERT_EQUAL(leaked[i].outcome, FAILED);
		if (leaked[i].outcome != FAILED)
			fprintf(stderr, "%s: %s: %s\n", leaks[i].id, outcome_name(leaked[i].outcome),
				leaked[i].text);
	}
}

/* However many there are on a parent, each meets each other one. */
static void every_pair_meets(void)
{
	for (size_t one = 0; one < 5; one++) {
		for (size_t other = 0; other < 5; other++) {
			char id[64];
			size_t found = 0;

			snprintf(id, sizeof id, "domain.net%zu.to_net%zu", one, other);
			for (size_t i = 0; i < cases.count; i++)
				found += !strcmp(cases.cases[i].id, id);
			CU_ASSERT_EQUAL(found, one != other);
		}
	}
}

static void without_files_there_are_no_cases(void)
{
	struct case_list none = {.count = 0};

	wanted_guests = NULL;
	domain_add_cases(&none);
	CU_ASSERT_EQUAL(none.count, 0);
}

static const struct selftest tests[] = {
	{"every case is green if left alone", every_case_is_green_if_left_alone},
	{"every case notices what is altered", every_case_notices_what_is_altered},
	{"notice what nobody must get", notice_what_nobody_must_get},
	{"every pair meets", every_pair_meets},
	{"without files there are no cases", without_files_there_are_no_cases},
};

int main(void)
{
	collect();
	recorder_register(&cases);
	try_all();
	try_leaks();
	return selftest_main("kernel_domain", tests, sizeof tests / sizeof tests[0]);
}
