/* requirements.h - what a macvtap and its descriptors must survive: each other's end, their parent's and their
 * namespace's, everything at once, and users without rights.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all).
 */
#ifndef MVC_SUITES_LIFECYCLE_REQUIREMENTS_H
#define MVC_SUITES_LIFECYCLE_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define LIFECYCLE_REQUIREMENTS(NAME) \
	/* ---- descriptors whose device is gone ---- */ \
	NAME(LIFE_FD_01, \
	     "A frame written to the descriptor of a deleted device is taken in full length and goes nowhere.", \
	     "tap_get_user: no device", "") \
	NAME(LIFE_FD_02, \
	     "What is too short to be a frame is refused with EINVAL, whether or not the device still exists.", \
	     "tap_get_user checks the length first", "") \
	NAME(LIFE_FD_03, \
	     "What was in the ring when the device was deleted can still be read, in order; then the ring is empty: EAGAIN.", \
	     "tap_do_read; tap_del_queues leaves the ring alone", "") \
	NAME(LIFE_FD_04, \
	     "A request that concerns the device of a descriptor is answered with ENOLINK once that device is gone.", \
	     "tap_ioctl, set_offload: tap_get_tap_dev finds none", "") \
	NAME(LIFE_FD_05, \
	     "An offload that nobody knows is refused with EINVAL, whether or not the device still exists.", \
	     "tap_ioctl: TUNSETOFFLOAD checks the bits first", "") \
	NAME(LIFE_FD_06, \
	     "The queue of a deleted device can be neither attached nor detached: EINVAL.", \
	     "tap_ioctl_set_queue", "") \
	NAME(LIFE_FD_07, \
	     "What a descriptor keeps for itself (its flags, its header's size and byte order, its send buffer) can be set and asked for without a device.", \
	     "tap_ioctl", "") \
	NAME(LIFE_FD_08, \
	     "The descriptor of a deleted device never comes to life again, whatever devices are made afterwards.", \
	     "tap_del_queues; a descriptor is bound when it is opened", "") \
	NAME(LIFE_FD_09, \
	     "A tap can be opened before its device is up; frames reach it from the moment the device is.", \
	     "tap_open; macvlan_open", "") \
	NAME(LIFE_FD_10, \
	     "A descriptor outlives its device's going down, and is served again as soon as it is up.", \
	     "macvlan_stop, macvlan_open; the queues are not touched", "") \
	NAME(LIFE_FD_11, \
	     "When one of a device's descriptors is closed, the frames go to those that stay.", \
	     "tap_put_queue, tap_get_queue", "") \
	NAME(LIFE_FD_12, \
	     "The device's address is told without a word from the kernel's stack behind it.", \
	     "tap_ioctl: SIOCGIFHWADDR; bddc09212c24 (CVE-2026-52937)", "") \
	/* ---- everything at once ---- */ \
	NAME(LIFE_RACE_01, \
	     "Whatever is written, read and asked by descriptors while devices change or go is answered as before the change or as after it; the change takes place, and what is left can be deleted.", \
	     "RTNL and RCU in tap.c and macvlan.c", "") \
	NAME(LIFE_RACE_03, \
	     "A writer that waits for room does not hold up the deletion of its device, and can be ended by a signal.", \
	     "sock_alloc_send_pskb sleeps interruptibly and holds no device", "") \
	NAME(LIFE_RACE_06, \
	     "A reader that waits for frames does not hold up the deletion of its device, and can be ended by a signal.", \
	     "tap_do_read sleeps interruptibly and holds no device", "") \
	/* ---- ends of parents and namespaces ---- */ \
	NAME(LIFE_PARENT_01, \
	     "When the deletion of a parent is answered, by whatever end of it, all of its children are gone.", \
	     "macvlan_device_event: NETDEV_UNREGISTER", "") \
	NAME(LIFE_NS_01, \
	     "A namespace that holds the parent ends although children elsewhere have open descriptors, and takes the children along.", \
	     "default_device_exit_batch; macvlan_device_event", "") \
	NAME(LIFE_NS_02, \
	     "A namespace that holds a child ends although the child's tap is open elsewhere; the descriptor's device is gone then.", \
	     "default_device_exit_batch; a tap's socket holds its opener's namespace only", "") \
	NAME(LIFE_NS_03, \
	     "A namespace in which a tap was opened stays as long as the descriptor does, and goes when it is closed.", \
	     "tap_open: sk_alloc of the opener's namespace", "") \
	NAME(LIFE_NS_05, \
	     "A tap that has been closed keeps nothing, its opener's namespace neither, whether or not anybody has read what it wrote.", \
	     "0110d6f22f39 has tun_net_xmit orphan what may wait for ever in a ring; tap_handle_frame puts frames into one, too", "") \
	NAME(LIFE_NS_04, \
	     "A namespace ends cleanly while frames are being written and read.", \
	     "cleanup_net", "") \
	NAME(LIFE_MINOR_01, \
	     "Minor numbers are given back: however many devices have come and gone, a new one's is small.", \
	     "tap_free_minor; tap_get_minor takes the lowest that is free", "") \
	/* ---- users ---- */ \
	NAME(LIFE_USER_01, \
	     "Whoever holds a tap's descriptor, however he came by it, can use it in full, the device's address included: nobody asks for capabilities then.", \
	     "tap_ioctl, tap_get_user and tap_do_read check none", "") \
	NAME(LIFE_USER_02, \
	     "Who may open a tap is decided by its node's permissions, and by nothing else.", \
	     "tap_open checks no capability", "") \
	NAME(LIFE_USER_03, \
	     "The root of a user namespace can make macvtaps on the devices of a network namespace of his own, but no nodes for them.", \
	     "rtnetlink_rcv_msg: netlink_net_capable; vfs_mknod: CAP_MKNOD of the machine", "") \
	NAME(LIFE_USER_04, \
	     "Macvtaps are made, changed and deleted with CAP_NET_ADMIN over the network namespace, and without any other capability.", \
	     "rtnetlink_rcv_msg: netlink_net_capable", "") \
	NAME(LIFE_USER_05, \
	     "Without CAP_NET_ADMIN over the network namespace, whatever else one may do, macvtaps are neither made nor changed nor deleted: EPERM.", \
	     "rtnetlink_rcv_msg: netlink_net_capable", "")

