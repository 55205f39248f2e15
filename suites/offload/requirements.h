/* requirements.h - what must become of packets whose checksums and cutting are left to others.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all). The header is the one of
 * virtio 1.2, 5.1.6; which of it a tap's reader takes is said by TUNSETOFFLOAD (linux/if_tun.h). What neither settles is
 * taken from the driver, and the sentence says so; where a fault made it matter, the commit is named that mended it.
 */
#ifndef MVC_SUITES_OFFLOAD_REQUIREMENTS_H
#define MVC_SUITES_OFFLOAD_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define OFFLOAD_REQUIREMENTS(NAME) \
	/* ---- what is done on the way ---- */ \
	NAME(OFF_WHOLE_01, \
	     "What is left to be cut, or its checksum to be done, comes to a reader that takes such as it was sent: one frame, its header saying the same, every octet the same.", \
	     "tap_handle_frame, tap_put_user (virtio_net_hdr_from_skb); virtio 1.2, 5.1.6.4", "") \
	NAME(OFF_WHOLE_02, \
	     "It leaves by the wire uncut as well, if the parent can cut and sum.", \
	     "macvlan's features are its parent's; validate_xmit_skb", "") \
	NAME(OFF_WHOLE_03, \
	     "What a guest's own reader takes makes no difference to what the guest may write.", \
	     "tap_get_user never looks at tap_features", "") \
	NAME(OFF_CUT_01, \
	     "TCP that a place does not take uncut comes in segments, in order, each of the size that was said and the last of what is left: sequence numbers go on, also beyond 2^32, IPv4 identifications go on, also beyond 2^16, FIN and PSH stand in the last, CWR in the first alone.", \
	     "tcp_gso_segment, inet_gso_segment; RFC 9293, RFC 3168 6.1.2", "") \
	NAME(OFF_CUT_02, \
	     "UDP that is left to be cut into datagrams comes in datagrams, each with its own length.", \
	     "__udp_gso_segment", "6.2") \
	NAME(OFF_CUT_03, \
	     "UDP that is left to be cut into fragments always comes in fragments, its checksum complete: those that still send such are served, but nobody receives it uncut any more.", \
	     "udp4_ufo_fragment, udp6_ufo_fragment; 0c19f846d582 (\"net: accept UFO datagrams from tuntap and packet\"); RFC 791, RFC 8200 4.5", "") \
	NAME(OFF_SUM_01, \
	     "A checksum that is left to be done is completed for whoever does not do it, and never altered if it was complete: a UDP checksum of 0 becomes 0xffff.", \
	     "tap_handle_frame, validate_xmit_skb (skb_checksum_help); RFC 768", "") \
	NAME(OFF_TAG_01, \
	     "In a tagged frame the same holds: the tag stands in the frame, in each segment, and positions count it.", \
	     "tap_get_user (vlan_get_protocol_and_depth), tap_put_user (vlan_hlen); \"net: tap: fix wrong transport_header when sending VLAN-tagged frame\"", "") \
	NAME(OFF_PLAIN_01, \
	     "Who reads without a vnet header is given nothing that is left to be done.", \
	     "tap_handle_frame (IFF_VNET_HDR)", "") \
	NAME(OFF_FLOOD_01, \
	     "Of what is sent to everyone each gets what it takes, and what is done for one alters nobody else's copy.", \
	     "macvlan_broadcast (skb_clone); skb_checksum_help, skb_segment work on their own", "") \
	NAME(OFF_FLOOD_02, \
	     "Fragments of IPv4 from the wire that are for a group are put together before they are flooded: everyone gets the one packet. No document says so; the driver has done it since 3.2.", \
	     "macvlan_handle_frame (ip_check_defrag); bc416d9768aa (\"macvlan: handle fragmented multicast frames\")", "") \
	NAME(OFF_HOST_01, \
	     "The host's stack gets what comes for it from the wire as the wire sent it, its children notwithstanding.", \
	     "macvlan_handle_frame (RX_HANDLER_PASS)", "") \
	NAME(OFF_LONG_01, \
	     "A frame of 64 KiB that is not to be cut passes like any other where devices are that wide, its checksum done or left to be done.", \
	     "tap_get_user, tap_put_user", "") \
	NAME(OFF_MODE_01, \
	     "What is done on the way does not depend on the child's mode.", \
	     "tap_handle_frame is behind every mode; macvlan_queue_xmit hands on what it got", "") \
	/* ---- TUNSETOFFLOAD ---- */ \
	NAME(OFF_SET_01, \
	     "TUNSETOFFLOAD takes every choice of checksums, TCP over IPv4 and IPv6, ECN, UDP fragments and, since 6.2, UDP datagrams.", \
	     "tap_ioctl (TUNSETOFFLOAD); linux/if_tun.h", "") \
	NAME(OFF_SET_02, \
	     "It refuses every other bit (EINVAL), and what was set before stays.", \
	     "tap_ioctl (TUNSETOFFLOAD)", "") \
	NAME(OFF_SET_03, \
	     "A device on which nobody has set anything gives its readers checksums, and TCP over IPv4 and IPv6 with and without ECN, undone.", \
	     "macvtap_newlink (TUN_OFFLOADS)", "") \
	NAME(OFF_SET_04, \
	     "It is set for the device: for all of its taps, and for those opened later.", \
	     "struct tap_dev (tap_features)", "") \
	NAME(OFF_TAKES_01, \
	     "A reader is given undone exactly what it has said it takes: TCP over IPv4, over IPv6, with ECN, each by itself.", \
	     "tap_handle_frame, set_offload", "") \
	NAME(OFF_TAKES_02, \
	     "Nothing is left uncut for who does not do checksums: the other bits mean nothing without TUN_F_CSUM.", \
	     "set_offload; virtio 1.2, 5.1.3.1: VIRTIO_NET_F_GUEST_TSO4 requires VIRTIO_NET_F_GUEST_CSUM", "") \
	NAME(OFF_TAKES_03, \
	     "UDP datagrams are left uncut for who takes them over both IPv4 and IPv6.", \
	     "set_offload (TUN_F_USO4, TUN_F_USO6); 399e0827642f (\"driver/net/tun: Added features for USO.\"), \"tap: fix incorrect variable used for USO check in set_offload()\"", "6.2") \
	/* ---- what may stand in a header that is written ---- */ \
	NAME(OFF_LEN_01, \
	     "hdr_len is a hint: any value up to the frame's length is taken, and one beyond it refused (EINVAL).", \
	     "tap_get_user; \"tap: Keep hdr_len in tap_get_user()\"; virtio 1.2, 5.1.6.2", "") \
	NAME(OFF_POS_01, \
	     "A checksum may be left anywhere in the frame, its last two octets included, and nowhere beyond: that is refused (EINVAL), also where the sum of the positions does not fit its 16 bits.", \
	     "tap_get_user, skb_partial_csum_set; 52b5d6f5dcf0 (\"net: make skb_partial_csum_set() more robust against overflows\")", "") \
	NAME(OFF_POS_02, \
	     "A checksum that begins before there could be a transport header, within the first 20 octets, is refused (EINVAL).", \
	     "virtio_net_hdr_to_skb (nh_min_len); CVE-2024-49947, 49d14b54a527 (\"net: test for not too small csum_start in virtio_net_hdr_to_skb()\")", "6.11.3") \
	NAME(OFF_POS_03, \
	     "A checksum that begins inside what would be the IP header is refused (EINVAL) or done: kernels differ.", \
	     "virtio_net_hdr_to_skb: newer ones count from the network header", "") \
	NAME(OFF_FLAG_01, \
	     "Flags that mean nothing to a sender, or nothing at all, are ignored, and do not reach the reader.", \
	     "virtio_net_hdr_to_skb; virtio 1.2, 5.1.6.2: the driver must not set, the device must ignore", "") \
	NAME(OFF_FLAG_02, \
	     "A wrong checksum stays wrong, and nobody vouches for it.", \
	     "virtio_net_hdr_to_skb ignores VIRTIO_NET_HDR_F_DATA_VALID; virtio 1.2, 5.1.6.4", "") \
	NAME(OFF_TYPE_01, \
	     "Types that there are not, that are for tunnels, and ECN by itself are refused (EINVAL).", \
	     "virtio_net_hdr_to_skb", "") \
	NAME(OFF_SIZE_01, \
	     "What is to be cut into pieces of nothing, or of 65535, which means something else inside the kernel, is refused (EINVAL).", \
	     "virtio_net_hdr_to_skb (GSO_BY_FRAGS)", "") \
	NAME(OFF_SIZE_02, \
	     "What fits into one piece is not cut, and its header says nothing of it.", \
	     "virtio_net_hdr_to_skb", "") \
	NAME(OFF_SIZE_03, \
	     "Pieces of fewer than 8 octets are cut as such, or of 8: kernels differ.", \
	     "virtio_net_hdr_to_skb (TCP_MIN_GSO_SIZE)", "") \
	NAME(OFF_FIT_01, \
	     "A type that the checksum's position contradicts is refused (EINVAL).", \
	     "virtio_net_hdr_to_skb; 6513eb3d3191 (\"net: tighten bad gso csum offset check in virtio_net_hdr\")", "") \
	NAME(OFF_FIT_02, \
	     "A packet that is not of the type its header says is refused (EINVAL) or vanishes: nothing of it arrives anywhere.", \
	     "virtio_net_hdr_to_skb, skb_mac_gso_segment; 121d57af308d (\"gso: validate gso_type in GSO handlers\")", "") \
	NAME(OFF_FIT_03, \
	     "A packet that is shorter than its headers say is refused (EINVAL) or vanishes.", \
	     "virtio_net_hdr_to_skb, tcp_gso_segment", "") \
	NAME(OFF_FIT_04, \
	     "Datagrams to be cut must have their checksum left to be done, in UDP's place, no ECN, and be no more than 128: all else is refused (EINVAL).", \
	     "virtio_net_hdr_to_skb (UDP_MAX_SEGMENTS); fc8b2a619469 (\"net: more strict VIRTIO_NET_HDR_GSO_UDP_L4 validation\")", "6.2") \
	NAME(OFF_FIT_05, \
	     "TCP that is to be cut may have its checksum complete: it is left to be done from then on.", \
	     "virtio_net_hdr_to_skb, tcp4_gso_segment", "") \
	NAME(OFF_TYPE_02, \
	     "A frame of EtherType 0 passes with a checksum that is left to be done; if it is to be cut, it is refused, vanishes, or passes as what its header says: kernels differ.", \
	     "virtio_net_hdr_set_proto; tap_get_user takes the protocol from the frame", "") \
	NAME(OFF_TAG_02, \
	     "A packet behind two tags that is to be cut arrives, cut or not: kernels differ.", \
	     "vlan_features_check; tap_get_user (vlan_get_protocol_and_depth)", "") \
	NAME(OFF_LIMIT_01, \
	     "The longest packet that IPv4 knows arrives, cut or not: kernels differ in how long a device may have it.", \
	     "netif_skb_features (gso_max_size)", "") \
	/* ---- how it is written and read ---- */ \
	NAME(OFF_COUNT_01, \
	     "A packet that is left to be cut counts as one, with all its octets and without its header; one whose header is refused counts as dropped. No document says so; the driver has always done it.", \
	     "macvlan_start_xmit, tap_get_user (count_tx_dropped)", "") \
	NAME(OFF_MANNER_01, \
	     "Header and packet mean the same whatever size of header was set, whatever stands in its further octets, and in whatever order of octets was set.", \
	     "tap_get_user, tap_put_user (vnet_hdr_sz, tap16_to_cpu)", "") \
	NAME(OFF_PIECES_01, \
	     "A write by pieces means the same as one that is not, wherever one ends and the next begins.", \
	     "tap_get_user; writev(2)", "")

#define OFFLOAD_UNTESTED(NAME) \
	NAME(OFF_PADDING, \
	     "Octets of a longer header behind its first 10 are zero when read, or as the reader left them: kernels differ.", \
	     "tap_put_user: iov_iter_advance; since 6.18 iov_iter_zero", "", \
	     "Neither can be wrong.") \
	NAME(OFF_HINT_READ, \
	     "hdr_len of a frame that is read is how much of it lies in one piece inside the kernel.", \
	     "virtio_net_hdr_from_skb", "", \
	     "A hint, of which no more can be asked than that it lies within the frame, which every case does.")
/* clang-format on */

OFFLOAD_REQUIREMENTS(DECLARE_REQUIREMENT)
OFFLOAD_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_OFFLOAD_REQUIREMENT(...) +1
enum {
	OFFLOAD_REQUIREMENT_COUNT =
		0 OFFLOAD_REQUIREMENTS(COUNT_OFFLOAD_REQUIREMENT) OFFLOAD_UNTESTED(COUNT_OFFLOAD_REQUIREMENT)
};
extern const struct requirement *const offload_requirements[OFFLOAD_REQUIREMENT_COUNT];

#endif
