/* trust: what a booted guest makes of its NICs, what libvirt then makes of the macvtaps - all of it with trustGuestRxFilters='yes',
 * nothing with 'no' -, and what the guest really receives. Each thing is tried on two NICs of one guest, that differ in nothing but the trust. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "harness/virt/accelerator.h"
#include "suites/filter/checks.h"
#include "suites/virt/libvirt/booted.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <stdio.h>

enum trust { TRUSTED, UNTRUSTED };

struct side {
	const char *word; /* of ids */
	enum trust trust;
	enum place place;
	const struct booted_plan *plan;
};

enum { SIDES = 3 };
static const struct side sides[SIDES] = {
	{"trusted", TRUSTED, GUEST_A, &booted_trio},
	{"untrusted", UNTRUSTED, GUEST_B, &booted_trio},
	{"passthrough", TRUSTED, GUEST_A, &booted_passthru},
};

/* With VLANs: passthrough is the same as trusted. */
static const struct side tagged_sides[] = {
	{"trusted", TRUSTED, GUEST_A, &booted_trio_tagged},
	{"untrusted", UNTRUSTED, GUEST_B, &booted_trio_tagged},
};

static bool owns_its_parent(const struct side *side)
{
	return side->plan == &booted_passthru;
}

static places if_trusted(const struct side *side, places at)
{
	return side->trust == TRUSTED ? at : NOWHERE;
}

/* Where that goes which its macvtap takes and the guest has not asked for. That a NIC drops it is a wish of virtio's (1.2, 5.1.6.5:
 * best-effort): QEMU's does, vhost-net has no filter (drivers/vhost/net.c: handle_rx). */
static places unasked(const struct side *side)
{
	return vhost_serves_guests() ? AT(side->place) : NOWHERE;
}

/* Where unicast goes that is for nobody: whoever has the parent to itself is given it. */
static places of_nobody(const struct side *side)
{
	return owns_its_parent(side) ? unasked(side) : AT(HOST_IGNORES);
}

/* ---- groups that can be told apart ---- */

enum { CANDIDATES = 8 };

/* A macvtap filters groups by a hash (proof/groups.h), and the guest's NIC, which knows them all, hides what that lets through.
 * So whether it tells a group from those it has joined is tried with a NIC that hides nothing. A kernel that lets everything through
 * gets the first, and is found out. */
static bool is_told_apart(struct booted *bed, struct mac group)
{
	struct frame probe = {.dst = group, .src = STATION_STRANGER, .nonce = fresh_nonce()};
	const struct mark mark = {ROLE_PROBE, probe.nonce};
	size_t heard = 0;

	journal_put_in(bed->net, WIRE, &probe);
	fence(bed->net, FENCE_FLOOD, WIRE, &probe);
	for (unsigned i = 0; i < bed->plan->guests; i++)
		heard += journal_sightings(&bed->net->journal, GUEST_A + (enum place)i, mark);
	journal_clear(&bed->net->journal);
	return !heard;
}

/* One of those that differ from this one in the last octet alone. */
static struct mac told_apart(struct booted *bed, struct mac first)
{
	for (unsigned i = 0; i < CANDIDATES; i++) {
		struct mac group = first;

		group.octet[5] = (uint8_t)(first.octet[5] + i);
		if (is_told_apart(bed, group))
			return group;
	}
	return first;
}

/* vhost-net hides nothing. Of a trusted NIC of QEMU's it does not matter: what that hears is not decided by its macvtap alone. */
static struct mac drawn(struct booted *bed, const struct side *side, struct mac first)
{
	struct mac group;

	if (vhost_serves_guests())
		return told_apart(bed, first);
	if (side->trust == TRUSTED)
		return first;
	begin_nic(bed, side->place, "promisc", "on");
	group = told_apart(bed, first);
	begin_nic(bed, side->place, "promisc", "off");
	return group;
}

/* ---- each thing ---- */

static void expect_parent_lets_in(struct booted *bed, const struct side *side, struct mac address)
{
	if (owns_its_parent(side))
		expect_address(bed->net, HOST, address);
	else
		expect_listed(bed->net, HOST, address);
}

static void expect_taken_over(struct booted *bed, const struct side *side, struct mac address,
			      struct mac before)
{
	expect_address(bed->net, side->place, address);
	expect_parent_lets_in(bed, side, address);
	expect_unlisted(bed->net, HOST, before);
	expect_frame(bed->net, WIRE, address, AT(side->place));
	expect_frame(bed->net, WIRE, before, of_nobody(side));
}

/* The macvtap goes on taking what is for its address, and the guest does not want it any more. */
static void expect_not_taken_over(struct booted *bed, const struct side *side, struct mac address,
				  struct mac before)
{
	expect_address(bed->net, side->place, before);
	expect_parent_lets_in(bed, side, before);
	expect_unlisted(bed->net, HOST, address);
	expect_frame(bed->net, WIRE, address, AT(HOST_IGNORES));
	expect_frame(bed->net, WIRE, before, unasked(side));
}