#define LIFECYCLE_UNTESTED(NAME) \
	NAME(LIFE_RACE_02, \
	     "Opening a tap while its device is deleted gives ENODEV, or a descriptor whose device is gone.", \
	     "tap_open under RTNL", "", \
	     "a minor number that has been given back may be another case's device a moment later, and who opens that takes frames away from it") \
	NAME(LIFE_RACE_05, \
	     "A parent can be renamed while frames pass.", \
	     "dev_change_name", "", \
	     "a name is nothing to the driver, and kernels before 6.2 rename no device that is up; that the parent changes its address, MTU, state and namespace under traffic is tested") \
	NAME(LIFE_MAX_01, \
	     "When 1048575 devices have all minor numbers of the machine, one more is refused with EINVAL.", \
	     "tap_get_minor", "", \
	     "it would take minutes and gigabytes, and the numbers from everybody else on the machine") \
	NAME(LIFE_ADDR_01, \
	     "A macvtap that is up configures IPv6 as any Ethernet device does, and its frames leave by the parent.", \
	     "addrconf_notify", "", \
	     "what is sent, and when, is IPv6's affair: the testbeds keep it out, for it would be noise in every other case") \
	NAME(LIFE_CRASH_02, \
	     "A frame that nodst keeps from the host is freed.", \
	     "macvlan_forward_source; e16b859872b8", "5.18, 5.17.4", \
	     "memory that nobody has a pointer to shows in no number that belongs to one case") \
	NAME(LIFE_CRASH_03, \
	     "The module cannot be unloaded while a tap is open.", \
	     "tap_create_cdev; dea6e19f4ef7", "4.14", \
	     "unloading takes the driver away from everybody else on the machine") \
	NAME(LIFE_CRASH_04, \
	     "A tap's socket has its opener's user, for whoever routes by users.", \
	     "tap_open: sock_init_data_uid; 66b2c338adce (CVE-2023-1076)", "6.3, 6.1.16", \
	     "no rule of routing is asked for what a tap sends")

