/* table.c - everything a doctor can find: what it means for guests, and what to type. Ids are for scripts and stay.
 *
 * severity: STOPS - no guest gets a network as long as this stays so; LIMITS - guests run, but something will not work or
 * is slow; NOTE - nothing is wrong, but people are surprised by it.
 */
#include "harness/doctor/checks.h"

#define HOW_MACVTAP_STARTS "modprobe macvtap    # or a kernel with CONFIG_MACVTAP"

const struct check host_checks[] = {
	{"kernel.macvtap", SEVERITY_STOPS, GO_ON, look_at_macvtap, "This kernel makes no macvtap: {word}.",
	 "A guest's direct interface is a macvtap on a device of the host.", HOW_MACVTAP_STARTS},
	{"kernel.broadcast_queue", SEVERITY_NOTE, GO_ON, look_at_queue_length,
	 "This kernel is older than 5.11: the length of a parent's broadcast queue cannot be chosen.",
	 "Broadcasts and multicasts wait in a queue of 1000 frames for all guests of a parent; what does not "
	 "fit is lost.",
	 ""},
	{"host.parent", SEVERITY_STOPS, GO_ON, look_for_parents,
	 "There is no device here that could be a parent.",
	 "A macvtap needs an Ethernet device of its own network namespace to be on.",
	 "ip -br link    # what there is; in a container: give it a device, ip link set eth1 netns PID"},
	{"host.sysfs", SEVERITY_LIMITS, GO_ON, look_at_sysfs,
	 "/sys does not show the devices of this network namespace.",
	 "Libvirt and others read the numbers of a tap's node in /sys/class/net: they find another device's, "
	 "or none.",
	 "unshare -m sh -c 'mount -t sysfs sysfs /sys && exec \"$0\" \"$@\"' COMMAND    # ip netns exec does "
	 "so by itself"},
	{"host.namespaces", SEVERITY_UNSEEN, GO_ON, look_at_namespaces, "",
	 "A device can have children in any namespace, and whose they are decides who may have more.", ""},
	{"host.vhost", SEVERITY_LIMITS, GO_ON, look_at_vhost, "There is no /dev/vhost-net.",
	 "Every frame of a guest then goes through QEMU; libvirt refuses <driver name='vhost'/> in a domain "
	 "of type kvm.",
	 "modprobe vhost_net    # or a kernel with CONFIG_VHOST_NET; in a container: --device "
	 "/dev/vhost-net"},
	{"host.tun", SEVERITY_NOTE, GO_ON, look_at_tun, "There is no /dev/net/tun.",
	 "Macvtap does not need it, but guests on a bridge do, which is the way out where macvtap does not "
	 "fit.",
	 "modprobe tun    # in a container: --device /dev/net/tun"},
	{"tap.cgroup", SEVERITY_STOPS, GO_ON, look_at_cgroup,
	 "A tap's node may not be opened here, not even one of one's own: {word}.",
	 "The device policy of this cgroup forbids devices with major number {number} (macvtap).",
	 "docker run --device-cgroup-rule 'c {number}:* rwm' ...    # a container\n"
	 "systemctl set-property UNIT DeviceAllow='char-macvtap rw'    # a unit of systemd"},
	{"tap.no_nodes", SEVERITY_STOPS, GO_ON, look_at_dev,
	 "/dev is a {word} in which the kernel makes no /dev/tapN.",
	 "Libvirt, Kata and most scripts open a guest's tap by that name.",
	 "mount -t devtmpfs devtmpfs /dev    # where that is allowed, or "
	 "after each macvtap:\n"
	 "mknod -m 600 /dev/tap$(cat /sys/class/net/MACVTAP/ifindex) c $(tr : ' ' "
	 "</sys/class/net/MACVTAP/tap*/dev)"},
	{"tap.nodev", SEVERITY_STOPS, GO_ON, look_at_dev_options,
	 "/dev is mounted nodev: no device in it can be opened.",
	 "Libvirt, Kata and most scripts open a guest's tap as /dev/tapN.", "mount -o remount,dev /dev"},
	{"tap.missing", SEVERITY_STOPS, GO_ON, look_for_missing_nodes, "{subject} has no /dev/tap{number}.",
	 "Whoever opens it by that name finds nothing. /dev may be a container's own, or the node was "
	 "another namespace's "
	 "macvtap with the same index and went with it.",
	 "mknod -m 600 /dev/tap{number} c {word}"},
	{"tap.file", SEVERITY_STOPS, GO_ON, look_for_files, "/dev/tap{number} is no device.",
	 "Somebody wrote to the name before there was a node (a shell's 3<>/dev/tap{number} makes a file). "
	 "Requests to it end "
	 "with ENOTTY.",
	 "rm /dev/tap{number} && mknod -m 600 /dev/tap{number} c {word}"},
	{"tap.stranger", SEVERITY_STOPS, GO_ON, look_for_strangers,
	 "/dev/tap{number} is not {subject}: it is {owner}.",
	 "Indices are counted in each network namespace, /dev is one for all: the first macvtap with an "
	 "index has the node. "
	 "A guest opened by that name is plugged into a stranger's network, and nobody reports an error.",
	 "ip link delete {subject}    # and make it anew with an index that is nobody's: ip link add index "
	 "100001 ...\n"
	 "unshare -m    # or a /dev of one's own, with: mknod -m 600 /dev/tap{number} c "
	 "{word}"},
	{"tap.ahead", SEVERITY_LIMITS, GO_ON, look_ahead, "/dev/tap{number} is taken: it is {owner}.",
	 "A macvtap made here gets the next free index of this namespace. Once that is {number}, its guest "
	 "will be plugged into "
	 "the other device, and nobody reports an error.",
	 "ip link add index 100001 link PARENT name mvt0 type macvtap    # an index beyond all nodes: ls "
	 "/dev/tap*"},
	{"tap.permission", SEVERITY_LIMITS, GO_ON, look_at_permissions,
	 "This user may not open /dev/tap{number} of {subject}.",
	 "Nodes are made for root alone (0600). Libvirt opens them as root and hands the descriptor to QEMU.",
	 "sudo chown \"$USER\" /dev/tap{number}    # or let libvirt, or a helper with rights, open it"},
};

