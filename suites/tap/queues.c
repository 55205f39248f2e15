/* queues: a tap detached from its device and attached again. */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

struct queue_row {
	const char *name;
	bool detached; /* before */
	uint16_t flags;
	int error;
};

static void set_queue(const void *data)
{
	const struct queue_row *row = data;
	struct bench bench = bench_alone();

	if (row->detached)
		tap_set_queue(bench.a, IFF_DETACH_QUEUE);
	expect_error("TUNSETQUEUE", try_tap_set_queue(bench.a, row->flags), row->error);
}

/* clang-format off */
static const struct queue_row attachments[] = {
	{"detach",               false, IFF_DETACH_QUEUE,                    0},
	{"detach_again",         true,  IFF_DETACH_QUEUE,                    EINVAL},
	{"attach",               true,  IFF_ATTACH_QUEUE,                    0},
	{"attach_again",         false, IFF_ATTACH_QUEUE,                    EINVAL},
	{"neither",              false, 0,                                   EINVAL},
	{"neither_detached",     true,  0,                                   EINVAL},
	{"both",                 false, IFF_ATTACH_QUEUE | IFF_DETACH_QUEUE, EINVAL},
	{"both_detached",        true,  IFF_ATTACH_QUEUE | IFF_DETACH_QUEUE, 0},
};
/* clang-format on */

static void receives_only_attached(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_error("detach", try_tap_set_queue(bench.a, IFF_DETACH_QUEUE), 0);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_error("attach", try_tap_set_queue(bench.a, IFF_ATTACH_QUEUE), 0);
	send_number(&bench, 3);
	expect_frame_at("what was there before", bench.a, 1);
	expect_frame_at("what came after", bench.a, 3);
	expect_empty(&bench);
}

static void sends_detached(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	expect_error("detach", try_tap_set_queue(bench.b, IFF_DETACH_QUEUE), 0);
	expect_length("write", try_tap_write(bench.b, frame_number(1, FRAME), FRAME), FRAME);
	expect_frame(&bench, 1);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.queue.receives", .requirement = &TAP_QUEUE_02, .run = receives_only_attached, .shares = &bare_unwatched, .summary = "frames before, while and after the tap is detached"},
	{.id = "tap.queue.sends",    .requirement = &TAP_QUEUE_03, .run = sends_detached,         .shares = &bare_unwatched, .summary = "a detached tap is written to"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_queues(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.queue", &TAP_QUEUE_01, set_queue, attachments, "TUNSETQUEUE");
}