/* Faults that kernels have had: each line names the commit that mended it, and the first versions that have it. */
#define REGRESSION_REQUIREMENTS(NAME) \
	NAME(LIFE_CRASH_10, \
	     "A source-mode child that could not be registered leaves no address behind in the parent's table of senders.", \
	     "macvlan_common_newlink; f8db6475a836 (CVE-2026-23209)", "6.19, 6.18.10, 6.12.70, 6.6.124, 6.1.163") \
	NAME(LIFE_CRASH_11, \
	     "A child that could not be registered is freed only when no frame can be on its way to it.", \
	     "macvlan_common_newlink; e3f000f0dee1 (CVE-2026-23273)", "7.0, 6.12.75, 6.1.165") \
	NAME(LIFE_CRASH_12, \
	     "Senders are struck off a list, and their child deleted, while frames of theirs arrive.", \
	     "macvlan_hash_del_source; 7470a7a63dc1 (CVE-2026-23001)", "6.19, 6.12.67, 6.1.162") \
	NAME(LIFE_CRASH_13, \
	     "A passthru child that has changed its address gives the parent its own back when it goes, although the parent has no child by then.", \
	     "macvlan_device_event; the commit \"macvlan: fix null dereference in macvlan_device_event()\"", "5.7, 5.6.8") \
	NAME(LIFE_CRASH_14, \
	     "A flood that waits in the parent's queue may be its sender's last: the sender is not forgotten before the flood is.", \
	     "macvlan_broadcast_enqueue; 260916dfb48c", "4.7, 4.4.223") \
	NAME(LIFE_CRASH_15, \
	     "A segmented packet that bears no protocol is judged by its device, which it has from the start.", \
	     "tap_get_user; 4f61f133f354 (CVE-2022-50073)", "6.0, 5.19.4") \
	NAME(LIFE_CRASH_16, \
	     "A TCP packet to be segmented whose checksum is said to be elsewhere than TCP has it is refused with EINVAL.", \
	     "virtio_net_hdr_to_skb; 89add40066f9 (CVE-2024-43897)", "6.11, 6.10.5, 6.1.112") \
	NAME(LIFE_CRASH_17, \
	     "No child is made with an MTU below 68 octets, which protocols on top could not bear: EINVAL.", \
	     "macvlan_common_newlink; b64085b00044", "6.1, 6.0.10") \
	NAME(LIFE_CRASH_18, \
	     "The descriptor that would be a device's 257th is refused with EBUSY and freed once; the others go on.", \
	     "tap_open; the commit \"tap: double-free in error path in tap_open()\"", "4.14") \
	NAME(LIFE_CRASH_19, \
	     "A flood that is handed to a bridge child's driver itself, before anybody has looked at its header, reaches the siblings.", \
	     "macvlan_broadcast; 96cc4b69581d", "5.5, 5.4.11") \
	NAME(LIFE_CRASH_20, \
	     "A passthru child goes while frames arrive for it.", \
	     "macvlan_handle_frame; 233c7df0821c", "3.10") \
	NAME(LIFE_CRASH_21, \
	     "A parent whose first child could not be registered is as free as before.", \
	     "macvlan_common_newlink; 23569b5652ee", "6.1, 6.0.9")
/* clang-format on */

LIFECYCLE_REQUIREMENTS(DECLARE_REQUIREMENT)
REGRESSION_REQUIREMENTS(DECLARE_REQUIREMENT)
LIFECYCLE_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_LIFECYCLE_REQUIREMENT(...) +1
enum {
	LIFECYCLE_REQUIREMENT_COUNT = 0 LIFECYCLE_REQUIREMENTS(COUNT_LIFECYCLE_REQUIREMENT)
		REGRESSION_REQUIREMENTS(COUNT_LIFECYCLE_REQUIREMENT)
			LIFECYCLE_UNTESTED(COUNT_LIFECYCLE_REQUIREMENT),
};
extern const struct requirement *const lifecycle_requirements[LIFECYCLE_REQUIREMENT_COUNT];

#endif
