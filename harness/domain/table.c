/* table.c - everything that can be said of an interface in a file: what it means, and what to write instead. Ids are for
 * scripts and stay.
 *
 * severity: as in the doctor's own table: STOPS - the guest does not start, or gets no network; LIMITS - it runs, but something
 * that it was asked for, or that people take for granted, will not work; NOTE - nothing is wrong.
 */
#include "harness/domain/checks.h"

#define PLAIN "<source dev='{parent}' mode='bridge'/>"

const struct check standing_checks[] = {
	{"network.other_type", SEVERITY_NOTE, ENOUGH, look_at_other_type,
	 "It is of type {word}: no macvtap, and not judged.",
	 "Only <interface type='direct'>, and networks that make such, are about macvtap.", ""},
	{"network.foreign", SEVERITY_NOTE, ENOUGH, look_at_foreign_device,
	 "It is handed {word}, a device that somebody else makes: not judged.",
	 "It may be a macvtap, as KubeVirt's are; libvirt neither makes nor changes it (managed='no').",
	 "macvtap-conform doctor    # where that device is"},
	{"network.unknown", SEVERITY_UNSEEN, ENOUGH, look_at_unknown_network,
	 "It is of the network {word}, whose file is not there: not judged.",
	 "What it will be is said by the network.",
	 "virsh net-dumpxml {word} > {word}.xml    # and name that file as well"},
	{"network.other", SEVERITY_NOTE, ENOUGH, look_at_other_network,
	 "It is of the network {owner}, which is {word}: no macvtap, and not judged.",
	 "Networks of mode bridge without a <bridge>, vepa, private and passthrough make macvtaps.", ""},
	{"network.functions", SEVERITY_UNSEEN, ENOUGH, look_at_functions, "",
	 "A network with <pf dev=...> hands out the virtual functions of that card.", ""},
	{"network.portgroup", SEVERITY_STOPS, ENOUGH, look_at_portgroup,
	 "The network {owner} has no portgroup '{word}'.", "Libvirt refuses the interface.",
	 "<portgroup name='{word}'/>    # in the network"},
	{"network.empty", SEVERITY_STOPS, ENOUGH, look_at_empty_network,
	 "The network {owner} names no device to be on.", "Libvirt finds no parent for a guest of it.",
	 "<forward mode='bridge'><interface dev='eth1'/></forward>"},
	{"network.pool", SEVERITY_STOPS, ENOUGH, look_at_pool,
	 "The network {owner} has no parent left for it: {number} in its pool, and each has a guest.",
	 "In mode passthrough a parent serves one guest.",
	 "<interface dev='eth2'/>    # one more for each guest, within <forward> of the network"},
};

