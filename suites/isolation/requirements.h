/* requirements.h - what isolation between a parent's children, its host and its wire consists of.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all). The modes
 * are described by `ip-link(8)` in outline and by nobody in detail; what the outline leaves open is taken from what the
 * driver, drivers/net/macvlan.c, has always done, and the sentence says so.
 */
#ifndef MVC_SUITES_ISOLATION_REQUIREMENTS_H
#define MVC_SUITES_ISOLATION_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define ISOLATION_REQUIREMENTS(NAME) \
	/* ---- what comes from outside ---- */ \
	NAME(ISO_EXT_01, \
	     "A unicast frame from the wire for a private, vepa or bridge child's address reaches that child alone, and not the host's stack.", \
	     "macvlan_handle_frame", "") \
	NAME(ISO_EXT_02, \
	     "A stranger's broadcast reaches each private, vepa and bridge child once, and the host.", \
	     "macvlan_multicast_rx; macvlan_handle_frame passes the frame itself on", "") \
	NAME(ISO_EXT_03, \
	     "A unicast frame from the wire for nobody's address reaches no child; the host's stack sees it as somebody else's.", \
	     "macvlan_handle_frame; eth_type_trans", "") \
	NAME(ISO_EXT_04, \
	     "A unicast frame from the wire for the parent's own address is the host's alone.", \
	     "macvlan_handle_frame", "") \
	NAME(ISO_EXT_05, \
	     "A frame whose destination is the zero address reaches no child.", \
	     "macvlan_hash_lookup", "") \
	NAME(ISO_EXT_06, \
	     "A unicast frame from the wire is delivered by its destination, however odd its source address: a group, zero, or the destination itself.", \
	     "macvlan_handle_frame never looks at the sender of unicast but for source-mode lists", "") \
	NAME(ISO_EXT_07, \
	     "A stranger's frame to a group reaches each private, vepa and bridge child that has joined it, and the host.", \
	     "macvlan_broadcast (mc_filter); macvlan_multicast_rx", "") \
	NAME(ISO_EXT_08, \
	     "A frame to a group that a child has not joined does not reach that child.", \
	     "macvlan_broadcast (mc_filter), macvlan_compute_filter", "") \
	NAME(ISO_EXT_09, \
	     "A frame on the wire that bears the parent's own address as its sender is treated as a stranger's.", \
	     "macvlan_hash_lookup: the parent is nobody's child", "") \
	NAME(ISO_EXT_10, \
	     "A unicast frame on the wire that bears a child's address as its sender and is for the host, or for nobody, is treated as a stranger's.", \
	     "macvlan_handle_frame", "") \
	NAME(ISO_EXT_11, \
	     "A child's new address takes the old one's place at once, for frames from the wire and from its siblings.", \
	     "macvlan_sync_address, macvlan_hash_change_addr", "") \
	NAME(ISO_EXT_12, \
	     "Addresses are told apart by all their octets, however the driver's tables keep them: who shares a bucket shares no frames.", \
	     "macvlan_hash_lookup, macvlan_forward_source (macvlan_eth_hash)", "") \
	NAME(ISO_EXT_13, \
	     "A child in promiscuous mode gets the groups it has not joined, and no unicast beyond its own.", \
	     "macvlan_handle_frame never looks at IFF_PROMISC, macvlan_compute_filter does", "") \
	/* ---- the host ---- */ \
	NAME(ISO_HOST_02, \
	     "Whatever the host sends by the parent leaves by the wire and reaches no child directly, be it for a child's own address.", \
	     "macvlan has no part in the parent's transmit path", "") \
	NAME(ISO_HOST_03, \
	     "A child's frame for the parent's address leaves by the wire and does not reach the host directly, in any mode.", \
	     "macvlan_queue_xmit: the parent's address is no child's", "") \
	NAME(ISO_HOST_04, \
	     "What the host's stack hands back to itself, because it has joined the group it sends to, reaches no child.", \
	     "macvlan_handle_frame (PACKET_LOOPBACK)", "") \
	NAME(ISO_HOST_05, \
	     "While a guest holds its tap, what is for the guest does not reach the host's stack on the macvtap device itself.", \
	     "tap_handle_frame consumes whatever it is given", "") \
	/* ---- bridge ---- */ \
	NAME(ISO_BRIDGE_01, \
	     "A bridge child's unicast frame for a bridge sibling reaches that sibling alone, and never the wire.", \
	     "macvlan_queue_xmit; ip-link(8) mode bridge", "") \
	NAME(ISO_BRIDGE_02, \
	     "A bridge child's unicast frame for its own address comes back to it and does not reach the wire. No document says so; the driver has always done it.", \
	     "macvlan_queue_xmit, macvlan_hash_lookup", "") \
	NAME(ISO_BRIDGE_03, \
	     "A bridge child's broadcast reaches every other bridge child once and the wire, and no child of another mode, not the host, and not its sender.", \
	     "macvlan_queue_xmit, macvlan_broadcast", "") \
	NAME(ISO_BRIDGE_04, \
	     "A bridge child's frame to a group reaches the bridge siblings that have joined it, and the wire.", \
	     "macvlan_broadcast (mc_filter)", "") \
	NAME(ISO_BRIDGE_05, \
	     "A bridge child's unicast frame for a child of another mode, or for nobody on this parent, leaves by the wire alone.", \
	     "macvlan_queue_xmit: dest->mode is not bridge", "") \
	NAME(ISO_BRIDGE_06, \
	     "A bridge child's frame for a bridge sibling that is down leaves by the wire.", \
	     "macvlan_stop takes the child out of the table of addresses", "") \
	NAME(ISO_BRIDGE_07, \
	     "A bridge child's frame for the address of a sibling that has been deleted leaves by the wire.", \
	     "macvlan_stop, macvlan_dellink", "") \
	NAME(ISO_BRIDGE_08, \
	     "A bridge child's flood that the wire sends back reaches vepa children and the host only: bridge siblings have had it on its way out, and its sender does not get its own. Since 7.2 they do, because the driver cannot tell it from one of a stranger with the same address.", \
	     "macvlan_multicast_rx", "") \
	NAME(ISO_BRIDGE_10, \
	     "While the parent is down, no unicast passes between bridge children.", \
	     "macvlan_queue_xmit, dev_forward_skb to a device that is down", "") \
	NAME(ISO_BRIDGE_11, \
	     "Between bridge children passes what the parent's MTU allows, with a tag's room to spare, and nothing longer.", \
	     "dev_forward_skb, is_skb_forwardable", "") \
	/* ---- vepa ---- */ \
	NAME(ISO_VEPA_01, \
	     "Whatever a vepa child sends leaves by the wire alone, whoever it is for.", \
	     "macvlan_queue_xmit; IEEE 802.1Qbg 5.21 (VEPA); ip-link(8) mode vepa", "") \
	NAME(ISO_VEPA_02, \
	     "A vepa child's unicast frame for a sibling, sent back by the wire, reaches that sibling alone.", \
	     "macvlan_handle_frame; IEEE 802.1Qbg reflective relay", "") \
	NAME(ISO_VEPA_03, \
	     "A vepa child's flood that the wire sends back reaches every other vepa child and every bridge child that wants it, and the host, but not its sender and no private child.", \
	     "macvlan_multicast_rx", "") \
	NAME(ISO_VEPA_04, \
	     "A unicast frame for a vepa or bridge child's own address that the wire sends back is delivered to it. No document demands a source filter for unicast; the driver has none.", \
	     "macvlan_handle_frame", "") \
	/* ---- private ---- */ \
	NAME(ISO_PRIV_01, \
	     "Whatever a private child sends leaves by the wire alone, whoever it is for.", \
	     "macvlan_queue_xmit; ip-link(8) mode private", "") \
	NAME(ISO_PRIV_02, \
	     "A sibling's flood that the wire sends back reaches no private child.", \
	     "macvlan_multicast_rx; ip-link(8) mode private", "") \
	NAME(ISO_PRIV_03, \
	     "A private child's own flood that the wire sends back returns to it alone, not to the host and not to siblings, joined or not. No document says so; the driver has always handed it back to the child it came from.", \
	     "macvlan_handle_frame (\"forward to original port\")", "") \
	NAME(ISO_PRIV_04, \
	     "A unicast frame for a private child that the wire sends back reaches it, though a sibling sent it. ip-link(8) reads as if private children could not talk even so; the driver has never looked at the sender of unicast, and that reading is taken.", \
	     "macvlan_handle_frame", "") \
	NAME(ISO_PRIV_05, \
	     "A stranger's flood reaches private children like all others.", \
	     "macvlan_multicast_rx", "") \
	/* ---- source ---- */ \
	NAME(ISO_SRC_01, \
	     "A source-mode child gets a copy of each frame on the wire whose sender is on its list, whoever it is for, and the frame goes on to whom it is for.", \
	     "macvlan_forward_source", "") \
	NAME(ISO_SRC_02, \
	     "A source-mode child gets nothing from a sender that is not on its list, be it addressed to the child itself: such unicast is the host's to ignore.", \
	     "macvlan_handle_frame (MACVLAN_MODE_SOURCE), macvlan_multicast_rx", "") \
	NAME(ISO_SRC_03, \
	     "A sender on the lists of two source-mode children is heard by both.", \
	     "macvlan_forward_source", "") \
	NAME(ISO_SRC_04, \
	     "What a source-mode child with flag nodst hears goes to those children only that list the sender, and no further: not to whom it is for, not to the host.", \
	     "macvlan_forward_source (MACVLAN_FLAG_NODST)", "") \
	NAME(ISO_SRC_05, \
	     "A source-mode child with flag nodst keeps the frames of its listed senders from all others even while it is down; others that list the sender still get their copy. No document says so; the driver has always done it.", \
	     "macvlan_forward_source, macvlan_forward_source_one", "") \
	NAME(ISO_SRC_07, \
	     "Whatever a source-mode child sends leaves by the wire alone, whoever it is for.", \
	     "macvlan_queue_xmit", "") \
	NAME(ISO_SRC_08, \
	     "A source-mode child's own flood that the wire sends back returns to it and to those that list it, and not to the host. No document says so; the driver hands it back as it does in private mode.", \
	     "macvlan_handle_frame (\"forward to original port\")", "") \
	NAME(ISO_SRC_09, \
	     "A change of a source-mode child's list holds from the next frame on.", \
	     "macvlan_changelink_sources", "") \
	NAME(ISO_SRC_10, \
	     "Outside source mode the flag nodst has no effect.", \
	     "macvlan_forward_source: only lists are consulted, and only source mode has one", "") \
	NAME(ISO_SRC_11, \
	     "A bridge child's unicast frame for a bridge sibling is heard, too, by the source-mode child that lists its sender, and kept by it under flag nodst; its floods are not.", \
	     "macvlan_queue_xmit passes unicast through the parent's receive path", "") \
	/* ---- passthru ---- */ \
	NAME(ISO_PASS_01, \
	     "A passthru child gets every unicast frame from the wire, whoever it is for and whoever sent it, and the host none.", \
	     "macvlan_handle_frame (macvlan_passthru)", "") \
	NAME(ISO_PASS_02, \
	     "A stranger's broadcast, or frame to a group that the child has joined, reaches the passthru child and the host.", \
	     "macvlan_multicast_rx", "") \
	NAME(ISO_PASS_03, \
	     "A frame to a group that the passthru child has not joined reaches the host only, although the parent takes in everything.", \
	     "macvlan_broadcast (mc_filter)", "") \
	NAME(ISO_PASS_04, \
	     "While the passthru child is down, unicast from the wire reaches nobody, and floods reach the host.", \
	     "macvlan_handle_frame (IFF_UP)", "") \
	NAME(ISO_PASS_05, \
	     "On a parent that does not filter by itself, a passthru child with flag nopromisc gets what one without gets.", \
	     "macvlan_open (MACVLAN_FLAG_NOPROMISC)", "") \
	NAME(ISO_PASS_06, \
	     "A flood on the wire that bears the passthru child's address, which is the parent's, as its sender reaches the child alone, joined or not. No document says so; the driver takes it for the child's own.", \
	     "macvlan_handle_frame (\"forward to original port\")", "") \
	NAME(ISO_PASS_07, \
	     "Whatever a passthru child sends leaves by the wire alone, whoever it is for.", \
	     "macvlan_queue_xmit", "") \
	/* ---- modes side by side, parents side by side ---- */ \
	NAME(ISO_MIX_01, \
	     "Between children of different modes there is no direct way: what one sends for the other leaves by the wire, and reaches the other only if the wire sends it back.", \
	     "macvlan_queue_xmit", "") \
	NAME(ISO_MIX_02, \
	     "A change of mode holds from the next frame on.", \
	     "macvlan_changelink", "") \
	NAME(ISO_TWO_01, \
	     "Nothing crosses from one parent to another: its children, its wire and its host are all that a frame on it can reach.", \
	     "struct macvlan_port", "") \
	/* ---- frames of a kind ---- */ \
	NAME(ISO_PAUSE_01, \
	     "A MAC control frame (EtherType 0x8808) to a group is never flooded to children, neither from the wire nor by a sibling; the host and the wire do get it.", \
	     "macvlan_broadcast (ETH_P_PAUSE); IEEE 802.3 31.3", "") \
	NAME(ISO_PAUSE_02, \
	     "A MAC control frame to a unicast address is delivered as any other.", \
	     "macvlan_handle_frame, macvlan_queue_xmit", "") \
	NAME(ISO_ETYPE_01, \
	     "No other EtherType gets special treatment: EAPOL, LLDP, slow protocols, ARP, IPv4, IPv6 and 802.3 lengths go where their addresses say.", \
	     "macvlan_handle_frame, macvlan_queue_xmit", "") \
	NAME(ISO_FRAG_01, \
	     "The fragments of an IPv4 datagram from the wire to a group or to everyone are put together first: children and host get one whole.", \
	     "macvlan_handle_frame (ip_check_defrag, IP_DEFRAG_MACVLAN)", "") \
	NAME(ISO_LL_01, \
	     "The reserved groups 01-80-C2-00-00-0X are groups like others: a child gets them only if it has joined them, the host always, the wire from whoever sends them. 802.1Q 8.6.3 would have a bridge keep them; macvlan is none.", \
	     "macvlan_broadcast (mc_filter)", "") \
	NAME(ISO_TAG_01, \
	     "A tagged frame goes where the same frame goes untagged, and its tag goes with it; of a VLAN that the host has no device for, the host's stack accepts nothing.", \
	     "macvlan.c never looks at tags; tap_put_user puts the outer tag back; __netif_receive_skb_core", "") \
	NAME(ISO_SPOOF_01, \
	     "What a child sends goes where its destination says, whatever source address it bears: macvlan does not check it.", \
	     "macvlan_queue_xmit", "") \
	NAME(ISO_DOWN_01, \
	     "A child that is down gets nothing: unicast for its address is the host's to ignore, floods pass it by; and it is served again once it is up.", \
	     "macvlan_open, macvlan_stop", "")

#define MODEL_REQUIREMENTS(NAME) \
	NAME(ISO_MODEL_01, \
	     "Whoever sends to whomever, on whatever mixture of modes: the frame arrives where the rules of forwarding say, once, unchanged, and nowhere else.", \
	     "macvlan_handle_frame, macvlan_queue_xmit; the rules are suites/isolation/model.c", "")
/* clang-format on */

ISOLATION_REQUIREMENTS(DECLARE_REQUIREMENT)
MODEL_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_REQUIREMENT(...) +1
enum {
	ISOLATION_REQUIREMENT_COUNT = 0 ISOLATION_REQUIREMENTS(COUNT_REQUIREMENT),
	MODEL_REQUIREMENT_COUNT = 0 MODEL_REQUIREMENTS(COUNT_REQUIREMENT),
};
extern const struct requirement *const isolation_requirements[ISOLATION_REQUIREMENT_COUNT];
extern const struct requirement *const model_requirements[MODEL_REQUIREMENT_COUNT];

#endif
