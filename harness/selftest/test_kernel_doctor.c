/* The doctor on set-ups that are broken, each in namespaces of its own: he finds what is wrong, and nothing else; and
 * nothing on one that is in order. */
#include "harness/selftest/doctor_scenario.h"
#include "harness/selftest/doctor_setups.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <string.h>

static const struct scenario scenarios[] = {
	{in_a_bridge, "p0", "parent.busy", "stops", "p0", "port of the bridge br0", NULL},
	{with_passthru, NULL, "parent.passthru", "stops", "p0", "belongs to mvt0", NULL},
	{with_passthru_elsewhere, NULL, "parent.passthru", "stops", "p0", "mvt0 of process", NULL},
	{with_a_strangers_node, NULL, "tap.stranger", "stops", "mvt0", "it is foreign0 of process", NULL},
	{with_a_stranger_ahead, NULL, "tap.ahead", "limits", "", "it is ", NULL},
	{without_nodes, NULL, "tap.no_nodes", "stops", "", "is a tmpfs", NULL},
	{with_one_node_missing, NULL, "tap.missing", "stops", "mvt0", "mvt0 has no /dev/tap", "tap.no_nodes"},
	{with_a_file_for_a_node, NULL, "tap.file", "stops", "mvt0", "is no device", "tap.no_nodes"},
	{with_a_dev_without_devices, NULL, "tap.nodev", "stops", "", "nodev", "tap.no_nodes"},
	{in_a_cgroup_that_forbids, NULL, "tap.cgroup", "stops", "", "EPERM", NULL},
	{without_segmentation, NULL, "offload.segmentation", "limits", "p0", "tso", NULL},
	{without_scatter_gather, NULL, "offload.segmentation", "limits", "p0", "sg", NULL},
	{without_gro, "t0", "offload.gro", "limits", "t0", "GRO", NULL},
	{on_packets, "t0", "parent.not_ethernet", "stops", "t0", "IP packets", NULL},
	{with_small_frames, NULL, "link.mtu", "limits", "p0", "1400", NULL},
	{down, NULL, "link.down", "stops", "p0", "p0 is down", NULL},
	{unplugged, NULL, "link.no_carrier", "stops", "p0", "no carrier", NULL},
	{in_order, "mvt0", "parent.child", "limits", "mvt0", "child of p0", NULL},
	{with_twins, NULL, "parent.same_address", "limits", "mvt1", "same address as mvt0", NULL},
	{with_a_short_queue, NULL, "filter.broadcast_queue", "limits", "p0", "10 frames", NULL},
	{with_a_guest_up, NULL, "filter.unicast", "note", "p0", "promiscuous", NULL},
	{in_order, NULL, "filter.unicast", "unseen", "p0", "not known", NULL},
	{without_sysfs, NULL, "host.sysfs", "limits", "", "/sys does not show", NULL},
	{empty, NULL, "host.parent", "stops", "", "no device", NULL},
	{empty, "lo", "parent.loopback", "stops", "lo", "loopback", NULL},
	{as_a_user, NULL, "tap.permission", "limits", "mvt0", "may not open", NULL},
	{as_a_user, NULL, "host.namespaces", "unseen", "", "could be looked into", "tap.permission"},
	{in_order_with_nodes_of_its_own, NULL, "host.vhost", "limits", "", "no /dev/vhost-net", NULL},
	{in_order_with_nodes_of_its_own, NULL, "host.tun", "note", "", "no /dev/net/tun", NULL},
	{with_a_vhost_of_roots, NULL, "host.vhost", "limits", "", "may not open", "tap.permission"},
	{as_a_user, NULL, "tap.cgroup", "unseen", "", "not tried", "tap.permission"},
};

static void finds_what_is_broken_and_nothing_else(void)
{
	for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
		scenario_try(&scenarios[i]);
}

