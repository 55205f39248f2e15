/* taps: each tap that is opened is a queue; how many there can be, who shares one, what each has of its own. */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "harness/net/tap_path.h"
#include "harness/proof/hammer.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

#include <string.h>

enum { FRAMES = 3 };

static const struct flows udp = {.content = CONTENT_UDP4, .count = FLOWS_MAX, .frames = FRAMES};

/* ---- how many ---- */

enum { OPENERS = 85, EACH = 3 }; /* with the one that is there: 256, MAX_TAP_QUEUES */

/* Opens its share, and closes it again. What costs a wait is done by all at a time. */
struct opener {
	const char *path;
	int taps[EACH];
	unsigned next;
};

static int open_next(void *object)
{
	struct opener *opener = object;

	return try_tap_path(opener->path, &opener->taps[opener->next++]);
}

static int close_next(void *object)
{
	struct opener *opener = object;
	int tap = opener->taps[--opener->next];

	if (tap >= 0)
		tap_close(tap);
	return 0;
}

/* The first error of all. */
static int done_by_all(struct opener *openers, hammer_blow *blow)
{
	struct hammer *hammers[OPENERS];
	int error = 0;

	for (unsigned i = 0; i < OPENERS; i++)
		hammers[i] = hammer_start(blow, &openers[i], EACH);
	for (unsigned i = 0; i < OPENERS; i++) {
		int its = hammer_end(hammers[i]);

		error = error ? error : its;
	}
	return error;
}

static void no_more_than_limit(const void *data)
{
	struct bench bench = bench_alone();
	const char *path = tap_path_make(DEVICE_A, 0600);
	struct opener openers[OPENERS];
	int more;

	(void)data;
	for (unsigned i = 0; i < OPENERS; i++)
		openers[i] = (struct opener){.path = path};
	expect_error("opening as many as there may be", done_by_all(openers, open_next), 0);
	expect_error("opening one more", try_tap_path(path, &more), EBUSY);
	expect_error("detaching the first", try_tap_set_queue(bench.a, IFF_DETACH_QUEUE), 0);
	expect_error("opening one more than are attached", try_tap_path(path, &more), EBUSY);
	close_next(&openers[0]);
	expect_error("opening one for one that has been closed", try_tap_path(path, &more), 0);
	openers[0].taps[openers[0].next++] = more;
	done_by_all(openers, close_next);
}

/* ---- with and without IFF_MULTI_QUEUE ---- */

static void opened_with(const void *data)
{
	const uint16_t *flags = data;
	struct queues queues = queues_open(2);
	struct account *account = account_open(&udp);

	for (unsigned i = 0; i < queues.count; i++)
		expect_error("TUNSETIFF", try_tap_set_flags(queues.tap[i], *flags), 0);
	flows_send(&queues, &udp, 0, FRAMES);
	account_read_all(account, &queues);
	expect_all_of(account, 0, FRAMES);
	expect_steered(account, QUEUES(2));
}

/* ---- who shares one ---- */

static void duplicated(const void *data)
{
	struct queues queues = queues_open(2);
	int copies[QUEUES_MAX] = {tap_duplicate(queues.tap[0]), tap_duplicate(queues.tap[1])};
	struct queues by_copies = queues;
	struct account *account = account_open(&udp);

	(void)data;
	memcpy(by_copies.tap, copies, sizeof copies);
	flows_send(&queues, &udp, 0, FRAMES - 1);
	account_read_all(account, &by_copies);
	expect_all_of(account, 0, FRAMES - 1);
	account_read_all(account, &queues);
	expect_sound(account);
	/* the queue lives as long as one of its descriptors */
	tap_close(queues.tap[0]);
	tap_close(queues.tap[1]);
	flows_send(&queues, &udp, FRAMES - 1, FRAMES);
	account_read_all(account, &by_copies);
	expect_all_of(account, 0, FRAMES);
	expect_steered(account, QUEUES(2));
}

/* What is sent to a queue that cannot be read is swallowed: but its own flows only. */
static void opened_to_write(const void *data)
{
	struct queues queues = queues_open(1);
	struct account *account = account_open(&udp);
	int deaf = tap_open(DEVICE_A, O_WRONLY | O_NONBLOCK);
	unsigned read, strays = 0;

	(void)data;
	flows_send(&queues, &udp, 0, 1);
	account_read_all(account, &queues);
	read = account_count(account);
	expect_true("some flows come and some are swallowed", read > 0 && read < FLOWS_MAX);
	flows_send(&queues, &udp, 1, 2);
	account_read_all(account, &queues);
	for (unsigned flow = 0; flow < udp.count; flow++) {
		if (account_has(account, flow, 0) != account_has(account, flow, 1))
			strays++;
	}
	expect_number("flows of which one frame comes and one is swallowed", strays, 0);
	expect_sound(account);
	expect_error("detaching it", try_tap_set_queue(deaf, IFF_DETACH_QUEUE), 0);
	flows_send(&queues, &udp, 2, 3);
	account_read_all(account, &queues);
	expect_all_of(account, 2, 3);
}

