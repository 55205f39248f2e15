/* mtu: a child's MTU is its own, up to its parent's. */
#include "suites/change/change.h"

#include "fixtures/duo.h"
#include "harness/net/link_events.h"
#include "harness/proof/delivery.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

enum { RAISED = TESTBED_MTU + 40, LOWERED = TESTBED_MTU - 300 };

static uint64_t mtu_of(struct testbed *net, const char *name)
{
	return link_number(net->host, name, OF_DEVICE, IFLA_MTU);
}

/* ---- what the parent does ---- */

struct following {
	enum mode mode;
	enum upness upness;
	uint32_t child, parent, child_then;
};

static void follow(const void *data)
{
	const struct following *following = data;
	struct testbed *net = bed_with(following->mode, 0, following->upness);

	link_set_mtu(net->host, CHILD, following->child);
	link_set_mtu(net->host, PARENT, following->parent);
	expect_number("the parent's MTU", mtu_of(net, PARENT), following->parent);
	expect_number("the child's MTU", mtu_of(net, CHILD), following->child_then);
}

static void lowered_and_raised(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	link_set_mtu(net->host, PARENT, LOWERED);
	expect_number("the child's MTU on a lowered parent", mtu_of(net, CHILD), LOWERED);
	link_set_mtu(net->host, PARENT, TESTBED_MTU);
	expect_number("the child's MTU on a raised parent", mtu_of(net, CHILD), LOWERED);
	expect_accepted("raising the child", try_link_set_mtu(net->host, CHILD, TESTBED_MTU));
	expect_number("the child's MTU when raised", mtu_of(net, CHILD), TESTBED_MTU);
}

static void each_child_for_itself(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	child_add(net, SIBLING, MODE_BRIDGE, 0, DOWN);
	link_set_mtu(net->host, SIBLING, LOWERED - 100);
	link_set_mtu(net->host, PARENT, LOWERED);
	expect_number("the MTU of the one that was above", mtu_of(net, CHILD), LOWERED);
	expect_number("the MTU of the one that was below", mtu_of(net, SIBLING), LOWERED - 100);
}

static void announced(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	struct link_events *events = link_events_open(net->host_ns);
	struct link_event event;
	bool heard = false;

	(void)data;
	link_set_mtu(net->host, PARENT, LOWERED);
	while (link_events_next(events, CHILD, &event))
		heard = heard || event.mtu == LOWERED;
	expect_number("whether the child's new MTU was announced", heard, true);
}

/* ---- what is asked of the child ---- */

struct limit {
	uint32_t mtu;
	int error;
	const char *text;
};

static void ask_for_mtu(const void *data)
{
	const struct limit *limit = data;
	struct testbed *net = bed_with(MODE_BRIDGE, 0, UP);
	struct answer answer;

	link_set_mtu(net->host, CHILD, LOWERED);
	answer = try_link_set_mtu(net->host, CHILD, limit->mtu);
	if (limit->error)
		expect_refused("the MTU", answer, limit->error, limit->text);
	else
		expect_accepted("the MTU", answer);
	expect_number("the MTU then", mtu_of(net, CHILD), limit->error ? LOWERED : limit->mtu);
}

/* ---- what it means for frames ---- */

static void frames_beyond_it(const void *data)
{
	static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	struct testbed *net = testbed_build(data);
	const struct frame from_wire = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_B, .length = 200};
	const struct frame flood = {.src = STATION_STRANGER, .dst = everyone, .length = 200};
	const struct frame from_sibling = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B, .length = 200};
	const struct frame from_child = {.src = ADDRESS_GUEST_B, .dst = STATION_UNKNOWN, .length = 200};

	link_set_mtu(net->host, device_of(GUEST_B), 100);
	expect_delivery(net, WIRE, &from_wire, AT(GUEST_B));
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
	expect_delivery(net, GUEST_A, &from_sibling, AT(GUEST_B));
	expect_delivery(net, GUEST_B, &from_child, AT(WIRE));
}

static void sibling_flood_beyond_it(const void *data)
{
	static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	struct testbed *net = testbed_build(data);
	struct frame flood = {.src = ADDRESS_GUEST_A, .dst = everyone, .length = 118};

	link_set_mtu(net->host, device_of(GUEST_B), 100);
	expect_delivery(net, GUEST_A, &flood, AT(GUEST_B, WIRE));
	flood.length = 119;
	expect_delivery(net, GUEST_A, &flood, AT(WIRE));
}

#define FOLLOW(name, requirement, summary, ...)                                                              \
	CHANGE_BARE("mtu.parent." name, requirement, follow, &((const struct following){__VA_ARGS__}),       \
		    summary)
