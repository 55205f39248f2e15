/* backlog: something changes while floods wait in the queue. How many wait is between the sender and the worker; so what a
 * child gets that goes away meanwhile is the first few, or all, or none.
 */
#include "suites/flood/flood.h"

#include "fixtures/duo.h"
#include "fixtures/quartet.h"
#include "fixtures/trio.h"
#include "harness/proof/burst.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/flood/queue.h"
#include "suites/flood/requirements.h"

enum { FRAMES = 100 };

static struct burst send_as(struct testbed *net, struct mac src)
{
	const struct frame flood = {.src = src, .dst = EVERYONE};

	return burst_send(net, WIRE, &flood, FRAMES);
}

static void receiver_goes_down(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, STATION_STRANGER);

	set_down(net, GUEST_B);
	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(GUEST_A, GUEST_C, HOST), .beginning = AT(GUEST_B)});
}

/* What came while it was down does not turn up when it is up again. */
static void receiver_is_down(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst;

	set_down(net, GUEST_B);
	burst = send_as(net, STATION_STRANGER);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_A, GUEST_C, HOST)});
	set_up(net, GUEST_B);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_A, GUEST_C, HOST)});
}

static void receiver_is_deleted(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, STATION_STRANGER);

	remove_guest(net, GUEST_B);
	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(GUEST_A, GUEST_C, HOST), .beginning = AT(GUEST_B)});
}

/* The listed sender's fence needs to reach it. */
static void receiver_becomes_source(const void *data)
{
	const struct mac fence = STATION_FENCE_LISTED;
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, STATION_STRANGER);

	set_mode(net, GUEST_B, MODE_SOURCE, 0);
	macvtap_edit_sources(net->host, device_of(GUEST_B), SOURCES_ADD, &fence, 1);
	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(GUEST_A, GUEST_C, HOST), .beginning = AT(GUEST_B)});
}

static void receiver_becomes_private(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, ADDRESS_GUEST_A);

	set_mode(net, GUEST_B, MODE_PRIVATE, 0);
	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(GUEST_C, HOST), .beginning = AT(GUEST_B)});
}

/* A and B are vepa children, C and D bridge children: what comes back of A's they have had if A is one of them. */
static void sender_becomes_bridge(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst;

	/* it gets the end of them then, which cannot be told from a few that got lost */
	if (returned(AT(GUEST_A)))
		skip("this kernel lets floods return to bridge children");
	burst = send_as(net, ADDRESS_GUEST_A);
	set_mode(net, GUEST_A, MODE_BRIDGE, 0);
	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(GUEST_B, HOST), .beginning = AT(GUEST_C, GUEST_D)});
}

static void sender_is_deleted(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, ADDRESS_GUEST_A);

	remove_guest(net, GUEST_A);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_B, GUEST_C, HOST)});
}

/* The parent's port goes with its last child, and comes back with the next. */
static void all_are_deleted(const void *data)
{
	struct mac address = ADDRESS_GUEST_A;
	const struct macvtap again = {
		.name = device_of(GUEST_A),
		.parent = device_of(HOST),
		.mode = MODE_BRIDGE,
		.address = &address,
		.up = true,
	};
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, STATION_STRANGER);

	burst_settle(net, &burst);
	remove_guest(net, GUEST_A);
	remove_guest(net, GUEST_B);
	macvtap_create(net->host, &again);
	link_wait_running(net->host, again.name);
	net->port[GUEST_A] = port_tap(again.name);
	net->port[GUEST_B] = NULL;
	net->down &= ~AT(GUEST_A);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(HOST), .beginning = AT(GUEST_A)});
}

static void queue_is_shortened(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct burst burst = send_as(net, STATION_STRANGER);

	burst_settle(net, &burst);
	set_queue(net, 0);
	set_queue(net, QUEUE_DEFAULT);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_A, GUEST_B, GUEST_C, HOST)});
}

#define BACKLOG(name, requirement_, run_, topology, summary_)                                                \
	{                                                                                                    \
		.id = "flood.backlog." name, .requirement = &requirement_, .run = run_,                      \
		.data = &topology[WIRE_PLAIN], .shares = &topology[WIRE_PLAIN], .summary = summary_,         \
	}

/* clang-format off */
const struct testcase flood_backlog_cases[] = {
	BACKLOG("down.private",     BCQ_15, receiver_goes_down,       trio_private,       "a private child goes down while floods wait for it"),
	BACKLOG("down.bridge",      BCQ_15, receiver_goes_down,       trio_bridge,        "a bridge child goes down while floods wait for it"),
	BACKLOG("down_before",      BCQ_15, receiver_is_down,         trio_vepa,          "floods come while a child is down, and it comes up"),
	BACKLOG("deleted.vepa",     BCQ_15, receiver_is_deleted,      trio_vepa,          "a vepa child is deleted while floods wait for it"),
	BACKLOG("deleted.bridge",   BCQ_15, receiver_is_deleted,      trio_bridge,        "a bridge child is deleted while floods wait for it"),
	BACKLOG("becomes_source",   BCQ_16, receiver_becomes_source,  trio_bridge,        "a child becomes a source-mode child while floods wait for it"),
	BACKLOG("becomes_private",  BCQ_16, receiver_becomes_private, trio_vepa,          "a vepa child becomes private while its sibling's floods wait for it"),
	BACKLOG("sender_becomes_bridge", BCQ_16, sender_becomes_bridge, quartet_vepa_bridge, "a vepa child becomes a bridge child while its floods wait"),
	BACKLOG("sender_deleted",   BCQ_08, sender_is_deleted,        trio_vepa,          "a vepa child is deleted while its floods wait"),
	BACKLOG("all_deleted",      BCQ_14, all_are_deleted,          duo_bridge,         "all children are deleted while floods wait, and one is made"),
	BACKLOG("shortened",        BCQ_19, queue_is_shortened,       trio_private,       "the queue gets length 0 while floods wait in it"),
	{.id = NULL},
};
/* clang-format on */
