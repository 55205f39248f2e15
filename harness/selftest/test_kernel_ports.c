/* Ports on the real kernel: every kind hands over the octets it was given, and knows when it has lost some. */
#include "harness/core/clock.h"
#include "harness/frame/frame.h"
#include "harness/frame/vnet.h"
#include "harness/net/link.h"
#include "harness/net/port.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <linux/if_ether.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 1518, RING = 500 };

#define HOST     mac("02:00:00:00:00:01")
#define WIRE     mac("02:00:00:00:00:02")
#define GUEST_A  mac("02:00:00:00:00:0a")
#define GUEST_B  mac("02:00:00:00:00:0b")
#define STATION  mac("02:00:00:00:00:51")
#define STRANGER mac("02:00:00:00:00:99")

/* WIRE is w0, in a namespace of its own; HOST is p0; GUEST_A and GUEST_B are mvtA and mvtB on it. */
struct bench {
	struct links *links, *wire_links;
	struct netns here, there;
	struct port *wire, *host, *a, *b;
};

static struct netns private_namespace(void)
{
	static struct netns entered;

	if (!entered.ino)
		entered = netns_enter_private();
	return entered;
}

static struct port *capture_there(struct bench *bench, const char *device)
{
	struct port *port;

	netns_switch(bench->there);
	port = port_capture(device, LONGEST);
	netns_switch(bench->here);
	return port;
}

/* A parent that is RUNNING and its wire. /sys is of one namespace only, so the last bench has to make room. */
static struct bench bare_bench(void)
{
	static bool standing;
	struct bench bench = {.here = private_namespace(), .there = netns_new()};

	bench.links = links_of(bench.here);
	bench.wire_links = links_of(bench.there);
	if (standing)
		link_delete(bench.links, "p0");
	standing = true;
	veth_create(bench.links, &(struct veth){
					 .name = "p0",
					 .address = HOST,
					 .there = bench.there,
					 .peer_name = "w0",
					 .peer_address = WIRE,
				 });
	link_set_up(bench.wire_links, "w0");
	link_set_up(bench.links, "p0");
	link_wait_running(bench.links, "p0");
	link_wait_running(bench.wire_links, "w0");
	return bench;
}

static struct port *add_guest(struct bench *bench, const char *name, struct mac address, enum mode mode)
{
	struct macvtap macvtap = {.name = name, .parent = "p0", .mode = mode, .address = &address};

	macvtap.queue_length = RING;
	macvtap_create(bench->links, &macvtap);
	link_set_up(bench->links, name);
	link_wait_running(bench->links, name);
	return port_tap(name);
}

static struct bench new_bench(void)
{
	static const uint16_t ethertypes[] = {ETHERTYPE_PROBE, 5};
	struct bench bench = bare_bench();

	bench.a = add_guest(&bench, "mvtA", GUEST_A, MODE_BRIDGE);
	bench.b = add_guest(&bench, "mvtB", GUEST_B, MODE_BRIDGE);
	bench.host = port_stack("p0", ethertypes, 2);
	bench.wire = capture_there(&bench, "w0");
	return bench;
}

/* ---- octets ---- */

struct octets {
	uint8_t at[LONGEST];
	size_t length;
};

static void append(struct octets *octets, const void *bytes, size_t length)
{
	memcpy(octets->at + octets->length, bytes, length);
	octets->length += length;
}

static void append_16(struct octets *octets, uint16_t value)
{
	append(octets, (uint8_t[]){(uint8_t)(value >> 8), (uint8_t)value}, 2);
}

/* Up to that length, with a payload in which no octet equals its neighbours; tagged unless the TPID is 0. */
static struct octets tagged(struct mac dst, struct mac src, uint16_t tpid, uint16_t vid, size_t length)
{
	struct octets octets = {.length = 0};

	append(&octets, dst.octet, sizeof dst.octet);
	append(&octets, src.octet, sizeof src.octet);
	if (tpid) {
		append_16(&octets, tpid);
		append_16(&octets, vid);
	}
	append_16(&octets, ETHERTYPE_PROBE);
	while (octets.length < length)
		append(&octets, (uint8_t[]){(uint8_t)(octets.length * 7)}, 1);
	return octets;
}

