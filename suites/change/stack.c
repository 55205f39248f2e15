/* stack: parents of other kinds than the wire's end. */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "harness/net/tun.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <linux/if_arp.h>

#define LOWER "low0"

/* A device to stand on. */
struct lower {
	const char *kind;
	enum { ALONE, ON_THE_PARENT } stands;
	struct attribute more; /* of its own; length 0: none */
};

enum { VLAN_ID = 1 /* IFLA_VLAN_ID */, LESS = 700 };

static void create_lower(struct testbed *net, const struct lower *lower)
{
	const struct attribute on_parent =
		NUMBER32(OF_DEVICE, IFLA_LINK, link_state(net->host, PARENT).index);
	struct attribute attributes[3] = {NUMBER32(OF_DEVICE, IFLA_MTU, TESTBED_MTU)};
	size_t count = 1;
	struct answer answer;

	if (lower->stands == ON_THE_PARENT)
		attributes[count++] = on_parent;
	if (lower->more.length)
		attributes[count++] = lower->more;
	answer = try_link_request(net->host, REQUEST_CREATE, LOWER, lower->kind, attributes, count);
	if (answer.error == EOPNOTSUPP)
		skip("this kernel has no device of this kind");
	expect_accepted("a device to stand on", answer);
	link_set_up(net->host, LOWER);
}

static struct answer try_child_on_lower(struct testbed *net)
{
	return try_macvtap_create(
		net->host,
		&(struct macvtap){.name = CHILD, .parent = LOWER, .mode = MODE_BRIDGE, .up = true});
}

static void standing_on(const void *data)
{
	const struct lower *lower = data;
	struct testbed *net = testbed_build(&bare_unwatched);

	create_lower(net, lower);
	expect_accepted("a child on it", try_child_on_lower(net));
	expect_number("the child's parent", link_number(net->host, CHILD, OF_DEVICE, IFLA_LINK),
		      (uint64_t)link_state(net->host, LOWER).index);
	expect_number("the child's MTU", link_number(net->host, CHILD, OF_DEVICE, IFLA_MTU), TESTBED_MTU);
	link_set_mtu(net->host, LOWER, LESS);
	expect_number("the child's MTU on a lowered parent",
		      link_number(net->host, CHILD, OF_DEVICE, IFLA_MTU), LESS);
	link_delete(net->host, LOWER);
	expect_refused("asking for the child without the parent", try_link_look(net->host, CHILD), ENODEV,
		       NULL);
}

/* A child cannot stand on a child: both stand on the same parent. */
static void standing_on_a_child(const void *data)
{
	const struct lower *lower = data;
	struct testbed *net = testbed_build(&bare_unwatched);

	create_lower(net, lower);
	expect_accepted("a child on a child", try_child_on_lower(net));
	expect_number("its parent", link_number(net->host, CHILD, OF_DEVICE, IFLA_LINK),
		      (uint64_t)link_state(net->host, PARENT).index);
	link_set_mtu(net->host, LOWER, LESS);
	expect_number("its MTU when the other's is lowered",
		      link_number(net->host, CHILD, OF_DEVICE, IFLA_MTU), TESTBED_MTU);
	link_delete(net->host, LOWER);
	expect_accepted("asking for it when the other is gone", try_link_look(net->host, CHILD));
}

static void type_is_kept(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	int tun = tun_create(LOWER, TUN_FRAMES);

	(void)data;
	macvtap_create(net->host, &(struct macvtap){.name = CHILD, .parent = LOWER, .mode = MODE_VEPA});
	expect_error("another type for a parent", try_tun_set_type(tun, ARPHRD_NONE), EPERM);
	link_delete(net->host, CHILD);
	expect_error("another type for one that is no parent", try_tun_set_type(tun, ARPHRD_NONE), 0);
}

#define ON(name, kind, stands, ...)                                                                          \
	CHANGE_BARE("stack." name, CHG_STACK_01, standing_on,                                                \
		    (&(const struct lower){kind, stands, __VA_ARGS__}), "a child on a device of kind " kind)
#define ON_CHILD(name, kind)                                                                                 \
	CHANGE_BARE("stack." name, CHG_STACK_02, standing_on_a_child,                                        \
		    (&(const struct lower){kind, ON_THE_PARENT, {0}}), "a child on a device of kind " kind)

/* clang-format off */
const struct testcase change_stacks[] = {
	ON("bridge", "bridge", ALONE,         {0}),
	ON("bond",   "bond",   ALONE,         {0}),
	ON("team",   "team",   ALONE,         {0}),
	ON("dummy",  "dummy",  ALONE,         {0}),
	ON("ifb",    "ifb",    ALONE,         {0}),
	ON("vlan",   "vlan",   ON_THE_PARENT, NUMBER16(OF_DRIVER, VLAN_ID, 5)),
	ON_CHILD("macvlan", "macvlan"),
	ON_CHILD("macvtap", "macvtap"),
	CHANGE_BARE("stack.type", CHG_TYPE_01, type_is_kept, NULL, "a tun that is a parent is to change its type of hardware"),
	{.id = NULL},
};
/* clang-format on */
