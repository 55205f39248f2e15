/* single: floods one at a time: long ones, a virtual router's, and those of a macvlan among macvtaps. */
#include "suites/flood/flood.h"

#include "fixtures/quartet.h"
#include "fixtures/trio.h"
#include "harness/net/attribute.h"
#include "harness/proof/delivery.h"
#include "suites/flood/queue.h"
#include "suites/flood/requirements.h"

enum { ETHERNET_MAX = 14 + TESTBED_MTU };

/* RFC 5798 7.3: the virtual router 1's. */
#define VIRTUAL_ROUTER ((struct mac){{0x00, 0x00, 0x5e, 0x00, 0x01, 0x01}})

static void expect(struct testbed *net, enum place from, struct mac src, struct mac dst, places at)
{
	struct frame frame = {.src = src, .dst = dst};

	expect_delivery(net, from, &frame, at);
}
#define expect(...) (caller_is(HERE), expect(__VA_ARGS__))

/* ---- copies ---- */

static void same_octets(const void *data)
{
	struct testbed *net = testbed_build(&quartet_private_bridge[WIRE_PLAIN]);
	struct frame frame = *(const struct frame *)data;

	join_group(net);
	frame.src = STATION_STRANGER;
	/* the host has no VLAN device */
	expect_delivery(net, WIRE, &frame,
			AT(GUEST_A, GUEST_B, GUEST_C, GUEST_D) | (frame.tags ? AT(HOST_IGNORES) : AT(HOST)));
}

/* Between siblings, and on the wire. */
static void same_octets_among_siblings(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame frame = {.src = ADDRESS_GUEST_A, .dst = EVERYONE, .length = ETHERNET_MAX};

	expect_delivery(net, GUEST_A, &frame, AT(WIRE, GUEST_B, GUEST_C));
	frame.content = CONTENT_UDP4;
	expect_delivery(net, GUEST_A, &frame, AT(WIRE, GUEST_B, GUEST_C));
}

/* ---- a virtual router ---- */

static void router_in_private_mode(const void *data)
{
	struct testbed *net = testbed_build(data);

	join_group(net);
	set_mac(net, GUEST_A, VIRTUAL_ROUTER);
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(GUEST_A));
	expect(net, WIRE, STATION_STRANGER, VIRTUAL_ROUTER, AT(GUEST_A));
	expect(net, WIRE, STATION_STRANGER, GROUP, AT(GUEST_A, GUEST_B, GUEST_C, HOST));
}

static void router_in_vepa_mode(const void *data)
{
	struct testbed *net = testbed_build(data);

	join_group(net);
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(GUEST_A, GUEST_B, GUEST_C, HOST));
	set_mac(net, GUEST_A, VIRTUAL_ROUTER);
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(GUEST_B, GUEST_C, HOST));
	expect(net, WIRE, VIRTUAL_ROUTER, EVERYONE, AT(GUEST_B, GUEST_C, HOST));
}

/* Bridge siblings have had on its way out what the owner sends, wherever it comes from now. */
static void router_in_bridge_mode(const void *data)
{
	struct testbed *net = testbed_build(data);

	join_group(net);
	set_mac(net, GUEST_A, VIRTUAL_ROUTER);
	expect(net, GUEST_A, VIRTUAL_ROUTER, GROUP, AT(WIRE, GUEST_B, GUEST_C));
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(HOST) | returned(AT(GUEST_A, GUEST_B, GUEST_C)));
	expect(net, GUEST_B, ADDRESS_GUEST_B, VIRTUAL_ROUTER, AT(GUEST_A));
}

static void router_moves(const void *data)
{
	struct testbed *net = testbed_build(data);

	join_group(net);
	set_mac(net, GUEST_A, VIRTUAL_ROUTER);
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(GUEST_B, GUEST_C, HOST));
	set_mac(net, GUEST_A, ADDRESS_GUEST_A);
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(GUEST_A, GUEST_B, GUEST_C, HOST));
	set_mac(net, GUEST_B, VIRTUAL_ROUTER);
	expect(net, WIRE, VIRTUAL_ROUTER, GROUP, AT(GUEST_A, GUEST_C, HOST));
}

