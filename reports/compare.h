/* compare.h - two runs side by side: what has become better, worse, or is not there any more. */
#ifndef MVC_REPORTS_COMPARE_H
#define MVC_REPORTS_COMPARE_H

#include "reports/result.h"

#include <stdio.h>

/* What has become of a case. */
enum change {
	CHANGE_NEW_FAILURE, /* in trouble, and was not */
	CHANGE_STILL_FAILS,
	CHANGE_FLAKE,   /* in trouble, and passed when it was run again */
	CHANGE_XPASS,   /* passed, and was not expected to: new */
	CHANGE_XFAIL,   /* fails as is known; did not fail */
	CHANGE_MENDED,  /* passed, and did not */
	CHANGE_SKIPPED, /* is skipped, and was not */
	CHANGE_RUNS,    /* passed, and was skipped */
	CHANGE_MISSING, /* has no result any more */
	CHANGE_ADDED,   /* had none, and is in no trouble */
	CHANGE_NONE,
	CHANGES,
};

struct comparison {
	size_t count[CHANGES]; /* cases */
};

/* Writes what differs, a line a case, grouped; of repeats the worst counts. Errors stay with the stream. 0, or -1 without
 * memory. */
int compare_print(FILE *out, const struct run *old, const struct run *new, struct comparison *comparison);

#endif
