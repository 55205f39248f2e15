/* made: what of a new macvtap takes more than one request to see. */
#include "fixtures/bare.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <linux/if.h>
#include <stdio.h>

/* The driver's attributes take a request of their own. */
static struct answer change(struct testbed *net, const char *name, int type, uint32_t value)
{
	const struct attribute attribute = NUMBER32(OF_DRIVER, (uint16_t)type, value);

	return try_link_request(net->host, REQUEST_CHANGE, name, "macvtap", &attribute, 1);
}

static void make_with(struct testbed *net, const char *name, int type, uint32_t value)
{
	const struct attribute attribute = NUMBER32(OF_DRIVER, (uint16_t)type, value);

	expect_made(net, &(struct wish){.name = name, .has = {&attribute, 1}});
}

/* ---- the parent's broadcast queue ---- */

static void expect_queue(struct testbed *net, const char *name, uint32_t wanted, uint32_t used)
{
	expect_facts(net, name,
		     &(struct facts)FACTS({OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN, wanted},
					  {OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED, used}));
}

static void longest_queue(const void *data)
{
	struct testbed *net = testbed_build(data);

	need_broadcast_queue(net);
	make_with(net, "a", IFLA_MACVLAN_BC_QUEUE_LEN, 30);
	make_with(net, "b", IFLA_MACVLAN_BC_QUEUE_LEN, 50);
	make_with(net, "c", IFLA_MACVLAN_BC_QUEUE_LEN, 40);
	expect_queue(net, "a", 30, 50);
	expect_queue(net, "b", 50, 50);
	expect_queue(net, "c", 40, 50);
}

static void longest_queue_goes(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer gone;

	need_broadcast_queue(net);
	make_with(net, "a", IFLA_MACVLAN_BC_QUEUE_LEN, 30);
	make_with(net, "b", IFLA_MACVLAN_BC_QUEUE_LEN, 50);
	gone = try_link_delete(net->host, "b");
	expect_accepted("the deletion of b", gone);
	expect_queue(net, "a", 30, 30);
}

static void longest_queue_shrinks(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer changed;

	need_broadcast_queue(net);
	make_with(net, "a", IFLA_MACVLAN_BC_QUEUE_LEN, 30);
	make_with(net, "b", IFLA_MACVLAN_BC_QUEUE_LEN, 50);
	changed = change(net, "b", IFLA_MACVLAN_BC_QUEUE_LEN, 10);
	expect_accepted("the change of b", changed);
	expect_queue(net, "a", 30, 30);
	expect_queue(net, "b", 10, 30);
}

/* ---- the parent's broadcast cutoff ---- */

static void expect_cutoff(struct testbed *net, const char *name, uint64_t cutoff)
{
	expect_fact(net, name, OF_DRIVER, DRIVER_BC_CUTOFF, cutoff);
}

static void cutoff_of_all(const void *data)
{
	struct testbed *net = testbed_build(data);

	need_cutoff(net);
	expect_made(net, &(struct wish){.name = "a"});
	make_with(net, "b", DRIVER_BC_CUTOFF, 5);
	expect_made(net, &(struct wish){.name = "c"});
	expect_cutoff(net, "a", 5);
	expect_cutoff(net, "b", 5);
	expect_cutoff(net, "c", 5);
}

static void cutoff_back_to_default(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer changed;

	need_cutoff(net);
	make_with(net, "a", DRIVER_BC_CUTOFF, 5);
	expect_made(net, &(struct wish){.name = "b"});
	changed = change(net, "b", DRIVER_BC_CUTOFF, 1);
	expect_accepted("the change of b", changed);
	expect_cutoff(net, "a", NOT_GIVEN);
	expect_cutoff(net, "b", NOT_GIVEN);
}

/* ---- ring, queueing discipline, MTU ---- */

static void set_up_child(struct testbed *net, const char *name)
{
	struct answer up = try_link_set_up(net->host, name);

	expect_accepted(name, up);
}

static bool has_discipline(struct testbed *net, const char *name)
{
	struct link_facts *facts = link_facts(net->host, name);
	bool none = fact_is(facts, OF_DEVICE, IFLA_QDISC, "noqueue", sizeof "noqueue");

	link_facts_free(facts);
	return !none;
}