/* A router that only writes the address into its frames is a stranger to its own when they come back. */
static void router_writes_it_only(const void *data)
{
	struct testbed *net = testbed_build(data);

	join_group(net);
	expect(net, GUEST_A, VIRTUAL_ROUTER, GROUP, AT(WIRE, GUEST_A, GUEST_B, GUEST_C, HOST));
	expect(net, GUEST_A, ADDRESS_GUEST_A, GROUP, AT(WIRE, GUEST_B, GUEST_C, HOST));
}

static void router_between_bridge_children(const void *data)
{
	struct testbed *net = testbed_build(data);

	join_group(net);
	expect(net, GUEST_A, VIRTUAL_ROUTER, GROUP, AT(WIRE, GUEST_B, GUEST_C));
	expect(net, GUEST_A, VIRTUAL_ROUTER, EVERYONE, AT(WIRE, GUEST_B, GUEST_C));
	expect(net, GUEST_B, ADDRESS_GUEST_B, ADDRESS_GUEST_A, AT(GUEST_A));
}

/* ---- a macvlan among them ---- */

/* As the testbed's GUEST_D: its stack stands where a guest's tap would. What ends in a stack above the parent as the very
 * frame that came in by it is given to the sockets on the parent, too (net/core/dev.c: orig_dev): so HOST sees the
 * macvlan's unicast, as it does not see a tap's, and has no more to do with it. */
static void add_macvlan(struct testbed *net)
{
	static const uint16_t probe[] = {ETHERTYPE_PROBE};
	uint32_t parent = (uint32_t)link_state(net->host, device_of(HOST)).index;
	struct mac address = address_of(GUEST_D);
	const struct attribute attributes[] = {
		{OF_DEVICE, IFLA_LINK, sizeof parent, &parent},
		{OF_DEVICE, IFLA_ADDRESS, sizeof address, &address},
		NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE),
	};
	const char *name = device_of(GUEST_D);
	struct answer answer = try_link_request(net->host, REQUEST_CREATE, name, "macvlan", attributes, 3);

	if (answer.error)
		skip("this kernel makes no macvlan");
	link_set_up(net->host, name);
	link_wait_running(net->host, name);
	net->port[GUEST_D] = port_stack(name, probe, 1);
	net->topology.guest[3] = (struct child){.mode = MODE_BRIDGE};
	net->topology.guests = 4;
}

