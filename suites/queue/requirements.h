/* requirements.h - what holds for a child with several taps.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all). macvtap has no
 * document of its own; where none says so, the sentence is what the driver's own comments promise of its functions, or what
 * readers of several queues (vhost, QEMU) rely on.
 */
#ifndef MVC_SUITES_QUEUE_REQUIREMENTS_H
#define MVC_SUITES_QUEUE_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define QUEUE_REQUIREMENTS(NAME) \
	/* ---- which queue a frame goes to ---- */ \
	NAME(QUEUE_STEER_01, \
	     "Each frame goes to exactly one queue, all frames of one flow of IP to the same and in their order; and of many flows, every queue gets some.", \
	     "tap_get_queue (skb_get_hash); networking/tuntap.rst, Multiqueue", "") \
	NAME(QUEUE_STEER_02, \
	     "What is no IP has no flows: all frames of one EtherType go to one queue, whoever they are from.", \
	     "tap_get_queue, skb_get_hash (flow_keys_dissector knows no addresses of Ethernet)", "") \
	/* ---- taps ---- */ \
	NAME(QUEUE_OPEN, \
	     "Each tap that is opened is one more queue, attached at once, with or without IFF_MULTI_QUEUE; the frames that others have stay theirs.", \
	     "tap_open, tap_set_queue", "") \
	NAME(QUEUE_LIMIT, \
	     "A device has 256 taps at most, detached ones included: one more is refused (EBUSY), until one is closed.", \
	     "tap_set_queue (MAX_TAP_QUEUES, numqueues)", "") \
	NAME(QUEUE_SHARED, \
	     "A descriptor's duplicate is the same queue: a frame is read once, by either, and the queue lasts until both are closed.", \
	     "tap_release; dup(2)", "") \
	NAME(QUEUE_DEAF, \
	     "A tap opened for writing alone is a queue all the same: its flows are lost to the others until it is detached. No document says so; the driver has always done it.", \
	     "tap_open looks at no mode", "") \
	NAME(QUEUE_OWN, \
	     "Each queue puts the vnet header before a frame that it was set to, if any, whatever the others are set to.", \
	     "tap_put_user (q->flags, q->vnet_hdr_sz)", "") \
	NAME(QUEUE_FRESH, \
	     "A tap that is opened when another has been closed has nothing of it: no frames, no settings.", \
	     "tap_open", "") \
	NAME(QUEUE_OFFLOAD, \
	     "TUNSETOFFLOAD by any tap, a detached one too, holds for all taps of the device with a vnet header, and for those opened later; a tap without one gets no incomplete checksum. Who sets nothing gets them.", \
	     "set_offload (tap->tap_features), tap_handle_frame, macvtap_newlink (TUN_OFFLOADS)", "") \
	/* ---- taps that come and go ---- */ \
	NAME(QUEUE_MOVES, \
	     "When a tap is detached its flows go to those that are attached, and what it had stays readable; when it is attached again it gets flows like the others.", \
	     "tap_disable_queue, tap_enable_queue; networking/tuntap.rst, 3.3 (IFF_DETACH_QUEUE)", "") \
	NAME(QUEUE_CLOSED, \
	     "With a tap that is closed just those frames are lost that sat in its ring; its flows go to the others.", \
	     "tap_put_queue, tap_sock_destruct", "") \
	NAME(QUEUE_DOWN, \
	     "A device that goes down and up leaves its taps attached and what they hold readable.", \
	     "tap_get_queue never looks at the device", "") \
	NAME(QUEUE_STACK, \
	     "Without an attached tap a frame is the macvtap's own stack's, as on any network device; with one it never is.", \
	     "tap_handle_frame (RX_HANDLER_PASS)", "") \
	NAME(QUEUE_RACE_01, \
	     "Whenever taps are detached and attached, or the queue becomes longer, each frame comes once, by a tap or in the macvtap's own stack, or is counted as dropped; each flow keeps its order in each.", \
	     "tap_get_queue (validate that the result isn't NULL), tap_queue_resize", "") \
	NAME(QUEUE_RACE_02, \
	     "Whenever taps are opened and closed, no frame comes twice or out of order, and no more are lost than the closed rings could hold.", \
	     "tap_put_queue (synchronize_rcu), tap_get_queue", "") \
	/* ---- the queue's length ---- */ \
	NAME(QUEUE_LENGTH, \
	     "A change of the queue's length is a change of every tap's ring, those of detached and later ones too; each keeps its unread frames in order, the first ones if not all fit.", \
	     "tap_queue_resize (queue_list), tap_open", "") \
	NAME(QUEUE_SEGMENTS, \
	     "Of a packet that is cut into segments for a tap, the first ones that its ring has room for come, in order, and none behind them.", \
	     "tap_handle_frame (__skb_gso_segment, ptr_ring_produce)", "") \
	NAME(QUEUE_SEGMENTS_COUNTED, \
	     "When a ring has no room for all segments of a packet, the loss is counted as dropped, as that of any other frame; the driver counts it nowhere, which is taken for its fault.", \
	     "tap_handle_frame leaves its loop without count_rx_dropped; networking/statistics.rst (rx_dropped)", "")

#define QUEUE_UNTESTED(NAME) \
	NAME(QUEUE_RECORDED, \
	     "A frame without a hash goes to the queue of the number of the hardware queue it came by.", \
	     "tap_get_queue (skb_rx_queue_recorded)", "", \
	     "The kernel finds a hash for every frame, other than 0 but once in four thousand million.")
/* clang-format on */

QUEUE_REQUIREMENTS(DECLARE_REQUIREMENT)
QUEUE_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_QUEUE_REQUIREMENT(...) +1
enum {
	QUEUE_REQUIREMENT_COUNT =
		0 QUEUE_REQUIREMENTS(COUNT_QUEUE_REQUIREMENT) QUEUE_UNTESTED(COUNT_QUEUE_REQUIREMENT)
};
extern const struct requirement *const queue_requirements[QUEUE_REQUIREMENT_COUNT];

#endif
