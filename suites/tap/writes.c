/* writes: what leaves by a tap that is written to, and what does not. */
#include "suites/tap/tap.h"

#include "fixtures/bare.h"
#include "harness/frame/octets.h"
#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <string.h>

/* ---- EtherTypes ---- */

struct type_row {
	const char *name;
	uint16_t type;
};

/* clang-format off */
static const struct type_row types[] = {
	{"0", 0}, {"1", 1}, {"length_46", 46}, {"length_1500", 1500}, {"0600", 0x0600}, {"ipv4", 0x0800}, {"ipv6", 0x86dd}, {"loopback", 0x9000}, {"ffff", 0xffff},
};
/* clang-format on */

/* What stands behind it is no such packet: no matter. */
static void of_any_type(const void *data)
{
	const struct type_row *row = data;
	struct bench bench = bench_plain();
	uint8_t frame[FRAME], octets[LONGEST];

	memcpy(frame, frame_number(1, FRAME), FRAME);
	put_u16(frame + 12, row->type);
	expect_length("write", try_tap_write(bench.b, frame, FRAME), FRAME);
	settle_ring(&bench);
	expect_length("read", try_tap_read(bench.a, octets, sizeof octets), FRAME);
	expect_octets("the frame", octets, frame, FRAME);
}

/* ---- header sizes ---- */

struct size_row {
	const char *name;
	int size;
};

/* clang-format off */
static const struct size_row sizes[] = {
	{"10", 10}, {"12", 12}, {"24", 24}, {"1000", 1000},
};
/* clang-format on */

static void behind_a_header(const void *data)
{
	const struct size_row *row = data;
	size_t size = (size_t)row->size;
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];

	/* only the first 10 octets of a header mean something */
	memset(octets, 0xff, sizeof octets);
	memset(octets, 0, HEADER);
	memcpy(octets + size, frame_number(1, FRAME), FRAME);
	tap_set_flags(bench.b, WITH_HEADER);
	tap_set_number(bench.b, TUNSETVNETHDRSZ, row->size);
	expect_length("write", try_tap_write(bench.b, octets, size + FRAME), size + FRAME);
	expect_frame(&bench, 1);
}

/* ---- too long ---- */

static uint64_t arrived_on_wire(const struct bench *bench)
{
	return link_counters(bench->net->wire, device_of(WIRE)).rx_packets;
}

/* The MTU, a header and a tag are what fits. Which of its counters the child uses is not looked at: kernels differ. */
static void too_long(const void *data)
{
	const struct mac away = STATION_UNKNOWN;
	struct bench bench = bench_plain();
	enum { TOO_LONG = TESTBED_MTU + 19 };
	uint8_t frame[TOO_LONG];
	uint64_t dropped = link_counters(bench.net->host, device_of(HOST)).tx_dropped,
		 arrived = arrived_on_wire(&bench);

	(void)data;
	memcpy(frame, frame_number(1, TOO_LONG), TOO_LONG);
	memcpy(frame, away.octet, sizeof away.octet);
	expect_length("write", try_tap_write(bench.b, frame, TOO_LONG), TOO_LONG);
	expect_number("frames on the wire", arrived_on_wire(&bench) - arrived, 0);
	expect_number("frames the parent counts as dropped",
		      link_counters(bench.net->host, device_of(HOST)).tx_dropped - dropped, 1);
	expect_length("write", try_tap_write(bench.b, frame, TOO_LONG - 1), TOO_LONG - 1);
	expect_number("frames on the wire", arrived_on_wire(&bench) - arrived, 1);
	expect_number("frames the parent counts as dropped",
		      link_counters(bench.net->host, device_of(HOST)).tx_dropped - dropped, 1);
}

/* 5 MiB by pieces that are all the same octets. */
static void far_too_long(const void *data)
{
	enum { PIECE = 1 << 16, PIECES = 80 };
	static uint8_t octets[PIECE];
	struct iovec pieces[PIECES];
	struct bench bench = bench_plain();
	struct transfer got;

	(void)data;
	for (int i = 0; i < PIECES; i++)
		pieces[i] = (struct iovec){octets, PIECE};
	memcpy(octets, frame_number(1, FRAME), FRAME);
	tap_set_number(bench.b, TUNSETSNDBUF, 1 << 30);
	got = try_tap_writev(bench.b, pieces, PIECES);
	expect_true("5 MiB are refused with EMSGSIZE or ENOBUFS",
		    got.error == EMSGSIZE || got.error == ENOBUFS);
	expect_number("frames counted as dropped", link_counters(bench.net->host, DEVICE_B).tx_dropped, 1);
	send_number(&bench, 2);
	expect_frame_at("the next frame", bench.a, 2);
}

/* ---- to the wire ---- */

static bool sees(struct port *port, const uint8_t *frame, size_t length)
{
	struct pollfd event = {.fd = port_fd(port), .events = POLLIN};
	nanoseconds deadline = now() + patience();
	struct sighting seen;

	do {
		while (port_receive(port, &seen)) {
			if (seen.length == length && !memcmp(seen.bytes, frame, length))
				return true;
		}
	} while (poll(&event, 1, ms_until(deadline)) > 0);
	return false;
}

