/* requirements.h - which frames a child gets, and what its parent has to let in for it.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all). Where nobody has
 * written down what must hold, it follows from what lists and counts are for: who gives back just what it took leaves its
 * parent as it was.
 */
#ifndef MVC_SUITES_FILTER_REQUIREMENTS_H
#define MVC_SUITES_FILTER_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define FILTER_REQUIREMENTS(NAME) \
	/* ---- stations ---- */ \
	NAME(MACF_UC_01, \
	     "The address of a child that shares its parent is in the parent's unicast list just while the child is up; that of a passthru child never is, for it is the parent's own.", \
	     "macvlan_open, macvlan_stop (dev_uc_add, dev_uc_del)", "") \
	NAME(MACF_UC_02, \
	     "A parent that cannot filter unicast is promiscuous once from the first child up to the last one down; one that can is not.", \
	     "net/core/dev.c: __dev_set_rx_mode (IFF_UNICAST_FLT)", "") \
	NAME(MACF_UC_03, \
	     "When a child changes its address, the parent's list has the new one and no longer the old, from the moment the request is answered; while the child is down, neither.", \
	     "macvlan_sync_address", "") \
	NAME(MACF_UC_04, \
	     "A child that is deleted while it is up leaves nothing in its parent's unicast list.", \
	     "macvlan_stop, called when the device is unregistered", "") \
	/* ---- groups ---- */ \
	NAME(MACF_MC_01, \
	     "A child that is up belongs to the group of all hosts, and so does its parent on its behalf; a frame to that group reaches it.", \
	     "net/ipv4/igmp.c: ip_mc_up; macvlan_set_mac_lists", "") \
	NAME(MACF_MC_02, \
	     "A group joined on a child, by whatever means, is in the child's list and once on its behalf in its parent's, and frames to it reach the child from the next one on.", \
	     "macvlan_set_mac_lists (dev_mc_sync)", "") \
	NAME(MACF_MC_03, \
	     "A passthru child gets the groups that it has joined and no others, although it gets all unicast.", \
	     "macvlan_handle_frame, macvlan_broadcast (mc_filter)", "") \
	NAME(MACF_MC_04, \
	     "A group is heard by those children of a parent that have joined it, and by none of their siblings.", \
	     "macvlan_broadcast (mc_filter)", "") \
	NAME(MACF_MC_05, \
	     "A group joined on the parent alone reaches no child.", \
	     "macvlan_compute_filter: of a child's own list", "") \
	NAME(MACF_MC_06, \
	     "A child that leaves a group does not hear it any more, from the moment the request is answered.", \
	     "what the list of groups is for; macvlan_set_mac_lists computes the filter while the list still holds the group", "") \
	NAME(MACF_MC_07, \
	     "A group that was left stays unheard when the child joins another or goes down and up, and what it has joined stays heard.", \
	     "macvlan_set_mac_lists", "") \
	NAME(MACF_MC_09, \
	     "The groups of a child are in its parent's list just while the child is up; the child keeps them.", \
	     "macvlan_stop (dev_mc_unsync); net/core/dev.c: __dev_open (dev_set_rx_mode)", "") \
	NAME(MACF_MC_10, \
	     "However many groups a child joins, it hears each of them, and its parent lists each of them.", \
	     "macvlan_compute_filter, dev_mc_sync", "") \
	NAME(MACF_HASH_01, \
	     "Of groups that a child has not joined the filter keeps out most.", \
	     "mc_hash: 256 buckets", "") \
	NAME(MACF_HASH_02, \
	     "Whether an unjoined group is kept out does not change while nothing is joined or left.", \
	     "mc_hash", "") \
	NAME(MACF_HASH_03, \
	     "Of two joined groups that the filter does not tell apart, leaving one does not make the child deaf to the other.", \
	     "macvlan_compute_filter: computed anew from the whole list", "") \
	/* ---- every group ---- */ \
	NAME(MACF_ALLM_01, \
	     "A child that is up and wants every group gets every group, and its parent's allmulti count is one more while it does, however many ask the child.", \
	     "macvlan_change_rx_flags, macvlan_compute_filter", "") \
	NAME(MACF_ALLM_02, \
	     "A child that wants every group costs its parent nothing while it is down, and gives back what it took when it goes down or is deleted.", \
	     "macvlan_open, macvlan_stop", "") \
	NAME(MACF_ALLM_03, \
	     "A passthru child that goes down or is deleted while it wants every group gives back what it took of its parent's allmulti count.", \
	     "as for all other modes: macvlan_stop", "") \
	NAME(MACF_ALLM_04, \
	     "A passthru child that wanted every group while it was down, and does not any more, gives back no more of its parent's allmulti count than it took.", \
	     "as for all other modes: macvlan_open", "") \
	/* ---- everything ---- */ \
	NAME(MACF_PROM_01, \
	     "While a child that shares its parent is up and promiscuous, the parent's promiscuity is one more, however many ask the child; the child gets every group, but no unicast beyond its own.", \
	     "macvlan_change_rx_flags, macvlan_compute_filter, macvlan_handle_frame", "") \
	NAME(MACF_PROM_02, \
	     "A promiscuous child costs its parent nothing while it is down, and gives back what it took when it goes down or is deleted.", \
	     "macvlan_open, macvlan_stop", "") \
	NAME(MACF_PROM_03, \
	     "Promiscuity of a passthru child does not change its parent's; where the parent is promiscuous for it anyway, the child gets every group.", \
	     "macvlan_change_rx_flags", "") \
	NAME(MACF_PROM_04, \
	     "The parent of a passthru child is promiscuous once while the child is up, and not before or after.", \
	     "macvlan_open, macvlan_stop", "") \
	NAME(MACF_PROM_05, \
	     "The parent of a passthru child with the flag nopromisc is not promiscuous, but for stations that the child has listed on a parent that cannot filter unicast; and the child, be it promiscuous itself, gets no group that it has not joined.", \
	     "macvlan_open (MACVLAN_FLAG_NOPROMISC); net/core/dev.c: __dev_set_rx_mode; macvlan_set_mac_lists: the parent's own filter comes first", "") \
	NAME(MACF_PROM_06, \
	     "The flag nopromisc, set and cleared while a passthru child is up, takes the parent's promiscuity away and gives it back.", \
	     "macvlan_changelink", "") \
	/* ---- lists as a database ---- */ \
	NAME(MACF_FDB_01, \
	     "On a child that shares its parent, a unicast entry can be neither added nor deleted: EOPNOTSUPP.", \
	     "macvlan_fdb_add, macvlan_fdb_del", "") \
	NAME(MACF_FDB_02, \
	     "A group can be added to the list of a child in any mode, be it down.", \
	     "macvlan_fdb_add (dev_mc_add_excl)", "") \
	NAME(MACF_FDB_03, \
	     "A group that is in the list cannot be added again: EEXIST.", \
	     "macvlan_fdb_add (dev_mc_add_excl)", "") \
	NAME(MACF_FDB_04, \
	     "An entry cannot be replaced: EOPNOTSUPP, and nothing is added.", \
	     "macvlan_fdb_add (NLM_F_REPLACE)", "") \
	NAME(MACF_FDB_05, \
	     "Appending a group is adding it.", \
	     "macvlan_fdb_add: takes no notice of NLM_F_APPEND", "") \
	NAME(MACF_FDB_06, \
	     "A group that is not in the list cannot be deleted: ENOENT.", \
	     "macvlan_fdb_del (dev_mc_del)", "") \
	NAME(MACF_FDB_07, \
	     "A passthru child lists stations as it lists groups, and its parent lists them on its behalf.", \
	     "macvlan_fdb_add (dev_uc_add_excl), macvlan_set_mac_lists (dev_uc_sync)", "") \
	NAME(MACF_FDB_08, \
	     "A passthru child that goes down keeps its stations; its parent loses them and gets them back with it.", \
	     "macvlan_stop (dev_uc_unsync)", "") \
	NAME(MACF_FDB_09, \
	     "What the kernel prints of a device's lists has each entry once: one more when one is added, one less when it is deleted.", \
	     "ndo_dflt_fdb_dump", "") \
	/* ---- addresses ---- */ \
	NAME(MACF_MAC_01, \
	     "A child cannot have an address that its parent or a sibling that is up has: EADDRINUSE, when it is to take it, or when it is to go up with it.", \
	     "macvlan_addr_busy: macvlan_set_mac_address, macvlan_open", "") \
	NAME(MACF_MAC_02, \
	     "A group, broadcast or zero cannot be a child's address: EADDRNOTAVAIL, and nothing is changed.", \
	     "macvlan_set_mac_address (is_valid_ether_addr)", "") \
	NAME(MACF_HW_01, \
	     "SIOCGIFHWADDR on a tap tells the name of its device, ARPHRD_ETHER, and its address of now.", \
	     "tap_ioctl", "") \
	NAME(MACF_HW_02, \
	     "SIOCSIFHWADDR on a tap changes its device's address as a request of the administrator's would, whoever holds the tap and whatever name the request bears.", \
	     "tap_ioctl: dev_set_mac_address_user, without a look at capabilities or ifr_name", "") \
	NAME(MACF_HW_03, \
	     "SIOCSIFHWADDR with an address that the parent or a sibling that is up has is refused: EADDRINUSE.", \
	     "macvlan_set_mac_address", "") \
	NAME(MACF_HW_04, \
	     "SIOCSIFHWADDR with a group, broadcast or zero is refused: EADDRNOTAVAIL.", \
	     "macvlan_set_mac_address", "") \
	NAME(MACF_HW_05, \
	     "SIOCSIFHWADDR with the address of another family is refused: EINVAL.", \
	     "net/core/dev.c: dev_set_mac_address (sa_family)", "") \
	NAME(MACF_HW_06, \
	     "A passthru child and its parent have one address; when the child changes it the parent's changes too, and has back what it had when the child is deleted.", \
	     "macvlan_set_mac_address, macvlan_port_destroy (perm_addr)", "") \
	NAME(MACF_HW_07, \
	     "When its device is gone, a tap can neither tell nor change an address: ENOLINK.", \
	     "tap_ioctl (tap_get_tap_dev)", "") \
	NAME(MACF_HW_08, \
	     "An address that the parent of a passthru child is given directly becomes the child's too, and is the one that the parent has in the end.", \
	     "macvlan_device_event (NETDEV_CHANGEADDR), macvlan_sync_address (perm_addr)", "") \
	/* ---- groups with a name ---- */ \
	NAME(MACF_RES_01, \
	     "The groups 01-80-C2-00-00-00 to -0F are to macvtap what any group is: heard by who has joined them, from the wire and from a sibling, and let out to the wire.", \
	     "macvlan_handle_frame, macvlan_broadcast: no look at the address but for its hash", "") \
	NAME(MACF_RES_02, \
	     "A pause frame, which is for the link itself, reaches no child by its group, joined or not; the host gets it, and a child's own leaves by the wire.", \
	     "macvlan_broadcast (ETH_P_PAUSE)", "") \
	NAME(MACF_RES_03, \
	     "A source-mode child hears a listed sender's frames to reserved groups without having joined them.", \
	     "macvlan_forward_source, before any filter", "") \
	NAME(MACF_DISC_01, \
	     "Frames to the groups of IPv6 neighbour discovery, multicast listener discovery and mDNS reach a child that has joined them or wants every group, and no other.", \
	     "macvlan_broadcast (mc_filter)", "") \
	/* ---- tags ---- */ \
	NAME(MACF_VLAN_01, \
	     "A tagged frame from the wire reaches a child's tap with all its tags, octet by octet, unicast and broadcast alike.", \
	     "tap_put_user: puts back the tag that the kernel took out", "") \
	NAME(MACF_VLAN_02, \
	     "A tagged frame that a child writes reaches its sibling and the wire with all its tags, octet by octet.", \
	     "tap_get_user, macvlan_queue_xmit", "") \
	NAME(MACF_VLAN_03, \
	     "A frame that ends inside its tag reaches nobody, from the wire or from a tap; one that is as short but for a whole tag does.", \
	     "net/core/skbuff.c: skb_vlan_untag", "") \
	NAME(MACF_VLAN_04, \
	     "Frames of a VLAN that the host has a device for on the parent are that device's, and reach no child; those of other VLANs do.", \
	     "net/core/dev.c: __netif_receive_skb_core (vlan_do_receive before the receive handler)", "") \
	NAME(MACF_VLAN_06, \
	     "read(2) of a tagged frame into too little room returns the number of octets that it has stored, wherever the room ends.", \
	     "read(2); tap_put_user", "")

#define FILTER_UNTESTED(NAME) \
	NAME(MACF_VLAN_05, \
	     "A VLAN device on top of a child has its VLAN let in by the parent.", \
	     "macvlan_vlan_rx_add_vid", "", \
	     "a parent's VLAN filter can be read nowhere, and takes hardware that has one")
/* clang-format on */

FILTER_REQUIREMENTS(DECLARE_REQUIREMENT)
FILTER_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_REQUIREMENT(...) +1
enum {
	FILTER_REQUIREMENT_COUNT = 0 FILTER_REQUIREMENTS(COUNT_REQUIREMENT) FILTER_UNTESTED(COUNT_REQUIREMENT)
};
extern const struct requirement *const filter_requirements[FILTER_REQUIREMENT_COUNT];

#endif
