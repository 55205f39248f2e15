/* model.h - the reference model of macvlan forwarding: a topology and a frame in, the places it arrives at out.
 *
 * A pure function, written from the rules of forwarding and not from the rows of the tables: the two must agree
 * (suites/selftest/test_model.c), and then the model says what rows by the thousand would (model_cells.c).
 */
#ifndef MVC_SUITES_ISOLATION_MODEL_H
#define MVC_SUITES_ISOLATION_MODEL_H

#include "harness/frame/frame.h"
#include "harness/proof/topology.h"

#include <stdbool.h>

/* Who has joined what. Broadcast needs no joining. */
struct groups {
	struct mac all;    /* joined by every guest, not by the witness */
	struct mac a_only; /* joined by GUEST_A */
	struct mac nobody;
	/* Children whose filter lets the group of the frame at hand through although they have not joined it: the filter
	 * is a hash, and a few addresses share each bucket. */
	places lets_through;
	/* Since 7.2 macvlan_multicast_rx() takes no sender's word for it that he is here, because stations may share an
	 * address, as those of VRRP do: a bridge child's flood that the wire sends back reaches bridge children as well. */
	bool returns_to_bridge;
};

/* Whether the kernel at hand does so. */
bool floods_return_to_bridge(void);

/* The places at which the frame arrives, put in at this one. */
places model_receivers(const struct topology *topology, enum place from, const struct frame *frame,
		       const struct groups *groups);

/* Those of them at which it arrives more than once: a bridge-mode guest's flood in a stranger's name comes back to its
 * siblings from a reflecting wire. */
places model_doubles(const struct topology *topology, enum place from, const struct frame *frame,
		     const struct groups *groups);

/* What the host's stack makes of a frame with this tag, where it would accept it untagged: it has no VLAN device, so
 * what belongs to a VLAN is somebody else's (net/core/dev.c marks it PACKET_OTHERHOST). HOST becomes HOST_IGNORES. */
places as_host_sees_tagged(places at);

/* Whether the frame's tag names a VLAN: a VLAN identifier of 0 only carries a priority (802.1Q 9.6). */
bool is_in_a_vlan(const struct frame *frame);

#endif
