/* filter: what a guest lets in by its NIC, what QEMU's monitor tells of that, and what the macvtap does not make of it. */
#include "suites/virt/qemu/qemu.h"

#include "harness/net/attribute.h"
#include "harness/net/filters.h"
#include "harness/proof/delivery.h"
#include "harness/proof/groups.h"
#include "harness/virt/rx_filter.h"
#include "suites/checks.h"
#include "suites/virt/qemu/machine.h"
#include "suites/virt/qemu/requirements.h"

#include <stdio.h>
#include <string.h>

#define CHANGED "NIC_RX_FILTER_CHANGED"
#define ADDRESS "02:00:00:00:00:3a"
#define GROUP   "01:00:5e:01:02:03"

enum { TABLE_ROOM = 64, VID = 5, ANOTHER_VID = 6 };

/* ---- changes ---- */

struct change {
	struct order does[ORDERS_MAX], undoes[ORDERS_MAX];
	void (*expect)(struct rx_filter *filter); /* what is then another in it */
};

static void has_address(struct rx_filter *filter)
{
	filter->address = mac(ADDRESS);
}

static void has_group(struct rx_filter *filter)
{
	filter->group[filter->group_count++] = mac(GROUP);
}

static void is_promiscuous(struct rx_filter *filter)
{
	filter->promiscuous = true;
}

static void has_every_group(struct rx_filter *filter)
{
	filter->multicast = RX_ALL;
}

/* Who has a VLAN device takes part in its registration (net/802/garp.c: garp_init_applicant). */
static void has_vlan(struct rx_filter *filter)
{
	filter->vlan[VID] = true;
	filter->group[filter->group_count++] = mac("01:80:c2:00:00:21");
}

/* A VLAN device with an address of its own wants that of the NIC (net/8021q/vlan_dev.c: vlan_dev_open). */
static void has_station(struct rx_filter *filter)
{
	has_vlan(filter);
	filter->station[filter->station_count++] = mac(ADDRESS);
}

/* clang-format off */
static const struct change
	address = {{{"mac", "", ADDRESS}}, {{"mac", "", "02:00:00:00:00:0a"}}, has_address},
	group = {{{"join", "", GROUP}}, {{"leave", "", GROUP}}, has_group},
	promiscuous = {{{"promisc", "", "on"}}, {{"promisc", "", "off"}}, is_promiscuous},
	every_group = {{{"allmulti", "", "on"}}, {{"allmulti", "", "off"}}, has_every_group},
	vlan = {{{"vlan", "", "add 5"}}, {{"vlan", "", "delete 5"}}, has_vlan},
	station = {{{"vlan", "", "add 5"}, {"mac", ".5", ADDRESS}, {"up", ".5", ""}}, {{"vlan", "", "delete 5"}}, has_station};
/* clang-format on */

/* ---- where ---- */

/* What the host has of a macvtap. */
struct settings {
	struct mac address;
	uint64_t flags, promiscuity, listed;
};

static struct settings settings_of(const struct machine *machine, enum place guest)
{
	struct links *host = machine->net->host;
	const char *device = device_of(guest);
	struct link_facts *facts = link_facts(host, device);
	const struct settings settings = {
		.address = link_state(host, device).address,
		.flags = fact_flags(facts),
		.promiscuity = fact_number(facts, OF_DEVICE, IFLA_PROMISCUITY),
		.listed = filter_length(host, device),
	};

	link_facts_free(facts);
	return settings;
}

/* GUEST_A's NIC lets in what is listed, and its next change will be announced. */
struct ground {
	struct machine machine;
	struct rx_filter filter;
	struct settings settings;
};

static struct ground ground_here(void)
{
	struct ground ground = {.machine = machine_here()};

	/* the first VLAN brings VLAN 0 with it (guest/protocol.h), which then stays */
	machine_order(&ground.machine, GUEST_A, vlan.does);
	machine_order(&ground.machine, GUEST_A, vlan.undoes);
	guest_ask(ground.machine.guest, "promisc %s off", nic_inside(GUEST_A));
	ground.filter = rx_filter_ask(ground.machine.qmp, nic_outside(GUEST_A));
	qmp_forget_events(ground.machine.qmp);
	ground.settings = settings_of(&ground.machine, GUEST_A);
	return ground;
}

