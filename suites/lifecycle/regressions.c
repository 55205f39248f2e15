/* regressions: what has crashed kernels, each as small as it can be. Every case passes on a kernel that has the commit its
 * requirement names; on one that has not, the machine may stop, or go on with damaged memory. So none is run unless it is
 * asked for, and the best place for all of them is a kernel that nobody needs afterwards.
 */
#include "suites/lifecycle/lifecycle.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "harness/net/address.h"
#include "harness/net/packet_bypass.h"
#include "harness/net/tap_path.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "harness/proof/hammer.h"
#include "suites/lifecycle/requirements.h"
#include "suites/tap/bench.h"

#include <errno.h>
#include <linux/virtio_net.h>
#include <string.h>

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
static const struct mac listed = STATION_LISTED;

static void render(uint8_t octets[FRAME], struct mac from, struct mac to)
{
	const struct frame frame = {.dst = to, .src = from, .length = FRAME, .nonce = fresh_nonce()};

	frame_render(&frame, octets, FRAME);
}

/* No device may have this name; the kernel notices only when nearly all is done. */
static struct macvtap unnameable(void)
{
	return (struct macvtap){.name = "no/name",
				.parent = "p0",
				.mode = MODE_SOURCE,
				.up = true,
				.sources = &listed,
				.source_count = 1};
}

/* ---- from the wire ---- */

struct wire {
	struct port *port;
	uint8_t frame[FRAME];
};

static int send_by_wire(void *object)
{
	struct wire *wire = object;
	int error = try_port_send(wire->port, wire->frame, FRAME);

	return error == ENOBUFS || error == EAGAIN ? 0 : error;
}

static struct hammer *start_sending(struct testbed *net, struct wire *wire, struct mac from, struct mac to)
{
	struct hammer *hammer;

	wire->port = net->port[WIRE];
	render(wire->frame, from, to);
	hammer = hammer_start(send_by_wire, wire, 600);
	hammer_await(hammer, 20);
	return hammer;
}

/* The sender whose entry was left behind speaks up. */
static void failed_source_child(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct macvtap refused = unnameable();
	const struct frame to_b = {.src = STATION_LISTED, .dst = ADDRESS_GUEST_B};
	const struct frame to_all = {.src = STATION_LISTED, .dst = everyone};

	expect_error("a source-mode child without a right name",
		     try_macvtap_create(net->host, &refused).error, EINVAL);
	expect_delivery(net, WIRE, &to_b, AT(GUEST_B));
	expect_delivery(net, WIRE, &to_all, AT(GUEST_A, GUEST_B, HOST));
}

static void failed_child_under_traffic(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct macvtap refused = unnameable();
	struct wire wire;
	struct hammer *hammer = start_sending(net, &wire, STATION_LISTED, STATION_UNKNOWN);

	for (unsigned i = 0; i < 6; i++)
		expect_error("a source-mode child without a right name",
			     try_macvtap_create(net->host, &refused).error, EINVAL);
	expect_error("sending", hammer_end(hammer), 0);
}

static void sources_under_traffic(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct macvtap brief = {.name = "brief",
				      .parent = "p0",
				      .mode = MODE_SOURCE,
				      .up = true,
				      .sources = &listed,
				      .source_count = 1};
	struct wire wire;
	struct hammer *hammer = start_sending(net, &wire, STATION_LISTED, STATION_UNKNOWN);

	for (unsigned i = 0; i < 3; i++) {
		macvtap_create(net->host, &brief);
		for (unsigned j = 0; j < 8; j++) {
			expect_error(
				"striking off",
				try_macvtap_edit_sources(net->host, brief.name, SOURCES_FLUSH, NULL, 0).error,
				0);
			expect_error("listing",
				     try_macvtap_edit_sources(net->host, brief.name, SOURCES_SET, &listed, 1)
					     .error,
				     0);
		}
		expect_error("deleting", try_link_delete(net->host, brief.name).error, 0);
	}
	expect_error("sending", hammer_end(hammer), 0);
}

/* Its own floods come in by the wire, wait in the queue, and it is gone before they are looked at. */
static void flood_outlives_sender(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct mac address = STATION_UNKNOWN;
	const struct macvtap brief = {
		.name = "brief", .parent = "p0", .mode = MODE_BRIDGE, .up = true, .address = &address};
	const struct frame last = {.src = STATION_STRANGER, .dst = everyone};
	struct wire wire = {.port = net->port[WIRE]};

	render(wire.frame, address, everyone);
	for (unsigned i = 0; i < 3; i++) {
		macvtap_create(net->host, &brief);
		for (unsigned j = 0; j < 30; j++)
			port_send(wire.port, wire.frame, FRAME);
		expect_error("deleting the sender", try_link_delete(net->host, brief.name).error, 0);
	}
	settle(net);
	expect_delivery(net, WIRE, &last, AT(GUEST_A, GUEST_B, HOST));
}

