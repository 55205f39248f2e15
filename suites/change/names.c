/* names: a device is known by its name, its tap by the device's index. */
#include "suites/change/change.h"

#include "fixtures/duo.h"
#include "harness/net/tap_node.h"
#include "harness/proof/delivery.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <stdio.h>

#define NEW_NAME "renamed0"

static struct answer try_rename(struct links *links, const char *name, const char *new_name)
{
	char text[LINK_NAME_SIZE] = "";

	snprintf(text, sizeof text, "%s", new_name);
	return TRY_CHANGE(links, NULL, INDEX(link_state(links, name).index),
			  {OF_DEVICE, IFLA_IFNAME, sizeof text, text});
}

/* Since 6.2 also while it is up. */
static void expect_renamed_while_up(struct links *links, const char *name)
{
	struct answer answer = try_rename(links, name, NEW_NAME);

	if (answer.error == EBUSY)
		skip("this kernel renames no device that is up");
	expect_accepted("a new name", answer);
}

static void child_renamed(const void *data)
{
	const enum upness *upness = data;
	struct testbed *net = bed_with(MODE_BRIDGE, 0, *upness);
	uint64_t minor = tap_minor(CHILD);
	char tap[32];

	snprintf(tap, sizeof tap, "macvtap/tap%d", link_state(net->host, CHILD).index);
	if (*upness == UP)
		expect_renamed_while_up(net->host, CHILD);
	else
		expect_accepted("a new name", try_rename(net->host, CHILD, NEW_NAME));
	expect_refused("asking for the old name", try_link_look(net->host, CHILD), ENODEV, NULL);
	expect_accepted("asking for the new name", try_link_look(net->host, NEW_NAME));
	expect_number("the tap's minor number", tap_minor(NEW_NAME), minor);
	expect_number("whether the tap is named by the index still", sysfs_shows(NEW_NAME, tap), true);
	expect_number("mode", link_number(net->host, NEW_NAME, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_BRIDGE);
}

static void running_child_renamed(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct frame to_child = {.src = ADDRESS_GUEST_B, .dst = ADDRESS_GUEST_A};
	const struct frame from_child = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B};

	expect_renamed_while_up(net->host, device_of(GUEST_A));
	expect_delivery(net, GUEST_B, &to_child, AT(GUEST_A));
	expect_delivery(net, GUEST_A, &from_child, AT(GUEST_B));
}

static void parent_renamed(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	uint64_t index = (uint64_t)link_state(net->host, PARENT).index;

	(void)data;
	link_set_down(net->host, PARENT);
	expect_accepted("a new name for the parent", try_rename(net->host, PARENT, NEW_NAME));
	expect_number("the child's parent", link_number(net->host, CHILD, OF_DEVICE, IFLA_LINK), index);
	expect_number("whether sysfs has the new name", sysfs_shows(CHILD, "lower_" NEW_NAME), true);
	expect_number("whether sysfs has the old name", sysfs_shows(CHILD, "lower_" PARENT), false);
}

static void name_taken(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	(void)data;
	child_add(net, SIBLING, MODE_VEPA, 0, DOWN);
	expect_refused("a sibling's name", try_rename(net->host, CHILD, SIBLING), EEXIST, NULL);
	expect_accepted("asking for the name it has", try_link_look(net->host, CHILD));
}

/* clang-format off */
const struct testcase change_names[] = {
	CHANGE_BARE("name.child_down", CHG_NAME_01, child_renamed, &(const enum upness){DOWN}, "a child that is down gets another name"),
	CHANGE_BARE("name.child_up",   CHG_NAME_02, child_renamed, &(const enum upness){UP},   "a child that is up gets another name"),
	CHANGE_ON(&duo_bridge[WIRE_PLAIN], "name.running",    CHG_NAME_02, running_child_renamed, &duo_bridge[WIRE_PLAIN], "a child with an open tap gets another name between two frames"),
	CHANGE("name.parent",     CHG_NAME_03, parent_renamed, NULL, "a parent gets another name"),
	CHANGE_BARE("name.taken",      CHG_NAME_01, name_taken,     NULL, "a child is to get its sibling's name"),
	{.id = NULL},
};
/* clang-format on */
