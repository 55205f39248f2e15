/* carrier: whether a child is fit for use follows from its parent, and from nobody else but its administrator. */
#include "suites/change/change.h"

#include "harness/net/operstate.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

/* A link watch that has just run lets a carrier that is lost wait for up to a second, unless the device stands on another one
 * (net/core/link_watch.c: linkwatch_urgent_event) - for which it takes the far end of a veth if that has another index. So
 * these cases have a wire of their own, both ends in one namespace. */
#define UNEVEN_PARENT "p1"
#define UNEVEN_WIRE   "w1"

static struct testbed *bed_on_uneven_wire(enum mode mode)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);
	const struct veth veth = {
		.name = UNEVEN_PARENT,
		.address = ADDRESS_HOST_2,
		.there = net->host_ns,
		.peer_name = UNEVEN_WIRE,
		.peer_address = ADDRESS_WIRE_2,
		.mtu = TESTBED_MTU,
	};

	link_delete(net->host, CHILD);
	veth_create(net->host, &veth);
	link_set_up(net->host, UNEVEN_WIRE);
	link_wait_running(net->host, UNEVEN_PARENT);
	macvtap_create(net->host,
		       &(struct macvtap){.name = CHILD, .parent = UNEVEN_PARENT, .mode = mode, .up = true});
	link_wait_running(net->host, CHILD);
	return net;
}

static uint64_t carrier_of(struct testbed *net, const char *name)
{
	return link_number(net->host, name, OF_DEVICE, IFLA_CARRIER);
}

static void expect_state(struct testbed *net, const char *what, uint64_t operstate, bool carrier)
{
	expect_number(what, link_await_operstate(net->host, CHILD, operstate), operstate);
	expect_number("the child's carrier", carrier_of(net, CHILD), carrier);
}
#define expect_state(...) (caller_is(HERE), expect_state(__VA_ARGS__))

static void wire_goes(const void *data)
{
	const enum mode *mode = data;
	struct testbed *net = bed_on_uneven_wire(*mode);

	expect_state(net, "state on a wire", IF_OPER_UP, true);
	link_set_down(net->host, UNEVEN_WIRE);
	expect_state(net, "state without a wire", IF_OPER_LOWERLAYERDOWN, false);
	link_set_up(net->host, UNEVEN_WIRE);
	expect_state(net, "state on a wire again", IF_OPER_UP, true);
}

static void parent_goes(const void *data)
{
	const enum mode *mode = data;
	struct testbed *net = bed_with(*mode, 0, UP);

	expect_state(net, "state on a parent that is up", IF_OPER_UP, true);
	link_set_down(net->host, PARENT);
	expect_state(net, "state on a parent that is down", IF_OPER_LOWERLAYERDOWN, false);
	link_set_up(net->host, PARENT);
	expect_state(net, "state on a parent that is up again", IF_OPER_UP, true);
}

static void child_goes(const void *data)
{
	struct testbed *net = bed_with(MODE_BRIDGE, 0, UP);

	(void)data;
	expect_state(net, "state while it is up", IF_OPER_UP, true);
	link_set_down(net->host, CHILD);
	expect_number("state while it is down", link_await_operstate(net->host, CHILD, IF_OPER_DOWN),
		      IF_OPER_DOWN);
	expect_number("the parent's carrier", carrier_of(net, PARENT), true);
	link_set_up(net->host, CHILD);
	expect_state(net, "state when it is up again", IF_OPER_UP, true);
}

static void up_on_a_parent_that_is_down(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	(void)data;
	link_set_down(net->host, PARENT);
	expect_accepted("going up on a parent that is down", try_link_set_up(net->host, CHILD));
	expect_state(net, "state on it", IF_OPER_LOWERLAYERDOWN, false);
	link_set_up(net->host, PARENT);
	expect_state(net, "state when it is up", IF_OPER_UP, true);
}

static void dormant_parent(const void *data)
{
	enum { LINK_MODE_DORMANT = 1 };
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	expect_state(net, "state at first", IF_OPER_UP, true);
	expect_accepted("a parent that goes dormant",
			TRY_CHANGE(net->host, PARENT, NUMBER8(OF_DEVICE, IFLA_LINKMODE, LINK_MODE_DORMANT),
				   NUMBER8(OF_DEVICE, IFLA_OPERSTATE, IF_OPER_DORMANT)));
	expect_state(net, "state on a dormant parent", IF_OPER_DORMANT, true);
	expect_accepted("a parent that wakes up",
			TRY_CHANGE(net->host, PARENT, NUMBER8(OF_DEVICE, IFLA_OPERSTATE, IF_OPER_UP)));
	expect_state(net, "state when it woke up", IF_OPER_UP, true);
}

