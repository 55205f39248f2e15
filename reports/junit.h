/* junit.h - a run as JUnit XML, valid for the schema of Jenkins' xUnit plugin. */
#ifndef MVC_REPORTS_JUNIT_H
#define MVC_REPORTS_JUNIT_H

#include "reports/result.h"

#include <stddef.h>

/* Writes the file: to a temporary name beside it, which is renamed when it is complete, so that an existing
 * report is never destroyed by a failed run. 0, or -1 with one line (what, where, what would be right) in
 * error. */
int junit_write(const struct run *run, const char *path, char *error, size_t size);

#endif
