#include "harness/selftest/scenario.h"

#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	AT_ONCE = 4,
	SHOWN = 1000, /* characters of a text that is not as it must be */
};

static const nanoseconds patience_of_scenarios = 300 * NS_PER_MS;

static const struct scenario *judged; /* the one whose turn it is */
static const struct trial *came_out;  /* its first trial */

static unsigned at_least_1(unsigned value)
{
	return value ? value : 1;
}

/* ---- running ---- */

static struct case_list cases_of(const struct scenario *scenarios, size_t count)
{
	static const struct requirement none = {"SELFTEST", "The project's own.", "", "", NULL};
	struct case_list list = {.count = 0};
	char id[32];

	for (size_t i = 0; i < count; i++) {
		snprintf(id, sizeof id, "selftest.%zu", i);
		case_add(&list, &(struct testcase){.id = id,
						   .requirement = &none,
						   .run = scenarios[i].run,
						   .data = scenarios[i].data,
						   .summary = scenarios[i].name});
	}
	return list;
}

static struct trial *run_all(const struct scenario *scenarios, size_t count)
{
	struct case_list list = cases_of(scenarios, count);
	size_t trial_count = 0, next = 0;
	struct trial *trials;

	for (size_t i = 0; i < count; i++)
		trial_count += at_least_1(scenarios[i].times);
	trials = calloc(trial_count, sizeof *trials);
	if (!trials)
		abort();
	for (size_t i = 0; i < count; i++) {
		for (unsigned time = 0; time < at_least_1(scenarios[i].times); time++)
			trials[next++] = (struct trial){.index = i, .patience = patience_of_scenarios};
	}
	recorder_register(&list);
	trials_run(&list, trials, trial_count, AT_ONCE);
	return trials;
}

/* ---- judging ---- */

static unsigned lines_that_say(const char *text, const char *says)
{
	unsigned count = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");
		const char *found = strstr(text, says);

		count += found && found + strlen(says) <= text + length;
		text += length + (text[length] == '\n');
	}
	return count;
}

static bool is_as_it_must_be(const struct trial *trial)
{
	unsigned lines = judged->outcome == FAILED ? at_least_1(judged->findings) : 1;

	if (trial->outcome != judged->outcome)
		return false;
	if (judged->outcome == FAILED && trial->findings != lines)
		return false;
	return !judged->says || lines_that_say(trial->text, judged->says) == lines;
}

static void judge_next(void)
{
	for (unsigned time = 0; time < at_least_1(judged->times); time++, came_out++) {
		bool right = is_as_it_must_be(came_out);

		CU_ASSERT_TRUE(right);
		if (!right)
			printf("\n  %s, run %u: %s where %s was due, %u findings:\n%.*s\n", judged->name,
			       time, outcome_name(came_out->outcome), outcome_name(judged->outcome),
			       came_out->findings, SHOWN, came_out->text);
	}
	judged++;
}

int scenarios_main(const char *program, const struct scenario *scenarios, size_t count)
{
	struct selftest *tests = calloc(count, sizeof *tests);
	struct trial *trials = run_all(scenarios, count);

	if (!tests)
		abort();
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct selftest){scenarios[i].name, judge_next};
	judged = scenarios;
	came_out = trials;
	return selftest_main(program, tests, count);
}