static void address_changed(const void *data)
{
	static const struct mac other = {{0x02, 0, 0, 0, 0, 0xaa}};
	const struct side *side = data;
	struct booted *bed = booted(side->plan);
	const struct mac own = address_of(side->place);

	expect_frame(bed->net, WIRE, own, AT(side->place));
	expect_frame(bed->net, WIRE, other, of_nobody(side));
	have_nic(bed, side->place, "mac", mac_to_text(other).text);
	if (side->trust == TRUSTED)
		expect_taken_over(bed, side, other, own);
	else
		expect_not_taken_over(bed, side, other, own);
	have_nic(bed, side->place, "mac", mac_to_text(own).text);
	expect_taken_over(bed, side, own, other);
}

struct family {
	const char *word;
	struct mac first;
	const char *summary;
};

/* clang-format off */
static const struct family families[] = {
	{"ipv4", {{0x01, 0x00, 0x5e, 0x40, 0x20, 0x10}}, "a group of IPv4's"},
	{"neighbour", {{0x33, 0x33, 0xff, 0x00, 0x20, 0x10}}, "where IPv6 asks for a neighbour's address (RFC 4861)"},
	{"reserved", {{0x01, 0x80, 0xc2, 0x00, 0x00, 0x0e}}, "where LLDP tells of a station's neighbours"},
};
/* clang-format on */

struct joining {
	const struct side *side;
	const struct family *family;
};

static void group_joined(const void *data)
{
	const struct joining *joining = data;
	const struct side *side = joining->side;
	struct booted *bed = booted(side->plan);
	const struct mac group = drawn(bed, side, joining->family->first);

	expect_frame(bed->net, WIRE, group, AT(HOST));
	have_nic(bed, side->place, "join", mac_to_text(group).text);
	if (side->trust == TRUSTED) {
		expect_listed(bed->net, side->place, group);
		expect_listed(bed->net, HOST, group);
	} else {
		expect_unlisted(bed->net, side->place, group);
		expect_unlisted(bed->net, HOST, group);
	}
	expect_frame(bed->net, WIRE, group, AT(HOST) | if_trusted(side, AT(side->place)));
	have_nic(bed, side->place, "leave", mac_to_text(group).text);
	expect_unlisted(bed->net, side->place, group);
	expect_unlisted(bed->net, HOST, group);
	expect_frame(bed->net, WIRE, group, AT(HOST));
}

static const struct mac unjoined = {{0x01, 0x00, 0x5e, 0x40, 0x30, 0x10}};

static void promiscuous(const void *data)
{
	const struct side *side = data;
	struct booted *bed = booted(side->plan);
	const struct mac group = drawn(bed, side, unjoined);

	expect_promiscuity(bed->net, side->place, 0);
	have_nic(bed, side->place, "promisc", "on");
	expect_promiscuity(bed->net, side->place, side->trust == TRUSTED);
	expect_frame(bed->net, WIRE, group, AT(HOST) | if_trusted(side, AT(side->place)));
	expect_frame(bed->net, WIRE, address_of(side->place), AT(side->place));
	expect_frame(bed->net, WIRE, STATION_UNKNOWN,
		     owns_its_parent(side) ? AT(side->place) : AT(HOST_IGNORES));
	have_nic(bed, side->place, "promisc", "off");
	expect_frame(bed->net, WIRE, STATION_UNKNOWN, of_nobody(side));
	expect_promiscuity(bed->net, side->place, 0);
	expect_frame(bed->net, WIRE, group, AT(HOST));
}

static void all_groups(const void *data)
{
	const struct side *side = data;
	struct booted *bed = booted(side->plan);
	const struct mac group = drawn(bed, side, unjoined);

	expect_allmulti(bed->net, side->place, 0);
	have_nic(bed, side->place, "allmulti", "on");
	expect_allmulti(bed->net, side->place, side->trust == TRUSTED);
	expect_frame(bed->net, WIRE, group, AT(HOST) | if_trusted(side, AT(side->place)));
	have_nic(bed, side->place, "allmulti", "off");
	expect_allmulti(bed->net, side->place, 0);
	expect_frame(bed->net, WIRE, group, AT(HOST));
}

/* A NIC of QEMU's has room for 64 addresses (hw/net/virtio-net.c: MAC_TABLE_ENTRIES). */
enum { MORE_THAN_ROOM = 64 + CANDIDATES };

static void have_many(struct booted *bed, enum place place, const char *verb)
{
	for (unsigned i = 0; i < MORE_THAN_ROOM; i++) {
		struct mac group = {{0x01, 0x00, 0x5e, 0x41, 0x00, (uint8_t)i}};

		begin_nic(bed, place, verb, mac_to_text(group).text);
	}
	await_libvirt(bed);
}

static void too_many_groups(const void *data)
{
	static const struct mac beyond = {{0x01, 0x00, 0x5e, 0x41, 0x00, MORE_THAN_ROOM - CANDIDATES}};
	const struct side *side = data;
	struct booted *bed = booted(side->plan);
	const struct mac group = drawn(bed, side, beyond);

	have_many(bed, side->place, "join");
	expect_allmulti(bed->net, side->place, side->trust == TRUSTED);
	expect_frame(bed->net, WIRE, group, AT(HOST) | if_trusted(side, AT(side->place)));
	have_many(bed, side->place, "leave");
	expect_allmulti(bed->net, side->place, 0);
	expect_unlisted(bed->net, side->place, group);
	expect_frame(bed->net, WIRE, group, AT(HOST));
}