static void leave(const struct ground *ground)
{
	guest_ask(ground->machine.guest, "promisc %s on", nic_inside(GUEST_A));
}

/* ---- what is expected ---- */

static unsigned announced(const struct machine *machine, enum place guest)
{
	return qmp_count_events(machine->qmp, CHANGED, "name", nic_outside(guest));
}

static void expect_addresses(const char *what, const struct mac *got, size_t count, const struct mac *wanted,
			     size_t wanted_count)
{
	expect_number(what, count, wanted_count);
	for (size_t i = 0; i < wanted_count; i++) {
		if (!rx_filter_lists(got, count, wanted[i]))
			fail("%s: %s is not among them", what, mac_to_text(wanted[i]).text);
	}
}

static void expect_filter(const struct machine *machine, const struct rx_filter *wanted)
{
	const struct rx_filter got = rx_filter_ask(machine->qmp, nic_outside(GUEST_A));

	expect_mac("the NIC's address", got.address, wanted->address);
	expect_number("whether it is promiscuous", got.promiscuous, wanted->promiscuous);
	expect_number("what stations it lets in", got.unicast, wanted->unicast);
	expect_number("what groups it lets in", got.multicast, wanted->multicast);
	expect_number("what VLANs it lets in", got.vlans, wanted->vlans);
	expect_number("whether its stations overflow", got.unicast_overflows, wanted->unicast_overflows);
	expect_number("whether its groups overflow", got.multicast_overflows, wanted->multicast_overflows);
	expect_addresses("its stations", got.station, got.station_count, wanted->station,
			 wanted->station_count);
	expect_addresses("its groups", got.group, got.group_count, wanted->group, wanted->group_count);
	for (size_t vid = 0; vid < RX_VLANS_MAX; vid++) {
		if (got.vlan[vid] != wanted->vlan[vid])
			fail("VLAN %zu is %s", vid, got.vlan[vid] ? "listed, and must not be" : "not listed");
	}
}

static void expect_untouched(const struct ground *ground)
{
	const struct settings now = settings_of(&ground->machine, GUEST_A), *before = &ground->settings;

	expect_mac("the macvtap's address", now.address, before->address);
	expect_number("its flags", now.flags, before->flags);
	expect_number("its promiscuity", now.promiscuity, before->promiscuity);
	expect_number("addresses that it lists", now.listed, before->listed);
}

static void expect_changed(const struct ground *ground, const struct rx_filter *wanted)
{
	expect_number("announcements of the change", announced(&ground->machine, GUEST_A), 1);
	expect_filter(&ground->machine, wanted);
	qmp_forget_events(ground->machine.qmp);
	expect_untouched(ground);
}

/* ---- what is told ---- */

static void told_of(const void *data)
{
	const struct change *change = data;
	struct ground ground = ground_here();
	struct rx_filter wanted = ground.filter;

	change->expect(&wanted);
	machine_order(&ground.machine, GUEST_A, change->does);
	expect_changed(&ground, &wanted);
	machine_order(&ground.machine, GUEST_A, change->undoes);
	expect_changed(&ground, &ground.filter);
	leave(&ground);
}

/* ---- announced once ---- */

static void once(const void *data)
{
	struct ground ground = ground_here();
	const struct machine *machine = &ground.machine;

	(void)data;
	machine_order(machine, GUEST_A, group.does);
	machine_order(machine, GUEST_A, address.does);
	machine_order(machine, GUEST_A, promiscuous.does);
	expect_number("announcements of three changes", announced(machine, GUEST_A), 1);
	expect_true("what is told is the last state",
		    rx_filter_ask(machine->qmp, nic_outside(GUEST_A)).promiscuous);
	expect_number("announcements when one has asked", announced(machine, GUEST_A), 1);
	machine_order(machine, GUEST_A, group.undoes);
	machine_order(machine, GUEST_A, address.undoes);
	expect_number("announcements when more has changed", announced(machine, GUEST_A), 2);
	expect_number("announcements of a sibling's", announced(machine, GUEST_B), 0);
	leave(&ground);
}

