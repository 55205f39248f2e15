/* summary.h - the end of a run in words. */
#ifndef MVC_REPORTS_SUMMARY_H
#define MVC_REPORTS_SUMMARY_H

#include "reports/result.h"

#include <stdio.h>

/* What a verdict is called when results are counted: "passed", "timed out". */
const char *verdict_counted(enum verdict verdict);

/* Counts a verdict, skips grouped by reason, and the closing line: "410 passed, 1 failed, 1 skipped". */
void summary_write(FILE *out, const struct run *run);

#endif