const struct check guest_checks[] = {
	{"guests.host", SEVERITY_NOTE, GO_ON, look_always,
	 "This host and its guests on macvtap do not reach each other through the parent.",
	 "What a guest sends leaves by the wire, what the host sends by the parent does too, and no switch "
	 "sends a frame back.",
	 "ip link add link PARENT name host0 type macvlan mode bridge    # then move the host's address from "
	 "PARENT to host0\n"
	 "# or a second interface for each guest, on a bridge of the host's"},
	{"guests.multicast", SEVERITY_NOTE, GO_ON, look_always,
	 "Guests get no multicast but what their macvtap has joined itself, unless their filters are "
	 "trusted.",
	 "A guest's groups (IPv6 neighbours, mDNS, LLDP, VRRP) and a changed address stay unknown to the "
	 "macvtap "
	 "unless libvirt is told to pass them on.",
	 "<interface type='direct' trustGuestRxFilters='yes'>    # libvirt, with model virtio\n"
	 "ip link set MACVTAP allmulticast on    # without libvirt"},
	{"guests.vepa", SEVERITY_NOTE, GO_ON, look_always,
	 "In mode vepa, libvirt's default, guests of one host reach each other only by a switch that sends "
	 "frames back.",
	 "Switches do so only where reflective relay (802.1Qbg, \"hairpin\") is switched on at the port.",
	 "<source dev='PARENT' mode='bridge'/>    # guests reach each other on the host\n"
	 "bridge link set dev PORT hairpin on    # a Linux bridge as the switch"},
	{"guests.addresses", SEVERITY_NOTE, GO_ON, look_always,
	 "Only the address that a macvtap has gets through to its guest.",
	 "Containers, bridges and VRRP inside a guest use more addresses: they can send, but never get an "
	 "answer.",
	 "<source dev='PARENT' mode='passthrough'/>    # a parent for one guest alone, with all addresses\n"
	 "# or translate addresses in the guest; or a bridge instead of macvtap"},
};