const struct check interface_checks[] = {
	/* ---- words that libvirt refuses ---- */
	{"word.source", SEVERITY_STOPS, ENOUGH, look_at_source, "It names no device to be on.",
	 "Libvirt refuses an interface of type direct without <source dev=...>.",
	 "<source dev='eth1' mode='bridge'/>"},
	{"word.mode", SEVERITY_STOPS, ENOUGH, look_at_mode_word, "There is no mode '{word}'.",
	 "Libvirt refuses it; there are vepa, bridge, private and passthrough (which ip-link calls "
	 "passthru).",
	 "<source dev='eth1' mode='bridge'/>"},
	{"word.trust", SEVERITY_STOPS, GO_ON, look_at_trust_word, "trustGuestRxFilters is '{word}'.",
	 "Libvirt refuses anything but yes and no.", "<interface type='direct' trustGuestRxFilters='yes'>"},
	{"word.address", SEVERITY_STOPS, GO_ON, look_at_address_word, "'{word}' is no address.",
	 "Libvirt refuses it: six octets in hexadecimal, with colons.", "<mac address='52:54:00:12:34:56'/>"},
	{"word.driver", SEVERITY_STOPS, GO_ON, look_at_driver_word, "'{word}' is no {owner} of a driver.",
	 "Libvirt refuses it: name is vhost or qemu, queues is a number.",
	 "<driver name='vhost' queues='2'/>"},
	{"word.mtu", SEVERITY_STOPS, GO_ON, look_at_mtu_element, "It asks for an MTU of {word}.",
	 "Libvirt starts no guest with <mtu> on an interface of type direct: a macvtap has its parent's.",
	 "# remove <mtu>, and: ip link set {parent} mtu {word}"},
	{"word.vlan", SEVERITY_STOPS, GO_ON, look_at_vlan_element, "It asks for VLAN {word} on its behalf.",
	 "Libvirt tags for a virtual function in mode passthrough, and for no other macvtap.",
	 "ip link add link {parent} name {parent}.{word} type vlan id {word}    # and that as the parent"},
	{"word.target", SEVERITY_STOPS, GO_ON, look_at_target_name,
	 "Its macvtap cannot be called {word}: {owner}.", "The kernel refuses the name.",
	 "# remove <target dev=...>: libvirt finds a name by itself"},
	/* ---- words that libvirt drops ---- */
	{"word.reserved", SEVERITY_NOTE, GO_ON, look_at_target, "<target dev='{word}'/> is ignored.",
	 "Names that begin with macvtap, macvlan or vnet are libvirt's own; the macvtap gets the next free "
	 "one.",
	 "# remove it, or choose another name"},
	{"word.filter", SEVERITY_LIMITS, GO_ON, look_at_nwfilter, "The filter {word} is not applied.",
	 "Libvirt drops <filterref> of an interface of type direct, without a word: nothing of what the "
	 "guest sends is "
	 "filtered.",
	 "<interface type='bridge'>    # where filters are needed"},
	{"word.virtualport", SEVERITY_LIMITS, GO_ON, look_at_virtualport,
	 "Its virtualport {word} has no effect.",
	 "A macvtap is no port of Open vSwitch or Midonet; libvirt keeps the element and does nothing.",
	 "<interface type='bridge'>    # to be on Open vSwitch"},
	{"word.vdp", SEVERITY_LIMITS, GO_ON, look_at_vdp,
	 "Its virtualport {word} needs {owner} and a switch that answers.",
	 "Without them libvirt waits for minutes when the guest starts, and then refuses it.",
	 "lldptool -t -i {parent} -V vdp    # or remove <virtualport>"},
	{"word.link", SEVERITY_NOTE, GO_ON, look_at_link_state,
	 "The guest starts without a carrier (<link state='down'/>).", "Its macvtap is up all the same.",
	 "virsh domif-setlink DOMAIN MAC up"},
	/* ---- parents, modes ---- */
	{"parent.missing", SEVERITY_STOPS, ENOUGH, look_for_parent,
	 "There is no device '{word}' in this network namespace; there are {owner}.",
	 "The guest does not start (Unable to get index for interface).",
	 "<source dev='eth1' mode='bridge'/>"},
	{"mode.passthrough_shared", SEVERITY_STOPS, GO_ON, look_at_passthrough_sharers,
	 "{parent} is shared with {owner}, and one of them is in mode passthrough.",
	 "A parent in mode passthrough has one guest: the kernel refuses the second (EINVAL).",
	 "<source dev='{parent}' mode='bridge'/>    # for all of them; or a parent for each"},
	{"mode.passthrough_parent", SEVERITY_LIMITS, GO_ON, look_at_passthrough_parent,
	 "{owner} is on {parent}, which this guest will have for itself.",
	 "{parent} takes the guest's address, so that answers to the host on it are lost as long as the "
	 "guest lives.",
	 "<source dev='{parent}' mode='bridge'/>    # which leaves the parent its address"},
	{"mode.passthrough", SEVERITY_NOTE, GO_ON, look_at_passthrough,
	 "{parent} belongs to this guest alone, and takes its address.",
	 "The host itself has no network by it meanwhile, but for broadcasts and multicasts.", ""},
	{"mode.vepa", SEVERITY_NOTE, GO_ON, look_at_vepa,
	 "Mode vepa: it would reach siblings on {parent} only by a switch that sends frames back.",
	 "Switches do so only where reflective relay (802.1Qbg, \"hairpin\") is on at the port.", PLAIN},
	{"mode.vepa_siblings", SEVERITY_LIMITS, GO_ON, look_at_vepa_siblings,
	 "Mode vepa: it and {owner} reach each other only if the switch at {parent} sends frames back.",
	 "Switches do so only where reflective relay (802.1Qbg, \"hairpin\") is on at the port; most cannot.",
	 PLAIN "    # for each of them\n"
	       "bridge link set dev PORT hairpin on    # if a Linux bridge is the switch"},
	{"mode.private_siblings", SEVERITY_LIMITS, GO_ON, look_at_private_siblings,
	 "Mode private: it and {owner} do not reach each other.",
	 "What is sent leaves by the wire, and broadcasts that come back are dropped: not even ARP is "
	 "answered.",
	 PLAIN "    # for each of them, if they should meet"},
	{"mode.mixed", SEVERITY_LIMITS, GO_ON, look_at_mixed_siblings,
	 "It and {owner} are on {parent} in different modes: they meet only by a switch that sends frames "
	 "back.",
	 "Only where both are in mode bridge does the kernel deliver between two of them.",
	 PLAIN "    # for all of them"},
	{"mode.vlan_device", SEVERITY_NOTE, GO_ON, look_at_vlan_devices,
	 "{owner} on {parent}: frames of that VLAN never come to this guest.",
	 "The kernel hands them to the host's VLAN device before any macvtap sees them.",
	 "<source dev='{owner}' mode='bridge'/>    # for a guest in that VLAN"},
	{"mode.default", SEVERITY_NOTE, GO_ON, look_at_default_mode, "It says no mode: libvirt takes vepa.",
	 "Most people mean bridge.", PLAIN},
	{"reach.host", SEVERITY_NOTE, GO_ON, look_at_host,
	 "It and this host do not reach each other by {parent}.",
	 "What a guest sends leaves by the wire, what the host sends by the parent does too, and no switch "
	 "sends a "
	 "frame back.",
	 "ip link add link {parent} name host0 type macvlan mode bridge    # then move the host's address "
	 "there\n"
	 "# or a second <interface>, of type network or bridge"},
	/* ---- addresses ---- */
	{"address.group", SEVERITY_STOPS, GO_ON, look_at_group_address, "{word} is a group's address.",
	 "Libvirt refuses it: expected unicast mac address.", "<mac address='52:54:00:12:34:56'/>"},
	{"address.zero", SEVERITY_STOPS, GO_ON, look_at_zero_address, "Its address is all zero.",
	 "The kernel refuses it (EADDRNOTAVAIL).", "<mac address='52:54:00:12:34:56'/>"},
	{"address.twice", SEVERITY_STOPS, GO_ON, look_for_twins_in_files,
	 "{owner} on {parent} has the same address, {word}.",
	 "Only one of them can be up: the kernel refuses the other (EADDRINUSE) when its guest is resumed.",
	 "# remove <mac> from one of them: libvirt makes one"},
	{"address.elsewhere", SEVERITY_LIMITS, GO_ON, look_for_twins_elsewhere,
	 "{owner}, on another parent, has the same address, {word}.",
	 "If both parents lead to one network, its switches send frames now to one and now to the other.",
	 "# remove <mac> from one of them: libvirt makes one"},
	{"address.taken", SEVERITY_STOPS, GO_ON, look_for_twins_on_parent,
	 "{owner} on {parent} has its address, {word}.",
	 "Only one of them can be up: the kernel refuses the other (EADDRINUSE). If that is this guest, "
	 "running, all is "
	 "well.",
	 "ip -d link show type macvtap    # whose it is"},
	{"address.parent", SEVERITY_STOPS, GO_ON, look_at_parents_address,
	 "{word} is the address of {parent} itself.",
	 "The kernel refuses it (EADDRINUSE: Cannot set interface flags).",
	 "# remove <mac>: libvirt makes one"},
	{"address.missing", SEVERITY_NOTE, GO_ON, look_at_missing_address,
	 "It says no address: libvirt makes one.",
	 "It begins with 52:54:00, and is another one each time this file is defined anew.",
	 "<mac address='52:54:00:12:34:56'/>    # to keep it"},
	/* ---- cards ---- */
	{"filter.untrusted", SEVERITY_LIMITS, GO_ON, look_at_untrusted,
	 "Its filters are not trusted: the guest gets no multicast but all-hosts, and nothing at all once it "
	 "changes its "
	 "address.",
	 "What the guest joins stays unknown to the macvtap: no IPv6 neighbours, no mDNS, LLDP or VRRP, and "
	 "no macvlan or "
	 "bridge within the guest.",
	 "<interface type='direct' trustGuestRxFilters='yes'>    # with <model type='virtio'/>"},
	{"filter.model", SEVERITY_LIMITS, GO_ON, look_at_trusted_model,
	 "Its filters are trusted, but the model {word} never tells of any.",
	 "Only virtio tells the host which addresses and groups the guest wants.", "<model type='virtio'/>"},
	{"card.unknown", SEVERITY_UNSEEN, GO_ON, look_at_model, "The model {word} is not known here.",
	 "Whether packets are handed over in large pieces depends on it.", ""},
	{"card.plain", SEVERITY_LIMITS, GO_ON, look_at_vnet_header,
	 "The model {word} knows no large packets: it is slow.",
	 "Without a vnet header each packet is cut and summed up by this host before the guest gets it.",
	 "<model type='virtio'/>"},
	{"card.driver", SEVERITY_LIMITS, GO_ON, look_at_dropped_driver,
	 "Its <driver> is dropped: the model {word} has neither vhost nor queues.",
	 "Libvirt reads it for virtio alone, and says nothing.", "<model type='virtio'/>"},
	{"vhost.missing", SEVERITY_STOPS, GO_ON, look_at_missing_vhost,
	 "vhost is asked for, and there is no /dev/vhost-net.",
	 "In a domain of type kvm libvirt refuses it: vhost-net was requested for an interface, but is "
	 "unavailable.",
	 "modprobe vhost_net    # or remove name='vhost' from <driver>: it is used where it is there"},
	{"vhost.ignored", SEVERITY_LIMITS, GO_ON, look_at_ignored_vhost, "vhost is asked for, and not used.",
	 "In a domain of type qemu libvirt ignores it, without a word: every frame goes through QEMU.",
	 "<domain type='kvm'>    # where there is a /dev/kvm"},
	{"queues.limit", SEVERITY_STOPS, GO_ON, look_at_queue_limit, "It asks for {number} queues.",
	 "A macvtap has 256 at most: the kernel refuses the next (EBUSY).",
	 "<driver queues='4'/>    # one per vCPU"},
	{"queues.vcpus", SEVERITY_NOTE, GO_ON, look_at_vcpus, "{number} queues for {word} vCPUs.",
	 "A guest uses no more queues than it has vCPUs.", "<driver queues='{word}'/>"},
	{"known.version", SEVERITY_NOTE, GO_ON, look_at_differences, "{owner}: {word}.",
	 "Known of these versions; which one serves the guests was not looked at.", ""},
};

const size_t standing_check_count = sizeof standing_checks / sizeof standing_checks[0];
const size_t interface_check_count = sizeof interface_checks / sizeof interface_checks[0];
