/* requirements.h - what becomes of broadcasts and frames to groups on their way from the wire to the children.
 *
 * The parent hands floods to its children by way of a queue that a worker empties. `ip-link(8)` describes its length
 * (bcqueuelen) and the cutoff (bclim) in outline; what the outline leaves open is taken from drivers/net/macvlan.c.
 */
#ifndef MVC_SUITES_FLOOD_REQUIREMENTS_H
#define MVC_SUITES_FLOOD_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define FLOOD_REQUIREMENTS(NAME) \
	NAME(BCQ_01, \
	     "Of floods that follow one another as fast as they can, each reaches every child that is to have it exactly once, and the host.", \
	     "macvlan_broadcast_enqueue, macvlan_process_broadcast", "") \
	NAME(BCQ_02, \
	     "Floods reach each child in the order in which they came.", \
	     "macvlan_process_broadcast: one queue, one worker", "") \
	NAME(BCQ_04, \
	     "With a queue of length 0 on all children, no flood from the wire reaches a child by way of the queue, while the host gets it.", \
	     "macvlan_broadcast_enqueue (bc_queue_len_used)", "") \
	NAME(BCQ_05, \
	     "The queue is as long as the most that any child of the parent asks for, from the moment it asks until it is gone or asks for less, and serves them all.", \
	     "update_port_bc_queue_len", "") \
	NAME(BCQ_06, \
	     "What does not fit the queue is counted as dropped by the parent, frame by frame: what is delivered and what is counted add up to what was sent, and every child gets the same.", \
	     "macvlan_broadcast_enqueue (dev_core_stats_rx_dropped_inc)", "") \
	NAME(BCQ_07, \
	     "What a child sends does not go through the queue: bridge siblings and the wire get floods though its length is 0.", \
	     "macvlan_queue_xmit, macvlan_broadcast", "") \
	NAME(BCQ_08, \
	     "A sibling's flood that the wire sends back goes through the queue, and reaches whom it must though the sibling is deleted meanwhile.", \
	     "macvlan_broadcast_enqueue (dev_hold), macvlan_process_broadcast", "") \
	NAME(BCQ_09, \
	     "With a negative cutoff no flood goes through the queue: all are delivered though its length is 0.", \
	     "macvlan_recompute_bc_filter, macvlan_handle_frame", "6.4") \
	NAME(BCQ_10, \
	     "While the parent takes in everything, a cutoff that is not negative makes no difference: every flood goes through the queue.", \
	     "macvlan_compute_filter (IFF_PROMISC)", "6.4") \
	NAME(BCQ_11, \
	     "On a parent that is not promiscuous, a group that no more children than the cutoff have joined is delivered without the queue, and broadcast goes through it.", \
	     "macvlan_compute_filter (ha->synced)", "6.4") \
	NAME(BCQ_12, \
	     "On such a parent, a group that more children than the cutoff have joined goes through the queue.", \
	     "macvlan_compute_filter (ha->synced)", "6.4") \
	NAME(BCQ_13, \
	     "The cutoff is the parent's: set on one child it is told by its siblings, and holds from the next frame on.", \
	     "update_port_bc_cutoff, macvlan_fill_info", "6.4") \
	NAME(BCQ_14, \
	     "What waits in the queue when the last child is deleted is gone: a child that is made afterwards gets none of it.", \
	     "macvlan_port_destroy (cancel_work_sync)", "") \
	NAME(BCQ_15, \
	     "A child that goes down or is deleted while floods wait for it gets no more of them; its siblings get them all.", \
	     "macvlan_broadcast looks the children up when the worker runs", "") \
	NAME(BCQ_16, \
	     "A change of mode while floods wait holds for those that have not been delivered yet, whether receiver or sender changes.", \
	     "macvlan_multicast_rx reads the modes when the worker runs", "") \
	NAME(BCQ_17, \
	     "Every child and the host get the same octets of a flood.", \
	     "macvlan_broadcast (skb_clone)", "") \
	NAME(BCQ_18, \
	     "What is not for the queue to carry is not stopped by its length: unicast, the copies of source-mode children and a private child's own flood.", \
	     "macvlan_handle_frame", "") \
	NAME(BCQ_19, \
	     "Shortening the queue takes nothing back that is in it.", \
	     "update_port_bc_queue_len, macvlan_broadcast_enqueue", "") \
	NAME(BCQ_20, \
	     "A virtual router's address is like any other: a child that has it as its own is the sender of floods that bear it, and whoever merely writes it into its frames is not.", \
	     "macvlan_hash_lookup of the sender; RFC 5798 7.3", "") \
	NAME(ISO_BRIDGE_09, \
	     "A macvlan and a macvtap child in bridge mode are siblings like two macvtaps: unicast reaches the other alone, floods reach it and the wire.", \
	     "macvlan_queue_xmit: one table for both kinds", "")

#define FLOOD_UNTESTED(NAME) \
	NAME(BCQ_03, \
	     "Unicast may overtake floods that came before it.", \
	     "macvlan_handle_frame delivers it inline", "", \
	     "a permission: a kernel that keeps the order is right, too")
/* clang-format on */

FLOOD_REQUIREMENTS(DECLARE_REQUIREMENT)
FLOOD_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_FLOOD_REQUIREMENT(...) +1
enum {
	FLOOD_REQUIREMENT_COUNT =
		0 FLOOD_REQUIREMENTS(COUNT_FLOOD_REQUIREMENT) FLOOD_UNTESTED(COUNT_FLOOD_REQUIREMENT)
};
extern const struct requirement *const flood_requirements[FLOOD_REQUIREMENT_COUNT];

#endif
