/* room: the send buffer, and who is charged how long for what he has written. */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <poll.h>
#include <string.h>

enum { SMALL = 8192, MANY = 200 };

/* How many of B's frames for A pass until one does not; MANY if all do. */
static unsigned fill(const struct bench *bench, struct transfer *last)
{
	unsigned n;

	for (n = 0; n < MANY; n++) {
		*last = try_tap_write(bench->b, frame_number(n, FRAME), FRAME);
		if (last->error)
			break;
	}
	return n;
}

static void read_all(const struct bench *bench, unsigned count)
{
	for (unsigned n = 0; n < count; n++)
		expect_frame(bench, n);
}

/* However much the kernel charges for a frame, it is not nothing, and less than all there is. */
static void unread_frames_take_room(const void *data)
{
	struct bench bench = bench_plain();
	struct transfer last;
	unsigned count;

	(void)data;
	tap_set_number(bench.b, TUNSETSNDBUF, SMALL);
	count = fill(&bench, &last);
	expect_true("some frames pass, but not all", count > 0 && count < MANY);
	expect_refusal("the first that does not", last, EAGAIN);
	expect_number("frames counted as dropped", link_counters(bench.net->host, DEVICE_B).tx_dropped, 1);
	expect_number("poll without room", tap_readiness(bench.b), 0);
	read_all(&bench, count);
	expect_number("poll with room again", tap_readiness(bench.b), POLLOUT | POLLWRNORM);
	expect_length("write", try_tap_write(bench.b, frame_number(MANY, FRAME), FRAME), FRAME);
	expect_frame_at("it", bench.a, MANY);
}

static void no_waiting_for_room(const void *data)
{
	struct bench bench = bench_plain();
	struct transfer last;
	unsigned count;

	(void)data;
	tap_set_number(bench.b, TUNSETSNDBUF, SMALL);
	count = fill(&bench, &last);
	tap_set_blocking(bench.b);
	last = try_tap_write_nowait(bench.b, frame_number(MANY, FRAME), FRAME);
	if (last.error == EOPNOTSUPP)
		skip("this kernel's taps know no RWF_NOWAIT");
	expect_refusal("pwritev2 with RWF_NOWAIT", last, EAGAIN);
	read_all(&bench, count);
	last = try_tap_write_nowait(bench.b, frame_number(MANY, FRAME), FRAME);
	expect_length("pwritev2 with RWF_NOWAIT", last, FRAME);
	expect_frame_at("it", bench.a, MANY);
}

/* Half of 1 is 0, and that is what must be free for poll: yet a frame passes as long as nothing is charged. */
static void room_of_one(const void *data)
{
	struct bench bench = bench_plain();
	int one = 1;

	(void)data;
	expect_error("TUNSETSNDBUF", try_tap_number(bench.b, TUNSETSNDBUF, &one), 0);
	expect_number("poll", tap_readiness(bench.b), 0);
	expect_length("write", try_tap_write(bench.b, frame_number(1, FRAME), FRAME), FRAME);
	expect_refusal("write", try_tap_write(bench.b, frame_number(2, FRAME), FRAME), EAGAIN);
	expect_frame(&bench, 1);
	expect_length("write", try_tap_write(bench.b, frame_number(3, FRAME), FRAME), FRAME);
	expect_frame(&bench, 3);
}

/* Copies, and what is read by nobody, are not the sender's. */
static void free_of_charge(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t frame[FRAME];

	tap_set_number(bench.b, TUNSETSNDBUF, SMALL);
	memcpy(frame, frame_number(1, FRAME), FRAME);
	memcpy(frame, data, sizeof(struct mac));
	for (unsigned n = 0; n < MANY; n++) {
		struct transfer got;

		/* what is still on its way is the sender's until it has got there */
		tap_await(bench.b, POLLOUT);
		got = try_tap_write(bench.b, frame, FRAME);
		expect_length("write", got, FRAME);
		if (got.error)
			return;
	}
	expect_number("frames counted as sent", link_counters(bench.net->host, DEVICE_B).tx_packets, MANY);
}

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
static const struct mac somebody_out_there = {{0x02, 0, 0, 0, 0, 0x99}};

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.room.unread",  .requirement = &TAP_ROOM_01, .run = unread_frames_take_room, .shares = &bare_unwatched, .summary = "B fills its send buffer, A reads"},
	{.id = "tap.room.nowait",  .requirement = &TAP_ROOM_02, .run = no_waiting_for_room,     .shares = &bare_unwatched, .summary = "pwritev2 with RWF_NOWAIT, without and with room"},
	{.id = "tap.room.one",     .requirement = &TAP_ROOM_03, .run = room_of_one,             .shares = &bare_unwatched, .summary = "a send buffer of 1 octet"},
	{.id = "tap.room.flood",   .requirement = &TAP_ROOM_04, .run = free_of_charge, .data = &everyone,           .shares = &bare_unwatched, .summary = "200 floods that nobody reads, with a small send buffer"},
	{.id = "tap.room.wire",    .requirement = &TAP_ROOM_04, .run = free_of_charge, .data = &somebody_out_there, .shares = &bare_unwatched, .summary = "200 frames for the wire, with a small send buffer"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_room(struct case_list *list)
{
	case_add_all(list, cases);
}
