/* counters: what a device says it has seen (IFLA_STATS64), exact to the frame and the octet.
 *
 * Fences would be counted, too, so there are none. Unicast has been counted before the send returns that put it in. A flood
 * is counted for one child after the other by the worker of the broadcast queue, so it is followed by a frame to a group
 * that only another child has joined: where that arrives, the flood has been dealt with.
 */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "harness/net/port.h"
#include "harness/proof/fence.h"
#include "harness/proof/groups.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <stdio.h>

enum { UNHEARD = 0x8abc }; /* an EtherType that no socket asks for */

static void expect_count(const char *device, const char *counter, uint64_t got, uint64_t wanted)
{
	char what[64];

	snprintf(what, sizeof what, "%s of %s, more than before", counter, device);
	expect_number(what, got, wanted);
}

static void expect_more(struct testbed *net, const char *device, struct rtnl_link_stats64 before,
			struct rtnl_link_stats64 more)
{
	struct rtnl_link_stats64 after = link_counters(net->host, device);

	expect_count(device, "rx_packets", after.rx_packets - before.rx_packets, more.rx_packets);
	expect_count(device, "rx_bytes", after.rx_bytes - before.rx_bytes, more.rx_bytes);
	expect_count(device, "rx_errors", after.rx_errors - before.rx_errors, more.rx_errors);
	expect_count(device, "rx_dropped", after.rx_dropped - before.rx_dropped, more.rx_dropped);
	expect_count(device, "multicast", after.multicast - before.multicast, more.multicast);
	expect_count(device, "tx_packets", after.tx_packets - before.tx_packets, more.tx_packets);
	expect_count(device, "tx_bytes", after.tx_bytes - before.tx_bytes, more.tx_bytes);
	expect_count(device, "tx_dropped", after.tx_dropped - before.tx_dropped, more.tx_dropped);
}

/* Puts it in that many times and waits until the last has arrived. */
static void deliver(struct testbed *net, enum place from, struct frame frame, places at, unsigned times)
{
	frame.role = ROLE_PROBE;
	while (times-- > 0) {
		frame.nonce = fresh_nonce();
		journal_put_in(net, from, &frame);
	}
	if (journal_await(net, at, (struct mark){ROLE_PROBE, frame.nonce}))
		fail("a frame did not arrive");
	journal_clear(&net->journal);
}

/* When it returns, all floods before it have been counted for every child. */
static void wait_for_floods(struct testbed *net)
{
	deliver(net, WIRE, (struct frame){.src = STATION_STRANGER, .dst = testbed_groups(net)->a_only},
		AT(GUEST_A), 1);
}

/* ---- unicast ---- */

struct burst {
	unsigned times;
	uint16_t length;
};

static void from_wire(const void *data)
{
	const struct burst *burst = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA"),
				 sibling = link_counters(net->host, "mvtB"),
				 parent = link_counters(net->host, PARENT);
	uint64_t octets = (uint64_t)burst->times * burst->length;

	deliver(net, WIRE,
		(struct frame){.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A, .length = burst->length},
		AT(GUEST_A), burst->times);
	expect_more(net, "mvtA", child,
		    (struct rtnl_link_stats64){.rx_packets = burst->times, .rx_bytes = octets});
	expect_more(net, "mvtB", sibling, (struct rtnl_link_stats64){0});
	expect_more(net, PARENT, parent,
		    (struct rtnl_link_stats64){.rx_packets = burst->times, .rx_bytes = octets});
}

static void to_wire(const void *data)
{
	const struct burst *burst = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA"),
				 sibling = link_counters(net->host, "mvtB"),
				 parent = link_counters(net->host, PARENT);
	uint64_t octets = (uint64_t)burst->times * burst->length;

	deliver(net, GUEST_A,
		(struct frame){.src = ADDRESS_GUEST_A, .dst = STATION_UNKNOWN, .length = burst->length},
		AT(WIRE), burst->times);
	expect_more(net, "mvtA", child,
		    (struct rtnl_link_stats64){.tx_packets = burst->times, .tx_bytes = octets});
	expect_more(net, "mvtB", sibling, (struct rtnl_link_stats64){0});
	expect_more(net, PARENT, parent,
		    (struct rtnl_link_stats64){.tx_packets = burst->times, .tx_bytes = octets});
}

