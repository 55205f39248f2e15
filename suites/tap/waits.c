/* waits: calls that sleep, and what wakes them. */
#include "suites/tap/tap.h"

#include "harness/net/sleeper.h"
#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <string.h>

static struct bench bench_blocking(void)
{
	struct bench bench = bench_plain();

	tap_set_blocking(bench.a);
	return bench;
}

static struct transfer result_of(struct sleeper *sleeper)
{
	struct transfer got = {0, 0};

	expect_true("whoever slept has come back", has_come_back(sleeper, &got));
	return got;
}

/* ---- readers ---- */

static void a_frame_wakes(const void *data)
{
	struct bench bench = bench_blocking();
	uint8_t octets[LONGEST] = {0};
	struct sleeper *reader = sleeper_reads(bench.a, octets, sizeof octets);

	(void)data;
	expect_true("without a frame, the reader sleeps", is_asleep(reader));
	send_number(&bench, 1);
	expect_length("read", result_of(reader), FRAME);
	expect_octets("the frame", octets, frame_number(1, FRAME), FRAME);
}

static void a_signal_ends(const void *data)
{
	struct bench bench = bench_blocking();
	uint8_t octets[LONGEST];
	struct sleeper *reader = sleeper_reads(bench.a, octets, sizeof octets);

	(void)data;
	expect_true("without a frame, the reader sleeps", is_asleep(reader));
	interrupt(reader, SIGNAL_ENDS);
	expect_refusal("read", result_of(reader), EINTR);
	tap_set_nonblocking(bench.a);
	send_number(&bench, 1);
	expect_frame(&bench, 1);
}

static void a_signal_restarts(const void *data)
{
	struct bench bench = bench_blocking();
	uint8_t octets[LONGEST] = {0};
	struct sleeper *reader = sleeper_reads(bench.a, octets, sizeof octets);

	(void)data;
	interrupt(reader, SIGNAL_RESTARTS);
	expect_true("after the signal, the reader sleeps on", is_asleep(reader));
	send_number(&bench, 1);
	expect_length("read", result_of(reader), FRAME);
	expect_octets("the frame", octets, frame_number(1, FRAME), FRAME);
}

/* O_NONBLOCK is asked for at the beginning of a call. */
static void by_flag(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST] = {0};
	struct sleeper *reader;

	(void)data;
	expect_refusal("read with O_NONBLOCK", try_tap_read(bench.a, octets, sizeof octets), EAGAIN);
	tap_set_blocking(bench.a);
	reader = sleeper_reads(bench.a, octets, sizeof octets);
	expect_true("without it, the reader sleeps", is_asleep(reader));
	tap_set_nonblocking(bench.a);
	expect_refusal("another read with O_NONBLOCK", try_tap_read(bench.a, octets, 1), EAGAIN);
	expect_true("the first reader sleeps on", is_asleep(reader));
	send_number(&bench, 1);
	expect_length("read", result_of(reader), FRAME);
}

static void through_down_and_up(const void *data)
{
	struct bench bench = bench_blocking();
	uint8_t octets[LONGEST] = {0};
	struct sleeper *reader = sleeper_reads(bench.a, octets, sizeof octets);

	(void)data;
	link_set_down(bench.net->host, DEVICE_A);
	expect_true("the reader sleeps while the device is down", is_asleep(reader));
	link_set_up(bench.net->host, DEVICE_A);
	link_wait_running(bench.net->host, DEVICE_A);
	send_number(&bench, 1);
	expect_length("read", result_of(reader), FRAME);
}

static void poller(const void *data)
{
	struct bench bench = bench_plain();
	struct sleeper *sleeper = sleeper_polls(bench.a, POLLIN | POLLRDNORM);

	(void)data;
	expect_true("without a frame, poll sleeps", is_asleep(sleeper));
	send_number(&bench, 1);
	expect_length("what poll reports", result_of(sleeper), POLLIN | POLLRDNORM);
}

/* ---- writers ---- */

enum { SMALL = 8192, MANY = 200 };

/* B has no room left when it returns, and waits for some from now on. */
static unsigned fill(const struct bench *bench)
{
	unsigned n = 0;

	tap_set_number(bench->b, TUNSETSNDBUF, SMALL);
	while (n < MANY && !try_tap_write(bench->b, frame_number(n, FRAME), FRAME).error)
		n++;
	expect_true("some frames pass, but not all", n > 0 && n < MANY);
	tap_set_blocking(bench->b);
	return n;
}

/* Reads all of A's, which makes room at B before it returns; then is the writer awake or it never will be. */
static void make_room(const struct bench *bench, unsigned count)
{
	for (unsigned n = 0; n < count; n++)
		expect_frame(bench, n);
}