/* ---- tables that overflow ---- */

static void change_groups(const struct machine *machine, const char *verb, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++)
		guest_ask(machine->guest, "%s %s 01:00:5e:7f:00:%02zx", verb, nic_inside(GUEST_A), i);
}

static void overflow(const void *data)
{
	struct ground ground = ground_here();
	const struct machine *machine = &ground.machine;
	const size_t room = TABLE_ROOM - ground.filter.group_count - ground.filter.station_count;
	struct rx_filter filter;

	(void)data;
	change_groups(machine, "join", 0, room);
	filter = rx_filter_ask(machine->qmp, nic_outside(GUEST_A));
	expect_true("64 do not overflow", !filter.multicast_overflows);
	expect_number("groups told of", filter.group_count, ground.filter.group_count + room);
	qmp_forget_events(machine->qmp);
	change_groups(machine, "join", room, room + 1);
	expect_number("announcements of one more", announced(machine, GUEST_A), 1);
	expect_true("65 overflow", rx_filter_ask(machine->qmp, nic_outside(GUEST_A)).multicast_overflows);
	qmp_forget_events(machine->qmp);
	change_groups(machine, "leave", 0, room + 1);
	expect_changed(&ground, &ground.filter);
	leave(&ground);
}

/* ---- other models ---- */

static void another_model(const void *data)
{
	struct ground ground = ground_here();
	const struct machine *machine = &ground.machine;

	(void)data;
	expect_number("NICs that are told of", rx_filters_told(machine->qmp), 2);
	expect_true("QEMU refuses to tell of an e1000e",
		    rx_filter_is_refused(machine->qmp, nic_outside(GUEST_C), "support rx-filter querying"));
	machine_order(machine, GUEST_C, group.does);
	machine_order(machine, GUEST_C, promiscuous.undoes);
	machine_order(machine, GUEST_C, promiscuous.does);
	machine_order(machine, GUEST_C, group.undoes);
	machine_order(machine, GUEST_A, promiscuous.does);
	expect_number("announcements of the sibling's change, made later", announced(machine, GUEST_A), 1);
	expect_number("announcements of the e1000e's", announced(machine, GUEST_C), 0);
	leave(&ground);
}

/* ---- what the macvtap delivers ---- */

