/* limits: how long the queue is, who decides it, and what is counted when it is too short. */
#include "suites/flood/flood.h"

#include "fixtures/duo.h"
#include "fixtures/trio.h"
#include "harness/net/attribute.h"
#include "harness/proof/burst.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/flood/queue.h"
#include "suites/flood/requirements.h"

enum {
	MANY = 200, /* more than a short queue holds, less than a tap's ring does */
	SOME = 20,
};

static const struct frame flood = {.src = STRANGER, .dst = TO_ALL};

static void ask(struct testbed *net, enum place guest, uint32_t length)
{
	macvtap_set_broadcast_queue(net->host, device_of(guest), length);
}

/* A flood that the host gets and no child. Afterwards the queue is open. */
static void expect_closed(struct testbed *net)
{
	probe_send(net, WIRE, &flood);
	journal_await(net, AT(HOST), (struct mark){ROLE_PROBE, net->probe.frame.nonce});
	set_queue(net, QUEUE_DEFAULT);
	expect_arrival(net, AT(HOST));
}

static void longest_wins(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_queue(net, GUEST_A, QUEUE_DEFAULT, QUEUE_DEFAULT);
	ask(net, GUEST_A, 0);
	ask(net, GUEST_B, 5);
	expect_queue(net, GUEST_A, 0, 5);
	expect_queue(net, GUEST_B, 5, 5);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
	ask(net, GUEST_A, UINT32_MAX);
	expect_queue(net, GUEST_A, UINT32_MAX, UINT32_MAX);
	expect_queue(net, GUEST_B, 5, UINT32_MAX);
	ask(net, GUEST_A, 3);
	expect_queue(net, GUEST_A, 3, 5);
	expect_queue(net, GUEST_B, 5, 5);
}

static void longest_is_deleted(const void *data)
{
	struct testbed *net = testbed_build(data);

	ask(net, GUEST_A, 0);
	ask(net, GUEST_B, 7);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
	remove_guest(net, GUEST_B);
	expect_queue(net, GUEST_A, 0, 0);
	expect_closed(net);
	expect_queue(net, GUEST_A, QUEUE_DEFAULT, QUEUE_DEFAULT);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, HOST));
}

/* A child that is down asks all the same. */
static void longest_is_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	ask(net, GUEST_A, 0);
	ask(net, GUEST_B, 7);
	set_down(net, GUEST_B);
	expect_queue(net, GUEST_A, 0, 7);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, HOST));
}

static void lowered_and_raised(const void *data)
{
	struct testbed *net = testbed_build(data);

	set_queue(net, 0);
	ask(net, GUEST_B, 1);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
	ask(net, GUEST_B, 0);
	expect_queue(net, GUEST_A, 0, 0);
	expect_closed(net);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
}

/* ---- what is dropped is counted ---- */

static void all_dropped(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst;

	set_queue(net, 0);
	burst = burst_send(net, WIRE, &flood, SOME);
	burst_settle(net, &burst);
	if (burst_dropped(net, &burst) != SOME)
		fail("of %d floods that met a queue of length 0 the parent counts %llu as dropped", SOME,
		     (unsigned long long)burst_dropped(net, &burst));
	else
		passed();
	set_queue(net, QUEUE_DEFAULT);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(HOST)});
}

static void none_dropped(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst = burst_send(net, WIRE, &flood, MANY);

	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_A, GUEST_B, GUEST_C, HOST)});
	if (burst_dropped(net, &burst))
		fail("of %d floods that fit the queue the parent counts %llu as dropped", MANY,
		     (unsigned long long)burst_dropped(net, &burst));
	else
		passed();
}

/* How many are dropped is between the sender and the worker; that they are counted is the law. */
static void add_up(uint32_t length)
{
	struct testbed *net = testbed_build(&trio_bridge[WIRE_PLAIN]);
	struct burst burst;

	set_queue(net, length);
	burst = burst_send(net, WIRE, &flood, MANY);
	burst_settle(net, &burst);
	set_queue(net, QUEUE_DEFAULT); /* so that there is room for the fence */
	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(HOST), .survivors = AT(GUEST_A, GUEST_B, GUEST_C)});
}

static void delivered_and_dropped_add_up(const void *data)
{
	add_up(*(const uint32_t *)data);
}

/* ---- the cutoff is one for all ---- */

static bool says_cutoff(struct testbed *net, enum place guest, int32_t cutoff)
{
	struct link_facts *facts = link_facts(net->host, device_of(guest));
	bool given = fact_is_given(facts, OF_DRIVER, BC_CUTOFF);
	bool says = cutoff == CUTOFF_DEFAULT
			    ? !given
			    : given && (int32_t)fact_number(facts, OF_DRIVER, BC_CUTOFF) == cutoff;

	link_facts_free(facts);
	return says;
}

static void expect_cutoff(struct testbed *net, int32_t cutoff)
{
	for (enum place guest = GUEST_A; guest <= GUEST_B; guest++) {
		if (says_cutoff(net, guest, cutoff))
			passed();
		else
			fail("%s does not tell the cutoff %d", place_name(guest), cutoff);
	}
}
#define expect_cutoff(...) (caller_is(HERE), expect_cutoff(__VA_ARGS__))

static void cutoff_is_shared(const void *data)
{
	struct testbed *net = testbed_build(data);

	set_cutoff(net, -1);
	expect_cutoff(net, -1);
	set_queue(net, 0);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
	macvtap_set_broadcast_cutoff(net->host, device_of(GUEST_B), CUTOFF_DEFAULT);
	expect_cutoff(net, CUTOFF_DEFAULT);
	expect_closed(net);
	macvtap_set_broadcast_cutoff(net->host, device_of(GUEST_B), 1000);
	expect_cutoff(net, 1000);
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
}

#define LIMIT(name, requirement_, run_, topology, summary_)                                                  \
	{                                                                                                    \
		.id = "flood.limit." name, .requirement = &requirement_, .run = run_,                        \
		.data = &topology[WIRE_PLAIN], .shares = &topology[WIRE_PLAIN], .summary = summary_,         \
	}
#define LAW(length)                                                                                          \
	{                                                                                                    \
		.id = "flood.limit.law_" #length, .requirement = &BCQ_06,                                    \
		.run = delivered_and_dropped_add_up, .shares = &trio_bridge[WIRE_PLAIN],                     \
		.data = &(const uint32_t){length},                                                           \
		.summary = "200 floods through a queue of length " #length,                                  \
	}

/* clang-format off */
const struct testcase flood_limit_cases[] = {
	LIMIT("longest_wins",    BCQ_05, longest_wins,       duo_bridge,   "two children ask for queues of different lengths"),
	LIMIT("longest_deleted", BCQ_05, longest_is_deleted, duo_vepa,     "the child that asks for a queue is deleted"),
	LIMIT("longest_down",    BCQ_05, longest_is_down,    duo_private,  "the child that asks for a queue goes down"),
	LIMIT("lowered_raised",  BCQ_05, lowered_and_raised, duo_private,  "a child asks for a queue, for none, and for one again"),
	LIMIT("all_dropped",     BCQ_06, all_dropped,        trio_bridge,  "20 floods meet a queue of length 0"),
	LIMIT("none_dropped",    BCQ_06, none_dropped,       trio_vepa,    "200 floods meet a queue of the default length"),
	LAW(1), LAW(2), LAW(10), LAW(100),
	LIMIT("cutoff_shared",   BCQ_13, cutoff_is_shared,   duo_bridge,   "the cutoff is set on one child, then on the other"),
	{.id = NULL},
};
/* clang-format on */
