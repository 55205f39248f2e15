/* reads: one frame a call, whole, in order, however the buffer is cut up. */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <string.h>

static void nothing_there(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];

	(void)data;
	expect_refusal("read", try_tap_read(bench.a, octets, sizeof octets), EAGAIN);
	send_number(&bench, 1);
	expect_frame(&bench, 1);
	expect_refusal("read", try_tap_read(bench.a, octets, sizeof octets), EAGAIN);
}

static void no_room_at_all(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];

	(void)data;
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_length("read into 0 octets", try_tap_read(bench.a, octets, 0), 0);
	expect_frame(&bench, 1);
}

static void one_a_call_in_order(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	for (unsigned n = 0; n < 64; n++)
		send_number(&bench, n);
	for (unsigned n = 0; n < 64; n++)
		expect_frame(&bench, n);
	expect_empty(&bench);
}

/* ---- scattered and gathered ---- */

enum { PIECES_MAX = 5 };

struct pieces_row {
	const char *name;
	uint16_t flags; /* of the tap */
	size_t sizes[PIECES_MAX];
	int count;
};

/* clang-format off */
static const struct pieces_row cuts[] = {
	{"header_and_frame",     WITH_HEADER, {10, 60},           2},
	{"header_in_two",        WITH_HEADER, {4, 6, 60},         3},
	{"header_octet_first",   WITH_HEADER, {1, 9, 60},         3},
	{"header_with_address",  WITH_HEADER, {16, 54},           2},
	{"an_empty_piece",       WITH_HEADER, {10, 0, 60},        3},
	{"ethernet_header",      PLAIN,       {14, 46},           2},
	{"address_in_two",       PLAIN,       {3, 57},            2},
	{"octets",               PLAIN,       {1, 1, 1, 1, 56},   5},
	{"empty_first_and_last", PLAIN,       {0, 60, 0},         3},
};
/* clang-format on */

/* The pieces lie one behind the other in these octets. */
static void cut(const struct pieces_row *row, uint8_t *octets, struct iovec pieces[PIECES_MAX])
{
	for (int i = 0; i < row->count; i++) {
		pieces[i] = (struct iovec){octets, row->sizes[i]};
		octets += row->sizes[i];
	}
}

static size_t before_frame(uint16_t flags)
{
	return flags & IFF_VNET_HDR ? HEADER : 0;
}

static void scattered(const void *data)
{
	const struct pieces_row *row = data;
	struct bench bench = bench_pair();
	size_t header = before_frame(row->flags);
	static const uint8_t no_offload[HEADER];
	struct iovec pieces[PIECES_MAX];
	uint8_t octets[LONGEST];

	memset(octets, 0xee, sizeof octets);
	cut(row, octets, pieces);
	tap_set_flags(bench.a, row->flags);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_length("readv", try_tap_readv(bench.a, pieces, row->count), header + FRAME);
	expect_octets("the header", octets, no_offload, header);
	expect_octets("the frame", octets + header, frame_number(1, FRAME), FRAME);
	expect_empty(&bench);
}

static void gathered(const void *data)
{
	const struct pieces_row *row = data;
	struct bench bench = bench_plain();
	size_t header = before_frame(row->flags);
	uint8_t octets[LONGEST] = {0};
	struct iovec pieces[PIECES_MAX];

	memcpy(octets + header, frame_number(1, FRAME), FRAME);
	cut(row, octets, pieces);
	tap_set_flags(bench.b, row->flags);
	expect_length("writev", try_tap_writev(bench.b, pieces, row->count), header + FRAME);
	expect_frame(&bench, 1);
}

/* ---- other ways to read ---- */

static void at_an_offset(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST] = {0};

	(void)data;
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_length("pread at 4711", try_tap_pread(bench.a, octets, sizeof octets, 4711), FRAME);
	expect_octets("the frame", octets, frame_number(1, FRAME), FRAME);
	expect_empty(&bench);
}

