/* ktap.h - a run in the Test Anything Protocol, as kernel test systems read it (Documentation/dev-tools/ktap.rst, and the
 * parsers of NIPA, of Linaro's test definitions, of openQA and of prove): flat, with a plan in front.
 */
#ifndef MVC_REPORTS_KTAP_H
#define MVC_REPORTS_KTAP_H

#include "reports/result.h"

#include <stdio.h>

/* Errors stay with the stream. */
void ktap_print(FILE *out, const struct run *run);

/* The same into a file that is complete or not there. 0, or -1 with one line (what, where, what would be right) in error. */
int ktap_write(const struct run *run, const char *path, char *error, size_t size);

#endif
