/* The doctor on set-ups that are broken, each in namespaces of its own: he finds what is wrong, and nothing else; and
 * nothing on one that is in order. */
#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/net/ethtool.h"
#include "harness/net/tun.h"
#include "harness/selftest/doctor_trial.h"
#include "harness/selftest/forbidding_cgroup.h"
#include "harness/selftest/radio.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/wireless_trial.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Nodes of all namespaces are in one folder by their indices. Those of set-ups must be nobody else's, whatever runs on
 * this machine at the same time: they depend on the process. */
enum { INDEX_BASE = 0x60000000 };

static int index_of_its_own(int number)
{
	return INDEX_BASE + (int)getpid() * 8 + number;
}

enum { OURS, THEIRS };

/* ---- what set-ups are made of ---- */

static struct links *links;

/* p0 with a carrier: up, and so is its far end, which stays as long as the doctor's process. */
static void make_parent_of_mtu(uint32_t mtu)
{
	struct netns wire = netns_new();

	links = links_of(netns_here());
	veth_create(links, &(struct veth){
				   .name = "p0",
				   .address = mac("02:00:00:00:00:01"),
				   .there = wire,
				   .peer_name = "w0",
				   .peer_address = mac("02:00:00:00:00:02"),
				   .mtu = mtu,
			   });
	link_set_up(links, "p0");
	link_set_up(links_of(wire), "w0");
	link_wait_running(links, "p0");
	fcntl(wire.fd, F_SETFD, 0); /* outlives exec */
}

static void make_parent(void)
{
	make_parent_of_mtu(1500);
}

/* A process that is in the namespace, and ends with the doctor. */
static void inhabit(struct netns ns)
{
	int ready[2];
	char octet;
	pid_t process;

	if (pipe2(ready, O_CLOEXEC) || (process = fork()) < 0)
		broken("cannot start a process: %s", errno_name(errno));
	if (process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		netns_switch(ns);
		if (write(ready[1], "", 1) == 1)
			pause();
		_exit(0);
	}
	if (read(ready[0], &octet, 1) != 1)
		broken("a process did not start");
}

static void request(struct links *where, const char *name, const char *kind,
		    const struct attribute *attributes, size_t count)
{
	struct answer answer = try_link_request(where, REQUEST_CREATE, name, kind, attributes, count);

	if (answer.error)
		broken("cannot make %s: %s %s", name, errno_name(answer.error), answer.text);
}

/* A macvtap with an index of its own. */
static void make_macvtap(struct links *where, const char *name, const char *parent, enum mode mode, int index)
{
	struct link_facts *facts = link_facts(where, parent);
	const struct attribute attributes[] = {
		NUMBER32(OF_DEVICE, IFLA_LINK, fact_index(facts)),
		{OF_HEADER, 0, sizeof index, &index},
		NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, mode),
	};

	request(where, name, "macvtap", attributes, 3);
	link_facts_free(facts);
}

static void make_child(const char *name, enum mode mode)
{
	make_macvtap(links, name, "p0", mode, index_of_its_own(OURS));
}

/* Another namespace with a process, and a macvtap foreign0 that has the index. */
static void make_stranger(void)
{
	struct netns there = netns_new();

	request(links_of(there), "x0", "bridge", NULL, 0);
	make_macvtap(links_of(there), "foreign0", "x0", MODE_BRIDGE, index_of_its_own(THEIRS));
	inhabit(there);
}

static void mount_dev(unsigned long flags)
{
	if (mount("tmpfs", "/dev", "tmpfs", flags, "size=64k,mode=755") < 0)
		broken("cannot mount a /dev: %s", errno_name(errno));
}

static void node_path(const char *device, char *path, size_t size)
{
	struct link_facts *facts = link_facts(links, device);

	snprintf(path, size, "/dev/tap%d", fact_index(facts));
	link_facts_free(facts);
}

static void make_node(const char *device)
{
	unsigned major, minor;
	char path[64];

	node_path(device, path, sizeof path);
	tap_device_number(device, &major, &minor);
	if (mknod(path, S_IFCHR | 0600, makedev(major, minor)) < 0)
		broken("cannot make %s: %s", path, errno_name(errno));
}

static void make_tun(enum tun_layer layer)
{
	int fd = tun_create("t0", layer);

	fcntl(fd, F_SETFD, 0);
	/* what its other end can do, as a guest says it */
	if (layer == TUN_FRAMES && ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4) < 0)
		broken("cannot set offloads of t0: %s", errno_name(errno));
	links = links_of(netns_here());
	link_set_up(links, "t0");
}

/* ---- set-ups ---- */

static void empty(void)
{
}

static void in_order(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
}