static void to_sibling(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA"),
				 sibling = link_counters(net->host, "mvtB"),
				 parent = link_counters(net->host, PARENT);

	deliver(net, GUEST_A, (struct frame){.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B, .length = 100},
		AT(GUEST_B), 1);
	expect_more(net, "mvtA", child, (struct rtnl_link_stats64){.tx_packets = 1, .tx_bytes = 100});
	expect_more(net, "mvtB", sibling, (struct rtnl_link_stats64){.rx_packets = 1, .rx_bytes = 100});
	expect_more(net, PARENT, parent, (struct rtnl_link_stats64){0});
}

static void to_itself(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA"),
				 parent = link_counters(net->host, PARENT);

	deliver(net, GUEST_A, (struct frame){.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_A, .length = 100},
		AT(GUEST_A), 1);
	expect_more(net, "mvtA", child,
		    (struct rtnl_link_stats64){
			    .tx_packets = 1, .tx_bytes = 100, .rx_packets = 1, .rx_bytes = 100});
	expect_more(net, PARENT, parent, (struct rtnl_link_stats64){0});
}

static void for_nobody(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA"),
				 parent = link_counters(net->host, PARENT);

	deliver(net, WIRE, (struct frame){.src = STATION_STRANGER, .dst = STATION_UNKNOWN, .length = 100},
		AT(HOST_IGNORES), 1);
	expect_more(net, "mvtA", child, (struct rtnl_link_stats64){0});
	expect_more(net, PARENT, parent, (struct rtnl_link_stats64){.rx_packets = 1, .rx_bytes = 100});
}

/* Nobody holds its tap, and no protocol of the host's wants it. */
static void for_a_child_without_guest(const void *data)
{
	struct testbed *net = testbed_build(&bare);
	struct mac address = ADDRESS_GUEST_A;
	struct rtnl_link_stats64 child;

	(void)data;
	macvtap_create(
		net->host,
		&(struct macvtap){
			.name = CHILD, .parent = PARENT, .mode = MODE_VEPA, .address = &address, .up = true});
	child = link_counters(net->host, CHILD);
	deliver(net, WIRE,
		(struct frame){.src = STATION_STRANGER, .dst = address, .length = 100, .ethertype = UNHEARD},
		NOWHERE, 1);
	deliver(net, WIRE, (struct frame){.src = STATION_STRANGER, .dst = STATION_UNKNOWN}, AT(HOST_IGNORES),
		1);
	expect_more(net, CHILD, child,
		    (struct rtnl_link_stats64){.rx_packets = 1, .rx_bytes = 100, .rx_dropped = 1});
}

/* ---- floods ---- */

static void flood_from_wire(const void *data)
{
	static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	struct testbed *net = testbed_build(data);
	struct rtnl_link_stats64 sibling, parent;

	wait_for_floods(net);
	sibling = link_counters(net->host, "mvtB");
	parent = link_counters(net->host, PARENT);
	deliver(net, WIRE, (struct frame){.src = STATION_STRANGER, .dst = everyone, .length = 100},
		AT(GUEST_A, GUEST_B, HOST), 3);
	wait_for_floods(net);
	expect_more(net, "mvtB", sibling,
		    (struct rtnl_link_stats64){.rx_packets = 3, .rx_bytes = 300, .multicast = 3});
	expect_more(net, PARENT, parent, (struct rtnl_link_stats64){.rx_packets = 4, .rx_bytes = 360});
}

/* Beyond its MTU: an error, and nothing that it received. How many drops that makes is nowhere said. */
static void flood_too_long_for_sibling(const void *data)
{
	static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	struct testbed *net = testbed_build(data);
	struct rtnl_link_stats64 before, after;

	link_set_mtu(net->host, "mvtB", 100);
	before = link_counters(net->host, "mvtB");
	deliver(net, GUEST_A, (struct frame){.src = ADDRESS_GUEST_A, .dst = everyone, .length = 200},
		AT(WIRE), 1);
	after = link_counters(net->host, "mvtB");
	expect_count("mvtB", "rx_errors", after.rx_errors - before.rx_errors, 1);
	expect_count("mvtB", "rx_packets", after.rx_packets - before.rx_packets, 0);
	expect_number("whether it counts as dropped", after.rx_dropped > before.rx_dropped, true);
}

/* ---- what goes wrong, and other ways in ---- */

static void refused_write(const void *data)
{
	static const uint8_t runt[10] = {0};
	struct testbed *net = testbed_build(data);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA"),
				 parent = link_counters(net->host, PARENT);

	if (!try_port_send(net->port[GUEST_A], runt, sizeof runt))
		fail("a frame shorter than its header was taken");
	expect_more(net, "mvtA", child, (struct rtnl_link_stats64){.tx_dropped = 1});
	expect_more(net, PARENT, parent, (struct rtnl_link_stats64){0});
}

