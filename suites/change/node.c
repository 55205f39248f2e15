/* node: how user space finds a macvtap's tap. */
#include "harness/net/tap_node.h"

#include "fixtures/bare.h"
#include "suites/change/change.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <stdio.h>

enum { CHOSEN_INDEX = 4242, LAST_MINOR = (1 << 20) - 1 };

static void entries(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const struct attribute attributes[] = {
		INDEX(CHOSEN_INDEX), NUMBER32(OF_DEVICE, IFLA_LINK, link_state(net->host, PARENT).index)};

	(void)data;
	expect_accepted("a child of this index", try_link_request(net->host, REQUEST_CREATE, CHILD, "macvtap",
								  attributes, COUNT_OF(attributes)));
	expect_number("whether its class device is named by the index",
		      sysfs_shows(CHILD, "macvtap/tap4242/dev"), true);
	expect_number("whether there is a link to it", sysfs_shows(CHILD, "tap4242"), true);
	expect_number("whether it is its own class", sysfs_shows(CHILD, "tap4242/subsystem"), true);
}

static void relatives(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	(void)data;
	expect_number("parent, by netlink", link_number(net->host, CHILD, OF_DEVICE, IFLA_LINK),
		      (uint64_t)link_state(net->host, PARENT).index);
	expect_number("whether the child names its parent", sysfs_shows(CHILD, "lower_" PARENT), true);
	expect_number("whether the parent names its child", sysfs_shows(PARENT, "upper_" CHILD), true);
	link_delete(net->host, CHILD);
	expect_number("whether it names one that is gone", sysfs_shows(PARENT, "upper_" CHILD), false);
}

static void numbers(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	(void)data;
	child_add(net, SIBLING, MODE_PRIVATE, 0, DOWN);
	expect_number("whether both have the same major", tap_major(CHILD) == tap_major(SIBLING), true);
	expect_number("whether both have the same minor", tap_minor(CHILD) == tap_minor(SIBLING), false);
	expect_number("whether either has minor 0", !tap_minor(CHILD) || !tap_minor(SIBLING), false);
}

static void opening(const void *data)
{
	bed_with(MODE_VEPA, 0, DOWN);
	(void)data;
	expect_error("opening a node of its numbers", try_tap_node(tap_major(CHILD), tap_minor(CHILD)), 0);
}

static void opening_none(const void *data)
{
	const uint64_t *minor = data;

	bed_with(MODE_VEPA, 0, DOWN);
	expect_error("opening a node of a minor that is nobody's", try_tap_node(tap_major(CHILD), *minor),
		     ENODEV);
}

/* clang-format off */
const struct testcase change_nodes[] = {
	CHANGE_BARE("node.sysfs",      CHG_NODE_01, entries,   NULL, "what sysfs shows of a child whose index was chosen"),
	CHANGE_BARE("node.relatives",  CHG_NODE_02, relatives, NULL, "what sysfs shows of a child and its parent"),
	CHANGE_BARE("node.numbers",    CHG_NODE_03, numbers,   NULL, "the device numbers of two children"),
	CHANGE_BARE("node.open",       CHG_NODE_04, opening,   NULL, "a node made by hand is opened"),
	CHANGE_BARE("node.minor_zero", CHG_NODE_05, opening_none, &(const uint64_t){0},          "a node of minor 0 is opened"),
	CHANGE_BARE("node.minor_last", CHG_NODE_05, opening_none, &(const uint64_t){LAST_MINOR}, "a node of the last minor there is is opened"),
	{.id = NULL},
};
/* clang-format on */
