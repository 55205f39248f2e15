/* Every case of the suites that ask the kernel questions turns red when the kernel lies to it, or does to its frames what it
 * must not: on the running kernel, each trial in a process and namespaces of its own. A case is tried until something
 * turns it red; which treatment did is printed as a tally. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/selftest/lies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	AT_ONCE = 40, /* most of them wait most of the time, for what a lie hides */
	SHOWN = 400,  /* characters of what a case said */
};

static const char *const suites_to_try[] = {"link",  "change",    "filter", "source", "tap",
					    "flood", "lifecycle", "queue",  "offload"};

enum { SUITES_TO_TRY = sizeof suites_to_try / sizeof suites_to_try[0] };

/* Not for a machine that is to be used afterwards; nothing that a lie could be tried on. */
static const char dangerous[] = ".dangerous.";

/* How each case came out if left alone, in the order of the list; and what turned it red, treatment_count for nothing. */
static struct case_list cases;
static struct trial *alone;
static size_t *killer;

/* ---- trying ---- */

static void *array_of(size_t count, size_t size)
{
	void *array = calloc(count + 1, size);

	if (!array)
		abort();
	return array;
}

static void add_cases_of(const char *name)
{
	struct case_list all = {.count = 0};

	for (const struct suite *suite = suites; suite->name; suite++) {
		if (!strcmp(suite->name, name))
			suite->add_cases(&all);
	}
	for (size_t i = 0; i < all.count; i++) {
		if (trial_is_due(i) && !strstr(all.cases[i].id, dangerous))
			case_add(&cases, &all.cases[i]);
	}
}

static void try_alone(void)
{
	alone = array_of(cases.count, sizeof *alone);
	for (size_t i = 0; i < cases.count; i++)
		alone[i] = (struct trial){.index = i, .patience = 5 * NS_PER_S};
	trials_run(&cases, alone, cases.count, AT_ONCE);
}

/* The others need no proof: a case that is red already can be, and one that is skipped decides nothing. */
static bool is_to_be_killed(size_t i)
{
	return alone[i].outcome == PASSED && killer[i] == treatment_count;
}

static void try_treatment(size_t which)
{
	const struct treatment *treatment = &treatments[which];
	struct trial *trials = array_of(cases.count, sizeof *trials);
	size_t count = 0;

	for (size_t i = 0; i < cases.count; i++) {
		if (is_to_be_killed(i))
			trials[count++] = (struct trial){.index = i,
							 .lie = treatment->lie,
							 .sabotage = treatment->sabotage,
							 .patience = treatment->patience};
	}
	trials_run(&cases, trials, count, AT_ONCE);
	for (size_t i = 0; i < count; i++) {
		if (trials[i].outcome == FAILED)
			killer[trials[i].index] = which;
		free(trials[i].text);
	}
	free(trials);
}

static void try_all(const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_cases_of(names[i]);
	recorder_register(&cases);
	try_alone();
	killer = array_of(cases.count, sizeof *killer);
	for (size_t i = 0; i < cases.count; i++)
		killer[i] = treatment_count;
	for (size_t i = 0; i < treatment_count; i++)
		try_treatment(i);
}

/* ---- showing ---- */

static size_t kills_of(size_t treatment)
{
	size_t kills = 0;

	for (size_t i = 0; i < cases.count; i++)
		kills += alone[i].outcome == PASSED && killer[i] == treatment;
	return kills;
}

static const char *name_of(const struct treatment *treatment, char *text, size_t size)
{
	return treatment->name ? treatment->name : sabotage_to_text(treatment->sabotage, text, size);
}

static void print_tally(void)
{
	char text[40];

	printf("%-28s %6s   of %zu cases; each is spared what comes after what turned it red\n", "treatment",
	       "red", cases.count);
	for (size_t i = 0; i < treatment_count; i++)
		printf("%-28s %6zu\n", name_of(&treatments[i], text, sizeof text), kills_of(i));
}

static void print_unproven(enum outcome outcome, const char *title)
{
	for (size_t i = 0; i < cases.count; i++) {
		if (alone[i].outcome == outcome)
			printf("%s: %s: %.*s\n", title, cases.cases[i].id, SHOWN, alone[i].text);
	}
}

/* ---- judging ---- */

static void there_are_cases(void)
{
	CU_ASSERT_TRUE(cases.count > 0);
}

static void every_case_can_be_decided_if_left_alone(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		bool decided = alone[i].outcome != BROKE && alone[i].outcome != CAME_TO_NOTHING;

		CU_ASSERT_TRUE(decided);
		if (!decided)
			printf("\n  %s is %s: %.*s\n", cases.cases[i].id, outcome_name(alone[i].outcome),
			       SHOWN, alone[i].text);
	}
}

static void no_case_survives(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		CU_ASSERT_FALSE(is_to_be_killed(i));
		if (is_to_be_killed(i))
			printf("\n  %s survives all treatments\n", cases.cases[i].id);
	}
}

static const struct selftest tests[] = {
	{"there are cases", there_are_cases},
	{"every case can be decided if left alone", every_case_can_be_decided_if_left_alone},
	{"no case survives all treatments", no_case_survives},
};

/* With arguments, those suites only. */
int main(int argc, char **argv)
{
	if (argc > 1)
		try_all((const char *const *)argv + 1, (size_t)argc - 1);
	else
		try_all(suites_to_try, SUITES_TO_TRY);
	print_tally();
	print_unproven(FAILED, "red already");
	print_unproven(SKIPPED, "not for this kernel");
	return selftest_main("kernel_lies", tests, sizeof tests / sizeof tests[0]);
}
