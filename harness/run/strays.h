/* strays.h - processes that cases leave behind: their parents gone, they have become children of the runner,
 * which is a subreaper.
 */
#ifndef MVC_RUN_STRAYS_H
#define MVC_RUN_STRAYS_H

#include "harness/run/outcome.h"

#include <sys/types.h>

/* Whose strays are meant: children of the runner in this process group, or in one of these network
 * namespaces. */
struct stray_owner {
	pid_t group;
	const struct known_namespace *namespaces;
	size_t namespace_count;
};

/* Children of the runner that are no strays. */
struct no_strays {
	const pid_t *pids;
	size_t count;
};

/* Kills and reaps the strays of this owner, or all if it is NULL. True if there were any; their names are
 * then in names, as a list. */
bool strays_end(const struct stray_owner *owner, const struct no_strays *except, char *names, size_t size);

#endif
