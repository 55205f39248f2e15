/* removal: what is left when a child or its parent is deleted. */
#include "suites/change/change.h"

#include "harness/net/filters.h"
#include "harness/net/port.h"
#include "harness/net/tap_node.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

static uint64_t promiscuity(struct testbed *net)
{
	return link_number(net->host, PARENT, OF_DEVICE, IFLA_PROMISCUITY);
}

static void child_deleted(const void *data)
{
	const enum mode *mode = data;
	struct testbed *net = bed_with(*mode, 0, DOWN);
	uint64_t before = promiscuity(net);
	uint64_t major = tap_major(CHILD);

	link_set_up(net->host, CHILD);
	filter_bypass(net->host, CHILD, EVERY_FRAME);
	expect_accepted("deletion", try_link_delete(net->host, CHILD));
	expect_refused("asking for it", try_link_look(net->host, CHILD), ENODEV, NULL);
	expect_number("whether sysfs shows it", sysfs_shows(CHILD, "."), false);
	expect_number("the parent's promiscuity", promiscuity(net), before);
	child_add(net, CHILD, *mode, 0, UP);
	expect_number("whether one made after it has the same major", tap_major(CHILD) == major, true);
}

static void gone_twice(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	expect_accepted("deletion", try_link_delete(net->host, CHILD));
	expect_refused("deletion again", try_link_delete(net->host, CHILD), ENODEV, NULL);
}

/* Only one may have the parent's receive handler; a bridge asks for it, too. */
static void last_child_deleted(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	struct attribute into_bridge;
	uint32_t bridge;

	(void)data;
	child_add(net, SIBLING, MODE_BRIDGE, 0, UP);
	bridge_create(net->host, "br0");
	bridge = (uint32_t)link_state(net->host, "br0").index;
	into_bridge = (struct attribute)NUMBER32(OF_DEVICE, IFLA_MASTER, bridge);
	expect_refused("a bridge for a parent of two", TRY_CHANGE(net->host, PARENT, into_bridge), EBUSY,
		       NULL);
	link_delete(net->host, CHILD);
	expect_refused("a bridge for a parent of one", TRY_CHANGE(net->host, PARENT, into_bridge), EBUSY,
		       NULL);
	link_delete(net->host, SIBLING);
	expect_accepted("a bridge for a parent of none", TRY_CHANGE(net->host, PARENT, into_bridge));
}

static void parent_deleted(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	child_add(net, SIBLING, MODE_BRIDGE, 0, DOWN);
	expect_accepted("deleting the parent", try_link_delete(net->host, PARENT));
	expect_refused("asking for the child that was up", try_link_look(net->host, CHILD), ENODEV, NULL);
	expect_refused("asking for the child that was down", try_link_look(net->host, SIBLING), ENODEV, NULL);
}

static void parent_deleted_under_open_tap(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);

	(void)data;
	port_tap(CHILD);
	expect_accepted("deleting the parent", try_link_delete(net->host, PARENT));
	expect_refused("asking for the child", try_link_look(net->host, CHILD), ENODEV, NULL);
}

static void passthru_deleted(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);
	struct macvtap sibling = {.name = SIBLING, .parent = PARENT, .mode = MODE_VEPA};

	(void)data;
	expect_number("promiscuity under a passthru child", promiscuity(net), 1);
	expect_refused("another child beside it", try_macvtap_create(net->host, &sibling), EINVAL, NULL);
	link_delete(net->host, CHILD);
	expect_number("promiscuity without it", promiscuity(net), 0);
	expect_accepted("another child after it", try_macvtap_create(net->host, &sibling));
}

#define DELETED(word, mode_)                                                                                 \
	CHANGE_BARE("removal.child." word, CHG_DEL_01, child_deleted, &(const enum mode){mode_},             \
		    "a promiscuous child in mode " word " is deleted while it is up")

/* clang-format off */
const struct testcase change_removals[] = {
	DELETED("private",  MODE_PRIVATE),
	DELETED("vepa",     MODE_VEPA),
	DELETED("bridge",   MODE_BRIDGE),
	DELETED("source",   MODE_SOURCE),
	DELETED("passthru", MODE_PASSTHRU),
	CHANGE_BARE("removal.child.twice",     CHG_DEL_01, gone_twice,                    NULL, "a child is deleted twice"),
	CHANGE_BARE("removal.child.last",      CHG_DEL_02, last_child_deleted,            NULL, "a bridge asks for a parent as its children are deleted"),
	CHANGE_BARE("removal.passthru",        CHG_DEL_02, passthru_deleted,              NULL, "a passthru child makes way for others"),
	CHANGE("removal.parent",          CHG_DEL_03, parent_deleted,                NULL, "the parent of two children is deleted"),
	CHANGE("removal.parent.open_tap", CHG_DEL_03, parent_deleted_under_open_tap, NULL, "the parent of a child with an open tap is deleted"),
	{.id = NULL},
};
/* clang-format on */