/* ---- VLANs ---- */

static void expect_tagged(struct booted *bed, enum place to, places at)
{
	const struct frame frame = {
		.src = STATION_STRANGER, .dst = address_of(to), .tags = 1, .tag = {{TPID_8021Q, 5}}};

	expect_delivery(bed->net, WIRE, &frame, at);
}

/* A macvtap knows no VLANs: trust or not, it is the NIC's filter that lets one in, if it has one. */
static void vlan_added(const void *data)
{
	const struct side *side = data;
	struct booted *bed = booted(side->plan);

	expect_tagged(bed, side->place, unasked(side));
	have_nic(bed, side->place, "vlan", "add 5");
	expect_promiscuity(bed->net, side->place, side->trust == TRUSTED);
	expect_tagged(bed, side->place, AT(side->place));
	have_nic(bed, side->place, "vlan", "delete 5");
	expect_tagged(bed, side->place, unasked(side));
}

/* A device in the guest on top of its NIC, with an address of its own, which the NIC lets in. */
static void station_let_in(const void *data)
{
	static const struct mac station = {{0x02, 0, 0, 0, 0, 0xab}};
	const struct frame frame = {
		.src = STATION_STRANGER, .dst = station, .tags = 1, .tag = {{TPID_8021Q, 6}}};
	const struct side *side = data;
	struct booted *bed = booted(side->plan);

	begin_nic(bed, side->place, "vlan", "add 6");
	guest_ask(bed->guest, "mac %s.6 %s", bed->nic[side->place - GUEST_A], mac_to_text(station).text);
	guest_ask(bed->guest, "up %s.6", bed->nic[side->place - GUEST_A]);
	await_libvirt(bed);
	expect_address(bed->net, side->place, address_of(side->place));
	expect_promiscuity(bed->net, side->place, side->trust == TRUSTED);
	expect_unlisted(bed->net, HOST, station);
	expect_delivery(bed->net, WIRE, &frame, AT(HOST_IGNORES));
	have_nic(bed, side->place, "vlan", "delete 6");
}

/* ---- the table ---- */

struct thing {
	const char *word;
	const struct requirement *if_trusted;
	void (*run)(const void *data);
	const struct side *sides;
	size_t count;
	const char *summary;
};

/* clang-format off */
static const struct thing things[] = {
	{"mac",      &LV_TRUST_01, address_changed, sides, SIDES, "the guest gives its NIC another address, and its own again"},
	{"promisc",  &LV_TRUST_03, promiscuous,     sides, SIDES, "the guest's NIC becomes promiscuous, and ceases to be"},
	{"allmulti", &LV_TRUST_04, all_groups,      sides, SIDES, "the guest wants every group, and no more"},
	{"overflow", &LV_TRUST_05, too_many_groups, sides, SIDES, "the guest joins more groups than its NIC has room for, and leaves them"},
	{"station",  &LV_TRUST_11, station_let_in,  tagged_sides, COUNT_OF(tagged_sides), "the guest lets in a station besides its own address"},
	{"vlan",     &LV_TRUST_06, vlan_added,      tagged_sides, COUNT_OF(tagged_sides), "the guest makes a VLAN, and takes it away"},
};
/* clang-format on */

static struct testcase of_side(const struct side *side, const struct requirement *if_trusted)
{
	struct testcase testcase = booted_case(side->plan);

	testcase.requirement = side->trust == TRUSTED ? if_trusted : &LV_TRUST_07;
	testcase.data = side;
	testcase.behaviour = "trust";
	return testcase;
}

static void add_groups(struct case_list *list)
{
	static struct joining joinings[COUNT_OF(families) * SIDES];
	size_t count = 0;

	for (const struct family *family = families; family < families + COUNT_OF(families); family++) {
		for (const struct side *side = sides; side < sides + SIDES; side++) {
			struct testcase testcase = of_side(side, &LV_TRUST_02);

			joinings[count] = (struct joining){side, family};
			testcase.data = &joinings[count++];
			testcase.run = group_joined;
			testcase.summary = family->summary;
			case_add_as(list, &testcase, "virt.libvirt.trust.group.%s.%s", family->word,
				    side->word);
		}
	}
}

void libvirt_trust_add_cases(struct case_list *list)
{
	for (const struct thing *thing = things; thing < things + COUNT_OF(things); thing++) {
		for (const struct side *side = thing->sides; side < thing->sides + thing->count; side++) {
			struct testcase testcase = of_side(side, thing->if_trusted);

			testcase.run = thing->run;
			testcase.summary = thing->summary;
			case_add_as(list, &testcase, "virt.libvirt.trust.%s.%s", thing->word, side->word);
		}
	}
	add_groups(list);
}