static struct octets plain(struct mac dst, struct mac src)
{
	return tagged(dst, src, 0, 0, 60);
}

static struct octets with_ethertype(struct octets octets, uint16_t ethertype)
{
	octets.at[12] = (uint8_t)(ethertype >> 8);
	octets.at[13] = (uint8_t)ethertype;
	return octets;
}

static void put_in(struct port *port, struct octets octets)
{
	port_send(port, octets.at, octets.length);
}

/* The next frame, when it comes. */
static struct sighting await(struct port *port)
{
	struct pollfd readable = {.fd = port_fd(port), .events = POLLIN};
	struct sighting sighting = {0};
	nanoseconds deadline = now() + patience();

	while (!port_receive(port, &sighting)) {
		if (poll(&readable, 1, ms_until(deadline)) == 0)
			break;
	}
	return sighting;
}

static bool is(struct sighting sighting, struct octets octets)
{
	return sighting.length == octets.length && !memcmp(sighting.bytes, octets.at, octets.length);
}

static unsigned empty(struct port *port)
{
	struct sighting sighting;
	unsigned count = 0;

	while (port_receive(port, &sighting))
		count++;
	return count;
}

/* ---- every kind, every way ---- */

static void expect_same(struct port *from, struct port *to, struct octets octets)
{
	put_in(from, octets);
	CU_ASSERT_TRUE(is(await(to), octets));
	CU_ASSERT_EQUAL(empty(to), 0);
}

static void expect_same_in_all_shapes(struct port *from, struct port *to, struct mac dst, struct mac src)
{
	expect_same(from, to, plain(dst, src));
	expect_same(from, to, tagged(dst, src, 0, 0, 1514));
	expect_same(from, to, tagged(dst, src, TPID_8021Q, 5, 64));
	expect_same(from, to, tagged(dst, src, TPID_8021Q, 0x2000, 1518));
	expect_same(from, to, tagged(dst, src, TPID_8021AD, 5, 64));
}

static void octets_go_unchanged(void)
{
	struct bench bench = new_bench();

	expect_same_in_all_shapes(bench.wire, bench.a, GUEST_A, STATION);
	expect_same_in_all_shapes(bench.a, bench.wire, STATION, GUEST_A);
	expect_same_in_all_shapes(bench.a, bench.b, GUEST_B, GUEST_A);
	expect_same_in_all_shapes(bench.host, bench.wire, STATION, HOST);
	expect_same(bench.wire, bench.host, plain(HOST, STATION));
	expect_same(bench.wire, bench.host, tagged(HOST, STATION, 0, 0, 1514));
	expect_same(bench.wire, bench.host, with_ethertype(plain(HOST, STATION), 5));
}

static void a_port_does_not_see_its_own(void)
{
	struct bench bench = new_bench();

	put_in(bench.host, plain(STATION, HOST));
	put_in(bench.wire, plain(GUEST_A, STATION));
	CU_ASSERT_EQUAL(await(bench.wire).length, 60); /* the host's, and then nothing */
	CU_ASSERT_EQUAL(empty(bench.wire), 0);
	CU_ASSERT_EQUAL(empty(bench.host), 0);
}

static void a_descriptor_is_readable_when_there_is_something(void)
{
	struct bench bench = new_bench();
	struct port *ports[] = {bench.a, bench.host, bench.wire};

	put_in(bench.wire, plain(GUEST_A, STATION));
	put_in(bench.wire, plain(HOST, STATION));
	put_in(bench.host, plain(STATION, HOST));
	for (size_t i = 0; i < 3; i++) {
		struct pollfd readable = {.fd = port_fd(ports[i]), .events = POLLIN};

		CU_ASSERT_EQUAL(poll(&readable, 1, ms_until(now() + patience())), 1);
		CU_ASSERT_EQUAL(empty(ports[i]), 1);
		CU_ASSERT_EQUAL(poll(&readable, 1, 0), 0);
	}
}

