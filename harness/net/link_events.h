/* link_events.h - what the kernel announces of devices, one message after the other (RTNLGRP_LINK): for cases whose
 * subject the announcements are. Who only waits for something finds it in link.h and operstate.h.
 *
 * What a request causes is announced before it is answered, so nobody has to wait for it.
 */
#ifndef MVC_NET_LINK_EVENTS_H
#define MVC_NET_LINK_EVENTS_H

#include "harness/net/link.h"

struct link_event {
	bool deleted; /* RTM_DELLINK; else RTM_NEWLINK */
	char name[LINK_NAME_SIZE];
	uint64_t flags;   /* IFF_* */
	uint64_t changed; /* ifi_change */
	uint64_t mtu;
	uint64_t mode; /* IFLA_MACVLAN_MODE; 0 if the message has none */
};

struct link_events; /* lives as long as the process */

/* Listens in that namespace from now on. BROKEN on failure. */
struct link_events *link_events_open(struct netns ns);

/* The next announcement of the device of this name, without waiting; false if there is none. Those of others are passed
 * over. */
bool link_events_next(struct link_events *events, const char *name, struct link_event *event);

#endif
