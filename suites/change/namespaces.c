/* namespaces: parent and child need not be in one. */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "harness/net/operstate.h"
#include "harness/proof/delivery.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <linux/if.h>

#define MOVED_TO(ns) NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, (ns).fd)

static uint64_t index_of(struct links *links, const char *name)
{
	return (uint64_t)link_state(links, name).index;
}

static struct answer try_create_from(struct links *links, const struct attribute *attributes, size_t count)
{
	return try_link_request(links, REQUEST_CREATE, CHILD, "macvtap", attributes, count);
}

/* ---- making ---- */

static void made_elsewhere(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const struct attribute attributes[] = {NUMBER32(OF_DEVICE, IFLA_LINK, index_of(net->host, PARENT)),
					       MOVED_TO(net->wire_ns),
					       NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE)};
	struct link_facts *facts;

	(void)data;
	expect_accepted("a child for another namespace",
			try_create_from(net->host, attributes, COUNT_OF(attributes)));
	expect_refused("asking for it here", try_link_look(net->host, CHILD), ENODEV, NULL);
	expect_accepted("asking for it there", try_link_look(net->wire, CHILD));
	facts = link_facts(net->wire, CHILD);
	expect_number("mode", fact_number(facts, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_BRIDGE);
	expect_number("parent's index", fact_number(facts, OF_DEVICE, IFLA_LINK),
		      index_of(net->host, PARENT));
	expect_number("whether it says that the parent is elsewhere",
		      fact_is_given(facts, OF_DEVICE, IFLA_LINK_NETNSID), true);
}

static void made_from_an_unknown_namespace(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const struct attribute attributes[] = {NUMBER32(OF_DEVICE, IFLA_LINK, index_of(net->host, PARENT)),
					       NUMBER32(OF_DEVICE, IFLA_LINK_NETNSID, 4711)};

	(void)data;
	expect_refused("a parent in a namespace nobody knows",
		       try_create_from(net->wire, attributes, COUNT_OF(attributes)), EINVAL,
		       "Unknown network namespace id");
	expect_refused("asking for the child", try_link_look(net->wire, CHILD), ENODEV, NULL);
}

/* ---- moving a child ---- */

static void moved_with_open_tap(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct netns away = netns_new();
	struct links *links = links_of(away);
	const char *child = device_of(GUEST_A);
	const struct frame to_child = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A};
	const struct frame from_child = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B};

	expect_delivery(net, WIRE, &to_child, AT(GUEST_A));
	expect_accepted("moving the child", TRY_CHANGE(net->host, child, MOVED_TO(away)));
	net->down |= AT(GUEST_A);
	expect_number("whether it arrived up", link_number(links, child, OF_DEVICE, IFLA_OPERSTATE),
		      IF_OPER_DOWN);
	expect_number("mode", link_number(links, child, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_BRIDGE);
	expect_delivery(net, WIRE, &to_child, AT(HOST_IGNORES));
	link_set_up(links, child);
	link_wait_running(links, child);
	net->down &= ~AT(GUEST_A);
	expect_delivery(net, WIRE, &to_child, AT(GUEST_A));
	expect_delivery(net, GUEST_A, &from_child, AT(GUEST_B));
}

static void moved_to_a_taken_name(const void *data)
{
	struct testbed *net = bed_with(MODE_BRIDGE, 0, UP);

	(void)data;
	macvtap_create(net->wire, &(struct macvtap){.name = CHILD, .parent = "w0", .mode = MODE_PRIVATE});
	expect_refused("moving to where the name is taken",
		       TRY_CHANGE(net->host, CHILD, MOVED_TO(net->wire_ns)), EEXIST, NULL);
	expect_number("mode of the one here", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE),
		      MODE_BRIDGE);
	expect_number("mode of the one there", link_number(net->wire, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE),
		      MODE_PRIVATE);
	expect_number("state of the one here", link_await_operstate(net->host, CHILD, IF_OPER_UP),
		      IF_OPER_UP);
}