/* ---- what is its own ---- */

/* The frames of the flows of three queues: without header, with one, with a longer one. */
static void own_headers(const void *data)
{
	static const struct {
		uint16_t flags;
		int header;
	} settings[] = {{PLAIN, 0}, {WITH_HEADER, HEADER}, {WITH_HEADER, 2 * HEADER}};
	struct queues queues = queues_open(COUNT_OF(settings));
	unsigned flow[COUNT_OF(settings)];
	uint8_t octets[LONGEST];

	(void)data;
	for (unsigned i = 0; i < queues.count; i++)
		flow[i] = flow_of_queue(&queues, &udp, i);
	for (unsigned i = 0; i < queues.count; i++) {
		int size = settings[i].header;

		tap_set_flags(queues.tap[i], settings[i].flags);
		if (size)
			tap_set_number(queues.tap[i], TUNSETVNETHDRSZ, size);
	}
	for (unsigned i = 0; i < queues.count; i++) {
		uint8_t sent[LONGEST];
		struct frame frame = flow_frame(&udp, flow[i], 1);
		size_t length = frame_render(&frame, sent, sizeof sent), header = (size_t)settings[i].header;

		flow_send(&queues, &udp, flow[i], 1);
		queues_settle(&queues);
		expect_length("a frame with what stands before it",
			      try_tap_read(queues.tap[i], octets, sizeof octets), header + length);
		expect_octets("the frame", octets + header, sent, length);
	}
}

static void opened_again(const void *data)
{
	struct queues queues = queues_open(1);
	struct tap_identity identity;
	uint8_t octets[LONGEST];
	int size = 0;

	(void)data;
	tap_set_flags(queues.tap[0], WITH_HEADER);
	tap_set_number(queues.tap[0], TUNSETVNETHDRSZ, 2 * HEADER);
	tap_set_flags(queues.tap[0], PLAIN);
	flow_send(&queues, &udp, 0, 0);
	queues_settle(&queues);
	tap_close(queues.tap[0]);
	queues.bench.a = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK);
	expect_refusal("reading what must be an empty ring",
		       try_tap_read(queues.bench.a, octets, sizeof octets), EAGAIN);
	expect_error("TUNGETIFF", try_tap_identity(queues.bench.a, &identity), 0);
	expect_number("flags", identity.flags, WITH_HEADER);
	expect_error("TUNGETVNETHDRSZ", try_tap_number(queues.bench.a, TUNGETVNETHDRSZ, &size), 0);
	expect_number("the header's size", (uint64_t)size, HEADER);
	tap_set_flags(queues.bench.a, PLAIN);
	send_number(&queues.bench, 1);
	expect_frame(&queues.bench, 1);
}

#define TAPS(name, requirement_, run_, data_, summary_)                                                      \
	{                                                                                                    \
		.id = "queue." name, .requirement = &requirement_, .run = run_, .data = data_,               \
		.summary = summary_, .shares = &bare_unwatched                                               \
	}
#define FLAGS(flags) (&(const uint16_t){flags})

/* clang-format off */
const struct testcase queue_taps[] = {
	TAPS("limit",              QUEUE_LIMIT,    no_more_than_limit, NULL,                           "a tap is opened 256 times, and once more"),
	TAPS("flags.none",         QUEUE_OPEN,     opened_with,        FLAGS(PLAIN),                   "two taps without IFF_MULTI_QUEUE"),
	TAPS("flags.multi_queue",  QUEUE_OPEN,     opened_with,        FLAGS(PLAIN | IFF_MULTI_QUEUE), "two taps with IFF_MULTI_QUEUE"),
	TAPS("shared.duplicate",   QUEUE_SHARED,   duplicated,         NULL,                           "two taps are read by duplicates of their descriptors, and then closed but for these"),
	TAPS("write_only",         QUEUE_DEAF,     opened_to_write,    NULL,                           "128 flows to a tap that can be read and one that cannot"),
	TAPS("own.headers",        QUEUE_OWN,      own_headers,        NULL,                           "three taps with different vnet headers are read"),
	TAPS("fresh",              QUEUE_FRESH,    opened_again,       NULL,                           "a tap with settings and a frame is closed and opened again"),
	{.id = NULL},
};
/* clang-format on */
