/* parents: devices of other kinds as parents, and what a parent and its children can be besides. */
#include "fixtures/bare.h"
#include "harness/net/tun.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <errno.h>

static const struct wish macvlan_a = {.name = "a", .kind = "macvlan"};

static struct link_facts *facts_of(struct testbed *net, const char *name)
{
	return link_facts(net->host, name);
}

/* A child on this parent: it says so, and both come up. */
static void expect_parent(struct testbed *net, const char *child, const char *parent)
{
	struct answer up;

	expect_fact(net, child, OF_DEVICE, IFLA_LINK, (uint64_t)index_of(net, parent));
	link_set_up(net->host, parent);
	up = try_link_set_up(net->host, child);
	expect_accepted("the child's coming up", up);
}

/* ---- kinds ---- */

struct kind {
	const char *name, *lacking;
};

static void on_kind(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const struct kind *kind = data;

	need_device(net, kind->name, "parent", kind->lacking);
	expect_made(net, &(struct wish){.parent = "parent"});
	expect_parent(net, device_of(GUEST_A), "parent");
}

static void on_tap(const void *data)
{
	struct testbed *net = testbed_build(data);

	tun_create("parent", TUN_FRAMES);
	expect_made(net, &(struct wish){.parent = "parent"});
	expect_parent(net, device_of(GUEST_A), "parent");
}

static void on_tun(const void *data)
{
	struct testbed *net = testbed_build(data);

	tun_create("parent", TUN_PACKETS);
	expect_not_made(net, &(struct wish){.parent = "parent"}, EINVAL, NULL);
}

/* The child's parent is not the one it was asked for on, but that one's own. */
static void on_child(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const char *kind = data;

	expect_made(net, &(struct wish){.name = "a", .kind = kind});
	expect_made(net, &(struct wish){.name = "b", .parent = "a"});
	expect_parent(net, "b", device_of(HOST));
	expect_made(net, &(struct wish){.name = "c", .parent = "b"});
	expect_parent(net, "c", device_of(HOST));
}

static void mixed(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_made(net, &macvlan_a);
	expect_made(net, &(struct wish){.name = "b"});
	expect_made(net, &(struct wish){.name = "c", .kind = "macvlan"});
	expect_parent(net, "a", device_of(HOST));
	expect_parent(net, "b", device_of(HOST));
	expect_parent(net, "c", device_of(HOST));
}

/* ---- bridges ---- */

static uint32_t bridge(struct testbed *net)
{
	need_device(net, "bridge", "br0", "this kernel has no bridge");
	return index_of(net, "br0");
}

static void on_bridge_port(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer enslaved = ask_to_enslave(net, device_of(HOST), bridge(net));
	struct link_facts *before = facts_of(net, device_of(HOST));
	struct answer answer;

	expect_accepted("the parent's becoming a port", enslaved);
	answer = ask_for(net, &(struct wish){.name = NULL});
	expect_refused("a child of a bridge's port", answer, EBUSY, NULL);
	expect_gone(net, device_of(GUEST_A));
	expect_fact(net, device_of(HOST), OF_DEVICE, IFLA_PROMISCUITY,
		    fact_number(before, OF_DEVICE, IFLA_PROMISCUITY));
	link_facts_free(before);
}

static void parent_to_bridge(const void *data)
{
	struct testbed *net = testbed_build(data);
	uint32_t index = bridge(net);
	struct answer answer;

	expect_made(net, &(struct wish){.name = "a"});
	answer = ask_to_enslave(net, device_of(HOST), index);
	expect_refused("the parent's becoming a port", answer, EBUSY, NULL);
	link_delete(net->host, "a");
	answer = ask_to_enslave(net, device_of(HOST), index);
	expect_accepted("the childless parent's becoming a port", answer);
}

static void child_to_bridge(const void *data)
{
	struct testbed *net = testbed_build(data);
	uint32_t index = bridge(net);
	struct answer answer;

	expect_made(net, &(struct wish){.name = "b"});
	answer = ask_to_enslave(net, "b", index);
	expect_refused("the macvtap's becoming a port", answer, EBUSY, NULL);
	expect_made(net, &macvlan_a);
	answer = ask_to_enslave(net, "a", index);
	expect_accepted("the macvlan's becoming a port", answer);
}

#define PARENT_WITH(data_, name, requirement_, run_, summary_)                                               \
	{                                                                                                    \
		.id = "link.parent." name, .requirement = &requirement_, .run = run_, .data = data_,         \
		.shares = &bare_unwatched, .summary = summary_,                                              \
	}
#define PARENT(...) PARENT_WITH(&bare_unwatched, __VA_ARGS__)
#define KIND(word)                                                                                           \
	PARENT_WITH((&(const struct kind){word, "this kernel has no " word}), word, LINK_CREATE_08, on_kind, \
		    "a child on a parent of kind " word)

/* clang-format off */
const struct testcase parent_cases[] = {
	KIND("bridge"),
	KIND("ifb"),
	KIND("dummy"),
	PARENT("tap",              LINK_CREATE_08, on_tap,           "a child on a tap of the tun driver"),
	PARENT("tun",              LINK_CREATE_06, on_tun,           "a child on a device of IP packets"),
	PARENT("bridge_port",      LINK_CREATE_07, on_bridge_port,   "a child on a bridge's port"),
	PARENT("becomes_port",     LINK_CREATE_09, parent_to_bridge, "a parent is to become a bridge's port, with and without a child"),
	PARENT("child_is_no_port", LINK_CREATE_10, child_to_bridge,  "a macvtap and a macvlan are to become a bridge's ports"),
	PARENT_WITH("macvlan", "macvlan", LINK_CREATE_11, on_child,  "a child on a macvlan, and one on that"),
	PARENT_WITH("macvtap", "macvtap", LINK_CREATE_11, on_child,  "a child on a macvtap, and one on that"),
	PARENT("mixed",            LINK_CREATE_12, mixed,            "macvlans and a macvtap on one parent"),
	{.id = NULL},
};
/* clang-format on */
