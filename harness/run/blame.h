/* blame.h - whose fault it is what the kernel logs: that of the case whose process a report names, or else of
 * all that ran when it began.
 */
#ifndef MVC_RUN_BLAME_H
#define MVC_RUN_BLAME_H

#include "harness/run/kernel_log.h"
#include "harness/run/output.h"

#include <stdbool.h>

struct slot;

struct blame {
	struct kernel_log log;
	/* The report that is being read; no trouble if its first line is empty. */
	char first[1024];
	struct output block; /* all its lines */
	unsigned lines;
	struct slot **suspects; /* owned; those that ran when it began */
	size_t suspect_count;
	struct slot *culprit; /* the one it names */
	/* Reports that came when no case ran, a line each, owned. */
	char **unclaimed;
	size_t unclaimed_count;
};

struct blame blame_begin(const char *kernel_log);

/* Reads the log as far as it goes. */
void blame_read(struct blame *blame, struct slot *slots, size_t count);

/* To be called before this case gets its verdict, and with NULL when the run is over: a report that might be
 * its fault is delivered, complete or not. */
void blame_settle(struct blame *blame, const struct slot *ending);

#endif
