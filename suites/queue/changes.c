/* changes: queues are detached, attached, closed and opened between frames. While nothing else happens it is certain what
 * becomes of each frame; races.c has what is true whatever happens.
 */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

enum { COUNT = 4, FRAMES = 4 };

/* Which of the queues it happens to. The driver fills the gap that one leaves with the last. */
static const unsigned first = 0, middle = 1, last = COUNT - 1;

static const struct flows udp = {.content = CONTENT_UDP4, .count = FLOWS_MAX, .frames = FRAMES};

/* One more frame of each flow comes, by these queues alone. */
static void expect_next(const struct queues *queues, struct account *account, unsigned n, queue_set by)
{
	account_forget_places(account);
	flows_send(queues, &udp, n, n + 1);
	account_read_all(account, queues);
	(expect_all_of)(account, n, n + 1);
	(expect_steered)(account, by);
}
#define expect_next(...) (caller_is(HERE), expect_next(__VA_ARGS__))

static void detached(const void *data)
{
	const unsigned which = *(const unsigned *)data;
	struct queues queues = queues_open(COUNT);
	struct account *account = account_open(&udp);

	flows_send(&queues, &udp, 0, 1);
	expect_error("detaching it", try_tap_set_queue(queues.tap[which], IFF_DETACH_QUEUE), 0);
	account_read(account, &queues, which);
	expect_true("what it had stays readable", account_count(account) > 0);
	account_read_all(account, &queues);
	expect_all_of(account, 0, 1);
	expect_next(&queues, account, 1, QUEUES(COUNT) & ~QUEUE(which));
	expect_error("attaching it", try_tap_set_queue(queues.tap[which], IFF_ATTACH_QUEUE), 0);
	expect_next(&queues, account, 2, QUEUES(COUNT));
}

/* Two are taken out and put back the other way round: each is as good as before. */
static void exchanged(const void *data)
{
	struct queues queues = queues_open(COUNT);
	struct account *account = account_open(&udp);

	(void)data;
	tap_set_queue(queues.tap[first], IFF_DETACH_QUEUE);
	tap_set_queue(queues.tap[middle], IFF_DETACH_QUEUE);
	expect_next(&queues, account, 0, QUEUES(COUNT) & ~QUEUES(2));
	tap_set_queue(queues.tap[middle], IFF_ATTACH_QUEUE);
	tap_set_queue(queues.tap[first], IFF_ATTACH_QUEUE);
	expect_next(&queues, account, 1, QUEUES(COUNT));
}

/* Every flow is the only one's. */
static void others_detached(const void *data)
{
	const unsigned which = *(const unsigned *)data;
	struct queues queues = queues_open(COUNT);
	struct account *account = account_open(&udp);

	for (unsigned i = 0; i < COUNT; i++) {
		if (i != which)
			tap_set_queue(queues.tap[i], IFF_DETACH_QUEUE);
	}
	expect_next(&queues, account, 0, QUEUE(which));
}

static void closed(const void *data)
{
	const unsigned which = *(const unsigned *)data;
	struct queues queues = queues_open(COUNT);
	struct account *account = account_open(&udp);

	expect_next(&queues, account, 0, QUEUES(COUNT));
	flows_send(&queues, &udp, 1, 3);
	queue_close(&queues, which);
	account_read_all(account, &queues);
	expect_lost_with(account, which, 1, 3);
	expect_next(&queues, account, 3, QUEUES(COUNT) & ~QUEUE(which));
}

/* A detached one is no loss to anybody but itself. */
static void closed_detached(const void *data)
{
	struct queues queues = queues_open(COUNT);
	struct account *account = account_open(&udp);

	(void)data;
	tap_set_queue(queues.tap[middle], IFF_DETACH_QUEUE);
	expect_next(&queues, account, 0, QUEUES(COUNT) & ~QUEUE(middle));
	flows_send(&queues, &udp, 1, 2);
	queue_close(&queues, middle);
	account_read_all(account, &queues);
	expect_all_of(account, 1, 2);
	expect_next(&queues, account, 2, QUEUES(COUNT) & ~QUEUE(middle));
}

static void opened(const void *data)
{
	struct queues queues = queues_open(COUNT - 1);
	struct account *account = account_open(&udp);

	(void)data;
	flows_send(&queues, &udp, 0, 2);
	queues_add(&queues);
	account_read_all(account, &queues);
	expect_all_of(account, 0, 2);
	expect_steered(account, QUEUES(COUNT - 1));
	expect_next(&queues, account, 2, QUEUES(COUNT));
}

/* A device that is away takes nothing with it. */
static void down_and_up(const void *data)
{
	struct queues queues = queues_open(COUNT);
	struct account *account = account_open(&udp);
	struct links *links = queues.bench.net->host;

	(void)data;
	flows_send(&queues, &udp, 0, 1);
	link_set_down(links, DEVICE_A);
	link_set_up(links, DEVICE_A);
	link_wait_running(links, DEVICE_A);
	account_read_all(account, &queues);
	expect_all_of(account, 0, 1);
	expect_steered(account, QUEUES(COUNT));
	expect_next(&queues, account, 1, QUEUES(COUNT));
}

#define CHANGES(name, requirement_, run_, which, summary_)                                                   \
	{                                                                                                    \
		.id = "queue." name, .requirement = &requirement_, .run = run_, .data = which,               \
		.summary = summary_, .shares = &bare_unwatched                                               \
	}

/* clang-format off */
const struct testcase queue_changes[] = {
	CHANGES("detached.first",   QUEUE_MOVES,  detached,        &first,  "128 flows to four taps, the first of which is detached and attached again"),
	CHANGES("detached.middle",  QUEUE_MOVES,  detached,        &middle, "128 flows to four taps, the second of which is detached and attached again"),
	CHANGES("detached.last",    QUEUE_MOVES,  detached,        &last,   "128 flows to four taps, the last of which is detached and attached again"),
	CHANGES("detached.two",     QUEUE_MOVES,  exchanged,       NULL,    "two of four taps are detached and attached again in another order"),
	CHANGES("alone.first",      QUEUE_MOVES,  others_detached, &first,  "128 flows to four taps, all but the first of which are detached"),
	CHANGES("alone.last",       QUEUE_MOVES,  others_detached, &last,   "128 flows to four taps, all but the last of which are detached"),
	CHANGES("closed.first",     QUEUE_CLOSED, closed,          &first,  "the first of four taps is closed with frames unread"),
	CHANGES("closed.middle",    QUEUE_CLOSED, closed,          &middle, "the second of four taps is closed with frames unread"),
	CHANGES("closed.last",      QUEUE_CLOSED, closed,          &last,   "the last of four taps is closed with frames unread"),
	CHANGES("closed.detached",  QUEUE_CLOSED, closed_detached, NULL,    "a tap that is detached is closed while the other three have frames unread"),
	CHANGES("opened",           QUEUE_OPEN,   opened,          NULL,    "a fourth tap is opened while three have frames unread"),
	CHANGES("down_and_up",      QUEUE_DOWN,   down_and_up,     NULL,    "a device with four taps goes down and up with frames unread"),
	{.id = NULL},
};
/* clang-format on */