static void passthru_under_traffic(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct macvtap brief = {.name = "brief", .parent = "p0", .mode = MODE_PASSTHRU, .up = true};
	struct wire wire;
	struct hammer *hammer = start_sending(net, &wire, STATION_STRANGER, STATION_UNKNOWN);

	for (unsigned i = 0; i < 3; i++) {
		expect_error("making a passthru child", try_macvtap_create(net->host, &brief).error, 0);
		expect_error("deleting it", try_link_delete(net->host, brief.name).error, 0);
	}
	expect_error("sending", hammer_end(hammer), 0);
}

/* ---- making and deleting ---- */

static void passthru_address(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct macvtap passthru = {.name = "brief", .parent = "p0", .mode = MODE_PASSTHRU, .up = true};

	macvtap_create(net->host, &passthru);
	expect_error("the child's new address", try_link_set_mac(net->host, passthru.name, listed).error, 0);
	expect_true("the parent has it", address_is(net->host, "p0", listed));
	expect_error("deleting the child", try_link_delete(net->host, passthru.name).error, 0);
	expect_true("the parent has its own again", address_is(net->host, "p0", ADDRESS_HOST));
}

static void failed_first_child(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct macvtap refused = unnameable();
	const struct macvtap alone = {.name = "alone", .parent = "p0", .mode = MODE_PASSTHRU, .up = true};

	for (unsigned i = 0; i < 3; i++)
		expect_error("a first child without a right name",
			     try_macvtap_create(net->host, &refused).error, EINVAL);
	expect_error("a child that wants to be alone", try_macvtap_create(net->host, &alone).error, 0);
	expect_error("deleting the parent", try_link_delete(net->host, "p0").error, 0);
}

static void mtu_below_minimum(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct macvtap small = {.name = "small", .parent = "p0", .mode = MODE_BRIDGE, .up = true};

	for (small.mtu = 8; small.mtu < 68; small.mtu += 59)
		expect_error("a child with a small MTU", try_macvtap_create(net->host, &small).error, EINVAL);
	small.mtu = 68;
	expect_error("a child with the smallest MTU", try_macvtap_create(net->host, &small).error, 0);
	expect_error("making it smaller", try_link_set_mtu(net->host, small.name, 67).error, EINVAL);
}

/* ---- by descriptors ---- */

enum { QUEUES = 256, CLOSERS = 8 };

struct closer {
	const int *next;
};

static int close_next(void *object)
{
	struct closer *closer = object;

	tap_close(*closer->next++);
	return 0;
}

/* Closing takes a grace period, which all who close at a time have in common. */
static void close_all(const int taps[QUEUES])
{
	struct closer closers[CLOSERS];
	struct hammer *hammers[CLOSERS];

	for (unsigned i = 0; i < CLOSERS; i++) {
		closers[i].next = taps + (size_t)i * (QUEUES / CLOSERS);
		hammers[i] = hammer_start(close_next, &closers[i], QUEUES / CLOSERS);
	}
	for (unsigned i = 0; i < CLOSERS; i++)
		hammer_end(hammers[i]);
}

static void queues_beyond_limit(const void *data)
{
	struct bench bench = bench_alone();
	const char *path = tap_path_make(DEVICE_A, 0600);
	struct tap_identity identity;
	int taps[QUEUES] = {bench.a}, refused;

	(void)data;
	for (unsigned i = 1; i < QUEUES; i++)
		expect_error("a descriptor within the limit", try_tap_path(path, &taps[i]), 0);
	for (unsigned i = 0; i < 3; i++)
		expect_error("a descriptor too many", try_tap_path(path, &refused), EBUSY);
	expect_error("the first descriptor", try_tap_identity(taps[0], &identity), 0);
	expect_error("deleting the device", try_link_delete(bench.net->host, DEVICE_A).error, 0);
	close_all(taps);
}

static void flood_past_the_queue(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t sent[FRAME], seen[LONGEST] = {0};

	(void)data;
	render(sent, ADDRESS_GUEST_B, everyone);
	expect_error("sending to everyone", try_packet_bypass(DEVICE_B, sent, FRAME), 0);
	expect_true("the sibling is reached", tap_await(bench.a, POLLIN));
	expect_length("the sibling", try_tap_read(bench.a, seen, sizeof seen), FRAME);
	expect_octets("the sibling", seen, sent, FRAME);
}

/* A TCP packet of some segments, behind this header. */
enum { PACKET = 400 };

static struct transfer write_segmented(int tap, const struct virtio_net_hdr *header, uint16_t ethertype)
{
	const struct frame frame = {.dst = ADDRESS_GUEST_A,
				    .src = ADDRESS_GUEST_A,
				    .content = CONTENT_TCP4,
				    .length = PACKET,
				    .nonce = fresh_nonce()};
	uint8_t octets[HEADER + PACKET];

