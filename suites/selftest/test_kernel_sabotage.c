/* Every case of the isolation suite turns red when its testbed is sabotaged, and says rightly what is wrong: on the
 * running kernel, each trial in a process and namespaces of its own. Which sabotage kills which case is written to
 * sabotage-matrix.txt in the current folder. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/selftest/sabotage_plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MATRIX "sabotage-matrix.txt"

enum {
	AT_ONCE = 16,
	SHOWN = 400, /* characters of what a case said instead of what it should have said */
};

/* Where something will be missing, waiting for it is wasted; where not, a busy machine is to be borne with. */
static const nanoseconds short_patience = 100 * NS_PER_MS, long_patience = 5 * NS_PER_S;

/* A case and all that is done to it. The first trial is the case left alone. */
struct subject {
	const struct testcase *testcase;
	struct attempts attempts;
	struct trial *trials; /* one more than there are attempts */
};

static struct case_list cases;
static struct subject *subjects;

static bool is_row(const struct subject *subject)
{
	return subject->testcase->run == row_run;
}

/* ---- trying ---- */

static void add_isolation_cases(void)
{
	struct case_list all = {.count = 0};

	for (const struct suite *suite = suites; suite->name; suite++) {
		if (!strcmp(suite->name, "isolation"))
			suite->add_cases(&all);
	}
	for (size_t i = 0; i < all.count; i++) {
		if (trial_is_due(i))
			case_add(&cases, &all.cases[i]);
	}
}

static size_t plan_all(void)
{
	size_t trials = 0;

	subjects = calloc(cases.count, sizeof *subjects);
	if (!subjects)
		abort();
	for (size_t i = 0; i < cases.count; i++) {
		struct subject *subject = &subjects[i];

		subject->testcase = &cases.cases[i];
		subject->attempts =
			is_row(subject) ? plan_for_row(subject->testcase->data, (unsigned)i) : plan_for_any();
		trials += 1 + subject->attempts.count;
	}
	return trials;
}

static struct trial trial_of(size_t index, const struct sabotage *sabotage)
{
	bool all_arrives =
		!sabotage || sabotage->deed == DOUBLE || sabotage->deed == ALTER || sabotage->deed == LEAK;

	return (struct trial){.index = index,
			      .sabotage = sabotage,
			      .draws_groups = true,
			      .patience = all_arrives ? long_patience : short_patience};
}

static void try_all(void)
{
	size_t count = plan_all();
	struct trial *trials = calloc(count, sizeof *trials), *next = trials;

	if (!trials)
		abort();
	for (size_t i = 0; i < cases.count; i++) {
		subjects[i].trials = next;
		*next++ = trial_of(i, NULL);
		for (size_t a = 0; a < subjects[i].attempts.count; a++)
			*next++ = trial_of(i, &subjects[i].attempts.attempt[a].sabotage);
	}
	recorder_register(&cases);
	trials_run(&cases, trials, count, AT_ONCE);
}

/* ---- showing ---- */

static bool is_killed(const struct trial *trial, const struct attempt *attempt)
{
	return trial->outcome == FAILED && strstr(trial->text, attempt->says);
}

static void write_line(FILE *file, const struct subject *subject)
{
	char text[40];

	fprintf(file, "%s:", subject->testcase->id);
	for (size_t a = 0; a < subject->attempts.count; a++) {
		const struct attempt *attempt = &subject->attempts.attempt[a];
		const struct trial *trial = &subject->trials[a + 1];

		if (trial->outcome == SKIPPED)
			continue;
		sabotage_to_text(&attempt->sabotage, text, sizeof text);
		if (is_killed(trial, attempt))
			fprintf(file, " %s", text);
		else
			fprintf(file, " (%s: %s)", text, outcome_name(trial->outcome));
	}
	fprintf(file, "\n");
}

static void write_matrix(void)
{
	FILE *file = fopen(MATRIX, "w");

	if (!file) {
		perror(MATRIX);
		exit(1);
	}
	fprintf(file,
		"# Each case of the isolation suite, and the sabotages that turned it red. In parentheses\n"
		"# those that did not, or not with the right words, and how it came out.\n");
	for (size_t i = 0; i < cases.count; i++)
		write_line(file, &subjects[i]);
	fclose(file);
}

struct tally {
	char name[40];
	unsigned tried, killed;
};

static struct tally *tally_of(struct tally *tallies, const struct sabotage *sabotage)
{
	char name[sizeof tallies->name];

	sabotage_to_text(sabotage, name, sizeof name);
	while (tallies->name[0] && strcmp(tallies->name, name))
		tallies++;
	memcpy(tallies->name, name, sizeof name);
	return tallies;
}

