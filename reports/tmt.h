/* tmt.h - a run as the results that a test of tmt brings itself (`result: custom`), in JSON, which it reads as well as YAML. */
#ifndef MVC_REPORTS_TMT_H
#define MVC_REPORTS_TMT_H

#include "reports/result.h"

#include <stdio.h>

/* Errors stay with the stream. 0, or -1 if memory did not suffice. */
int tmt_print(const struct run *run, FILE *out);

/* The same into a file that is complete or not there. 0, or -1 with one line (what, where, what would be right) in error. */
int tmt_write(const struct run *run, const char *path, char *error, size_t size);

#endif