static const size_t wire_lengths[] = {14, 15, 59, 60};
#define WIRE_LENGTHS (sizeof wire_lengths / sizeof wire_lengths[0])

static int tap_on(struct testbed *net)
{
	const struct mac address = ADDRESS_GUEST_A;
	struct macvtap macvtap = {.name = DEVICE_A,
				  .parent = device_of(HOST),
				  .mode = MODE_VEPA,
				  .address = &address,
				  .up = true};
	int tap;

	macvtap_create(net->host, &macvtap);
	link_wait_running(net->host, DEVICE_A);
	tap = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK);
	tap_set_flags(tap, PLAIN);
	return tap;
}

static void short_from_the_wire(const void *data)
{
	struct testbed *net = testbed_build(&bare);
	int tap = tap_on(net);

	(void)data;
	for (size_t i = 0; i < WIRE_LENGTHS; i++) {
		const uint8_t *frame = frame_number(1, wire_lengths[i]);
		uint8_t octets[LONGEST] = {0};

		port_send(net->port[WIRE], frame, wire_lengths[i]);
		expect_true("a frame from the wire arrives", tap_await(tap, POLLIN));
		expect_length("read", try_tap_read(tap, octets, sizeof octets), wire_lengths[i]);
		expect_octets("the frame", octets, frame, wire_lengths[i]);
	}
}

static void short_to_the_wire(const void *data)
{
	const struct mac wire = ADDRESS_WIRE;
	struct testbed *net = testbed_build(&bare);
	int tap = tap_on(net);

	(void)data;
	for (size_t i = 0; i < WIRE_LENGTHS; i++) {
		uint8_t frame[FRAME];

		memcpy(frame, frame_number(1, FRAME), FRAME);
		memcpy(frame, wire.octet, sizeof wire.octet);
		expect_length("write", try_tap_write(tap, frame, wire_lengths[i]), wire_lengths[i]);
		expect_true("the wire gets it as long as it was written",
			    sees(net->port[WIRE], frame, wire_lengths[i]));
	}
}

/* ---- device and parent down ---- */

static void write_while_down(const struct bench *bench, const char *device)
{
	struct tap_identity identity;

	send_number(bench, 0);
	settle_ring(bench);
	link_set_down(bench->net->host, device);
	expect_length("write", try_tap_write(bench->b, frame_number(1, FRAME), FRAME), FRAME);
	expect_error("TUNGETIFF", try_tap_identity(bench->b, &identity), 0);
	expect_frame_at("what was there before", bench->a, 0);
	link_set_up(bench->net->host, device);
	link_wait_running(bench->net->host, DEVICE_A);
	link_wait_running(bench->net->host, DEVICE_B);
	send_number(bench, 2);
	expect_frame_at("the first frame after it", bench->a, 2);
}

/* Whether the frame in between counts as dropped is not looked at: kernels differ. */
static void while_device_is_down(const void *data)
{
	enum { BEFORE = 2, AFTER = 1 };
	struct bench bench = bench_plain();

	(void)data;
	write_while_down(&bench, DEVICE_B);
	expect_number("frames counted as sent", link_counters(bench.net->host, DEVICE_B).tx_packets,
		      BEFORE + AFTER);
}

/* Nor whether it counts as sent: the child's own carrier follows the parent's when the kernel gets to it. */
static void while_parent_is_down(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	write_while_down(&bench, device_of(HOST));
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.write.too_long",     .requirement = &TAP_LENGTH_02, .run = too_long,             .shares = &bare_unwatched, .summary = "a frame of the parent's MTU and 19 octets, then one of an octet less"},
	{.id = "tap.write.far_too_long", .requirement = &TAP_LENGTH_03, .run = far_too_long,         .shares = &bare_unwatched, .summary = "5 MiB in one writev, then a frame"},
	{.id = "tap.wire.short_in",      .requirement = &TAP_LENGTH_01, .run = short_from_the_wire,  .shares = &bare, .summary = "frames of 14, 15, 59 and 60 octets come from the wire"},
	{.id = "tap.wire.short_out",     .requirement = &TAP_LENGTH_01, .run = short_to_the_wire,    .shares = &bare, .summary = "frames of 14, 15, 59 and 60 octets are written for the wire"},
	{.id = "tap.down.device",        .requirement = &TAP_DOWN_01,   .run = while_device_is_down, .shares = &bare_unwatched, .summary = "a tap is written to while its device is down"},
	{.id = "tap.down.parent",        .requirement = &TAP_DOWN_01,   .run = while_parent_is_down, .shares = &bare_unwatched, .summary = "a tap is written to while the parent is down"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_writes(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.type", &TAP_WRITE_05, of_any_type, types,
		 "B writes a frame of that type, A reads it");
	ADD_ROWS(list, "tap.header", &TAP_HEADER_02, behind_a_header, sizes,
		 "B writes a frame behind a header of that size, A reads it");
}
