/* rights: who may change what. */
#include "suites/change/change.h"

#include "harness/net/privilege.h"
#include "harness/net/tap_node.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

static struct answer try_create(struct testbed *net)
{
	return try_macvtap_create(net->host,
				  &(struct macvtap){.name = SIBLING, .parent = PARENT, .mode = MODE_BRIDGE});
}

static struct answer try_mode(struct testbed *net)
{
	return try_macvtap_set_mode(net->host, CHILD, MODE_BRIDGE, 0);
}

static struct answer try_up(struct testbed *net)
{
	return try_link_set_up(net->host, CHILD);
}

static struct answer try_mtu(struct testbed *net)
{
	return try_link_set_mtu(net->host, CHILD, TESTBED_MTU - 1);
}

static struct answer try_address(struct testbed *net)
{
	return try_link_set_mac(net->host, CHILD, STATION_UNKNOWN);
}

static struct answer try_delete(struct testbed *net)
{
	return try_link_delete(net->host, CHILD);
}

struct deed_tried {
	struct answer (*attempt)(struct testbed *net);
};

static void without_capabilities(const void *data)
{
	const struct deed_tried *tried = data;
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	capabilities_drop();
	expect_refused("the attempt of one without capabilities", tried->attempt(net), EPERM, NULL);
	expect_accepted("asking for the child", try_link_look(net->host, CHILD));
	expect_number("mode", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_VEPA);
	expect_refused("asking for what nobody made", try_link_look(net->host, SIBLING), ENODEV, NULL);
}

/* Its own namespace is its own; the machine's device nodes are not. */
static void in_a_user_namespace(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);
	uint64_t major = tap_major(CHILD), minor = tap_minor(CHILD);
	struct links *links;
	struct veth veth = {
		.name = PARENT, .address = ADDRESS_HOST, .peer_name = "w0", .peer_address = ADDRESS_WIRE};

	(void)data;
	user_namespace_enter();
	veth.there = netns_here();
	links = links_of(veth.there);
	veth_create(links, &veth);
	expect_accepted(
		"a child in a namespace of one's own",
		try_macvtap_create(links,
				   &(struct macvtap){.name = CHILD, .parent = PARENT, .mode = MODE_BRIDGE}));
	expect_number("its mode", link_number(links, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_BRIDGE);
	expect_refused("deleting what is in another's", try_link_delete(net->host, CHILD), EPERM, NULL);
	expect_error("making a node for a tap", try_tap_node(major, minor), EPERM);
}

#define WITHOUT(name, attempt, summary)                                                                      \
	CHANGE("rights.none." name, CHG_CAP_01, without_capabilities, (&(const struct deed_tried){attempt}), \
	       summary)

/* clang-format off */
const struct testcase change_rights[] = {
	WITHOUT("create",  try_create,  "who has no capabilities makes a child"),
	WITHOUT("mode",    try_mode,    "who has no capabilities changes a child's mode"),
	WITHOUT("up",      try_up,    "who has no capabilities sets a child up"),
	WITHOUT("mtu",     try_mtu,     "who has no capabilities changes a child's MTU"),
	WITHOUT("address", try_address, "who has no capabilities changes a child's address"),
	WITHOUT("delete",  try_delete,  "who has no capabilities deletes a child"),
	CHANGE("rights.user_namespace", CHG_CAP_02, in_a_user_namespace, NULL, "who owns a user namespace makes a child in it, and a node for a tap"),
	{.id = NULL},
};
/* clang-format on */
