/* netns.h - network namespaces without names: they live as long as the case's process, whatever kills it.
 *
 * A case enters a new network namespace and a new mount namespace; in the latter /sys is the new network namespace's
 * own sysfs, and a private tmpfs takes the tap nodes. Further network namespaces are kept by descriptor. Nothing is
 * bound to a path that the machine can see, so nothing can be left behind.
 */
#ifndef MVC_NET_NETNS_H
#define MVC_NET_NETNS_H

#include <stdbool.h>
#include <stdint.h>

/* Where tap nodes are made; a tmpfs that only the case sees. */
#define TAP_NODES "/dev/shm"

struct netns {
	int fd;       /* owned by the process: closed when the case ends */
	uint64_t ino; /* identity of the namespace (nsfs inode), for the leak check */
};

/* Leaves the machine: new network and mount namespaces, private /sys and TAP_NODES, nothing that talks on its own
 * (IPv6 and its autoconfiguration off). To be called once, before anything else. BROKEN on failure. */
struct netns netns_enter_private(void);

/* One more network namespace, empty but for lo (down); the caller stays where it is. BROKEN on failure. */
struct netns netns_new(void);

/* The calling thread's network namespace; the descriptor is the caller's to close. BROKEN on failure. */
struct netns netns_here(void);

/* Whether the kernel speaks IPv6 at present: where it is a module, it may not be loaded. */
bool netns_has_ipv6(void);

/* Makes the calling thread's network namespace this one, and returns. BROKEN on failure. */
void netns_switch(struct netns ns);

/* The same for a while: what it returns is where to go back to, once, by netns_leave(). */
struct netns netns_visit(struct netns ns);
void netns_leave(struct netns before);

/* Goes for a while to where the process was before it left the machine; where it is not let in, it stays where it is.
 * Back by netns_leave(). */
struct netns netns_visit_machine(void);

/* Lets go of it: a namespace ends with its last user. */
void netns_release(struct netns ns);

/* Keeps the firewall's hands off the frames of this namespace's bridges. */
void netns_free_bridges(struct netns ns);

#endif
