/* reserved: the sixteen groups that no bridge forwards (IEEE 802.1Q-2022, table 8-1). To macvtap they are groups like others:
 * whoever has joined one hears it, wherever it comes from.
 */
#include "suites/filter/filter.h"

#include "fixtures/duo.h"
#include "fixtures/solo.h"
#include "harness/proof/delivery.h"
#include "harness/proof/filter.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <stdio.h>

enum { GROUPS = 16, ETHERTYPE_PAUSE = 0x8808 };

/* What those groups carry in the field; 0: nothing of its own. */
static const uint16_t ethertype_of[GROUPS] = {
	[0x1] = ETHERTYPE_PAUSE, /* MAC control */
	[0x2] = 0x8809,          /* slow protocols: LACP */
	[0x3] = 0x888e,          /* EAPOL */
	[0xe] = 0x88cc,          /* LLDP */
};

struct reserved {
	const struct topology *topology;
	uint8_t last_octet;
};

static struct mac group_of(const struct reserved *row)
{
	return (struct mac){{0x01, 0x80, 0xc2, 0, 0, row->last_octet}};
}

static struct frame frame_to(const struct reserved *row, struct mac src)
{
	return (struct frame){.src = src, .dst = group_of(row), .ethertype = ethertype_of[row->last_octet]};
}

/* Pause frames are for the link itself: who joins their group gets other frames to it, not them. */
static places heard_by(const struct reserved *row, places guests)
{
	return ethertype_of[row->last_octet] == ETHERTYPE_PAUSE ? NOWHERE : guests;
}

static void joined_or_not(const void *data)
{
	const struct reserved *row = data;
	struct testbed *net = testbed_build(row->topology);
	places confused = heard_by(row, filter_lets_through(net, group_of(row)));
	struct frame from_wire = frame_to(row, STATION_STRANGER), from_a = frame_to(row, ADDRESS_GUEST_A);

	expect_delivery(net, WIRE, &from_wire, AT(HOST) | confused);
	expect_delivery(net, GUEST_A, &from_a, AT(WIRE) | (confused & AT(GUEST_B)));
	link_join(net->host, device_of(GUEST_A), group_of(row));
	expect_delivery(net, WIRE, &from_wire, AT(HOST) | confused | heard_by(row, AT(GUEST_A)));
}

static void from_sibling(const void *data)
{
	const struct reserved *row = data;
	struct testbed *net = testbed_build(row->topology);
	struct frame from_b = frame_to(row, address_of(GUEST_B));

	link_join(net->host, device_of(GUEST_A), group_of(row));
	expect_delivery(net, GUEST_B, &from_b, AT(WIRE) | heard_by(row, AT(GUEST_A)));
}

static void add_row(const char *group, const char *word, void (*run)(const void *),
		    const struct reserved *row, struct case_list *list)
{
	char summary[120];

	snprintf(summary, sizeof summary, "%s: frames to 01:80:c2:00:00:%02x%s", word, row->last_octet,
		 run == from_sibling ? " from a sibling" : ", unjoined and joined");
	case_add_as(list,
		    &(struct testcase){.requirement = row->last_octet == 1 ? &MACF_RES_02 : &MACF_RES_01,
				       .run = run,
				       .data = row,
				       .shares = row->topology,
				       .summary = summary},
		    "filter.%s.%02x.%s", group, row->last_octet, word);
}

void reserved_add_cases(struct case_list *list)
{
	static struct reserved shared[GROUPS], owned[GROUPS];

	for (int i = 0; i < GROUPS; i++) {
		shared[i] = (struct reserved){&duo_bridge[WIRE_PLAIN], (uint8_t)i};
		owned[i] = (struct reserved){&solo_passthru[WIRE_PLAIN], (uint8_t)i};
		add_row("reserved", "bridge", joined_or_not, &shared[i], list);
		add_row("reserved", "passthru", joined_or_not, &owned[i], list);
		if (ethertype_of[i])
			add_row("reserved_sibling", "bridge", from_sibling, &shared[i], list);
	}
}

/* ---- by sender ---- */

/* A source-mode child has its list of senders for a filter; a group is as good as any other destination. */
static void heard_by_sender(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);

	for (int i = 0; i < GROUPS; i++) {
		struct reserved row = {kind->watched, (uint8_t)i};
		struct frame listed = frame_to(&row, STATION_LISTED);

		if (!ethertype_of[i])
			continue;
		check_named("ethertype 0x%04x", ethertype_of[i]);
		if (kind->flags & FLAG_NODST)
			expect_delivery(net, WIRE, &listed, AT(GUEST_A));
		else
			expect_delivery(
				net, WIRE, &listed,
				AT(GUEST_A, HOST) |
					(heard_by(&row, filter_lets_through(net, listed.dst)) & AT(WITNESS)));
	}
}

/* clang-format off */
const struct pattern reserved_patterns[] = {
	{"reserved.by_sender", &MACF_RES_03, SOURCE | NODST, WATCHED, heard_by_sender, "pause, LACP, EAPOL and LLDP frames from a listed sender"},
	{.name = NULL},
};
/* clang-format on */