static void protocol_down(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	expect_accepted("protocol down",
			TRY_CHANGE(net->host, CHILD, NUMBER8(OF_DEVICE, IFLA_PROTO_DOWN, 1)));
	expect_number("whether its protocol is down",
		      link_number(net->host, CHILD, OF_DEVICE, IFLA_PROTO_DOWN), 1);
	expect_number("the child's carrier", carrier_of(net, CHILD), false);
	expect_number("state with its protocol down",
		      link_await_other_operstate(net->host, CHILD, IF_OPER_UP), IF_OPER_DOWN);
	expect_number("the parent's carrier", carrier_of(net, PARENT), true);
	expect_accepted("protocol up", TRY_CHANGE(net->host, CHILD, NUMBER8(OF_DEVICE, IFLA_PROTO_DOWN, 0)));
	expect_state(net, "state with its protocol up", IF_OPER_UP, true);
}

static void carrier_by_decree(const void *data)
{
	const uint8_t *carrier = data;
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	expect_refused("another carrier",
		       TRY_CHANGE(net->host, CHILD, NUMBER8(OF_DEVICE, IFLA_CARRIER, *carrier)), EOPNOTSUPP,
		       NULL);
	expect_state(net, "state then", IF_OPER_UP, true);
}

/* Of several, each; and one that is down stays so. */
static void all_children(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	child_add(net, SIBLING, MODE_BRIDGE, 0, UP);
	child_add(net, "mvt2", MODE_PRIVATE, 0, DOWN);
	link_set_down(net->host, PARENT);
	expect_number("state of the first", link_await_operstate(net->host, CHILD, IF_OPER_LOWERLAYERDOWN),
		      IF_OPER_LOWERLAYERDOWN);
	expect_number("state of the second", link_await_operstate(net->host, SIBLING, IF_OPER_LOWERLAYERDOWN),
		      IF_OPER_LOWERLAYERDOWN);
	expect_number("state of the one that is down",
		      link_number(net->host, "mvt2", OF_DEVICE, IFLA_OPERSTATE), IF_OPER_DOWN);
}

#define IN_MODE(name, word, mode_, requirement, run, summary)                                                \
	CHANGE_BARE("carrier." name "." word, requirement, run, &(const enum mode){mode_},                   \
		    summary " under a child in mode " word)

/* clang-format off */
const struct testcase change_carriers[] = {
	IN_MODE("wire",   "private",  MODE_PRIVATE,  CHG_OPER_01, wire_goes,   "the wire goes and comes"),
	IN_MODE("wire",   "vepa",     MODE_VEPA,     CHG_OPER_01, wire_goes,   "the wire goes and comes"),
	IN_MODE("wire",   "bridge",   MODE_BRIDGE,   CHG_OPER_01, wire_goes,   "the wire goes and comes"),
	IN_MODE("wire",   "source",   MODE_SOURCE,   CHG_OPER_01, wire_goes,   "the wire goes and comes"),
	IN_MODE("wire",   "passthru", MODE_PASSTHRU, CHG_OPER_01, wire_goes,   "the wire goes and comes"),
	IN_MODE("parent", "vepa",     MODE_VEPA,     CHG_OPER_01, parent_goes, "the parent goes down and up"),
	IN_MODE("parent", "passthru", MODE_PASSTHRU, CHG_OPER_01, parent_goes, "the parent goes down and up"),
	CHANGE_BARE("carrier.parent.children", CHG_OPER_01, all_children,                NULL, "the parent of three children goes down"),
	CHANGE_BARE("carrier.parent.down",     CHG_OPER_01, up_on_a_parent_that_is_down, NULL, "a child goes up on a parent that is down"),
	CHANGE_BARE("carrier.parent.dormant",  CHG_OPER_03, dormant_parent,              NULL, "the parent goes dormant and wakes up"),
	CHANGE_BARE("carrier.child",           CHG_OPER_02, child_goes,                  NULL, "a child goes down and up"),
	CHANGE_BARE("carrier.protocol_down",   CHG_OPER_04, protocol_down,               NULL, "a child's protocol goes down and up"),
	CHANGE_BARE("carrier.by_decree.off",   CHG_OPER_05, carrier_by_decree, &(const uint8_t){0}, "a child is to lose its carrier by request"),
	CHANGE_BARE("carrier.by_decree.on",    CHG_OPER_05, carrier_by_decree, &(const uint8_t){1}, "a child is to have a carrier by request"),
	{.id = NULL},
};
/* clang-format on */