static void print_tallies(void)
{
	struct tally tallies[DEEDS * PLACES + 1] = {{.tried = 0}};

	for (size_t i = 0; i < cases.count; i++) {
		for (size_t a = 0; a < subjects[i].attempts.count; a++) {
			const struct attempt *attempt = &subjects[i].attempts.attempt[a];
			const struct trial *trial = &subjects[i].trials[a + 1];
			struct tally *tally = tally_of(tallies, &attempt->sabotage);

			tally->tried += trial->outcome != SKIPPED;
			tally->killed += is_killed(trial, attempt);
		}
	}
	printf("%-24s %6s %6s\n", "sabotage", "tried", "red");
	for (struct tally *tally = tallies; tally->name[0]; tally++)
		printf("%-24s %6u %6u\n", tally->name, tally->tried, tally->killed);
	printf("which of them turn which case red: " MATRIX "\n");
}

static void show_survivor(const struct subject *subject, const struct trial *trial, const char *due)
{
	char text[40] = "nothing";

	if (trial->sabotage)
		sabotage_to_text(trial->sabotage, text, sizeof text);
	printf("\n  %s, %s: %s, where it must say \"%s\"; it says: %.*s\n", subject->testcase->id, text,
	       outcome_name(trial->outcome), due, SHOWN, trial->text);
}

/* ---- judging ---- */

static void every_case_is_green_if_left_alone(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		bool green = subjects[i].trials[0].outcome == PASSED;

		CU_ASSERT_TRUE(green);
		if (!green)
			show_survivor(&subjects[i], &subjects[i].trials[0], "nothing");
	}
}

/* All rows, and what of this kind was done to them. */
static void rows_notice(enum deed deed)
{
	unsigned tried = 0;

	for (size_t i = 0; i < cases.count; i++) {
		for (size_t a = 0; is_row(&subjects[i]) && a < subjects[i].attempts.count; a++) {
			const struct attempt *attempt = &subjects[i].attempts.attempt[a];
			const struct trial *trial = &subjects[i].trials[a + 1];

			if (attempt->sabotage.deed != deed)
				continue;
			tried++;
			CU_ASSERT_TRUE(is_killed(trial, attempt));
			if (!is_killed(trial, attempt))
				show_survivor(&subjects[i], trial, attempt->says);
		}
	}
	CU_ASSERT_TRUE(tried > 0);
}

static void every_row_notices_a_loss_at_each_of_its_places(void)
{
	rows_notice(LOSE);
}

static void every_row_notices_a_double(void)
{
	rows_notice(DOUBLE);
}

static void every_row_notices_an_alteration(void)
{
	rows_notice(ALTER);
}

static void every_row_notices_a_leak(void)
{
	rows_notice(LEAK);
}

static unsigned kills_of(const struct subject *subject)
{
	unsigned kills = 0;

	for (size_t a = 0; a < subject->attempts.count; a++)
		kills += is_killed(&subject->trials[a + 1], &subject->attempts.attempt[a]);
	return kills;
}

static void no_case_survives(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		CU_ASSERT_TRUE(kills_of(&subjects[i]) > 0);
		if (!kills_of(&subjects[i]))
			printf("\n  %s survives all sabotages\n", subjects[i].testcase->id);
	}
}

/* Not every row, but no mode can be taken for another by all rows. */
static void some_rows_notice(const struct sabotage *sabotage)
{
	unsigned kills = 0;

	for (size_t i = 0; i < cases.count; i++) {
		for (size_t a = 0; is_row(&subjects[i]) && a < subjects[i].attempts.count; a++) {
			const struct attempt *attempt = &subjects[i].attempts.attempt[a];

			if (attempt->sabotage.deed == sabotage->deed &&
			    attempt->sabotage.mode == sabotage->mode)
				kills += is_killed(&subjects[i].trials[a + 1], attempt);
		}
	}
	CU_ASSERT_TRUE(kills > 0);
}

static void wrong_modes_are_noticed(void)
{
	static const enum mode modes[] = {MODE_PRIVATE, MODE_VEPA, MODE_BRIDGE, MODE_SOURCE};

	for (unsigned i = 0; i < sizeof modes / sizeof modes[0]; i++)
		some_rows_notice(&(struct sabotage){.deed = CHANGE_MODE, .mode = modes[i]});
	some_rows_notice(&(struct sabotage){.deed = FORGET_SOURCES});
}

static const struct selftest tests[] = {
	{"every case is green if left alone", every_case_is_green_if_left_alone},
	{"no case survives all sabotages", no_case_survives},
	{"every row notices a loss at each of its places", every_row_notices_a_loss_at_each_of_its_places},
	{"every row notices a double", every_row_notices_a_double},
	{"every row notices an alteration", every_row_notices_an_alteration},
	{"every row notices a leak", every_row_notices_a_leak},
	{"wrong modes and forgotten sources are noticed", wrong_modes_are_noticed},
};

int main(void)
{
	add_isolation_cases();
	try_all();
	write_matrix();
	print_tallies();
	return selftest_main("kernel_sabotage", tests, sizeof tests / sizeof tests[0]);
}
