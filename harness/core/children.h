/* children.h - processes that a case has started: all of them end before it does, however it ends itself.
 *
 * A child that only dies because its parent has is still dying when the runner looks for what the case has left behind.
 */
#ifndef MVC_CORE_CHILDREN_H
#define MVC_CORE_CHILDREN_H

#include <sys/types.h>

enum { CHILDREN_MAX = 64 };

/* Notes a child of the calling process. BROKEN if there are too many. */
void children_add(pid_t pid);

/* Kills it, waits until it is gone, and forgets it. */
void child_reap(pid_t pid);

/* The same for all of them: whoever ends a case's process calls it first. */
void children_end(void);

#endif
