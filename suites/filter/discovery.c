/* discovery: the groups by which stations and services find each other - IPv6 neighbour discovery, mDNS - on a child that has
 * not joined them, that has, and that hears every group. (The testbed's own IPv6 joins none: topology.h.)
 */
#include "suites/filter/filter.h"

#include "fixtures/duo.h"
#include "harness/net/filters.h"
#include "harness/proof/delivery.h"
#include "harness/proof/filter.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <stdio.h>

struct discovery {
	const char *word;
	struct mac group;
	enum content content;
};

/* clang-format off */
static const struct discovery discoveries[] = {
	{"all_nodes",   {{0x33, 0x33, 0, 0, 0, 0x01}},       CONTENT_ICMP6},
	{"all_routers", {{0x33, 0x33, 0, 0, 0, 0x02}},       CONTENT_ICMP6},
	{"mld_routers", {{0x33, 0x33, 0, 0, 0, 0x16}},       CONTENT_ICMP6},
	{"solicited",   {{0x33, 0x33, 0xff, 0, 0, 0x0a}},    CONTENT_ICMP6}, /* the node GUEST_A */
	{"mdns6",       {{0x33, 0x33, 0, 0, 0, 0xfb}},       CONTENT_UDP6},
	{"mdns4",       {{0x01, 0x00, 0x5e, 0, 0, 0xfb}},    CONTENT_UDP4},
};
/* clang-format on */

static struct frame from_stranger(const struct discovery *row)
{
	return (struct frame){.src = STATION_STRANGER, .dst = row->group, .content = row->content};
}

static void unjoined(const void *data)
{
	const struct discovery *row = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	places confused = filter_lets_through(net, row->group);
	struct frame from_wire = from_stranger(row), from_b = from_wire;

	from_b.src = address_of(GUEST_B);
	expect_delivery(net, WIRE, &from_wire, AT(HOST) | confused);
	expect_delivery(net, GUEST_B, &from_b, AT(WIRE) | (confused & AT(GUEST_A)));
}

static void joined(const void *data)
{
	const struct discovery *row = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	places confused = filter_lets_through(net, row->group);
	struct frame from_wire = from_stranger(row), from_b = from_wire;

	from_b.src = address_of(GUEST_B);
	link_join(net->host, device_of(GUEST_A), row->group);
	expect_listed(net, HOST, row->group);
	expect_delivery(net, WIRE, &from_wire, AT(HOST, GUEST_A) | confused);
	expect_delivery(net, GUEST_B, &from_b, AT(WIRE, GUEST_A));
}

static void every_group(const void *data)
{
	const struct discovery *row = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	places confused = filter_lets_through(net, row->group);
	struct frame from_wire = from_stranger(row);

	filter_bypass(net->host, device_of(GUEST_A), EVERY_GROUP);
	expect_delivery(net, WIRE, &from_wire, AT(HOST, GUEST_A) | confused);
	filter_restore(net->host, device_of(GUEST_A), EVERY_GROUP);
	expect_delivery(net, WIRE, &from_wire, AT(HOST) | confused);
}

static const struct state {
	const char *word, *summary;
	void (*run)(const void *data);
} states[] = {
	{"unjoined", "nobody has joined it", unjoined},
	{"joined", "a child has joined it", joined},
	{"allmulti", "a child wants every group, and no longer", every_group},
};

void discovery_add_cases(struct case_list *list)
{
	enum { ROWS = sizeof discoveries / sizeof discoveries[0], STATES = sizeof states / sizeof states[0] };

	for (unsigned i = 0; i < ROWS * STATES; i++) {
		const struct discovery *row = &discoveries[i / STATES];
		const struct state *state = &states[i % STATES];
		char summary[120];

		snprintf(summary, sizeof summary, "frames to %s: %s", mac_to_text(row->group).text,
			 state->summary);
		case_add_as(list,
			    &(struct testcase){.requirement = &MACF_DISC_01,
					       .run = state->run,
					       .data = row,
					       .shares = &duo_bridge[WIRE_PLAIN],
					       .summary = summary},
			    "filter.discovery.%s.%s", row->word, state->word);
	}
}
