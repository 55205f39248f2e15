/* rings: how many frames wait for the reader, which they are, and what becomes of the others. */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <string.h>

struct ring_row {
	const char *name;
	uint32_t length; /* of the ring */
	unsigned sent;
	bool flood; /* sent to everyone */
};

/* clang-format off */
static const struct ring_row overruns[] = {
	{"1",           1,   3,   false},
	{"2",           2,   5,   false},
	{"10",          10,  12,  false},
	{"17",          17,  30,  false},
	{"100",         100, 110, false},
	{"10_flooded",  10,  12,  true},
};
/* clang-format on */

static void send_to_everyone(const struct bench *bench, unsigned n)
{
	uint8_t frame[FRAME];

	memcpy(frame, frame_number(n, FRAME), FRAME);
	memset(frame, 0xff, 6);
	tap_write(bench->b, frame, FRAME);
}

/* It differs from the number's frame in its destination only. */
static void expect_flooded(const struct bench *bench, unsigned n)
{
	uint8_t octets[LONGEST] = {0};

	expect_length("read", try_tap_read(bench->a, octets, sizeof octets), FRAME);
	expect_octets("the frame but for its destination", octets + 6, frame_number(n, FRAME) + 6, FRAME - 6);
}

static void overrun(const void *data)
{
	const struct ring_row *row = data;
	struct bench bench = bench_ring(row->length);
	uint64_t lost = row->sent - row->length;
	struct rtnl_link_stats64 counters;

	tap_set_flags(bench.a, PLAIN);
	for (unsigned n = 0; n < row->sent; n++)
		(row->flood ? send_to_everyone : send_number)(&bench, n);
	settle_ring(&bench);
	counters = link_counters(bench.net->host, DEVICE_A);
	expect_number("frames counted as received", counters.rx_packets, row->sent);
	expect_number("frames counted as flooded", counters.multicast, row->flood ? row->sent : 0);
	expect_number("frames counted as errors", counters.rx_errors, lost);
	expect_number("frames counted as dropped", counters.rx_dropped, lost);
	for (unsigned n = 0; n < row->length; n++) {
		if (row->flood)
			expect_flooded(&bench, n);
		else
			expect_frame(&bench, n);
	}
	expect_empty(&bench);
}

/* The length a device has had ever since there are devices; nobody reads the frames that fit. */
static void of_default_length(const void *data)
{
	enum { DEFAULT = 500, MORE = 3 };
	struct bench bench = bench_plain();
	struct rtnl_link_stats64 counters;

	(void)data;
	tap_set_number(bench.b, TUNSETSNDBUF, 1 << 24);
	for (unsigned n = 0; n < DEFAULT + MORE; n++)
		send_to_everyone(&bench, n);
	settle_ring(&bench);
	counters = link_counters(bench.net->host, DEVICE_A);
	expect_number("frames counted as received", counters.rx_packets, DEFAULT + MORE);
	expect_number("frames counted as dropped", counters.rx_dropped, MORE);
	expect_flooded(&bench, 0);
}

static void set_length(const struct bench *bench, uint32_t length)
{
	const struct attribute wanted[] = {NUMBER32(OF_DEVICE, IFLA_TXQLEN, length)};
	struct answer answer = try_link_request(bench->net->host, REQUEST_CHANGE, DEVICE_A, NULL, wanted, 1);

	expect_error("the change of the queue's length", answer.error, 0);
}

static void of_no_length(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	set_length(&bench, 0);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_number("frames counted as dropped", link_counters(bench.net->host, DEVICE_A).rx_dropped, 1);
	expect_empty(&bench);
	set_length(&bench, 1);
	send_number(&bench, 2);
	expect_frame(&bench, 2);
}

/* ---- other lengths while frames wait ---- */

struct resize_row {
	const char *name;
	uint32_t before, after;
	unsigned sent, kept;
};

/* clang-format off */
static const struct resize_row resizes[] = {
	{"shrink",         8,  4,   8, 4},
	{"shrink_to_1",    8,  1,   3, 1},
	{"shrink_unfelt",  16, 8,   5, 5},
	{"grow",           4,  64,  4, 4},
	{"same",           8,  8,   8, 8},
};
/* clang-format on */

static void resized(const void *data)
{
	const struct resize_row *row = data;
	struct bench bench = bench_ring(row->before);

	tap_set_flags(bench.a, PLAIN);
	for (unsigned n = 0; n < row->sent; n++)
		send_number(&bench, n);
	settle_ring(&bench);
	set_length(&bench, row->after);
	for (unsigned n = 0; n < row->kept; n++)
		expect_frame(&bench, n);
	expect_empty(&bench);
	send_number(&bench, 99);
	expect_frame_at("a frame sent afterwards", bench.a, 99);
}

/* ---- readable for ever ---- */

static void while_down(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	send_number(&bench, 1);
	send_number(&bench, 2);
	settle_ring(&bench);
	link_set_down(bench.net->host, DEVICE_A);
	expect_frame(&bench, 1);
	expect_frame(&bench, 2);
	expect_empty(&bench);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.ring.default", .requirement = &TAP_RING_02, .run = of_default_length, .shares = &bare_unwatched, .summary = "503 floods, 500 of which fit"},
	{.id = "tap.ring.none",    .requirement = &TAP_RING_03, .run = of_no_length,      .shares = &bare_unwatched, .summary = "a queue length of 0, then of 1"},
	{.id = "tap.ring.down",    .requirement = &TAP_RING_05, .run = while_down,        .shares = &bare_unwatched, .summary = "the device goes down with frames unread"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_rings(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.ring.full", &TAP_RING_01, overrun, overruns,
		 "more frames are sent than the ring holds, then it is read");
	ADD_ROWS(list, "tap.ring.resize", &TAP_RING_04, resized, resizes,
		 "the queue's length changes with frames unread");
}