static void full_ring(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct frame frame = {
		.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A, .length = 100, .nonce = fresh_nonce()};
	struct rtnl_link_stats64 child;

	expect_accepted("a ring of three",
			TRY_CHANGE(net->host, "mvtA", NUMBER32(OF_DEVICE, IFLA_TXQLEN, 3)));
	child = link_counters(net->host, "mvtA");
	for (unsigned i = 0; i < 5; i++)
		journal_put_in(net, WIRE, &frame);
	deliver(net, WIRE, (struct frame){.src = STATION_STRANGER, .dst = ADDRESS_GUEST_B}, AT(GUEST_B), 1);
	expect_more(net, "mvtA", child,
		    (struct rtnl_link_stats64){
			    .rx_packets = 5, .rx_bytes = 500, .rx_errors = 2, .rx_dropped = 2});
}

/* By a packet socket on the device itself, as by its tap. */
static void sent_by_the_host(const void *data)
{
	static const uint16_t none[] = {ETHERTYPE_PROBE};
	struct testbed *net = testbed_build(data);
	struct port *own = port_stack("mvtA", none, 1);
	struct frame frame = {.src = ADDRESS_GUEST_A,
			      .dst = STATION_UNKNOWN,
			      .length = 100,
			      .role = ROLE_PROBE,
			      .nonce = fresh_nonce()};
	uint8_t octets[128];
	size_t length = frame_render(&frame, octets, sizeof octets);
	struct rtnl_link_stats64 child = link_counters(net->host, "mvtA");

	port_send(own, octets, length);
	if (journal_await(net, AT(WIRE), (struct mark){ROLE_PROBE, frame.nonce}))
		fail("the frame did not arrive");
	expect_more(net, "mvtA", child, (struct rtnl_link_stats64){.tx_packets = 1, .tx_bytes = 100});
}

#define BURST(name, requirement, run, times, length, summary)                                                \
	CHANGE_ON(&duo_bridge[WIRE_PLAIN], "counter." name, requirement, run,                                \
		  (&(const struct burst){times, length}), summary)
#define ON_DUO(name, requirement, run, summary)                                                              \
	CHANGE_ON(&duo_bridge[WIRE_PLAIN], "counter." name, requirement, run, &duo_bridge[WIRE_PLAIN],       \
		  summary)

/* clang-format off */
const struct testcase change_counters[] = {
	BURST("from_wire.one",     CHG_STAT_01, from_wire,  1,    60, "a short frame from the wire"),
	BURST("from_wire.long",    CHG_STAT_01, from_wire,  1,  1214, "a frame from the wire as long as can be"),
	BURST("from_wire.several", CHG_STAT_01, from_wire, 10,   333, "ten frames from the wire"),
	BURST("to_wire.one",       CHG_STAT_02, to_wire,    1,    60, "a short frame to the wire"),
	BURST("to_wire.long",      CHG_STAT_02, to_wire,    1,  1214, "a frame to the wire as long as can be"),
	BURST("to_wire.several",   CHG_STAT_02, to_wire,   10,   333, "ten frames to the wire"),
	ON_DUO("to_sibling",       CHG_STAT_03, to_sibling,                 "a frame from a bridge child to another"),
	ON_DUO("to_itself",        CHG_STAT_03, to_itself,                  "a frame from a bridge child to itself"),
	ON_DUO("for_nobody",       CHG_STAT_04, for_nobody,                 "a frame from the wire for nobody's address"),
	ON_DUO("flood",            CHG_STAT_05, flood_from_wire,            "three broadcasts from the wire"),
	ON_DUO("flood_too_long",   CHG_STAT_06, flood_too_long_for_sibling, "a bridge child's broadcast beyond a sibling's MTU"),
	ON_DUO("refused_write",    CHG_STAT_07, refused_write,              "a guest writes less than a header"),
	ON_DUO("full_ring",        CHG_STAT_08, full_ring,                  "five frames from the wire for a ring of three"),
	ON_DUO("by_the_host",      CHG_STAT_02, sent_by_the_host,           "the host's packet socket on a child sends a frame"),
	CHANGE_ON(&bare, "counter.without_guest", CHG_STAT_09, for_a_child_without_guest, NULL, "a frame from the wire for a child whose tap nobody holds"),
	{.id = NULL},
};
/* clang-format on */