	memcpy(octets, header, HEADER);
	frame_render(&frame, octets + HEADER, PACKET);
	octets[HEADER + 12] = (uint8_t)(ethertype >> 8);
	octets[HEADER + 13] = (uint8_t)ethertype;
	return try_tap_write(tap, octets, sizeof octets);
}

static const struct virtio_net_hdr segments = {
	.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
	.gso_type = VIRTIO_NET_HDR_GSO_TCPV4,
	.hdr_len = 54,
	.gso_size = 100,
	.csum_start = 34,
	.csum_offset = 16,
};

static void expect_still_served(struct bench *bench)
{
	uint8_t octets[LONGEST];

	while (!try_tap_read(bench->a, octets, sizeof octets).error)
		continue;
	tap_set_flags(bench->a, PLAIN);
	send_number(bench, 1);
	expect_frame(bench, 1);
}

/* Whether such a packet is taken or refused is not the point. */
static void segmented_without_protocol(const void *data)
{
	struct bench bench = bench_pair();
	struct virtio_net_hdr header = segments;
	struct transfer got;

	(void)data;
	header.flags = 0;
	header.csum_start = header.csum_offset = 0;
	got = write_segmented(bench.a, &header, 0);
	if (got.error != EINVAL)
		expect_length("a packet without a protocol", got, HEADER + PACKET);
	expect_still_served(&bench);
}

static void checksum_elsewhere(const void *data)
{
	struct bench bench = bench_pair();
	struct virtio_net_hdr header = segments;

	(void)data;
	expect_length("a right packet", write_segmented(bench.a, &header, 0x0800), HEADER + PACKET);
	header.csum_offset = 6;
	expect_refusal("the checksum where UDP has it", write_segmented(bench.a, &header, 0x0800), EINVAL);
	header.csum_offset = 18;
	expect_refusal("the checksum behind where TCP has it", write_segmented(bench.a, &header, 0x0800),
		       EINVAL);
	expect_still_served(&bench);
}

#define CRASH(name, requirement_, run_, data_, danger_, summary_)                                            \
	{                                                                                                    \
		.id = "lifecycle.dangerous." name, .requirement = &requirement_, .run = run_, .data = data_, \
		.danger = danger_, .summary = summary_                                                       \
	}
#define DUO &duo_bridge[WIRE_PLAIN]

/* clang-format off */
static const struct testcase cases[] = {
	CRASH("failed_source_child",   LIFE_CRASH_10, failed_source_child,        DUO,             "use after free",              "a source-mode child is refused for its name; then its sender sends"),
	CRASH("failed_child_traffic",  LIFE_CRASH_11, failed_child_under_traffic, DUO,             "use after free",              "source-mode children are refused while their sender sends"),
	CRASH("sources_traffic",       LIFE_CRASH_12, sources_under_traffic,      DUO,             "use after free",              "lists of senders are changed, and their child deleted, while the sender sends"),
	CRASH("passthru_address",      LIFE_CRASH_13, passthru_address,           &bare_unwatched, "NULL dereference",            "a passthru child with an address of its own is deleted"),
	CRASH("flood_outlives_sender", LIFE_CRASH_14, flood_outlives_sender,      DUO,             "use after free",              "a child is deleted while floods in its name wait in the queue"),
	CRASH("no_protocol",           LIFE_CRASH_15, segmented_without_protocol, NULL,            "NULL dereference",            "a segmented packet with EtherType 0 is written"),
	CRASH("checksum_elsewhere",    LIFE_CRASH_16, checksum_elsewhere,         NULL,            "warning or reading too far",  "TCP packets to be segmented with the checksum in the wrong place are written"),
	CRASH("small_mtu",             LIFE_CRASH_17, mtu_below_minimum,          &bare_unwatched, "crash in protocols on top",   "children with MTUs of 8 and of 67 octets are asked for"),
	CRASH("queues",                LIFE_CRASH_18, queues_beyond_limit,        NULL,            "double free",                 "a tap is opened 256 times, and three times more"),
	CRASH("flood_past_queue",      LIFE_CRASH_19, flood_past_the_queue,       NULL,            "reading outside of a frame",  "a packet socket sends to everyone by a bridge child, past its queueing discipline"),
	CRASH("passthru_traffic",      LIFE_CRASH_20, passthru_under_traffic,     &bare,           "NULL dereference",            "passthru children come and go while frames arrive"),
	CRASH("failed_first_child",    LIFE_CRASH_21, failed_first_child,         &bare_unwatched, "memory leak or double free",  "a parent's first child is refused for its name, three times"),
	{.id = NULL},
};
/* clang-format on */

void regressions_add_cases(struct case_list *list)
{
	case_add_all(list, cases);
}
