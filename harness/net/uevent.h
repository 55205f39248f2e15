/* uevent.h - what the kernel tells of its objects (NETLINK_KOBJECT_UEVENT), as udev hears it: for cases whose subject that
 * is. What a request causes is told before it is answered, so nobody has to wait for it.
 */
#ifndef MVC_NET_UEVENT_H
#define MVC_NET_UEVENT_H

#include "harness/net/netns.h"

#include <stdbool.h>
#include <stddef.h>

struct uevents; /* lives as long as the process */

struct uevent {
	size_t length;
	char octets[2048]; /* "add@/devices/...", then KEY=VALUE, each ended by a NUL */
};

/* Listens in that namespace from now on. BROKEN on failure. */
struct uevents *uevents_open(struct netns ns);

/* Readable when there is one. */
int uevents_descriptor(const struct uevents *events);

/* The next event, without waiting; false if there is none. */
bool uevent_next(struct uevents *events, struct uevent *event);

/* The value of the key; "" if it has none. Valid as long as the event. */
const char *uevent_value(const struct uevent *event, const char *key);

#endif
