/* expected.h - what this run expects of this kernel, and what that makes of a verdict. */
#ifndef MVC_RUN_EXPECTED_H
#define MVC_RUN_EXPECTED_H

#include "harness/run/catalogue.h"
#include "harness/run/expectations.h"
#include "harness/run/options.h"
#include "reports/result.h"

struct expected {
	struct expectations
		expectations; /* those of --expect, or the ones shipped; none with --no-expectations */
	struct kernel_version kernel;
	bool kernel_known; /* else nothing is expected of it */
};

/* Reads the expectations and asks for the kernel. 0, or -1 with one line in error. */
int expected_load(struct expected *expected, const struct options *options, char *error, size_t size);

/* FAIL becomes XFAIL and PASS becomes XPASS where a bug is expected; its texts are borrowed. Every other verdict
 * stays, and so does a FAIL with something in it that only the runner saw: a known bug excuses no oops. */
void expected_judge(const struct expected *expected, struct result *result);

/* Whether something in a result was found by the runner alone: the kernel's log, a process left behind. */
bool expected_runner_saw(const struct result *result);

/* The first expectation that names no case of this program; NULL if there is none. */
const struct expectation *expected_of_nothing(const struct expected *expected,
					      const struct catalogue *catalogue);

#endif