static void in_order_with_nodes_of_its_own(void)
{
	in_order();
	mount_dev(0);
	make_node("mvt0");
}

static void in_a_bridge(void)
{
	make_parent();
	bridge_create(links, "br0");
	bridge_add_reflecting_port(links, "br0", "p0");
}

/* Not every kernel has every kind of owner: whoever examines such a set-up is told by the exit code. */
static void owned_by(const char *kind)
{
	struct answer answer;

	make_parent();
	answer = try_link_request(links, REQUEST_CREATE, "owner0", kind, NULL, 0);
	if (answer.error == EOPNOTSUPP)
		_exit(NO_SUCH_KIND);
	if (answer.error)
		broken("cannot make a %s: %s %s", kind, errno_name(answer.error), answer.text);
	link_set_down(links, "p0"); /* neither of them takes a port that is up */
	bridge_add_port(links, "owner0", "p0");
	link_set_up(links, "p0");
}

static void in_a_bond(void)
{
	owned_by("bond");
}

static void in_a_team(void)
{
	owned_by("team");
}

static void with_passthru(void)
{
	make_parent();
	make_child("mvt0", MODE_PASSTHRU);
}

static void with_passthru_elsewhere(void)
{
	struct netns there = netns_new();
	struct link_facts *facts;

	make_parent();
	facts = link_facts(links, "p0");
	request(links, "mvt0", "macvtap",
		(const struct attribute[]){
			INDEX(index_of_its_own(OURS)),
			NUMBER32(OF_DEVICE, IFLA_LINK, fact_index(facts)),
			NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, there.fd),
			NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_PASSTHRU),
		},
		4);
	link_facts_free(facts);
	inhabit(there);
}

static void with_a_strangers_node(void)
{
	make_parent();
	make_stranger();
	make_macvtap(links, "mvt0", "p0", MODE_BRIDGE, index_of_its_own(THEIRS));
}

static void with_a_stranger_ahead(void)
{
	make_parent();
	make_stranger();
}

static void without_nodes(void)
{
	make_parent();
	mount_dev(0);
}

static void with_one_node_missing(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	mount_dev(0);
}

static void with_a_file_for_a_node(void)
{
	char path[64];
	int fd;

	with_one_node_missing();
	node_path("mvt0", path, sizeof path);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		broken("cannot make the file %s: %s", path, errno_name(errno));
	close(fd);
}

static void with_a_dev_without_devices(void)
{
	make_parent();
	mount_dev(MS_NODEV);
}

static void in_a_cgroup_that_forbids(void)
{
	make_parent();
	enter_forbidding_cgroup();
}

static void without_segmentation(void)
{
	make_parent();
	link_switch_feature("p0", "tx-tcp-segmentation", OFF);
}

static void without_scatter_gather(void)
{
	make_parent();
	link_switch_feature("p0", "tx-scatter-gather", OFF);
}

static void without_gro(void)
{
	make_tun(TUN_FRAMES);
	link_switch_feature("t0", "rx-gro", OFF);
}

static void on_a_tap(void)
{
	make_tun(TUN_FRAMES);
}

static void on_packets(void)
{
	make_tun(TUN_PACKETS);
}

static void with_small_frames(void)
{
	make_parent_of_mtu(1400);
}

static void down(void)
{
	make_parent();
	link_set_down(links, "p0");
}

static void unplugged(void)
{
	struct netns wire = netns_new();

	links = links_of(netns_here());
	veth_create(links, &(struct veth){
				   .name = "p0",
				   .address = mac("02:00:00:00:00:01"),
				   .there = wire,
				   .peer_name = "w0",
				   .peer_address = mac("02:00:00:00:00:02"),
			   });
	link_set_up(links, "p0");
	fcntl(wire.fd, F_SETFD, 0);
}

static void with_twins(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	make_macvtap(links, "mvt1", "p0", MODE_BRIDGE, index_of_its_own(THEIRS));
	link_set_mac(links, "mvt0", mac("02:00:00:00:00:0a"));
	link_set_mac(links, "mvt1", mac("02:00:00:00:00:0a"));
	link_set_up(links, "mvt0");
}

static void with_a_short_queue(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	macvtap_set_broadcast_queue(links, "mvt0", 10);
}

static void with_a_guest_up(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	link_set_up(links, "mvt0");
	link_wait_running(links, "mvt0");
}

/* /sys stays the one of before. */
static void without_sysfs(void)
{
	make_parent();
	if (umount2("/sys", MNT_DETACH) < 0)
		broken("cannot unmount /sys: %s", errno_name(errno));
}

static void as_a_user(void)
{
	in_order();
	if (setgid(65534) < 0 || setuid(65534) < 0)
		broken("cannot become a user: %s", errno_name(errno));
}