static void refusals_are_told(void)
{
	struct bench bench = new_bench();
	struct octets octets = plain(STATION, HOST);
	static uint8_t giant[4000];

	CU_ASSERT_EQUAL(try_port_send(bench.wire, octets.at, 10), EINVAL);
	CU_ASSERT_EQUAL(try_port_send(bench.host, giant, sizeof giant), EMSGSIZE);
	CU_ASSERT_EQUAL(try_port_send(bench.a, octets.at, 10), EINVAL);
	link_set_down(bench.links, "p0");
	CU_ASSERT_EQUAL(try_port_send(bench.host, octets.at, octets.length), ENETDOWN);
}

static void ports_outlive_a_device_that_was_down(void)
{
	struct bench bench = new_bench();

	link_set_down(bench.wire_links, "w0");
	link_set_down(bench.links, "p0");
	CU_ASSERT_EQUAL(empty(bench.wire) + empty(bench.host), 0);
	link_set_up(bench.links, "p0");
	link_set_up(bench.wire_links, "w0");
	link_wait_running(bench.links, "p0");
	link_wait_running(bench.wire_links, "w0");
	expect_same(bench.host, bench.wire, plain(STATION, HOST));
	expect_same(bench.wire, bench.host, plain(HOST, STATION));
}

/* ---- the stack ---- */

static void the_stack_knows_what_is_for_it(void)
{
	struct bench bench = new_bench();

	put_in(bench.wire, plain(HOST, STATION));
	CU_ASSERT_EQUAL(await(bench.host).addressed, FOR_ME);
	put_in(bench.wire, plain(STRANGER, STATION));
	CU_ASSERT_EQUAL(await(bench.host).addressed, FOR_ANOTHER);
	put_in(bench.wire, plain(mac("ff:ff:ff:ff:ff:ff"), STATION));
	CU_ASSERT_EQUAL(await(bench.host).addressed, FOR_ME);
}

static void the_stack_is_not_given_what_a_guest_took(void)
{
	struct bench bench = new_bench();
	struct octets to_host = plain(HOST, STATION);

	put_in(bench.wire, plain(GUEST_A, STATION));
	put_in(bench.wire, to_host);
	CU_ASSERT_TRUE(is(await(bench.host), to_host));
	CU_ASSERT_EQUAL(empty(bench.host), 0);
	CU_ASSERT_EQUAL(empty(bench.a), 1);
}

static void the_stack_is_given_no_outer_tag(void)
{
	struct bench bench = new_bench();
	struct sighting seen;

	put_in(bench.wire, tagged(HOST, STATION, TPID_8021Q, 0x2000, 64));
	seen = await(bench.host);
	CU_ASSERT_EQUAL(seen.length, 60);
	CU_ASSERT_EQUAL(seen.addressed, FOR_ME);
	put_in(bench.wire, tagged(HOST, STATION, TPID_8021Q, 5, 64));
	seen = await(bench.host);
	CU_ASSERT_EQUAL(seen.length, 60);
	CU_ASSERT_EQUAL(seen.addressed, FOR_ANOTHER);
}

static void a_fence_is_seen_after_what_came_before(void)
{
	struct bench bench = new_bench();
	struct octets probe = plain(HOST, STATION), fence = with_ethertype(probe, ETHERTYPE_FENCE);

	for (int i = 0; i < 100; i++) {
		put_in(bench.wire, probe);
		put_in(bench.wire, fence);
		CU_ASSERT_TRUE(is(await(bench.host), probe));
		CU_ASSERT_TRUE(is(await(bench.host), fence));
	}
}

/* ---- losing frames ---- */

static void put_in_many(struct port *port, struct octets octets, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		put_in(port, octets);
}

static void a_tap_knows_of_its_overrun(void)
{
	struct bench bench = new_bench();
	struct octets octets = plain(GUEST_A, STATION);
	unsigned seen;

	for (int i = 0; i < 3; i++) {
		put_in_many(bench.wire, octets, 400);
		CU_ASSERT_EQUAL(port_lost(bench.a), 0);
		CU_ASSERT_EQUAL(empty(bench.a), 400);
		CU_ASSERT_EQUAL(port_lost(bench.a), 0);
	}
	put_in_many(bench.wire, octets, 600);
	CU_ASSERT(port_lost(bench.a) >= 100); /* asked before anything is read */
	seen = empty(bench.a);
	CU_ASSERT_EQUAL(port_lost(bench.a), 600 - seen);
	put_in_many(bench.wire, octets, 700);
	seen += empty(bench.a);
	CU_ASSERT_EQUAL(port_lost(bench.a), 600 + 700 - seen); /* asked afterwards */
}

