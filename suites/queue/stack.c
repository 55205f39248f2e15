/* stack: a macvtap without an attached tap is a network device like another: what is for it is for its own stack. */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "harness/net/tap_path.h"
#include "harness/proof/await.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

enum { COUNT = 3, FRAMES = 2 };

static const struct flows unknown = {
	.content = CONTENT_MARK, .told_apart = BY_STATION, .count = 4, .frames = FRAMES};

static void nothing_done(struct queues *queues)
{
	(void)queues;
}

static void detach_all(struct queues *queues)
{
	for (unsigned i = 0; i < queues->count; i++)
		tap_set_queue(queues->tap[i], IFF_DETACH_QUEUE);
}

static void close_all(struct queues *queues)
{
	for (unsigned i = 0; i < queues->count; i++)
		queue_close(queues, i);
}

static void detach_some_close_others(struct queues *queues)
{
	tap_set_queue(queues->tap[0], IFF_DETACH_QUEUE);
	for (unsigned i = 1; i < queues->count; i++)
		queue_close(queues, i);
}

static void attach_one_again(struct queues *queues)
{
	detach_all(queues);
	tap_set_queue(queues->tap[1], IFF_ATTACH_QUEUE);
}

static void open_one_again(struct queues *queues)
{
	close_all(queues);
	queues_add(queues);
}

static const struct stack_row {
	const char *name;
	unsigned queues;
	void (*act)(struct queues *queues);
	queue_set by; /* which place they come by then */
} rows[] = {
	{"detached", COUNT, detach_all, QUEUE(OUTSIDE)},
	{"detached_only_one", 1, detach_all, QUEUE(OUTSIDE)},
	{"closed", COUNT, close_all, QUEUE(OUTSIDE)},
	{"detached_and_closed", COUNT, detach_some_close_others, QUEUE(OUTSIDE)},
	{"attached", 1, nothing_done, QUEUE(0)},
	{"attached_again", COUNT, attach_one_again, QUEUE(1)},
	{"opened_again", 1, open_one_again, QUEUE(1)},
};

/* The stack's sockets hear what is for this EtherType only. */
static void read_stack(struct account *account, struct port *stack)
{
	struct sighting sighting;

	while (port_receive(stack, &sighting)) {
		expect_number("whose it is (PACKET_HOST)", sighting.addressed, FOR_ME);
		account_enter(account, OUTSIDE, sighting.bytes, sighting.length);
	}
}

static void without_queues(const void *data)
{
	static const uint16_t probe[] = {ETHERTYPE_PROBE};
	const struct stack_row *row = data;
	struct queues queues = queues_open(row->queues);
	struct account *account = account_open(&unknown);
	struct port *stack = port_stack(DEVICE_A, probe, 1);

	row->act(&queues);
	flows_send(&queues, &unknown, 0, FRAMES);
	read_stack(account, stack);
	account_read_all(account, &queues);
	expect_all_of(account, 0, FRAMES);
	expect_gathered(account, row->by);
}

void queue_add_stack(struct case_list *list)
{
	ADD_ROWS(list, "queue.stack", &QUEUE_STACK, without_queues, rows,
		 "frames for a macvtap whose taps have been closed, detached, attached");
}
