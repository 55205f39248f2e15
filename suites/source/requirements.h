/* requirements.h - what a source-mode child's list of senders must do.
 *
 * `ip-link(8)` describes the requests (macaddr add, del, flush, set) and that a child hears whom it lists; all else is
 * taken from what the driver, drivers/net/macvlan.c, has always done.
 */
#ifndef MVC_SUITES_SOURCE_REQUIREMENTS_H
#define MVC_SUITES_SOURCE_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define SOURCE_REQUIREMENTS(NAME) \
	/* ---- requests ---- */ \
	NAME(LINK_MACMODE_01, \
	     "A request about a list of senders is refused with EINVAL by a child that is not in source mode, and leaves no device behind if it was to make one.", \
	     "macvlan_common_newlink, macvlan_changelink", "") \
	NAME(LINK_MACMODE_02, \
	     "A request that does with the list what no version knows is refused with EINVAL, one whose verb is too short a number with ERANGE, and the list stays as it was.", \
	     "macvlan_validate (IFLA_MACVLAN_MACADDR_MODE); macvlan_policy", "") \
	NAME(LINK_MACMODE_03, \
	     "Adding and deleting need an address: without one they are refused with EINVAL.", \
	     "macvlan_changelink_sources", "") \
	NAME(LINK_MACMODE_04, \
	     "Deleting takes the one sender off the list and leaves the others; a sender that is not on it is not missed.", \
	     "macvlan_changelink_sources (MACVLAN_MACADDR_DEL)", "") \
	NAME(LINK_MACMODE_05, \
	     "Flushing, and setting to nothing, leave an empty list.", \
	     "macvlan_flush_sources", "") \
	NAME(LINK_MACMODE_06, \
	     "Setting replaces the list by the single address and the listed ones together, each once however often it is named.", \
	     "macvlan_changelink_sources (MACVLAN_MACADDR_SET)", "") \
	NAME(LINK_MACMODE_07, \
	     "Adding puts the one sender on the list, once, and keeps the others.", \
	     "macvlan_hash_add_source", "") \
	NAME(LINK_MACMODE_08, \
	     "Addresses without a verb change nothing, and a whole list is read by no other verb than set.", \
	     "macvlan_changelink, macvlan_changelink_sources", "") \
	NAME(LINK_MACMODE_09, \
	     "The zero address and groups are no senders: naming one is refused with EADDRNOTAVAIL, and the list stays as it was.", \
	     "macvlan_validate (is_valid_ether_addr)", "") \
	NAME(LINK_MACMODE_10, \
	     "A sender's address is six octets long: other lengths are refused with EINVAL, or with ERANGE beyond those of any address.", \
	     "macvlan_validate; macvlan_policy (MAX_ADDR_LEN)", "") \
	NAME(LINK_MACMODE_11, \
	     "One entry that is no sender's address has the whole list refused, with EINVAL for its form and EADDRNOTAVAIL for a group or zero, and nothing of it is applied.", \
	     "macvlan_validate (IFLA_MACVLAN_MACADDR_DATA)", "") \
	NAME(LINK_MACMODE_12, \
	     "The number of senders is the kernel's to say: a request that gives one is refused with EINVAL.", \
	     "macvlan_validate (IFLA_MACVLAN_MACADDR_COUNT)", "") \
	NAME(LINK_MACMODE_13, \
	     "A list of thousands of senders, up to what a message holds, is taken and told whole: the number and each sender once.", \
	     "macvlan_fill_info, macvlan_fill_info_macaddr", "") \
	NAME(LINK_MACMODE_14, \
	     "A list that is longer than one message can tell is refused or told whole: what is told never contradicts its own count.", \
	     "macvlan_fill_info; nla_nest_end writes a length of 16 bits", "") \
	NAME(LINK_CHG_04, \
	     "A child that leaves source mode loses its list, and finds it empty when it returns.", \
	     "macvlan_changelink, macvlan_flush_sources", "") \
	NAME(LINK_CHG_05, \
	     "Putting a source-mode child in source mode keeps its list.", \
	     "macvlan_changelink", "") \
	NAME(LINK_CHG_06, \
	     "A change to passthru that is refused keeps the list.", \
	     "macvlan_changelink", "") \
	NAME(LINK_CHG_07, \
	     "One request can put a child in source mode and fill its list.", \
	     "macvlan_changelink: the mode is applied before the list", "") \
	NAME(SRC_LIST_01, \
	     "Each child has a list of its own: changing or deleting one child leaves the lists of its siblings alone, whoever they name.", \
	     "macvlan_hash_lookup_source, macvlan_flush_sources", "") \
	NAME(SRC_LIST_02, \
	     "A list survives that its child goes down, comes up and changes its address.", \
	     "macvlan_stop, macvlan_set_mac_address: neither touches the list", "") \
	/* ---- forwarding by sender ---- */ \
	NAME(SRC_EDIT_01, \
	     "What a request does to a list, to the flag nodst or to the child's mode holds from the first frame after the answer, and what it leaves alone goes on as before.", \
	     "macvlan_changelink, macvlan_changelink_sources, macvlan_forward_source", "") \
	NAME(SRC_EDIT_02, \
	     "A request that was refused changes nothing about who is heard.", \
	     "macvlan_validate comes before macvlan_changelink", "") \
	NAME(SRC_CLAIM_01, \
	     "However many children list a sender, each gets its frames once, as often as they have been told to list it.", \
	     "macvlan_hash_add_source, macvlan_forward_source", "") \
	NAME(SRC_CLAIM_02, \
	     "A frame stays with those that list its sender as long as one of them has flag nodst, and no longer.", \
	     "macvlan_forward_source (MACVLAN_FLAG_NODST)", "") \
	NAME(SRC_CLAIM_03, \
	     "The flag nodst keeps nothing of senders that its child does not list.", \
	     "macvlan_forward_source", "") \
	NAME(SRC_CLAIM_04, \
	     "Children hear the senders they list on their own parent only.", \
	     "struct macvlan_port (vlan_source_hash)", "") \
	NAME(SRC_CLAIM_05, \
	     "On a list of thousands each sender is heard, and nobody else.", \
	     "macvlan_forward_source (macvlan_eth_hash)", "") \
	NAME(SRC_MIX_01, \
	     "A listed sender's frames reach children of other modes beside the source-mode child, and not with flag nodst; others' frames are not concerned.", \
	     "macvlan_handle_frame: lists come first", "") \
	NAME(SRC_OWN_01, \
	     "A source-mode child that lists its own address hears unicast from the wire that bears it, once, as any listed sender's.", \
	     "macvlan_forward_source", "") \
	NAME(SRC_OWN_02, \
	     "A flood from the wire that bears a source-mode child's own address reaches that child once, though it lists itself. No document allows a frame to be delivered twice to one station.", \
	     "macvlan_handle_frame: the list's copy, and the one \"to original port\"", "") \
	NAME(SRC_OWN_03, \
	     "A child that lists itself or its parent hears nothing of what they send, unless the wire sends it back.", \
	     "macvlan_queue_xmit and the parent's transmit path consult no list", "") \
	NAME(SRC_OWN_04, \
	     "A source-mode child that lists its parent's address hears the frames from the wire that bear it, and the host gets them, too.", \
	     "macvlan_forward_source", "") \
	NAME(ISO_SRC_06, \
	     "The copy that a source-mode child's own stack gets is for the child if the destination is the child's address, and else what it was on the parent: the parent's, somebody else's, a broadcast's or a group's.", \
	     "macvlan_forward_source_one (pkt_type); eth_type_trans", "")
/* clang-format on */

SOURCE_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_SOURCE_REQUIREMENT(...) +1
enum { SOURCE_REQUIREMENT_COUNT = 0 SOURCE_REQUIREMENTS(COUNT_SOURCE_REQUIREMENT) };
extern const struct requirement *const source_requirements[SOURCE_REQUIREMENT_COUNT];

#endif
