/* keep.h - --keep: a case that failed leaves its topology up, in a process of its own that only waits. */
#ifndef MVC_RUN_KEEP_H
#define MVC_RUN_KEEP_H

#include "harness/run/outcome.h"

#include <sys/types.h>

/* In the case's process (recorder_keep): lets go of the runner, says so, and waits to be killed. Never
 * returns. */
void keep_process(int report);

/* The command that enters this namespace of the kept process; the caller frees it. */
char *keep_command(pid_t pid, const struct known_namespace *known);

#endif