static void without_waiting(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST] = {0};
	struct transfer got;

	(void)data;
	tap_set_blocking(bench.a);
	got = try_tap_read_nowait(bench.a, octets, sizeof octets);
	if (got.error == EOPNOTSUPP)
		skip("this kernel's taps know no RWF_NOWAIT");
	expect_refusal("preadv2 with RWF_NOWAIT", got, EAGAIN);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_length("preadv2 with RWF_NOWAIT", try_tap_read_nowait(bench.a, octets, sizeof octets), FRAME);
	expect_octets("the frame", octets, frame_number(1, FRAME), FRAME);
}

/* As with any datagram, what could not be copied is gone. */
static void into_nowhere(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	send_number(&bench, 1);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_refusal("read to NULL", try_tap_read(bench.a, NULL, LONGEST), EFAULT);
	expect_frame_at("the next frame", bench.a, 2);
	expect_empty(&bench);
}

static void one_way(const void *data)
{
	struct bench bench = bench_alone();
	int reader = tap_open(DEVICE_A, O_RDONLY | O_NONBLOCK),
	    writer = tap_open(DEVICE_A, O_WRONLY | O_NONBLOCK);
	uint8_t octets[LONGEST];

	(void)data;
	tap_set_flags(reader, PLAIN);
	tap_set_flags(writer, PLAIN);
	expect_refusal("read from a writer's tap", try_tap_read(writer, octets, sizeof octets), EBADF);
	expect_refusal("write to a reader's tap", try_tap_write(reader, frame_number(1, FRAME), FRAME),
		       EBADF);
	expect_refusal("read from a reader's tap", try_tap_read(reader, octets, sizeof octets), EAGAIN);
	expect_length("write to a writer's tap", try_tap_write(writer, frame_number(1, FRAME), FRAME), FRAME);
	expect_number("frames sent", link_counters(bench.net->host, DEVICE_A).tx_packets, 1);
}

/* ---- as short and as long as can be ---- */

struct length_row {
	const char *name;
	size_t length;
};

/* clang-format off */
static const struct length_row short_frames[] = {
	{"14", 14}, {"15", 15}, {"18", 18}, {"59", 59}, {"60", 60}, {"61", 61}, {"1214", TESTBED_MTU + 14}, {"1218", TESTBED_MTU + 18},
};
/* clang-format on */

static void of_any_length(const void *data)
{
	const struct length_row *row = data;
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST] = {0};

	expect_length("write", try_tap_write(bench.b, frame_number(1, row->length), row->length),
		      row->length);
	settle_ring(&bench);
	expect_length("read", try_tap_read(bench.a, octets, sizeof octets), row->length);
	expect_octets("the frame", octets, frame_number(1, row->length), row->length);
	expect_empty(&bench);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.read.empty",         .requirement = &TAP_READ_01, .run = nothing_there,       .shares = &bare_unwatched, .summary = "a non-blocking tap before and after its only frame"},
	{.id = "tap.read.zero",          .requirement = &TAP_READ_02, .run = no_room_at_all,      .shares = &bare_unwatched, .summary = "a read into no octets, then another"},
	{.id = "tap.read.order",         .requirement = &TAP_READ_03, .run = one_a_call_in_order, .shares = &bare_unwatched, .summary = "64 frames are read one by one"},
	{.id = "tap.read.offset",        .requirement = &TAP_READ_05, .run = at_an_offset,        .shares = &bare_unwatched, .summary = "pread"},
	{.id = "tap.read.nowait",        .requirement = &TAP_READ_06, .run = without_waiting,     .shares = &bare_unwatched, .summary = "preadv2 with RWF_NOWAIT of a blocking tap"},
	{.id = "tap.read.astray",        .requirement = &TAP_READ_07, .run = into_nowhere,        .shares = &bare_unwatched, .summary = "a read to NULL, then another"},
	{.id = "tap.one_way",            .requirement = &TAP_ONE_WAY, .run = one_way,             .shares = &bare_unwatched, .summary = "taps opened to read only and to write only"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_reads(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.readv", &TAP_READ_04, scattered, cuts, "B writes a frame, A reads it in pieces");
	ADD_ROWS(list, "tap.writev", &TAP_WRITE_04, gathered, cuts, "B writes a frame in pieces, A reads it");
	ADD_ROWS(list, "tap.length", &TAP_LENGTH_01, of_any_length, short_frames,
		 "B writes a frame of that length, A reads it");
}
