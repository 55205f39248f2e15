/* tap_path.h - a tap's node that stays where it is, with permissions of its own: somebody else than who made it can try to
 * open it, from another namespace or with fewer rights. It goes with the case's own TAP_NODES.
 */
#ifndef MVC_NET_TAP_PATH_H
#define MVC_NET_TAP_PATH_H

/* The path of a node for the tap of this device of the calling thread's namespace; static storage, one at a time.
 * Whoever knows the path gets as far as the node's permissions (0600) let him. BROKEN on failure. */
const char *tap_path_make(const char *device, unsigned permissions);

/* open(2) to read and write without waiting: 0 or errno. The descriptor, or -1. */
int try_tap_path(const char *path, int *tap);

void tap_close(int tap);

#endif
