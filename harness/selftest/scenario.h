/* scenario.h - what must come of a case on a testbed in a certain state: a table of them is a test program.
 */
#ifndef MVC_SELFTEST_SCENARIO_H
#define MVC_SELFTEST_SCENARIO_H

#include "harness/selftest/trial.h"

struct scenario {
	const char *name;
	void (*run)(const void *data); /* the case */
	const void *data;
	enum outcome outcome;
	const char *says;  /* in each of its findings, or in its reason; NULL: nothing particular */
	unsigned findings; /* exactly so many a run, if FAILED; 0 counts as 1 */
	unsigned times;    /* it is run, each in a process and a testbed of its own; 0 counts as 1 */
};

/* Runs them and judges, one CUnit test each; returns main()'s exit code. */
int scenarios_main(const char *program, const struct scenario *scenarios, size_t count);

#define SCENARIOS_MAIN(program, scenarios)                                                                   \
	int main(void)                                                                                       \
	{                                                                                                    \
		return scenarios_main(program, scenarios, sizeof(scenarios) / sizeof(scenarios)[0]);         \
	}

#endif
