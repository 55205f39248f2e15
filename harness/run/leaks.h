/* leaks.h - what a run must not leave on the machine: named network namespaces, links, mounts, tap nodes.
 *
 * Processes are strays.h's. A look at which network namespaces processes are in would add nothing to that, as
 * whatever a case leaves becomes a child of the runner; and it would accuse strangers: the kernel gives the
 * inode number of a namespace that is gone to the next one that is made, by anybody.
 */
#ifndef MVC_RUN_LEAKS_H
#define MVC_RUN_LEAKS_H

#include <stddef.h>

/* Names of things, each with what tells it from a later one of the same name. Owned. */
struct names {
	char **name;
	size_t count;
};

enum leak_kind { LEAK_NETNS, LEAK_LINK, LEAK_MOUNT, LEAK_TAP, LEAK_KINDS };

struct leaks {
	struct names before[LEAK_KINDS];
};

/* What is there before the run. */
struct leaks leaks_before(void);

enum tap_nodes { TAPS_MUST_GO, TAPS_MAY_STAY /* kept topologies have theirs */ };

/* What is there now and was not before, as one line; returns 1 if there is any, else 0. The kernel takes
 * devices down after the process that had them: tap nodes get until patience() to go. */
int leaks_after(const struct leaks *leaks, enum tap_nodes taps, char *text, size_t size);

void leaks_free(struct leaks *leaks);

#endif
