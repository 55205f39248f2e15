/* served.h - testbeds whose guests are real: one QEMU holds the taps of them all, and one booted guest has a NIC for each.
 *
 *	      WIRE
 *	       |
 *	    parent --- HOST
 *	    |    |
 *	GUEST_A  GUEST_B ...     NICs of the same guest: virtio-net with vnet headers; GUEST_C is an e1000e without, if not asked
 *	                         otherwise
 */
#ifndef MVC_SUITES_VIRT_QEMU_SERVED_H
#define MVC_SUITES_VIRT_QEMU_SERVED_H

#include "harness/proof/testbed.h"
#include "harness/virt/qemu.h"

/* How a guest has its macvtap. */
struct served_nic {
	enum nic_model model;
	uint16_t header; /* of what passes its taps: IFF_VNET_HDR (linux/if_tun.h) or 0 */
	unsigned queues; /* taps; 0: it is no NIC of QEMU's, and neither is any behind it */
};

struct serving {
	struct served_nic nic[QEMU_NICS_MAX]; /* by guest, GUEST_A first */
	enum vnet_headers headers;            /* of their ports */
};

/* A queue each, no headers shown. */
extern const struct serving usual_serving;

/* Has the guests of this testbed be NICs of a booted guest from now on, which are promiscuous: they show all that their taps are
 * given. Nothing but the QEMU if they are already; a case that shares its testbed leaves them as it found them. */
struct qemu *serve_by_qemu(struct testbed *net);

/* The same in another way, which must be the same for all cases that share the testbed. */
struct qemu *serve_so(struct testbed *net, const struct serving *serving);

/* The guest has booted again: its NICs are up once more, and the testbed's ports are others. */
void served_booted(struct testbed *net);

/* Ends the QEMU with SIGKILL, and closes the descriptors that it was given, too: nobody has the taps any more, and the testbed has
 * no ports there. */
void served_kill(struct testbed *net);

/* After that: has another QEMU serve the same macvtaps, by taps that are opened anew. */
struct qemu *served_anew(struct testbed *net);

/* What the served guest's kernel calls that NIC, and what QEMU does. Static storage. */
const char *nic_inside(enum place guest);
const char *nic_outside(enum place guest);

#endif
