/* steering: which of a child's queues a frame goes to. The hash is the kernel's own, and another one after each boot: that
 * none of 64 flows goes to one of 4 queues, or none of 128 to one of 8, happens once in millions of boots.
 */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

enum { FRAMES = 2, FEW = 64, MANY = FLOWS_MAX };

struct steering {
	const char *name;
	unsigned queues;
	struct flows flows;
};

#define FLOWS(count_, ...)                                                                                   \
	{                                                                                                    \
		__VA_ARGS__, .count = count_, .frames = FRAMES                                               \
	}

/* clang-format off */
static const struct steering flows_of_ip[] = {
	{"udp4_1",          1,  FLOWS(FEW,  .content = CONTENT_UDP4)},
	{"udp4_2",          2,  FLOWS(FEW,  .content = CONTENT_UDP4)},
	{"udp4_3",          3,  FLOWS(FEW,  .content = CONTENT_UDP4)},
	{"udp4_8",          8,  FLOWS(MANY, .content = CONTENT_UDP4)},
	{"tcp4_4",          4,  FLOWS(FEW,  .content = CONTENT_TCP4)},
	{"udp6_4",          4,  FLOWS(FEW,  .content = CONTENT_UDP6)},
	{"tcp6_4",          4,  FLOWS(FEW,  .content = CONTENT_TCP6)},
	{"tcp6_8",          8,  FLOWS(MANY, .content = CONTENT_TCP6)},
	{"stations4_4",     4,  FLOWS(FEW,  .content = CONTENT_UDP4,  .told_apart = BY_STATION)},
	{"stations6_4",     4,  FLOWS(FEW,  .content = CONTENT_TCP6,  .told_apart = BY_STATION)},
	{"neighbours_4",    4,  FLOWS(FEW,  .content = CONTENT_ICMP6, .told_apart = BY_STATION)},
	{"udp4_tagged_4",   4,  FLOWS(FEW,  .content = CONTENT_UDP4,  .vlan = 5)},
	{"tcp6_tagged_4",   4,  FLOWS(FEW,  .content = CONTENT_TCP6,  .vlan = 5)},
	{"udp4_flooded_4",  4,  FLOWS(FEW,  .content = CONTENT_UDP4,  .flooded = true)},
	{"tcp4_flooded_4",  4,  FLOWS(FEW,  .content = CONTENT_TCP4,  .flooded = true)},
};

static const struct steering flows_from_wire[] = {
	{"udp4_4",          4,  FLOWS(FEW,  .content = CONTENT_UDP4)},
	{"tcp6_4",          4,  FLOWS(FEW,  .content = CONTENT_TCP6)},
	{"tcp4_tagged_4",   4,  FLOWS(FEW,  .content = CONTENT_TCP4,  .vlan = 5)},
	{"stations4_4",     4,  FLOWS(FEW,  .content = CONTENT_UDP4,  .told_apart = BY_STATION)},
};

static const struct steering no_flows[] = {
	{"unknown_4",       4,  FLOWS(FEW,  .content = CONTENT_MARK,  .told_apart = BY_STATION)},
	{"unknown_8",       8,  FLOWS(MANY, .content = CONTENT_MARK,  .told_apart = BY_STATION)},
	{"arp_4",           4,  FLOWS(FEW,  .content = CONTENT_ARP,   .told_apart = BY_STATION)},
	{"unknown_tagged",  4,  FLOWS(FEW,  .content = CONTENT_MARK,  .told_apart = BY_STATION, .vlan = 5)},
	{"unknown_flooded", 4,  FLOWS(FEW,  .content = CONTENT_MARK,  .told_apart = BY_STATION, .flooded = true)},
};
/* clang-format on */

static struct account *send_and_read(const struct queues *queues, const struct flows *flows)
{
	struct account *account = account_open(flows);

	flows_send(queues, flows, 0, FRAMES);
	account_read_all(account, queues);
	expect_all_of(account, 0, FRAMES);
	return account;
}

static void steered(const void *data)
{
	const struct steering *row = data;
	struct queues queues = queues_open(row->queues);

	expect_steered(send_and_read(&queues, &row->flows), QUEUES(row->queues));
}

static void steered_from_wire(const void *data)
{
	const struct steering *row = data;
	struct queues queues = queues_behind_wire(row->queues);

	expect_steered(send_and_read(&queues, &row->flows), QUEUES(row->queues));
}

static void gathered(const void *data)
{
	const struct steering *row = data;
	struct queues queues = queues_open(row->queues);

	expect_gathered(send_and_read(&queues, &row->flows), QUEUES(row->queues));
}

void queue_add_steering(struct case_list *list)
{
	ADD_ROWS(list, "queue.steer", &QUEUE_STEER_01, steered, flows_of_ip,
		 "two frames each of many flows, B to A, which has so many queues");
	ADD_ROWS_ON(&bare, list, "queue.steer.wire", &QUEUE_STEER_01, steered_from_wire, flows_from_wire,
		    "two frames each of many flows, from the wire to A, which has so many queues");
	ADD_ROWS(list, "queue.steer.none", &QUEUE_STEER_02, gathered, no_flows,
		 "two frames each from many stations that belong to no flow, B to A, which has so many "
		 "queues");
}