static void a_capture_knows_of_its_overrun(void)
{
	struct bench bench = new_bench();
	struct octets octets = tagged(STATION, GUEST_A, 0, 0, 1514);
	unsigned seen;

	put_in_many(bench.a, octets, 90);
	CU_ASSERT_EQUAL(empty(bench.wire), 90);
	CU_ASSERT_EQUAL(port_lost(bench.wire), 0);
	put_in_many(bench.a, octets, 3000);
	seen = empty(bench.wire);
	CU_ASSERT(seen >= 100 && seen < 3000);
	CU_ASSERT_EQUAL(port_lost(bench.wire), 3000 - seen);
	CU_ASSERT_EQUAL(port_lost(bench.wire), 3000 - seen); /* not forgotten */
}

static void the_stack_knows_of_its_overrun(void)
{
	struct bench bench = new_bench();
	struct octets octets = tagged(HOST, STATION, 0, 0, 1514);
	unsigned seen;

	put_in_many(bench.wire, octets, 1000);
	CU_ASSERT_EQUAL(empty(bench.host), 1000);
	CU_ASSERT_EQUAL(port_lost(bench.host), 0);
	put_in_many(bench.wire, octets, 8000);
	seen = empty(bench.host);
	CU_ASSERT(seen < 8000);
	CU_ASSERT_EQUAL(port_lost(bench.host), 8000 - seen);
	CU_ASSERT_EQUAL(port_lost(bench.host), 8000 - seen); /* though the kernel tells only once */
}

/* ---- vnet headers ---- */

static struct port *packet_port_there(struct bench *bench)
{
	struct port *port;

	netns_switch(bench->there);
	port = port_packet("w0", ETH_P_ALL);
	netns_switch(bench->here);
	return port;
}

static struct octets behind(const struct vnet_header *header, struct octets frame)
{
	struct octets octets = {.length = VNET_HEADER_SIZE};

	vnet_put(header, VNET_NATIVE, octets.at);
	append(&octets, frame.at, frame.length);
	return octets;
}

static void a_packet_port_shows_what_is_left(void)
{
	const struct vnet_header nothing = {.flags = 0},
				 left = {VIRTIO_NET_HDR_F_NEEDS_CSUM, .csum_start = 40, .csum_offset = 16};
	struct bench bench = bare_bench();
	struct port *wire = packet_port_there(&bench), *parent = port_packet("p0", ETH_P_ALL);

	expect_same(wire, parent, behind(&nothing, plain(HOST, STATION)));
	expect_same(wire, parent, behind(&left, plain(HOST, STATION)));
	expect_same(wire, parent, behind(&left, tagged(HOST, STATION, TPID_8021Q, 5, 64)));
	expect_same(parent, wire, behind(&left, tagged(STATION, HOST, TPID_8021AD, 0x2005, 64)));
	CU_ASSERT_EQUAL(port_lost(wire) + port_lost(parent), 0);
}

static void a_packet_port_can_be_behind_the_others(void)
{
	const struct vnet_header nothing = {.flags = 0};
	struct bench bench = bare_bench();
	struct port *wire = packet_port_there(&bench), *stack, *all;

	add_guest(&bench, "mvtA", GUEST_A, MODE_BRIDGE);
	all = port_packet("p0", ETH_P_ALL);
	stack = port_packet("p0", ETHERTYPE_PROBE);
	expect_same(wire, all, behind(&nothing, plain(GUEST_A, STATION)));
	CU_ASSERT_EQUAL(empty(stack), 0); /* macvlan has taken it */
	expect_same(wire, stack, behind(&nothing, plain(HOST, STATION)));
	put_in(wire, behind(&nothing, with_ethertype(plain(HOST, STATION), ETHERTYPE_FENCE)));
	CU_ASSERT_EQUAL(empty(stack), 0);
}

