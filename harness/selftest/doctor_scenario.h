/* doctor_scenario.h - a set-up, and what the doctor must find in it: rows of tests. */
#ifndef MVC_SELFTEST_DOCTOR_SCENARIO_H
#define MVC_SELFTEST_DOCTOR_SCENARIO_H

#include "harness/selftest/doctor_trial.h"

struct scenario {
	void (*build)(void);
	const char *parent; /* NULL: the doctor chooses */
	const char *id, *severity, *subject;
	const char *words;   /* in the sentence */
	const char *besides; /* another finding that must come with it; NULL for none */
};

/* Has the doctor examine it, and wants this finding, and nothing else. Where the kernel cannot make it, it says so on standard output. */
void scenario_try(const struct scenario *scenario);

/* Nothing that stops or limits guests but what the scenario says, and what every machine may have. */
void scenario_expect_nothing_else(const struct examined *examined, const struct scenario *scenario);

#endif
