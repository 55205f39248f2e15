/* requirements.h - what the making of a macvtap consists of: what is taken, what is refused and how, and what is
 * there afterwards.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all). Symbols without a
 * file are drivers/net/macvlan.c's.
 */
#ifndef MVC_SUITES_LINK_REQUIREMENTS_H
#define MVC_SUITES_LINK_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define LINK_REQUIREMENTS(NAME) \
	/* ---- making one ---- */ \
	NAME(LINK_CREATE_01, \
	     "A macvtap that is asked for without data of the driver is in vepa mode and has no flags.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_CREATE_02, \
	     "Data of the driver with nothing in it is as good as none.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_CREATE_03, \
	     "A macvtap without a parent is refused with EINVAL.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_CREATE_04, \
	     "A parent that is not there is refused with ENODEV.", \
	     "macvlan_common_newlink (__dev_get_by_index)", "") \
	NAME(LINK_CREATE_05, \
	     "The loopback device is refused as a parent with EINVAL.", \
	     "macvlan_port_create", "") \
	NAME(LINK_CREATE_06, \
	     "A device that is no Ethernet is refused as a parent with EINVAL.", \
	     "macvlan_port_create", "") \
	NAME(LINK_CREATE_07, \
	     "A device whose frames somebody else receives, as a bridge does its ports', is refused as a parent with EBUSY.", \
	     "macvlan_port_create (netdev_is_rx_handler_busy)", "") \
	NAME(LINK_CREATE_08, \
	     "Any other Ethernet device is taken as a parent: a bridge, an ifb, a dummy, a tap of the tun driver.", \
	     "macvlan_port_create", "") \
	NAME(LINK_CREATE_09, \
	     "A parent cannot become a bridge's port while it has a child, and can as soon as it has none.", \
	     "macvlan_port_create, macvlan_uninit; net/bridge/br_if.c, br_add_if", "") \
	NAME(LINK_CREATE_10, \
	     "A macvtap cannot become a bridge's port, for its frames are its tap's; a macvlan beside it can.", \
	     "drivers/net/macvtap.c, macvtap_newlink; net/bridge/br_if.c, br_add_if", "") \
	NAME(LINK_CREATE_11, \
	     "A child asked for on another child, macvlan or macvtap, becomes a child of that one's parent.", \
	     "macvlan_common_newlink (macvlan_dev_real_dev)", "") \
	NAME(LINK_CREATE_12, \
	     "Macvlans and macvtaps live side by side on one parent.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_CREATE_13, \
	     "A name that is taken is refused with EEXIST by a request that must make a new device; whoever bears it stays as it is.", \
	     "net/core/rtnetlink.c, rtnl_newlink (NLM_F_EXCL)", "") \
	NAME(LINK_CREATE_14, \
	     "A request that may make a device or change one changes the one that is there.", \
	     "net/core/rtnetlink.c, rtnl_newlink; macvlan_changelink", "") \
	NAME(LINK_CREATE_15, \
	     "A macvtap cannot be changed by the name of macvlan: EOPNOTSUPP, and it stays as it is.", \
	     "net/core/rtnetlink.c, rtnl_newlink", "") \
	NAME(LINK_CREATE_16, \
	     "A name that no device may have is refused: with ERANGE if it is too long, else with EINVAL.", \
	     "net/core/rtnetlink.c, ifla_policy; net/core/dev.c, dev_valid_name", "") \
	NAME(LINK_CREATE_17, \
	     "A device without a name, or with a pattern for one, gets the first that is free.", \
	     "net/core/rtnetlink.c, rtnl_create_link; net/core/dev.c, dev_alloc_name", "") \
	NAME(LINK_CREATE_18, \
	     "A device gets the index it is asked for with; EEXIST if somebody has it.", \
	     "net/core/rtnetlink.c, rtnl_newlink; net/core/dev.c, dev_new_index", "") \
	NAME(LINK_CREATE_19, \
	     "A refused request leaves the parent as it was: nobody receives its frames, and it is not promiscuous.", \
	     "macvlan_common_newlink (destroy_macvlan_port)", "") \
	NAME(LINK_CREATE_20, \
	     "A child may be made on a parent that is down; it has no carrier until its parent is up.", \
	     "macvlan_init; net/core/dev.c, netif_stacked_transfer_operstate", "") \
	NAME(LINK_CREATE_21, \
	     "A macvtap has as many queues in its device as were asked for, one each way by default; 1 to 4096 may be.", \
	     "net/core/rtnetlink.c, rtnl_create_link", "") \
	NAME(LINK_CREATE_22, \
	     "A macvtap's ring holds 500 frames unless told otherwise, and it has a queueing discipline where a macvlan has none.", \
	     "drivers/net/macvtap.c, macvtap_setup (TUN_READQ_SIZE)", "") \
	NAME(LINK_CREATE_23, \
	     "The length of the ring can be asked for when the device is made.", \
	     "drivers/net/macvtap.c, macvtap_setup; net/core/rtnetlink.c, rtnl_create_link", "") \
	NAME(LINK_CREATE_24, \
	     "Hundreds of children live on one parent, and go with it.", \
	     "macvlan_device_event (NETDEV_UNREGISTER)", "") \
	NAME(LINK_CREATE_25, \
	     "A refused request changes nothing of the children that are there.", \
	     "the rule of all netlink requests: what is refused has no effect; macvlan_common_newlink", "") \
	/* ---- the driver's attributes ---- */ \
	NAME(LINK_MODE_01, \
	     "A macvtap is in the mode it was asked for in.", \
	     "macvlan_validate, macvlan_fill_info", "") \
	NAME(LINK_MODE_02, \
	     "A number that is no mode, several modes at once included, is refused with EINVAL.", \
	     "macvlan_validate", "") \
	NAME(LINK_MODE_03, \
	     "A mode of fewer than four octets is refused with ERANGE and a word about the policy.", \
	     "macvlan_policy; lib/nlattr.c, validate_nla", "") \
	NAME(LINK_MODE_04, \
	     "Of a mode of more than four octets the first four count.", \
	     "lib/nlattr.c, validate_nla (NL_VALIDATE_LIBERAL)", "") \
	NAME(LINK_FLAGS_01, \
	     "Both flags, and both together, are taken in every mode, and read as they were asked for.", \
	     "macvlan_validate, macvlan_fill_info", "") \
	NAME(LINK_FLAGS_02, \
	     "Any other flag is refused with EINVAL, also beside one that is known; flags of one octet with ERANGE.", \
	     "macvlan_validate, macvlan_policy", "") \
	NAME(LINK_BCQ_01, \
	     "Any length of the broadcast queue is taken, and used if it is the greatest that the parent's children ask for.", \
	     "update_port_bc_queue_len", "") \
	NAME(LINK_BCQ_02, \
	     "The length that is used cannot be asked for: EINVAL, and a word about the policy.", \
	     "macvlan_policy (NLA_REJECT)", "") \
	NAME(LINK_BCQ_03, \
	     "Who does not say asks for a broadcast queue of 1000.", \
	     "macvlan_common_newlink (MACVLAN_DEFAULT_BC_QUEUE_LEN)", "") \
	NAME(LINK_BCQ_04, \
	     "When the child that asks for the longest broadcast queue is gone, or asks for less, the next one's wish is used at once.", \
	     "macvlan_dellink, macvlan_changelink", "") \
	NAME(LINK_CUT_01, \
	     "Any number is taken as the broadcast cutoff, and it is the parent's: all children read it.", \
	     "update_port_bc_cutoff, macvlan_fill_info", "6.4") \
	NAME(LINK_CUT_02, \
	     "A broadcast cutoff of 1, which is the default, is not mentioned.", \
	     "macvlan_fill_info", "6.4") \
	NAME(LINK_UNK_01, \
	     "An attribute that nobody knows is ignored.", \
	     "net/core/rtnetlink.c, rtnl_newlink (nla_parse_nested_deprecated)", "") \
	/* ---- addresses ---- */ \
	NAME(LINK_ADDR_01, \
	     "A child without a given address has a random one: unicast, locally administered, marked as random, another each time.", \
	     "macvlan_common_newlink (eth_hw_addr_random)", "") \
	NAME(LINK_ADDR_02, \
	     "A child has the address it was given, marked as set.", \
	     "net/core/rtnetlink.c, rtnl_create_link", "") \
	NAME(LINK_ADDR_03, \
	     "A group's address, and the zero address, are refused with EADDRNOTAVAIL.", \
	     "macvlan_validate (is_valid_ether_addr)", "") \
	NAME(LINK_ADDR_04, \
	     "An address that has not six octets is refused with EINVAL, and one longer than any address with ERANGE.", \
	     "macvlan_validate; net/core/rtnetlink.c, ifla_policy", "") \
	NAME(LINK_ADDR_05, \
	     "A child that is no passthru one may be made with its parent's address, but not come up: EADDRINUSE.", \
	     "macvlan_open (macvlan_addr_busy)", "") \
	NAME(LINK_ADDR_06, \
	     "Of siblings with one address, one can be up at a time; the other's coming up is refused with EADDRINUSE.", \
	     "macvlan_open (macvlan_addr_busy)", "") \
	NAME(LINK_ADDR_07, \
	     "A passthru child has its parent's address, marked as the parent's is, whatever address it was given.", \
	     "macvlan_common_newlink (eth_hw_addr_inherit)", "") \
	/* ---- the longest frame ---- */ \
	NAME(LINK_MTU_01, \
	     "A child without a given MTU has its parent's.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_MTU_02, \
	     "A child's MTU beyond its parent's is refused with EINVAL.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_MTU_03, \
	     "An MTU that no such device can have is refused with EINVAL, and the kernel says which end of the range it is beyond; one of two octets with ERANGE.", \
	     "net/core/dev.c, dev_validate_mtu; net/core/rtnetlink.c, ifla_policy", "") \
	NAME(LINK_MTU_04, \
	     "Any MTU from 68 up to the parent's is taken.", \
	     "macvlan_common_newlink", "") \
	NAME(LINK_MTU_05, \
	     "A child's MTU may be 68 at least, and at most what its parent's may be.", \
	     "macvlan_common_newlink", "") \
	/* ---- passthru ---- */ \
	NAME(LINK_PASS_01, \
	     "A passthru child is refused with EINVAL on a parent that has a child already, which stays as it is.", \
	     "macvlan_common_newlink (port->count)", "") \
	NAME(LINK_PASS_02, \
	     "Beside a passthru child no other is made, macvlan or macvtap, in whatever mode and namespace: EINVAL.", \
	     "macvlan_common_newlink (macvlan_passthru)", "") \
	NAME(LINK_PASS_03, \
	     "When a passthru child is gone, its parent takes others, as before; likewise when one was only refused.", \
	     "macvlan_uninit (macvlan_port_destroy)", "")
/* clang-format on */

LINK_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_LINK_REQUIREMENT(...) +1
enum { LINK_REQUIREMENT_COUNT = 0 LINK_REQUIREMENTS(COUNT_LINK_REQUIREMENT) };
extern const struct requirement *const link_requirements[LINK_REQUIREMENT_COUNT];

#endif
