/* merge.h - parts of a run into the whole. */
#ifndef MVC_REPORTS_MERGE_H
#define MVC_REPORTS_MERGE_H

#include "reports/saved.h"

/* Makes one run of several, which are empty after that: shards of one run, of which each must be there once, or runs of
 * different cases. All must be of one version of this program on one kernel. The results are in the order of the cases, as if one
 * run had made them. 0, or -1 with one line in error, and nothing has changed. */
int merge_runs(struct saved *parts, size_t count, struct saved *whole, char *error, size_t size);

#endif