/* No finding of the table above, but for what every machine and every veth may have. */
static void expect_in_order(void (*build)(void), const char *parent)
{
	static const struct scenario none = {.id = "nothing"};
	struct examined examined = examine_setup(build, parent);

	CU_ASSERT_EQUAL(examined.code, 0);
	CU_ASSERT_TRUE(json_is_true(json_object_get(examined.json, "ready")));
	CU_ASSERT_EQUAL(json_array_size(json_object_get(examined.json, "parents")), 1);
	scenario_expect_nothing_else(&examined, &none);
	examined_free(&examined);
}

static void finds_nothing_where_all_is_in_order(void)
{
	expect_in_order(make_parent, NULL);
	expect_in_order(in_order, NULL);
	expect_in_order(in_order_with_nodes_of_its_own, NULL);
	expect_in_order(on_a_tap, "t0");
	expect_in_order(with_a_guest_up, "p0");
}

/* Nothing of another's is there to be seen, so that nothing ahead may be found. */
static void sees_nobody_ahead_where_nobody_is(void)
{
	struct examined examined = examine_setup(in_order_with_nodes_of_its_own, NULL);

	CU_ASSERT_PTR_NULL(finding_of(&examined, "tap.ahead", "limits", ""));
	examined_free(&examined);
}

static void counts_children_wherever_they_are(void)
{
	struct examined examined = examine_setup(with_passthru_elsewhere, NULL);
	const json_t *parent = json_array_get(json_object_get(examined.json, "parents"), 0);

	CU_ASSERT_STRING_EQUAL(text_of(parent, "name"), "p0");
	CU_ASSERT_EQUAL(json_integer_value(json_object_get(parent, "children")), 1);
	CU_ASSERT_FALSE(json_is_true(json_object_get(parent, "ready")));
	examined_free(&examined);
}

/* One parent is enough, unless others have been asked for by name. */
static void is_ready_if_one_parent_is(void)
{
	struct examined examined = examine_setup(one_and_a_half, NULL);

	CU_ASSERT_EQUAL(examined.code, 0);
	CU_ASSERT_PTR_NOT_NULL(finding_of(&examined, "link.down", "stops", "p1"));
	examined_free(&examined);
	examined = examine_setup(one_and_a_half, "p1");
	CU_ASSERT_EQUAL(examined.code, 1);
	CU_ASSERT_EQUAL(json_array_size(json_object_get(examined.json, "parents")), 1);
	examined_free(&examined);
}

static void tries_the_kernel_even_as_a_user(void)
{
	struct examined examined = examine_setup(as_a_user, NULL);

	CU_ASSERT_FALSE(json_is_true(json_object_get(examined.json, "privileged")));
	CU_ASSERT_PTR_NULL(finding_of(&examined, "kernel.macvtap", "stops", ""));
	CU_ASSERT_PTR_NULL(finding_of(&examined, "kernel.macvtap", "unseen", ""));
	CU_ASSERT_PTR_NULL(finding_of(&examined, "tap.no_nodes", "stops", ""));
	examined_free(&examined);
}

/* The namespace before and after, as sysfs and the kernel's counters of settings show it. */
static void changes_nothing(void)
{
	struct examined examined = examine_setup_twice(with_a_guest_up);

	if (strcmp(examined.before, examined.after) != 0) {
		fprintf(stderr, "before:\n%safter:\n%s", examined.before, examined.after);
		CU_FAIL("the doctor changed something");
	}
	CU_ASSERT_TRUE(strlen(examined.before) > 0);
	examined_free(&examined);
}

static const struct selftest tests[] = {
	{"finds what is broken, and nothing else", finds_what_is_broken_and_nothing_else},
	{"finds nothing where all is in order", finds_nothing_where_all_is_in_order},
	{"sees nobody ahead where nobody is", sees_nobody_ahead_where_nobody_is},
	{"counts children wherever they are", counts_children_wherever_they_are},
	{"is ready if one parent is", is_ready_if_one_parent_is},
	{"tries the kernel even as a user", tries_the_kernel_even_as_a_user},
	{"changes nothing", changes_nothing},
};

SELFTEST_MAIN("kernel_doctor", tests)
