/* environment.h - where and how a run took place, as properties of its report. */
#ifndef MVC_RUN_ENVIRONMENT_H
#define MVC_RUN_ENVIRONMENT_H

#include "harness/run/options.h"
#include "reports/result.h"

#include <sys/utsname.h>

struct environment {
	struct utsname machine;
	unsigned long taint_before, taint_after; /* /proc/sys/kernel/tainted */
	long cpus;
	char *command;               /* owned; the command line */
	struct property *properties; /* owned; made by environment_after() */
	size_t property_count;
};

/* Before the run. */
struct environment environment_before(int argc, char **argv);

/* After it: makes the properties. */
void environment_after(struct environment *environment, const struct options *options, size_t jobs);

void environment_free(struct environment *environment);

#endif
