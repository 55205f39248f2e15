/* The rows of the suite link notice more than that a request was taken or refused: the reason of a refusal, the kernel's
 * words, each number that is read back. Every row is lied to in the one thing that it is about. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/link/link.h"
#include "suites/link/tables.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	AT_ONCE = 16,
	TRIALS_MAX = 1024,
};

static struct case_list cases;
static struct trial trials[TRIALS_MAX];
static size_t trial_count;

/* ---- the lies ---- */

static void refuse_otherwise(struct answer *answer)
{
	if (answer->error)
		answer->error = ENOTTY;
}

static void say_nothing(struct answer *answer)
{
	answer->text[0] = '\0';
}

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static const struct lie another_reason = {.answer = refuse_otherwise};
static const struct lie no_words = {.answer = say_nothing};
static const struct lie wrong_numbers = {.number = one_more};

/* ---- what each row must notice ---- */

static void add_trial(size_t index, const struct lie *told_to_it)
{
	if (trial_count == TRIALS_MAX)
		abort();
	trials[trial_count++] = (struct trial){.index = index, .lie = told_to_it, .patience = 5 * NS_PER_S};
}

static bool begins_with(const char *id, const char *beginning)
{
	return !strncmp(id, beginning, strlen(beginning));
}

static const struct refusal *refusal_of(const struct testcase *testcase)
{
	return begins_with(testcase->id, "link.refused.") ? testcase->data : NULL;
}

static bool is_in(const struct testcase *table, const char *id)
{
	while (table->id && strcmp(table->id, id) != 0)
		table++;
	return table->id;
}

static void plan_for(size_t index)
{
	const struct testcase *testcase = &cases.cases[index];
	const struct refusal *refusal = refusal_of(testcase);

	if (refusal || strstr(testcase->id, "_refuses_"))
		add_trial(index, &another_reason);
	if (refusal && refusal->text)
		add_trial(index, &no_words);
	if (begins_with(testcase->id, "link.made.") && !is_in(made_cases, testcase->id))
		add_trial(index, &wrong_numbers);
}

/* ---- judging ---- */

static void all_notice(const struct lie *told_to_them)
{
	size_t count = 0;

	for (size_t i = 0; i < trial_count; i++) {
		const struct trial *trial = &trials[i];

		/* what the kernel lacks is not asked for; that it does is seen by whoever runs the suite */
		if (trial->lie != told_to_them || trial->outcome == SKIPPED)
			continue;
		count++;
		CU_ASSERT_EQUAL(trial->outcome, FAILED);
		if (trial->outcome != FAILED)
			printf("\n  %s: %s: %s\n", cases.cases[trial->index].id, outcome_name(trial->outcome),
			       trial->text);
	}
	CU_ASSERT_TRUE(count > 0);
}

static void refusals_notice_another_reason(void)
{
	all_notice(&another_reason);
}

static void refusals_notice_missing_words(void)
{
	all_notice(&no_words);
}

static void readings_notice_wrong_numbers(void)
{
	all_notice(&wrong_numbers);
}

static const struct selftest tests[] = {
	{"refusals notice another reason", refusals_notice_another_reason},
	{"refusals notice missing words", refusals_notice_missing_words},
	{"readings notice wrong numbers", readings_notice_wrong_numbers},
};

int main(void)
{
	link_add_cases(&cases);
	recorder_register(&cases);
	for (size_t i = 0; i < cases.count; i++)
		plan_for(i);
	trials_run(&cases, trials, trial_count, AT_ONCE);
	return selftest_main("kernel_link", tests, sizeof tests / sizeof tests[0]);
}