static void moved_to_a_taken_index(const void *data)
{
	struct testbed *net = bed_with(MODE_BRIDGE, 0, DOWN);

	(void)data;
	macvtap_create(net->wire, &(struct macvtap){.name = SIBLING,
						    .parent = "w0",
						    .index = (int)index_of(net->host, CHILD),
						    .mode = MODE_PRIVATE});
	expect_accepted("moving to where the index is taken",
			TRY_CHANGE(net->host, CHILD, MOVED_TO(net->wire_ns)));
	expect_number("whether both have one index",
		      index_of(net->wire, CHILD) == index_of(net->wire, SIBLING), false);
	expect_number("mode", link_number(net->wire, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_BRIDGE);
}

static void moved_and_back(const void *data)
{
	struct testbed *net = bed_with(MODE_PRIVATE, FLAG_NODST, UP);
	uint64_t parent = index_of(net->host, PARENT);

	(void)data;
	expect_accepted("moving away", TRY_CHANGE(net->host, CHILD, MOVED_TO(net->wire_ns)));
	expect_number("parent, from there", link_number(net->wire, CHILD, OF_DEVICE, IFLA_LINK), parent);
	expect_accepted("moving back", TRY_CHANGE(net->wire, CHILD, MOVED_TO(net->host_ns)));
	expect_number("parent, from here", link_number(net->host, CHILD, OF_DEVICE, IFLA_LINK), parent);
	expect_number("mode", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_PRIVATE);
	expect_number("flags", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_FLAGS), FLAG_NODST);
	link_set_up(net->host, CHILD);
	expect_number("state", link_await_operstate(net->host, CHILD, IF_OPER_UP), IF_OPER_UP);
}

/* ---- moving the parent ---- */

static void parent_moved(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	struct link_facts *facts;

	(void)data;
	expect_accepted("moving the parent", TRY_CHANGE(net->host, PARENT, MOVED_TO(net->wire_ns)));
	expect_number("the child's carrier", link_number(net->host, CHILD, OF_DEVICE, IFLA_CARRIER), false);
	facts = link_facts(net->host, CHILD);
	expect_number("whether it says that the parent is elsewhere",
		      fact_is_given(facts, OF_DEVICE, IFLA_LINK_NETNSID), true);
	expect_number("parent's index", fact_number(facts, OF_DEVICE, IFLA_LINK),
		      index_of(net->wire, PARENT));
	link_set_up(net->wire, PARENT);
	expect_number("the child's state when the parent is up",
		      link_await_operstate(net->host, CHILD, IF_OPER_UP), IF_OPER_UP);
	expect_number("mode", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_VEPA);
}

static void parents_namespace_ends(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	struct netns doomed = netns_new();

	(void)data;
	expect_accepted("moving the parent", TRY_CHANGE(net->host, PARENT, MOVED_TO(doomed)));
	expect_accepted("asking for the child", try_link_look(net->host, CHILD));
	netns_release(doomed);
	if (link_await_gone(net->host, CHILD))
		passed();
	else
		fail("the child is still there after its parent's namespace has ended");
}

/* clang-format off */
const struct testcase change_namespaces[] = {
	CHANGE("namespace.made_elsewhere", CHG_NS_01, made_elsewhere,                 NULL, "a child is made in another namespace than its parent's"),
	CHANGE("namespace.unknown",        CHG_NS_02, made_from_an_unknown_namespace, NULL, "a child is asked for on a parent in a namespace without an id"),
	CHANGE("namespace.open_tap",       CHG_NS_03, moved_with_open_tap, &duo_bridge[WIRE_PLAIN], "a child with an open tap moves to another namespace"),
	CHANGE("namespace.taken_name",     CHG_NS_05, moved_to_a_taken_name,          NULL, "a child is to move to where its name is taken"),
	CHANGE("namespace.taken_index",    CHG_NS_04, moved_to_a_taken_index,         NULL, "a child moves to where its index is taken"),
	CHANGE("namespace.and_back",       CHG_NS_03, moved_and_back,                 NULL, "a child moves to another namespace and back"),
	CHANGE("namespace.parent",         CHG_NS_06, parent_moved,                   NULL, "the parent moves to another namespace"),
	CHANGE("namespace.parents_end",    CHG_NS_07, parents_namespace_ends,         NULL, "the namespace that the parent has moved to ends"),
	{.id = NULL},
};
/* clang-format on */