static void a_packet_port_knows_of_its_overrun(void)
{
	const struct vnet_header nothing = {.flags = 0};
	struct bench bench = bare_bench();
	struct port *wire = packet_port_there(&bench), *parent = port_packet("p0", ETH_P_ALL);
	struct octets octets = behind(&nothing, tagged(HOST, STATION, 0, 0, 1500));
	unsigned seen;

	put_in_many(wire, octets, 1000);
	CU_ASSERT_EQUAL(empty(parent), 1000);
	CU_ASSERT_EQUAL(port_lost(parent), 0);
	put_in_many(wire, octets, 20000);
	seen = empty(parent);
	CU_ASSERT(seen < 20000);
	CU_ASSERT_EQUAL(port_lost(parent), 20000 - seen);
	CU_ASSERT_EQUAL(port_lost(parent), 20000 - seen);
}

/* ---- what links do to frames ---- */

static void the_list_of_senders_decides_who_is_heard(void)
{
	struct bench bench = bare_bench();
	struct port *tap = add_guest(&bench, "mvtS", GUEST_A, MODE_SOURCE);
	struct port *wire = capture_there(&bench, "w0");
	struct octets frame = plain(STRANGER, STATION);

	put_in(wire, frame);
	CU_ASSERT_EQUAL(empty(tap), 0);
	macvtap_edit_sources(bench.links, "mvtS", SOURCES_ADD, &(struct mac){{2, 0, 0, 0, 0, 0x51}}, 1);
	put_in(wire, frame);
	CU_ASSERT_TRUE(is(await(tap), frame));
	macvtap_edit_sources(bench.links, "mvtS", SOURCES_FLUSH, NULL, 0);
	put_in(wire, frame);
	CU_ASSERT_EQUAL(empty(tap), 0);
}

static void a_reflecting_bridge_sends_back(void)
{
	static const char *const to[] = {"02:00:00:00:00:99", "02:00:00:00:00:01", "ff:ff:ff:ff:ff:ff",
					 "01:00:5e:01:02:03", "01:80:c2:00:00:0e"};
	struct bench bench = bare_bench();
	struct port *wire = capture_there(&bench, "w0");
	struct port *parent = port_capture("p0", LONGEST);

	put_in(parent, plain(STRANGER, STATION));
	CU_ASSERT_EQUAL(empty(wire), 1);
	CU_ASSERT_EQUAL(empty(parent), 0); /* no bridge yet */
	bridge_create(bench.wire_links, "br0");
	bridge_add_reflecting_port(bench.wire_links, "br0", "w0");
	for (size_t i = 0; i < sizeof to / sizeof to[0]; i++) {
		struct octets frame = tagged(mac(to[i]), STATION, i % 2 ? TPID_8021Q : 0, 5, 64);

		put_in(parent, frame);
		CU_ASSERT_TRUE(is(await(parent), frame));
		CU_ASSERT_TRUE(is(await(wire), frame));
		CU_ASSERT_EQUAL(empty(parent) + empty(wire), 0);
	}
}

static const struct selftest tests[] = {
	{"octets go unchanged", octets_go_unchanged},
	{"a port does not see its own", a_port_does_not_see_its_own},
	{"a descriptor is readable when there is something",
	 a_descriptor_is_readable_when_there_is_something},
	{"refusals are told", refusals_are_told},
	{"ports outlive a device that was down", ports_outlive_a_device_that_was_down},
	{"the stack knows what is for it", the_stack_knows_what_is_for_it},
	{"the stack is not given what a guest took", the_stack_is_not_given_what_a_guest_took},
	{"the stack is given no outer tag", the_stack_is_given_no_outer_tag},
	{"a fence is seen after what came before", a_fence_is_seen_after_what_came_before},
	{"a tap knows of its overrun", a_tap_knows_of_its_overrun},
	{"a capture knows of its overrun", a_capture_knows_of_its_overrun},
	{"the stack knows of its overrun", the_stack_knows_of_its_overrun},
	{"a packet port shows what is left to do", a_packet_port_shows_what_is_left},
	{"a packet port can be behind the device's handler", a_packet_port_can_be_behind_the_others},
	{"a packet port knows of its overrun", a_packet_port_knows_of_its_overrun},
	{"the list of senders decides who is heard", the_list_of_senders_decides_who_is_heard},
	{"a reflecting bridge sends back", a_reflecting_bridge_sends_back},
};

SELFTEST_MAIN("kernel_ports", tests)
