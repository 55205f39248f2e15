/* junit.h - a run as JUnit XML. There is no one schema that all readers agree on: what one wants, another forbids. */
#ifndef MVC_REPORTS_JUNIT_H
#define MVC_REPORTS_JUNIT_H

#include "reports/result.h"

#include <stddef.h>
#include <stdio.h>

enum junit_flavor {
	JUNIT_JENKINS, /* valid for Jenkins' xUnit plugin; read by most others too */
	JUNIT_ANT, /* valid for the schema of Ant's JUnit task: what a case wrote stands with its suite's */
	JUNIT_GITLAB, /* the first, and the file that a failure was found in */
};

/* Writes the file: to a temporary name beside it, which is renamed when it is complete, so that an existing
 * report is never destroyed by a failed run. 0, or -1 with one line (what, where, what would be right) in
 * error. */
int junit_write(const struct run *run, enum junit_flavor flavor, const char *path, char *error, size_t size);

/* The same onto a stream, whose errors stay with it. 0, or -1 if memory did not suffice. */
int junit_print(const struct run *run, enum junit_flavor flavor, FILE *out);

#endif
