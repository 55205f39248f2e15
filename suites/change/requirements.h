/* requirements.h - what a macvtap that exists is bound to: what may be changed of it, what follows from its parent, what it
 * shows of itself.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all).
 */
#ifndef MVC_SUITES_CHANGE_REQUIREMENTS_H
#define MVC_SUITES_CHANGE_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define CHANGE_REQUIREMENTS(NAME) \
	/* ---- modes, lists, requests ---- */ \
	NAME(CHG_MODE_01, \
	     "A child may go from any of the modes private, vepa, bridge and source to any other, and from each mode to itself, while it is up.", \
	     "macvlan_changelink", "") \
	NAME(CHG_MODE_02, \
	     "No child that exists becomes a passthru child, and no passthru child anything else: EINVAL, and the mode stays.", \
	     "macvlan_changelink", "") \
	NAME(CHG_MODE_03, \
	     "Whoever holds the tap of a child that changes its mode keeps it, and the frames that follow go by the new mode.", \
	     "macvlan_changelink; macvlan_queue_xmit and macvlan_handle_frame look at the mode of each frame's child", "") \
	NAME(CHG_LIST_01, \
	     "A child that leaves source mode forgets its senders, and has none when it returns.", \
	     "macvlan_changelink, macvlan_flush_sources", "") \
	NAME(CHG_LIST_02, \
	     "A source-mode child that is asked for source mode keeps its senders.", \
	     "macvlan_changelink", "") \
	NAME(CHG_LIST_03, \
	     "A source-mode child that is refused another mode keeps its senders.", \
	     "macvlan_changelink", "") \
	NAME(CHG_LIST_04, \
	     "One request can put a child into source mode and give it senders.", \
	     "macvlan_changelink: the mode comes first", "") \
	NAME(CHG_REQ_01, \
	     "A request that edits the list of senders of a child that is not to be in source mode is refused (EINVAL) and changes nothing: neither the mode it names nor the list. rtnetlink(7) does not promise it, but no caller can make good what a refused request has done.", \
	     "macvlan_changelink (MACVLAN_MODE_SOURCE is asked for after the mode has been set)", "") \
	NAME(CHG_REQ_02, \
	     "A request that names a mode or flags that do not exist is refused (EINVAL), and nothing else it names is done.", \
	     "macvlan_validate", "") \
	NAME(CHG_REQ_03, \
	     "A request changes what it names, and nothing it does not name.", \
	     "macvlan_changelink", "") \
	NAME(CHG_REQ_04, \
	     "A child's parent is for life: another one in a request to change is passed over.", \
	     "rtnl_changelink; macvlan_changelink never looks at IFLA_LINK", "") \
	NAME(CHG_REQ_05, \
	     "A child may ask for another length of its parent's broadcast queue at any time, and the answer shows what is in use.", \
	     "macvlan_changelink, update_port_bc_queue_len", "") \
	/* ---- flags ---- */ \
	NAME(CHG_FLAG_01, \
	     "Any combination of nopromisc and nodst may be set on a child of any mode, and outside passthru leaves the parent's promiscuity alone.", \
	     "macvlan_changelink (macvlan_passthru)", "") \
	NAME(CHG_FLAG_02, \
	     "A passthru child that is up takes its share of the parent's promiscuity back when nopromisc is set, and once, and gives it again when it is cleared; others' shares are not touched.", \
	     "macvlan_changelink; dev_set_promiscuity", "") \
	NAME(CHG_FLAG_03, \
	     "A passthru child that is down has no share in the parent's promiscuity, whatever its flags are changed to; it takes one as it goes up.", \
	     "macvlan_changelink, macvlan_open, macvlan_stop", "") \
	/* ---- MTU ---- */ \
	NAME(CHG_MTU_01, \
	     "A parent whose MTU is lowered below a child's takes the child's with it, up or down, in any mode.", \
	     "macvlan_device_event (NETDEV_CHANGEMTU)", "") \
	NAME(CHG_MTU_02, \
	     "A parent's MTU that stays at or above a child's does not touch it, be it lowered or raised.", \
	     "macvlan_device_event (NETDEV_CHANGEMTU)", "") \
	NAME(CHG_MTU_03, \
	     "A child's MTU may be anything from 68 to its parent's.", \
	     "macvlan_change_mtu; ether_setup (min_mtu)", "") \
	NAME(CHG_MTU_04, \
	     "A child's MTU above its parent's is refused with EINVAL.", \
	     "macvlan_change_mtu", "") \
	NAME(CHG_MTU_05, \
	     "A child's MTU below 68 or above the largest the device has is refused with EINVAL, in words that say which.", \
	     "dev_validate_mtu", "") \
	NAME(CHG_MTU_06, \
	     "A child's MTU is no limit to frames of others: unicast from the wire and from siblings, floods from the wire, and what its own guest writes, pass as long as the parent's allows. No document says so; the driver has always done it.", \
	     "macvlan_handle_frame, macvlan_queue_xmit (parent's dev_forward_skb), macvlan_broadcast_one", "") \
	NAME(CHG_MTU_07, \
	     "A bridge child's flood reaches a sibling only if the sibling's MTU allows it, with a tag's room to spare. No document says so; the driver has always done it.", \
	     "macvlan_broadcast_one (__dev_forward_skb), is_skb_forwardable", "") \
	/* ---- addresses ---- */ \
	NAME(CHG_ADDR_01, \
	     "A child that is no passthru child may change its address, up or down, and its parent's stays.", \
	     "macvlan_set_mac_address, macvlan_sync_address", "") \
	NAME(CHG_ADDR_02, \
	     "The address of the parent, or of a sibling that is up, is refused with EADDRINUSE, whether the child is up or down.", \
	     "macvlan_set_mac_address (macvlan_addr_busy)", "") \
	NAME(CHG_ADDR_03, \
	     "A group's address and the zero address are refused with EADDRNOTAVAIL, an address of another length with EINVAL, and the old one stays.", \
	     "macvlan_validate, macvlan_set_mac_address; do_setlink", "") \
	NAME(CHG_ADDR_04, \
	     "A parent's new address does not touch its children's, but a passthru child's.", \
	     "macvlan_device_event (NETDEV_CHANGEADDR)", "") \
	NAME(CHG_ADDR_05, \
	     "A parent may take the address of a child that is up; unicast for it is the child's as long as that is up, and the child cannot go up again (EADDRINUSE). No document says so; the driver has always done it.", \
	     "macvlan_device_event, macvlan_handle_frame, macvlan_open", "") \
	NAME(CHG_ADDR_06, \
	     "A child may take the address of a sibling that is down; that one cannot go up until the address is free (EADDRINUSE).", \
	     "macvlan_addr_busy knows children that are up; macvlan_open", "") \
	NAME(CHG_ADDR_07, \
	     "A passthru child that is given an address gives it to its parent, up or down, and the parent has its own again when the child is deleted.", \
	     "macvlan_set_mac_address, macvlan_port_destroy (perm_addr)", "") \
	NAME(CHG_ADDR_08, \
	     "A passthru child has the address that its parent is given, and the parent keeps the last it was given itself when the child is deleted.", \
	     "macvlan_device_event (NETDEV_CHANGEADDR), macvlan_sync_address (perm_addr)", "") \
	/* ---- fit for use ---- */ \
	NAME(CHG_OPER_01, \
	     "A child that is up has a carrier and is UP exactly while its parent has a carrier; on one without, as a veth that is down, it is LOWERLAYERDOWN.", \
	     "macvlan_device_event, netif_stacked_transfer_operstate; RFC 2863 3.1.13", "") \
	NAME(CHG_OPER_02, \
	     "A child that is down is DOWN, which does not touch its parent, and UP again when it is up.", \
	     "macvlan_stop; RFC 2863 3.1.13", "") \
	NAME(CHG_OPER_03, \
	     "A child on a dormant parent is DORMANT, and keeps its carrier.", \
	     "netif_stacked_transfer_operstate; RFC 2863 3.1.12", "") \
	NAME(CHG_OPER_04, \
	     "A child whose protocol is set down (IFLA_PROTO_DOWN) loses its carrier and is DOWN, and has it back when it is set up; the parent keeps its own.", \
	     "macvlan_setup (change_proto_down), dev_change_proto_down", "") \
	NAME(CHG_OPER_05, \
	     "A child's carrier cannot be set by request: EOPNOTSUPP.", \
	     "dev_change_carrier: macvlan has no ndo_change_carrier", "") \
	/* ---- queue length ---- */ \
	NAME(CHG_TXQ_01, \
	     "A change of a child's queue length resizes the rings of its open taps at once, and no sibling's.", \
	     "macvtap_device_event (NETDEV_CHANGE_TX_QUEUE_LEN), tap_queue_resize", "") \
	NAME(CHG_TXQ_02, \
	     "A queue length that the ring of an open tap cannot have is refused with EPERM and changes nothing; with ERANGE by kernels that let no device have more than 32767.", \
	     "macvtap_device_event (NOTIFY_BAD), dev_change_tx_queue_len", "") \
	NAME(CHG_TXQ_03, \
	     "A queue length that no tap's ring can ever have is refused so before a tap is opened, too, rather than having every later open fail. No document says so; the reading is taken that a length is accepted or refused by what it is.", \
	     "tap_queue_resize has nothing to resize without queues; tap_open (ptr_ring_init)", "") \
	/* ---- names ---- */ \
	NAME(CHG_NAME_01, \
	     "A child may be renamed; its tap keeps its device numbers and its name, which is made of the device's index.", \
	     "macvtap_device_event has no part in it; dev_change_name", "") \
	NAME(CHG_NAME_02, \
	     "A child may be renamed while it is up, and its guest does not notice.", \
	     "dev_change_name", "6.2, by probe") \
	NAME(CHG_NAME_03, \
	     "A parent may be renamed; its children stay its children.", \
	     "netdev_adjacent_rename_links", "") \
	/* ---- features ---- */ \
	NAME(CHG_FEAT_01, \
	     "Scatter-gather, checksums and TCP segmentation of a child are always on, whatever its parent's are, and cannot be switched off: what the parent cannot do is done when it is given the frame.", \
	     "ALWAYS_ON_FEATURES, macvlan_fix_features", "") \
	NAME(CHG_FEAT_02, \
	     "Whether a child checks and merges what it receives (rx-checksum, rx-gro) and segments what it sends (tx-generic-segmentation) follows its parent, at once and whatever is asked of the child.", \
	     "macvlan_device_event (NETDEV_FEAT_CHANGE), macvlan_fix_features", "") \
	NAME(CHG_FEAT_03, \
	     "A child may be asked for LRO, and has it only if its parent has; and for the ways to merge that are off unless asked for (rx-gro-list, rx-udp-gro-forwarding), and never has them.", \
	     "macvlan_fix_features (NETIF_F_LRO, MACVLAN_FEATURES)", "") \
	NAME(CHG_FEAT_04, \
	     "Of what is left of Ethernet's features a child has nothing, whatever its parent has (VLAN insertion and removal, SCTP checksums), and no VLAN filter that its parent has not; they cannot be switched on.", \
	     "MACVLAN_FEATURES, macvlan_init, macvlan_fix_features", "") \
	NAME(CHG_FEAT_05, \
	     "A child has its parent's limits of TCP segmentation, in octets and in segments.", \
	     "netif_inherit_tso_max", "6.0, by probe") \
	NAME(CHG_FEAT_06, \
	     "A child says what its parent says of speed, duplex and time stamps.", \
	     "macvlan_ethtool_get_link_ksettings, macvlan_ethtool_get_ts_info", "") \
	NAME(CHG_FEAT_07, \
	     "To ethtool a macvtap's driver is called macvlan.", \
	     "macvlan_ethtool_get_drvinfo", "") \
	NAME(CHG_FEAT_08, \
	     "What a parent or a child is asked to be given at most in one piece (gso_max_size, gso_max_segs) is its own: no other device's changes with it, nor does its own with its parent's features.", \
	     "netif_inherit_tso_max, unlike what it replaced, copies what devices can do and not what they were asked to", "6.0, by probe") \
	NAME(CHG_FEAT_09, \
	     "A parent that is without a feature, and so without others that need it, leaves its child all that a child always has; only generic segmentation goes with the parent's.", \
	     "netdev_fix_features of the parent, macvlan_fix_features", "") \
	NAME(CHG_FEAT_10, \
	     "TUNSETOFFLOAD changes nothing that a child of such a parent shows, and the child goes on following its parent.", \
	     "set_offload (update_features), macvtap_update_features, macvlan_fix_features: what it adds and takes away is GRO, which is the parent's, and LRO, which a veth has not", "") \
	NAME(CHG_FEAT_11, \
	     "A child may be given as much in one piece as its driver says (tso_max_size, tso_max_segs), and is refused more (EINVAL).", \
	     "rtnetlink (IFLA_GSO_MAX_SIZE, IFLA_GSO_MAX_SEGS)", "6.0, by probe") \
	/* ---- the tap's node ---- */ \
	NAME(CHG_NODE_01, \
	     "sysfs shows a child's tap as macvtap/tapINDEX below the device, and links to it as tapINDEX.", \
	     "macvtap_device_event (NETDEV_REGISTER)", "") \
	NAME(CHG_NODE_02, \
	     "IFLA_LINK and sysfs name a child's parent, and sysfs its children, as long as they exist.", \
	     "macvlan_dev_get_iflink; netdev_upper_dev_link", "") \
	NAME(CHG_NODE_03, \
	     "All taps have one major number, and each a minor of its own, from 1 on.", \
	     "tap_get_minor", "") \
	NAME(CHG_NODE_04, \
	     "Whoever makes a node of the tap's device numbers can open the tap by it.", \
	     "tap_open, dev_get_by_tap_file", "") \
	NAME(CHG_NODE_05, \
	     "A node whose minor number is no tap's cannot be opened: ENODEV.", \
	     "tap_open", "") \
	/* ---- what everybody is told ---- */ \
	NAME(CHG_EVT_01, \
	     "Whatever makes a child, or changes one that is up, a change of its parent's included, is announced when it has happened, with the values it has then; what is refused is not.", \
	     "rtnl_newlink, netdev_state_change, rtnetlink_event", "") \
	NAME(CHG_EVT_02, \
	     "A child's end is announced once, last of all; if it was up, that it went down before.", \
	     "macvtap_dellink; unregister_netdevice_many", "") \
	NAME(CHG_EVT_03, \
	     "udev is told of a new child's tap (subsystem macvtap: MAJOR, MINOR, DEVNAME tapINDEX), in the child's namespace and no other.", \
	     "macvtap_device_event; macvtap_net_namespace", "") \
	NAME(CHG_EVT_04, \
	     "udev is told of the tap's end before the device's.", \
	     "macvtap_device_event (NETDEV_UNREGISTER)", "") \
	NAME(CHG_DUMP_01, \
	     "Who asks for a child is told its mode, flags, number of senders and both lengths of the broadcast queue.", \
	     "macvlan_fill_info", "") \
	NAME(CHG_DUMP_02, \
	     "What is told of a child is accepted of another, and makes it the same.", \
	     "macvlan_fill_info, macvlan_changelink", "") \
	/* ---- namespaces ---- */ \
	NAME(CHG_NS_01, \
	     "A child may be made in another namespace than its parent's, and says by IFLA_LINK_NETNSID that the parent is elsewhere.", \
	     "rtnl_newlink (IFLA_NET_NS_FD); rtnl_fill_link_netnsid", "") \
	NAME(CHG_NS_02, \
	     "A parent in a namespace that has no id here is refused with EINVAL, in words.", \
	     "rtnl_newlink (IFLA_LINK_NETNSID)", "") \
	NAME(CHG_NS_03, \
	     "A child may be moved to another namespace; it arrives down, keeps mode, flags and parent, and works on when it is up, its open taps included.", \
	     "dev_change_net_namespace", "") \
	NAME(CHG_NS_04, \
	     "A child that is moved to where its index is taken gets another.", \
	     "dev_change_net_namespace", "") \
	NAME(CHG_NS_05, \
	     "A child that is to be moved to where its name is taken stays where it is, as it is: EEXIST.", \
	     "dev_change_net_namespace", "") \
	NAME(CHG_NS_06, \
	     "A parent may be moved to another namespace without its children: they have no carrier until it is up again.", \
	     "macvlan_device_event (NETDEV_UNREGISTER of a move)", "") \
	NAME(CHG_NS_07, \
	     "The end of its parent's namespace is a child's end, wherever it is.", \
	     "macvlan_device_event (NETDEV_UNREGISTER); default_device_exit_batch", "") \
	/* ---- deletion ---- */ \
	NAME(CHG_DEL_01, \
	     "A child that is deleted is gone when the request is answered, and leaves the parent's promiscuity as it was before the child.", \
	     "macvtap_dellink, macvlan_stop", "") \
	NAME(CHG_DEL_02, \
	     "When its last child is deleted, a parent is free at once for whatever a child kept it from.", \
	     "macvlan_uninit, macvlan_port_destroy", "") \
	NAME(CHG_DEL_03, \
	     "A parent that is deleted takes its children with it: they are gone when the request is answered.", \
	     "macvlan_device_event (NETDEV_UNREGISTER)", "") \
	/* ---- rights ---- */ \
	NAME(CHG_CAP_01, \
	     "Who has no CAP_NET_ADMIN over a namespace can make, change and delete no child in it: EPERM. Looking is free.", \
	     "rtnetlink_rcv_msg", "") \
	NAME(CHG_CAP_02, \
	     "Who owns a user namespace can make a child in a network namespace of it, but no node for a tap, and change nothing in others'.", \
	     "rtnetlink_rcv_msg (ns_capable); mknod(2)", "user namespaces, by probe") \
	/* ---- parents of other kinds ---- */ \
	NAME(CHG_STACK_01, \
	     "A bridge, bond, team, dummy, ifb or VLAN device can be a parent: a child has its MTU and its end from it.", \
	     "macvlan_common_newlink, macvlan_port_create", "the kind of device, by probe") \
	NAME(CHG_STACK_02, \
	     "A child made on another child, macvlan or macvtap, stands beside it on the same parent, and does not depend on it.", \
	     "macvlan_common_newlink (macvlan_dev_real_dev)", "") \
	NAME(CHG_TYPE_01, \
	     "A parent cannot become another type of hardware while it has a child: EPERM.", \
	     "macvlan_device_event (NETDEV_PRE_TYPE_CHANGE)", "") \
	/* ---- counters ---- */ \
	NAME(CHG_STAT_01, \
	     "A unicast frame from the wire counts once, with all its octets from the destination address on, as received by the child and by the parent, and by no other child.", \
	     "macvlan_count_rx; veth", "") \
	NAME(CHG_STAT_02, \
	     "A frame that a guest writes, or the host by the child, counts once, with all its octets, as sent by the child and, if it leaves by the wire, by the parent.", \
	     "macvlan_start_xmit", "") \
	NAME(CHG_STAT_03, \
	     "A frame from one bridge child to another, or to itself, counts as sent by the one and received by the other, and not at all at the parent.", \
	     "macvlan_queue_xmit, macvlan_handle_frame", "") \
	NAME(CHG_STAT_04, \
	     "A frame from the wire for nobody's address counts at the parent only.", \
	     "macvlan_handle_frame", "") \
	NAME(CHG_STAT_05, \
	     "A broadcast from the wire counts once at each child, as received and as multicast.", \
	     "macvlan_broadcast, macvlan_count_rx", "") \
	NAME(CHG_STAT_06, \
	     "A flood that a sibling's MTU keeps from it counts there as an error and a drop, and not as received.", \
	     "macvlan_broadcast, macvlan_count_rx", "") \
	NAME(CHG_STAT_07, \
	     "What a guest writes and is refused counts as one drop of the child's, and nowhere else.", \
	     "tap_get_user (count_tx_dropped)", "") \
	NAME(CHG_STAT_08, \
	     "A frame that finds the tap's ring full counts as received, and as an error and a drop.", \
	     "tap_handle_frame (count_rx_dropped), macvlan_count_rx", "") \
	NAME(CHG_STAT_09, \
	     "A frame for a child whose tap nobody holds, and that no protocol wants, counts as received and dropped.", \
	     "macvlan_handle_frame; __netif_receive_skb_core", "")

