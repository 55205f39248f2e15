/* bed.h - where is measured: a guest with its tap, and the far end of its way.
 *
 *	          WIRE                                        WIRE
 *	           |                                           |
 *	         parent                                      parent
 *	           |                                           |
 *	     +-----+-----+                              +----bridge----+
 *	   macvtap    macvtap                           |              |
 *	     |           |                             tap            tap          of the tun driver
 *	  GUEST_A     GUEST_B                        GUEST_A        GUEST_B
 *
 * GUEST_B is there only if it is the far end. Devices have the names that they have on a testbed (proof/testbed.h).
 */
#ifndef MVC_BENCH_BED_H
#define MVC_BENCH_BED_H

#include "harness/bench/table.h"
#include "harness/frame/mac.h"
#include "harness/net/link.h"

#include <sys/types.h>

enum {
	QUEUES_MAX = 2,
	VNET_HEADER = 12, /* octets: struct virtio_net_hdr_mrg_rxbuf, as with virtio 1.0 */
	BED_ROOM = VNET_HEADER + 65536,
};

/* One end of the way. */
struct end {
	struct mac address;
	int queue[QUEUES_MAX]; /* descriptors: of a tap, or packet sockets */
	bool is_tap;
};

struct bed {
	const struct measure *measure;
	struct links *host;
	struct end near, far; /* GUEST_A; the wire or GUEST_B */
};

/* Builds it in namespaces of its own. BROKEN if the machine cannot, SKIP if the kernel lacks what it needs. Lives as long
 * as the process. */
struct bed *bed_build(const struct bench_cell *cell);

/* Octets that are in front of each frame at this end. */
static inline size_t end_header(const struct bed *bed, const struct end *end)
{
	return end->is_tap && bed->measure->vnet_header ? VNET_HEADER : 0;
}

/* Puts in what is there, its header included. BROKEN if the kernel does not take it. */
void end_send(const struct end *end, size_t queue, const uint8_t *octets, size_t length);

/* What has come, BED_ROOM octets at most, and how long it is, header included; 0 if nothing has. Of what comes to packet
 * sockets only the first octets are copied: there it is the network, which does not care for more. */
size_t end_receive(const struct end *end, size_t queue, uint8_t *octets);

/* Returns when something has come to one of these queues, or may have, and after a millisecond at the latest. */
void end_await(const struct end *end, size_t queues);

/* Called with every bed that bed_build() is about to hand out. NULL in the product; the project's own tests put a saboteur
 * here. */
extern void (*bench_sabotage)(struct bed *bed);

#endif