#define LIMIT(name, requirement, summary, ...)                                                               \
	CHANGE_BARE("mtu.child." name, requirement, ask_for_mtu, &((const struct limit){__VA_ARGS__}),       \
		    summary)

/* clang-format off */
const struct testcase change_mtus[] = {
	FOLLOW("lowered.private",  CHG_MTU_01, "a private child on a parent whose MTU is lowered below its own",  MODE_PRIVATE,  UP,   TESTBED_MTU, LOWERED, LOWERED),
	FOLLOW("lowered.vepa",     CHG_MTU_01, "a vepa child on a parent whose MTU is lowered below its own",     MODE_VEPA,     UP,   TESTBED_MTU, LOWERED, LOWERED),
	FOLLOW("lowered.bridge",   CHG_MTU_01, "a bridge child on a parent whose MTU is lowered below its own",   MODE_BRIDGE,   UP,   TESTBED_MTU, LOWERED, LOWERED),
	FOLLOW("lowered.source",   CHG_MTU_01, "a source-mode child on a parent whose MTU is lowered below its own", MODE_SOURCE, UP,  TESTBED_MTU, LOWERED, LOWERED),
	FOLLOW("lowered.passthru", CHG_MTU_01, "a passthru child on a parent whose MTU is lowered below its own", MODE_PASSTHRU, UP,   TESTBED_MTU, LOWERED, LOWERED),
	FOLLOW("lowered.down",     CHG_MTU_01, "a child that is down, on a parent whose MTU is lowered",          MODE_VEPA,     DOWN, TESTBED_MTU, LOWERED, LOWERED),
	FOLLOW("lowered_to_it",    CHG_MTU_02, "the parent's MTU is lowered to the child's",                      MODE_VEPA,     UP,   LOWERED,     LOWERED, LOWERED),
	FOLLOW("lowered_above",    CHG_MTU_02, "the parent's MTU is lowered, but not to the child's",             MODE_VEPA,     UP,   LOWERED - 1, LOWERED, LOWERED - 1),
	FOLLOW("raised",           CHG_MTU_02, "the parent's MTU is raised",                                      MODE_VEPA,     UP,   TESTBED_MTU, RAISED,  TESTBED_MTU),
	FOLLOW("raised.down",      CHG_MTU_02, "the parent's MTU is raised while the child is down",              MODE_VEPA,     DOWN, TESTBED_MTU, RAISED,  TESTBED_MTU),
	CHANGE_BARE("mtu.parent.lowered_and_raised", CHG_MTU_02, lowered_and_raised,    NULL, "the parent's MTU is lowered and raised again"),
	CHANGE_BARE("mtu.parent.siblings",           CHG_MTU_01, each_child_for_itself, NULL, "the parent's MTU is lowered to between those of two children"),
	CHANGE_BARE("mtu.parent.announced",          CHG_EVT_01, announced,             NULL, "the parent's MTU is lowered below the child's"),
	LIMIT("least",      CHG_MTU_03, "the least MTU that Ethernet has",        68,              0,      NULL),
	LIMIT("parents",    CHG_MTU_03, "an MTU that is the parent's",            TESTBED_MTU,     0,      NULL),
	LIMIT("above",      CHG_MTU_04, "an MTU above the parent's",              TESTBED_MTU + 1, EINVAL, ""),
	LIMIT("far_above",  CHG_MTU_04, "the largest MTU, above the parent's",    65535,           EINVAL, ""),
	LIMIT("too_small",  CHG_MTU_05, "an MTU below the device's minimum",      67,              EINVAL, "mtu less than device minimum"),
	LIMIT("none",       CHG_MTU_05, "an MTU of nothing",                      0,               EINVAL, "mtu less than device minimum"),
	LIMIT("too_large",  CHG_MTU_05, "an MTU above the device's maximum",      65536,           EINVAL, "mtu greater than device maximum"),
	CHANGE_ON(&duo_bridge[WIRE_PLAIN], "mtu.frames.longer",        CHG_MTU_06, frames_beyond_it,        &duo_bridge[WIRE_PLAIN], "frames longer than a child's MTU, to and from it"),
	CHANGE_ON(&duo_bridge[WIRE_PLAIN], "mtu.frames.sibling_flood", CHG_MTU_07, sibling_flood_beyond_it, &duo_bridge[WIRE_PLAIN], "a bridge child's floods, as long as a sibling's MTU allows and longer"),
	{.id = NULL},
};
/* clang-format on */
