/* queue.h - words for the queue of a testbed's (first) parent. */
#ifndef MVC_SUITES_FLOOD_QUEUE_H
#define MVC_SUITES_FLOOD_QUEUE_H

#include "harness/proof/testbed.h"

enum {
	QUEUE_DEFAULT = 1000,
	CUTOFF_DEFAULT = 1,
	BC_CUTOFF = 9, /* IFLA_MACVLAN_BC_CUTOFF, absent from headers before 6.4 */
};

/* For tables. Any group will do: here it is the virtual routers' (RFC 5798), which every guest is to join. */
/* clang-format off */
#define STRANGER {{0x02, 0, 0, 0, 0, 0x51}}
#define LISTED   {{0x02, 0, 0, 0, 0, 0x52}}
#define HOST_OWN {{0x02, 0, 0, 0, 0, 0x01}}
#define A_OWN    {{0x02, 0, 0, 0, 0, 0x0a}}
#define TO_ALL   {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}
#define TO_GROUP {{0x01, 0x00, 0x5e, 0x00, 0x00, 0x12}}
/* clang-format on */

#define GROUP    ((struct mac)TO_GROUP)
#define EVERYONE ((struct mac)TO_ALL)

void join_group(struct testbed *net);

/* These children in bridge mode, if the kernel lets a flood in the name of one of them return to them (since 7.2). */
places returned(places bridge_children);

/* Every child that is there asks for this length. 0 stops the queue: even fences get lost. */
void set_queue(struct testbed *net, uint32_t length);

/* On whichever child. SKIP if the kernel has no cutoff. */
void set_cutoff(struct testbed *net, int32_t cutoff);

/* That the kernel says so of this child: the length it asks for, and the one that the queue has. */
void expect_queue(struct testbed *net, enum place guest, uint32_t asked, uint32_t used);
#define expect_queue(...) (caller_is(HERE), expect_queue(__VA_ARGS__))

#endif