/* ---- what is found in them ---- */

static const struct scenario {
	void (*build)(void);
	const char *parent; /* NULL: the doctor chooses */
	const char *id, *severity, *subject;
	const char *words;   /* in the sentence */
	const char *besides; /* another finding that must come with it; NULL for none */
} scenarios[] = {
	{in_a_bridge, "p0", "parent.busy", "stops", "p0", "port of the bridge br0", NULL},
	{in_a_bond, "p0", "parent.busy", "stops", "p0", "belongs to the bond owner0", NULL},
	{in_a_team, "p0", "parent.busy", "stops", "p0", "belongs to the team owner0", NULL},
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
	{as_a_user, NULL, "tap.cgroup", "unseen", "", "not tried", "tap.permission"},
};

/* Others on this machine have nodes in /dev, a kernel may be without vhost-net, and both are said of every set-up. */
static bool is_the_machines(const char *id)
{
	return !strcmp(id, "host.vhost") || !strcmp(id, "tap.ahead");
}

static void expect_nothing_else(const struct examined *examined, const struct scenario *scenario)
{
	const char *id, *severity;
	size_t index;
	json_t *finding;

	json_array_foreach(json_object_get(examined->json, "findings"), index, finding)
	{
		id = text_of(finding, "id");
		severity = text_of(finding, "severity");
		if (!strcmp(severity, "note") || !strcmp(severity, "unseen") || is_the_machines(id) ||
		    !strcmp(id, scenario->id) || (scenario->besides && !strcmp(id, scenario->besides)))
			continue;
		fprintf(stderr, "%s: also found %s: %s\n", scenario->id, id, text_of(finding, "what"));
		CU_FAIL("found what is not there");
	}
}

static void judge(const struct scenario *scenario, const struct examined *examined)
{
	const json_t *finding = finding_of(examined, scenario->id, scenario->severity, scenario->subject);
	bool stops = !strcmp(scenario->severity, "stops");

	if (!finding || !strstr(text_of(finding, "what"), scenario->words)) {
		fprintf(stderr, "%s is not found, but %s\n", scenario->id, examined->text);
		CU_FAIL("not found");
	} else if (strcmp(scenario->severity, "unseen") != 0) {
		CU_ASSERT_TRUE(*text_of(finding, "why"));
		CU_ASSERT_TRUE(*text_of(finding, "remedy"));
	}
	expect_nothing_else(examined, scenario);
	if (scenario->build == in_a_cgroup_that_forbids)
		remove_forbidding_cgroup(examined->process);
	CU_ASSERT_EQUAL(examined->code, stops);
	CU_ASSERT_EQUAL(json_is_true(json_object_get(examined->json, "ready")), !stops);
}

static void try_scenario(const struct scenario *scenario)
{
	struct examined examined = examine_setup(scenario->build, scenario->parent);

	if (examined.code == NO_SUCH_KIND)
		printf("this kernel has nothing to own a parent as this wants: %s\n", scenario->words);
	else
		judge(scenario, &examined);
	examined_free(&examined);
}

static void finds_what_is_broken_and_nothing_else(void)
{
	for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
		try_scenario(&scenarios[i]);
}

/* No finding of the table above, but for what every machine and every veth may have. */
static void expect_in_order(void (*build)(void), const char *parent)
{
	static const struct scenario none = {.id = "nothing"};
	struct examined examined = examine_setup(build, parent);

	CU_ASSERT_EQUAL(examined.code, 0);
	CU_ASSERT_TRUE(json_is_true(json_object_get(examined.json, "ready")));
	CU_ASSERT_EQUAL(json_array_size(json_object_get(examined.json, "parents")), 1);
	expect_nothing_else(&examined, &none);
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

static void tells_a_station_from_an_access_point(void)
{
	static const struct scenario wireless = {.id = "parent.wireless"};
	struct examined examined = examine_setup(on_the_air, NULL);

	if (examined.code != NO_SUCH_KIND) {
		CU_ASSERT_EQUAL(examined.code, 0);
		CU_ASSERT_PTR_NOT_NULL(finding_of(&examined, wireless.id, "stops", STATION_DEVICE));
		CU_ASSERT_PTR_NULL(finding_of(&examined, wireless.id, "stops", ACCESS_POINT_DEVICE));
		expect_nothing_else(&examined, &wireless);
	}
	examined_free(&examined);
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
static void one_and_a_half(void)
{
	make_parent();
	request(links, "p1", "bridge", NULL, 0);
}

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
	{"tells a station from an access point", tells_a_station_from_an_access_point},
	{"wireless guests are as said", wireless_guests_are_as_said},
};

SELFTEST_MAIN("kernel_doctor", tests)