const struct check parent_checks[] = {
	{"parent.loopback", SEVERITY_STOPS, ENOUGH, look_at_loopback, "{parent} is the loopback device.",
	 "The kernel makes no macvtap on it (EINVAL): it has no wire.",
	 "ip -br link    # choose an Ethernet device"},
	{"parent.not_ethernet", SEVERITY_STOPS, ENOUGH, look_at_type,
	 "{parent} is no Ethernet device: {word}.",
	 "The kernel makes no macvtap on it (EINVAL): there are no addresses to tell guests apart by.",
	 "ip -br link    # choose an Ethernet device, or route between {parent} and a bridge for the guests"},
	{"parent.busy", SEVERITY_STOPS, ENOUGH, look_at_owner, "",
	 "A device gives its frames to one owner. The kernel refuses a macvtap on it (EBUSY, Device or "
	 "resource busy).",
	 ""},
	{"parent.passthru", SEVERITY_STOPS, GO_ON, look_for_passthru,
	 "{parent} belongs to {owner}, in mode passthru, alone.",
	 "The kernel refuses another child (EINVAL), and {parent} has the address of that guest as long as "
	 "it lives.",
	 "ip link delete {word}    # once its guest is off; in the namespace it is in; or use another "
	 "parent"},
	{"parent.child", SEVERITY_LIMITS, ENOUGH, look_at_child, "{parent} is itself a child of {owner}.",
	 "The kernel puts a macvtap on {owner} instead, beside {parent} and not above it.",
	 "<source dev='{owner}' mode='bridge'/>    # say what will happen anyway"},
	{"parent.wireless", SEVERITY_STOPS, GO_ON, look_at_wireless,
	 "{parent} is a Wi-Fi device, and no access point.",
	 "A station speaks with its own address alone: the access point drops frames that bear a guest's.",
	 "# use a wired parent; or route or translate (libvirt's network 'default'); or, for one guest, "
	 "passthrough with\n"
	 "# <mac address='...'/> being {parent}'s own"},
	{"parent.virtual_function", SEVERITY_LIMITS, GO_ON, look_at_virtual_function,
	 "{parent} is a virtual function of another card.",
	 "Most such cards let a virtual function send and receive with one address, unless it is trusted.",
	 "<source dev='{parent}' mode='passthrough'/>    # one guest on it\n"
	 "ip link set PF vf N trust on spoofchk off    # or more, where PF is the card and N the "
	 "function's number"},
	{"parent.outside", SEVERITY_LIMITS, GO_ON, look_outside,
	 "{parent} is a card made by {owner} ({word}): this host is itself a guest.",
	 "What is outside may drop frames with other addresses than the card's own. Guests then work only "
	 "while something makes "
	 "{parent} promiscuous, or not at all.",
	 ""},
	{"parent.same_address", SEVERITY_LIMITS, GO_ON, look_at_addresses,
	 "{subject} has the same address as {owner}.",
	 "Only one of them can be up: the kernel refuses the other (EADDRINUSE; old kernels said EBUSY).",
	 "ip link set {subject} address 52:54:00:00:00:01    # another one for each guest, in libvirt: <mac "
	 "address='...'/>"},
	{"link.down", SEVERITY_STOPS, GO_ON, look_at_flags, "{parent} is down.",
	 "Its macvtaps carry nothing (LOWERLAYERDOWN), though guests may see a carrier, and nobody brings it "
	 "up for them.",
	 "ip link set {parent} up"},
	{"link.no_carrier", SEVERITY_STOPS, GO_ON, look_at_carrier, "{parent} has no carrier.",
	 "Nothing can be sent; its macvtaps have none either.",
	 "ethtool {parent}    # cable, switch port, other end"},
	{"link.mtu", SEVERITY_LIMITS, GO_ON, look_at_mtu, "{parent} has an MTU of {number}.",
	 "A guest takes 1500 for granted, and libvirt cannot tell it otherwise (no <mtu> for type direct): "
	 "its large frames are "
	 "lost. Below 1280 it has no IPv6.",
	 "ip link set {parent} mtu 1500    # if the wire carries it, or else in each guest:\n"
	 "ip link set eth0 mtu {number}"},
	{"offload.gro", SEVERITY_LIMITS, GO_ON, look_at_gro,
	 "{parent} does not put received segments together (GRO is off).",
	 "A macvtap's GRO is its parent's: each guest gets every segment by itself, which costs CPU time and "
	 "throughput.",
	 "ethtool -K {parent} gro on"},
	{"offload.lro", SEVERITY_LIMITS, GO_ON, look_at_lro,
	 "{parent} merges received segments in hardware (LRO is on).",
	 "Frames merged so cannot be described to a guest as what they were, and are dropped at its tap: "
	 "downloads stall.",
	 "ethtool -K {parent} lro off"},
	{"offload.segmentation", SEVERITY_LIMITS, GO_ON, look_at_segmentation,
	 "{parent} has {word} switched off.", "What guests send in large pieces is cut by this host's CPUs.",
	 "ethtool -K {parent} sg on tso on"},
	{"offload.vlan_filter", SEVERITY_NOTE, GO_ON, look_at_vlan_filter,
	 "{parent} drops tagged frames of VLANs that this host has not joined (rx-vlan-filter).",
	 "A guest's own VLANs are not joined for it, so it gets none of their frames.",
	 "ethtool -K {parent} rx-vlan-filter off    # if guests use VLANs; where its driver refuses, a VLAN "
	 "device of the host's as their parent"},
	{"filter.unicast", SEVERITY_NOTE, GO_ON, look_at_unicast_filter,
	 "{parent} is promiscuous (promiscuity {number}), though nobody has set it so.",
	 "Either its driver cannot filter by several addresses, or a capture runs on it: this host's CPUs "
	 "look at every "
	 "frame of the wire.",
	 "# nothing is lost; on a busy wire choose a card whose driver can filter"},
	{"filter.broadcast_queue", SEVERITY_LIMITS, GO_ON, look_at_broadcast_queue,
	 "The broadcast queue of {parent} holds {number} frames, fewer than the usual 1000.",
	 "Broadcasts and multicasts for all guests wait in it; what does not fit is lost, and counted in "
	 "rx_dropped of {parent}.",
	 "ip link set MACVTAP type macvtap bcqueuelen 1000    # the longest that a child asks for counts"},
};

const size_t host_check_count = sizeof host_checks / sizeof host_checks[0];
const size_t guest_check_count = sizeof guest_checks / sizeof guest_checks[0];
const size_t parent_check_count = sizeof parent_checks / sizeof parent_checks[0];