/* The guest's new address is nobody's on the parent, and its old one still its own; it may send what it likes. */
static void untrusted_address(const void *data)
{
	struct machine machine = machine_here();
	const struct frame own = {.src = mac(ADDRESS), .dst = STATION_UNKNOWN};

	(void)data;
	machine_order(&machine, GUEST_A, address.does);
	expect_passing(&machine, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
	expect_passing(&machine, WIRE, mac(ADDRESS), AT(HOST_IGNORES));
	expect_passing(&machine, GUEST_B, mac(ADDRESS), AT(WIRE));
	expect_delivery(machine.net, GUEST_A, &own, AT(WIRE));
	machine_order(&machine, GUEST_A, address.undoes);
}

static void untrusted_group(const void *data)
{
	struct machine machine = machine_here();
	const struct mac unjoined = testbed_groups(machine.net)->nobody;
	const char *text = mac_to_text(unjoined).text;

	(void)data;
	guest_ask(machine.guest, "join %s %s", nic_inside(GUEST_A), text);
	guest_ask(machine.guest, "allmulti %s on", nic_inside(GUEST_A));
	expect_passing(&machine, WIRE, unjoined, AT(HOST));
	link_join(machine.net->host, device_of(GUEST_A), unjoined);
	expect_passing(&machine, WIRE, unjoined, AT(GUEST_A, HOST));
	link_leave(machine.net->host, device_of(GUEST_A), unjoined);
	guest_ask(machine.guest, "allmulti %s off", nic_inside(GUEST_A));
	guest_ask(machine.guest, "leave %s %s", nic_inside(GUEST_A), text);
}

static struct frame tagged(struct mac src, struct mac dst, uint16_t vid)
{
	return (struct frame){.src = src, .dst = dst, .tags = 1, .tag = {{TPID_8021Q, vid}}};
}

/* No list of VLANs is a macvtap's: a tag that the guest has not asked for comes as well as one that it has. */
static void untrusted_vlan(const void *data)
{
	struct machine machine = machine_here();
	const struct frame asked_for = tagged(STATION_STRANGER, ADDRESS_GUEST_A, VID),
			   another = tagged(STATION_STRANGER, ADDRESS_GUEST_A, ANOTHER_VID),
			   from_guest = tagged(ADDRESS_GUEST_A, STATION_UNKNOWN, VID),
			   to_sibling = tagged(ADDRESS_GUEST_A, ADDRESS_GUEST_B, VID);

	(void)data;
	machine_order(&machine, GUEST_A, vlan.does);
	expect_delivery(machine.net, WIRE, &asked_for, AT(GUEST_A));
	expect_delivery(machine.net, WIRE, &another, AT(GUEST_A));
	expect_delivery(machine.net, GUEST_A, &from_guest, AT(WIRE));
	expect_delivery(machine.net, GUEST_A, &to_sibling, AT(GUEST_B));
	machine_order(&machine, GUEST_A, vlan.undoes);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "virt.qemu.filter.address", .requirement = &QEMU_FILTER_01, .run = told_of, .data = &address, .summary = "GUEST_A gives its NIC another address, and its own again"},
	{.id = "virt.qemu.filter.group", .requirement = &QEMU_FILTER_01, .run = told_of, .data = &group, .summary = "GUEST_A joins a group, and leaves it"},
	{.id = "virt.qemu.filter.promiscuous", .requirement = &QEMU_FILTER_01, .run = told_of, .data = &promiscuous, .summary = "GUEST_A's NIC is promiscuous, and is not"},
	{.id = "virt.qemu.filter.every_group", .requirement = &QEMU_FILTER_01, .run = told_of, .data = &every_group, .summary = "GUEST_A's NIC lets in every group, and only those it has joined"},
	{.id = "virt.qemu.filter.vlan", .requirement = &QEMU_FILTER_01, .run = told_of, .data = &vlan, .summary = "GUEST_A makes a VLAN device, and deletes it"},
	{.id = "virt.qemu.filter.station", .requirement = &QEMU_FILTER_01, .run = told_of, .data = &station, .summary = "GUEST_A makes a VLAN device with an address of its own"},
	{.id = "virt.qemu.filter.once", .requirement = &QEMU_FILTER_02, .run = once, .summary = "GUEST_A changes three things before anybody asks, and two more afterwards"},
	{.id = "virt.qemu.filter.overflow", .requirement = &QEMU_FILTER_03, .run = overflow, .summary = "GUEST_A joins groups until there are 64, and one more"},
	{.id = "virt.qemu.filter.e1000e", .requirement = &QEMU_FILTER_04, .run = another_model, .summary = "GUEST_C, whose NIC is an e1000e, changes what it lets in"},
	{.id = "virt.qemu.untrusted.address", .requirement = &QEMU_FILTER_05, .run = untrusted_address, .summary = "GUEST_A gives its NIC another address: frames to it, to its old one, and from it"},
	{.id = "virt.qemu.untrusted.group", .requirement = &QEMU_FILTER_05, .run = untrusted_group, .summary = "GUEST_A joins a group: frames to it, and once its macvtap has joined, too"},
	{.id = "virt.qemu.untrusted.vlan", .requirement = &QEMU_FILTER_05, .run = untrusted_vlan, .summary = "GUEST_A makes a VLAN device: frames under its tag and another, both ways"},
	{.id = NULL},
};
/* clang-format on */

void virt_qemu_add_filter(struct case_list *list)
{
	machine_add_cases(list, cases);
}