static void macvlan_unicast(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_macvlan(net);
	expect(net, GUEST_A, ADDRESS_GUEST_A, address_of(GUEST_D), AT(GUEST_D, HOST));
	expect(net, GUEST_D, address_of(GUEST_D), ADDRESS_GUEST_A, AT(GUEST_A));
	expect(net, WIRE, STATION_STRANGER, address_of(GUEST_D), AT(GUEST_D, HOST));
	expect(net, GUEST_D, address_of(GUEST_D), STATION_UNKNOWN, AT(WIRE));
	expect(net, GUEST_A, ADDRESS_GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
}

static void macvlan_flood(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_macvlan(net);
	expect(net, GUEST_A, ADDRESS_GUEST_A, EVERYONE, AT(WIRE, GUEST_B, GUEST_C, GUEST_D));
	expect(net, GUEST_D, address_of(GUEST_D), EVERYONE, AT(WIRE, GUEST_A, GUEST_B, GUEST_C));
	expect(net, WIRE, STATION_STRANGER, EVERYONE, AT(HOST, GUEST_A, GUEST_B, GUEST_C, GUEST_D));
	expect(net, WIRE, address_of(GUEST_D), EVERYONE,
	       AT(HOST) | returned(AT(GUEST_A, GUEST_B, GUEST_C, GUEST_D)));
}

/* Of two modes they are no siblings, whatever their kinds. */
static void macvlan_beside_vepa(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_macvlan(net);
	expect(net, GUEST_A, ADDRESS_GUEST_A, address_of(GUEST_D), AT(WIRE));
	expect(net, GUEST_D, address_of(GUEST_D), ADDRESS_GUEST_A, AT(WIRE));
	expect(net, GUEST_D, address_of(GUEST_D), EVERYONE, AT(WIRE));
	expect(net, WIRE, ADDRESS_GUEST_A, EVERYONE, AT(HOST, GUEST_B, GUEST_C, GUEST_D));
}

#define SINGLE(name, requirement_, run_, topology, summary_)                                                 \
	{                                                                                                    \
		.id = "flood." name, .requirement = &requirement_, .run = run_, .data = &topology,           \
		.shares = &topology, .summary = summary_,                                                    \
	}
#define COPIES(name, summary_, ...)                                                                          \
	{                                                                                                    \
		.id = "flood.copies." name, .requirement = &BCQ_17, .run = same_octets,                      \
		.shares = &quartet_private_bridge[WIRE_PLAIN], .data = &(const struct frame){__VA_ARGS__},   \
		.summary = summary_,                                                                         \
	}

/* clang-format off */
const struct testcase flood_single_cases[] = {
	COPIES("shortest",  "the shortest frame to everyone",            .dst = TO_ALL, .length = 60),
	COPIES("odd",       "a frame of an odd length to a group",       .dst = TO_GROUP, .length = 777),
	COPIES("longest",   "the longest frame to everyone",             .dst = TO_ALL, .length = ETHERNET_MAX),
	COPIES("tagged",    "the longest frame in a VLAN to a group",    .dst = TO_GROUP, .length = ETHERNET_MAX + 4, .tag = {{TPID_8021Q, 5}}, .tags = 1),
	COPIES("udp",       "a long datagram to a group",                .dst = TO_GROUP, .length = 1000, .content = CONTENT_UDP4),
	SINGLE("copies.bridge",       BCQ_17, same_octets_among_siblings,     trio_bridge[WIRE_PLAIN],    "the longest frames from a bridge child to everyone"),
	SINGLE("router.private",      BCQ_20, router_in_private_mode,         trio_private[WIRE_PLAIN],   "a private child has a virtual router's address"),
	SINGLE("router.vepa",         BCQ_20, router_in_vepa_mode,            trio_vepa[WIRE_PLAIN],      "a vepa child gets a virtual router's address"),
	SINGLE("router.bridge",       BCQ_20, router_in_bridge_mode,          trio_bridge[WIRE_PLAIN],    "a bridge child has a virtual router's address"),
	SINGLE("router.moves",        BCQ_20, router_moves,                   trio_vepa[WIRE_PLAIN],      "a virtual router's address moves from one child to another"),
	SINGLE("router.written",      BCQ_20, router_writes_it_only,          trio_vepa[WIRE_REFLECTS],   "a vepa child writes a virtual router's address into its frames, and the wire reflects"),
	SINGLE("router.written_bridge", BCQ_20, router_between_bridge_children, trio_bridge[WIRE_PLAIN],  "a bridge child writes a virtual router's address into its frames"),
	SINGLE("macvlan.unicast",     ISO_BRIDGE_09, macvlan_unicast,         trio_bridge[WIRE_PLAIN],    "a macvlan and macvtaps in bridge mode write to each other"),
	SINGLE("macvlan.flood",       ISO_BRIDGE_09, macvlan_flood,           trio_bridge[WIRE_PLAIN],    "a macvlan and macvtaps in bridge mode write to everyone"),
	SINGLE("macvlan.beside_vepa", ISO_BRIDGE_09, macvlan_beside_vepa,     trio_vepa[WIRE_PLAIN],      "a macvlan in bridge mode beside vepa macvtaps"),
	{.id = NULL},
};
/* clang-format on */