#define CHANGE_UNTESTED(NAME) \
	NAME(CHG_SPEED_01, \
	     "Outside the first namespace, hardware time stamping cannot be set through a child: EOPNOTSUPP.", \
	     "macvlan_eth_ioctl, macvlan_hwtstamp_set", "", \
	     "a veth has no hardware time stamps to be set, so the refusal would come from it") \
	NAME(CHG_CDEV_02, \
	     "devtmpfs has a node /dev/tapINDEX for each tap, for root only.", \
	     "macvtap_device_event, device_create", "", \
	     "/dev is the machine's, and its nodes may be those of other namespaces: no case looks at it") \
	NAME(CHG_CDEV_03, \
	     "Of two taps with one index in two namespaces, each has a node of its own.", \
	     "devtmpfs_create_node", "", \
	     "devtmpfs is flat, so it cannot hold; a case would have to leave nodes in the machine's /dev") \
	NAME(CHG_CDEV_04, \
	     "A minor number that is free again is given to the next child, and a stale node then opens that one's tap.", \
	     "tap_get_minor (idr_alloc)", "", \
	     "minors are shared by the whole machine: another case may be faster") \
	NAME(CHG_CDEV_06, \
	     "A node whose child has been deleted cannot be opened: ENODEV.", \
	     "dev_get_by_tap_file", "", \
	     "another case may have the minor again already; CHG_NODE_05 asks the same of a minor nobody has") \
	NAME(CHG_CDEV_08, \
	     "A child more than there are minors is refused, in words.", \
	     "tap_get_minor", "", \
	     "it takes 1048575 children") \
	NAME(CHG_NS_08, \
	     "A child whose namespace ends is gone, though its tap is open.", \
	     "default_device_exit_batch; macvtap_dellink", "", \
	     "how namespaces end under open taps is the suite lifecycle's") \
	NAME(CHG_NS_09, \
	     "A tap opened in a namespace keeps that namespace until it is closed.", \
	     "tap_open (sk_alloc)", "", \
	     "how namespaces end under open taps is the suite lifecycle's") \
	NAME(CHG_STAT_10, \
	     "The octets of its own flood that the wire sends back to a private or source-mode child count as received.", \
	     "macvlan_handle_frame (\"forward to original port\") counts the frame, and no octet of it", "", \
	     "whether such a frame is the child's to count at all is nowhere said")
/* clang-format on */

CHANGE_REQUIREMENTS(DECLARE_REQUIREMENT)
CHANGE_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_CHANGE_REQUIREMENT(...) +1
enum {
	CHANGE_REQUIREMENT_COUNT =
		0 CHANGE_REQUIREMENTS(COUNT_CHANGE_REQUIREMENT) CHANGE_UNTESTED(COUNT_CHANGE_REQUIREMENT),
};
extern const struct requirement *const change_requirements[CHANGE_REQUIREMENT_COUNT];

#endif