static void expect_written(const struct bench *bench, struct sleeper *writer)
{
	bool slept_on = is_asleep(writer);
	struct transfer got;

	expect_true("the writer is woken when there is room", !slept_on);
	if (slept_on)
		interrupt(writer, SIGNAL_ENDS);
	got = result_of(writer);
	if (!slept_on) {
		expect_length("write", got, FRAME);
		expect_frame_at("what was written", bench->a, MANY);
	}
}

static void room_wakes(const void *data)
{
	struct bench bench = bench_plain();
	unsigned count = fill(&bench);
	uint8_t frame[FRAME];
	struct sleeper *writer;

	(void)data;
	memcpy(frame, frame_number(MANY, FRAME), FRAME);
	writer = sleeper_writes(bench.b, frame, FRAME);
	expect_true("without room, the writer sleeps", is_asleep(writer));
	make_room(&bench, count);
	expect_written(&bench, writer);
}

/* poll(2) leaves word that somebody waits for room; the word holds for the writer, too. */
static void room_wakes_after_poll(const void *data)
{
	struct bench bench = bench_plain();
	unsigned count = fill(&bench);
	uint8_t frame[FRAME];
	struct sleeper *writer;

	(void)data;
	memcpy(frame, frame_number(MANY, FRAME), FRAME);
	writer = sleeper_writes(bench.b, frame, FRAME);
	expect_true("without room, the writer sleeps", is_asleep(writer));
	expect_number("poll without room", tap_readiness(bench.b), 0);
	make_room(&bench, count);
	expect_written(&bench, writer);
}

static void room_wakes_poll(const void *data)
{
	struct bench bench = bench_plain();
	unsigned count = fill(&bench);
	struct sleeper *sleeper = sleeper_polls(bench.b, POLLOUT);

	(void)data;
	expect_true("without room, poll sleeps", is_asleep(sleeper));
	make_room(&bench, count);
	expect_length("what poll reports", result_of(sleeper), POLLOUT);
}

static void a_signal_ends_a_write(const void *data)
{
	struct bench bench = bench_plain();
	unsigned count = fill(&bench);
	uint8_t frame[FRAME];
	struct sleeper *writer;

	(void)data;
	memcpy(frame, frame_number(MANY, FRAME), FRAME);
	writer = sleeper_writes(bench.b, frame, FRAME);
	expect_true("without room, the writer sleeps", is_asleep(writer));
	interrupt(writer, SIGNAL_ENDS);
	expect_refusal("write", result_of(writer), EINTR);
	make_room(&bench, count);
	tap_set_nonblocking(bench.a);
	expect_refusal("reading what was never written", try_tap_read(bench.a, frame, FRAME), EAGAIN);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.wait.frame",           .requirement = &TAP_WAIT_01, .run = a_frame_wakes,         .shares = &bare_unwatched, .summary = "a reader sleeps, a frame comes"},
	{.id = "tap.wait.signal",          .requirement = &TAP_WAIT_02, .run = a_signal_ends,         .shares = &bare_unwatched, .summary = "a reader sleeps, a signal comes"},
	{.id = "tap.wait.signal_restarts", .requirement = &TAP_WAIT_02, .run = a_signal_restarts,     .shares = &bare_unwatched, .summary = "a reader sleeps, a signal with SA_RESTART comes, then a frame"},
	{.id = "tap.wait.flag",            .requirement = &TAP_WAIT_03, .run = by_flag,               .shares = &bare_unwatched, .summary = "O_NONBLOCK is set and cleared"},
	{.id = "tap.wait.down_and_up",     .requirement = &TAP_WAIT_01, .run = through_down_and_up,   .shares = &bare_unwatched, .summary = "a reader sleeps while the device goes down and up"},
	{.id = "tap.wait.poll",            .requirement = &TAP_WAIT_01, .run = poller,                .shares = &bare_unwatched, .summary = "poll sleeps, a frame comes"},
	{.id = "tap.wait.room",            .requirement = &TAP_WAIT_04, .run = room_wakes,            .shares = &bare_unwatched, .summary = "a writer sleeps, room is made"},
	{.id = "tap.wait.room_after_poll", .requirement = &TAP_WAIT_04, .run = room_wakes_after_poll, .shares = &bare_unwatched, .summary = "a writer sleeps, somebody polls, room is made"},
	{.id = "tap.wait.room_poll",       .requirement = &TAP_WAIT_05, .run = room_wakes_poll,       .shares = &bare_unwatched, .summary = "poll sleeps without room, room is made"},
	{.id = "tap.wait.room_signal",     .requirement = &TAP_WAIT_02, .run = a_signal_ends_a_write, .shares = &bare_unwatched, .summary = "a writer sleeps, a signal comes"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_waits(struct case_list *list)
{
	case_add_all(list, cases);
}
