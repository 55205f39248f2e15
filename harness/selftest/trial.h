/* trial.h - runs cases as the runner does, each in a process of its own, and keeps how each came out; with a
 * saboteur in the testbed if asked, or a kernel that lies about it.
 *
 * To be called before selftest_main(): the recorder needs CUnit's registry for itself.
 */
#ifndef MVC_SELFTEST_TRIAL_H
#define MVC_SELFTEST_TRIAL_H

#include "harness/case/case.h"
#include "harness/core/clock.h"
#include "harness/net/lie.h"
#include "harness/selftest/saboteur.h"

enum outcome {
	CAME_TO_NOTHING, /* died, hung, or reported damage */
	PASSED,
	FAILED,
	SKIPPED,
	BROKE,
};

struct trial {
	size_t index;                    /* of the case in the list */
	const struct sabotage *sabotage; /* NULL for none */
	const struct lie *lie;           /* told once the testbed stands; NULL for none */
	bool draws_groups;               /* the testbed's (groups.h), before anything is spoilt */
	nanoseconds patience;            /* for what must arrive, once the testbed stands */

	enum outcome outcome;
	unsigned findings;
	char *text; /* all findings, a line each, or the reason; owned, never NULL once run */
};

/* Runs them all, so many at once. The list must be registered with the recorder. */
void trials_run(const struct case_list *list, struct trial *trials, size_t count, unsigned at_once);

/* Runs them one after the other in one process, as the runner does with cases that share a testbed, be they red or not: for testbeds
 * that take long to stand, and whose cases leave them as they found them in any case. What is done to the first is done to
 * all. A trial that breaks or hangs takes those behind it along. */
void trials_run_in_a_row(const struct case_list *list, struct trial *trials, size_t count);

/* Whether this case is to be tried: all are, or one in TRY_ONE_IN if the environment has that number. Sanitizers watch how a
 * case goes wrong, which is much the same for its neighbours; that every case can is shown without them. */
bool trial_is_due(size_t index);

/* "PASS", "FAIL"...; static storage. */
const char *outcome_name(enum outcome outcome);

#endif