static void ring_of_500(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_made(net, &(struct wish){.name = "tap"});
	expect_fact(net, "tap", OF_DEVICE, IFLA_TXQLEN, 500);
	set_up_child(net, "tap");
	expect_that(has_discipline(net, "tap"), "the macvtap has no queueing discipline");
	expect_made(net, &(struct wish){.name = "vlan", .kind = "macvlan"});
	set_up_child(net, "vlan");
	expect_that(!has_discipline(net, "vlan"), "the macvlan has a queueing discipline");
}

static void limits_of_mtu(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct link_facts *parent = link_facts(net->host, device_of(HOST));
	size_t length;
	const uint32_t *greatest = fact_octets(parent, OF_DEVICE, IFLA_MAX_MTU, &length);

	expect_made(net, &(struct wish){.name = "a"});
	expect_facts(
		net, "a",
		&(struct facts)FACTS({OF_DEVICE, IFLA_MIN_MTU, 68}, {OF_DEVICE, IFLA_MAX_MTU, *greatest}));
	link_facts_free(parent);
}

/* ---- the parent's state ---- */

static bool has_carrier(struct testbed *net, const char *name)
{
	struct link_facts *facts = link_facts(net->host, name);
	bool carrier = fact_flags(facts) & IFF_LOWER_UP;

	link_facts_free(facts);
	return carrier;
}

static void on_parent_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	set_down(net, HOST);
	expect_made(net, &(struct wish){.name = "a"});
	set_up_child(net, "a");
	expect_that(!has_carrier(net, "a"), "the child has a carrier, and its parent is down");
	set_up(net, HOST);
	link_wait_running(net->host, "a");
	expect_that(has_carrier(net, "a"), "the child has no carrier, and its parent is up");
}

enum { HUNDREDS = 200 };

static void hundreds(const void *data)
{
	struct testbed *net = testbed_build(data);
	char name[LINK_NAME_SIZE];
	struct answer gone;

	for (unsigned i = 0; i < HUNDREDS; i++) {
		snprintf(name, sizeof name, "c%u", i);
		expect_made(net, &(struct wish){.name = name});
	}
	for (unsigned i = 0; i < HUNDREDS; i++) {
		snprintf(name, sizeof name, "c%u", i);
		expect_there(net, name);
	}
	gone = try_link_delete(net->host, device_of(HOST));
	expect_accepted("the parent's deletion", gone);
	for (unsigned i = 0; i < HUNDREDS; i++) {
		snprintf(name, sizeof name, "c%u", i);
		expect_gone(net, name);
	}
}

#define MADE(name, requirement_, run_, summary_)                                                             \
	{                                                                                                    \
		.id = "link." name, .requirement = &requirement_, .run = run_, .data = &bare_unwatched,      \
		.shares = &bare_unwatched, .summary = summary_,                                              \
	}

/* clang-format off */
const struct testcase made_cases[] = {
	MADE("queue.longest",         LINK_BCQ_01,    longest_queue,          "three children ask for queues of different lengths"),
	MADE("queue.longest_goes",    LINK_BCQ_04,    longest_queue_goes,     "the child that asks for the longest queue is deleted"),
	MADE("queue.longest_shrinks", LINK_BCQ_04,    longest_queue_shrinks,  "the child that asks for the longest queue asks for less"),
	MADE("cutoff.of_all",         LINK_CUT_01,    cutoff_of_all,          "one child of three sets the cutoff"),
	MADE("cutoff.back",           LINK_CUT_02,    cutoff_back_to_default, "one child sets the cutoff, its sibling sets it back"),
	MADE("made.ring_default",     LINK_CREATE_22, ring_of_500,            "a macvtap and a macvlan come up"),
	MADE("made.mtu_limits",       LINK_MTU_05,    limits_of_mtu,          "a child's least and greatest MTU"),
	MADE("made.on_parent_down",   LINK_CREATE_20, on_parent_down,         "a child is made on a parent that is down, which comes up then"),
	MADE("made.hundreds",         LINK_CREATE_24, hundreds,               "200 children on one parent, which is deleted then"),
	{.id = NULL},
};
/* clang-format on */
