/* leave: what ends a child's hearing of a group. */
#include "suites/filter/filter.h"

#include "harness/net/membership.h"
#include "harness/proof/groups.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

/* To the driver's filter the same as the group that every guest has joined (proof/filter.h): joining it changes nothing
 * else. */
static struct mac twin_of(struct mac group)
{
	group.octet[0] = 0x03;
	group.octet[1] = 0x00;
	return group;
}

static struct testbed *with_group_heard(const struct kind *kind)
{
	struct testbed *net = testbed_build(kind->watched);

	expect_frame(net, WIRE, testbed_groups(net)->a_only, AT(GUEST_A, HOST));
	return net;
}

static void left(const void *data)
{
	struct testbed *net = with_group_heard(data);

	link_leave(net->host, device_of(GUEST_A), net->group.a_only);
	expect_frame(net, WIRE, net->group.a_only, AT(HOST));
}

static void left_by_socket(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct mac group = testbed_groups(net)->nobody;
	int membership = packet_membership(device_of(GUEST_A), group);

	expect_frame(net, WIRE, group, AT(GUEST_A, HOST));
	membership_end(membership);
	expect_frame(net, WIRE, group, AT(HOST));
}

static void left_and_joined_another(const void *data)
{
	struct testbed *net = with_group_heard(data);

	link_leave(net->host, device_of(GUEST_A), net->group.a_only);
	link_join(net->host, device_of(GUEST_A), twin_of(net->group.all));
	expect_frame(net, WIRE, net->group.a_only, AT(HOST));
	expect_frame(net, WIRE, net->group.all,
		     child_of(net, GUEST_B) ? AT(GUEST_A, GUEST_B, HOST) : AT(GUEST_A, HOST));
}

static void left_and_down_and_up(const void *data)
{
	struct testbed *net = with_group_heard(data);

	link_leave(net->host, device_of(GUEST_A), net->group.a_only);
	set_down(net, GUEST_A);
	set_up(net, GUEST_A);
	expect_frame(net, WIRE, net->group.a_only, AT(HOST));
	expect_frame(net, WIRE, net->group.all,
		     child_of(net, GUEST_B) ? AT(GUEST_A, GUEST_B, HOST) : AT(GUEST_A, HOST));
}

/* clang-format off */
const struct pattern leave_patterns[] = {
	{"leave.database",     &MACF_MC_06, BRIDGE | PASSTHRU, WATCHED, left,           "leaves a group, by an entry in its lists"},
	{"leave.socket",       &MACF_MC_06, BRIDGE,   WATCHED, left_by_socket,          "a socket that has joined a group is closed"},
	{"leave.join_another", &MACF_MC_07, GROUPED | OWNING, WATCHED, left_and_joined_another, "leaves a group and joins another"},
	{"leave.down_up",      &MACF_MC_07, BRIDGE | OWNING, WATCHED, left_and_down_and_up,    "leaves a group, goes down and up"},
	{.name = NULL},
};
/* clang-format on */
