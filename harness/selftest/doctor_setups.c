#include "harness/selftest/doctor_setups.h"

#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/net/ethtool.h"
#include "harness/net/tun.h"
#include "harness/selftest/forbidding_cgroup.h"
#include "harness/selftest/vswitch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <signal.h>
#include <stdio.h>
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
enum {
	MISC_MAJOR = 10,
	VHOST_NET_MINOR = 238
}; /* of /dev/vhost-net, as Documentation/admin-guide/devices.txt has it */

/* ---- what set-ups are made of ---- */

static struct links *links;

/* p0 or p1, up, and its far end w0 or w1, which is down and stays as long as the doctor's process. */
static struct netns plug(int number, uint32_t mtu)
{
	struct netns wire = netns_new();
	struct veth veth = {
		.name = number ? "p1" : "p0",
		.address = mac("02:00:00:00:00:01"),
		.there = wire,
		.peer_name = number ? "w1" : "w0",
		.peer_address = mac("02:00:00:00:00:02"),
		.mtu = mtu,
	};

	veth.address.octet[4] = veth.peer_address.octet[4] = (uint8_t)number;
	links = links_of(netns_here());
	veth_create(links, &veth);
	link_set_up(links, veth.name);
	fcntl(wire.fd, F_SETFD, 0); /* outlives exec */
	return wire;
}

static void make_parent_of_mtu(uint32_t mtu)
{
	struct netns wire = plug(0, mtu);

	link_set_up(links_of(wire), "w0");
	link_wait_running(links, "p0");
}

void make_parent(void)
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

void empty(void)
{
}

void in_order(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
}

void in_order_with_nodes_of_its_own(void)
{
	in_order();
	mount_dev(0);
	make_node("mvt0");
}

void in_a_bridge(void)
{
	make_parent();
	bridge_create(links, "br0");
	bridge_add_reflecting_port(links, "br0", "p0");
}

/* Not every kernel has every kind of owner: whoever examines such a set-up is told by the exit code. */
static void insist_or_leave(struct answer answer, const char *kind)
{
	if (answer.error == EOPNOTSUPP)
		_exit(NO_SUCH_KIND);
	if (answer.error)
		broken("cannot make a %s: %s %s", kind, errno_name(answer.error), answer.text);
}

/* What the doctor says of an owned parent is so. */
static void expect_busy(void)
{
	struct answer answer = try_macvtap_create(
		links, &(struct macvtap){.name = "mvt0", .parent = "p0", .mode = MODE_BRIDGE});

	if (answer.error != EBUSY)
		broken("a macvtap on p0 is not refused with EBUSY, but %s",
		       answer.error ? errno_name(answer.error) : "made");
}

static void owned_by(const char *kind)
{
	make_parent();
	insist_or_leave(try_link_request(links, REQUEST_CREATE, "owner0", kind, NULL, 0), kind);
	link_set_down(links, "p0"); /* neither of them takes a port that is up */
	bridge_add_port(links, "owner0", "p0");
	link_set_up(links, "p0");
	expect_busy();
}

void in_a_bond(void)
{
	owned_by("bond");
}

void in_a_team(void)
{
	owned_by("team");
}

static uint32_t index_of(const char *device)
{
	return (uint32_t)link_index(links, device);
}

static void below(const char *kind)
{
	make_parent();
	insist_or_leave(
		try_link_request(links, REQUEST_CREATE, "owner0", kind,
				 (const struct attribute[]){NUMBER32(OF_DEVICE, IFLA_LINK, index_of("p0"))},
				 1),
		kind);
	expect_busy();
}

void below_an_ipvlan(void)
{
	below("ipvlan");
}

void below_macsec(void)
{
	below("macsec");
}

void in_a_ring(void)
{
	make_parent();
	plug(1, 0);
	insist_or_leave(try_link_request(links, REQUEST_CREATE, "owner0", "hsr",
					 (const struct attribute[]){
						 NUMBER32(OF_DRIVER, IFLA_HSR_SLAVE1, index_of("p0")),
						 NUMBER32(OF_DRIVER, IFLA_HSR_SLAVE2, index_of("p1")),
					 },
					 2),
			"ring");
	expect_busy();
}

void in_an_open_vswitch(void)
{
	int error;

	make_parent();
	error = vswitch_create("owner0");
	if (error == ENOENT)
		_exit(NO_SUCH_KIND);
	if (!error)
		error = vswitch_add_port("owner0", "p0");
	if (error)
		broken("cannot make an Open vSwitch: %s", errno_name(error));
	expect_busy();
}

void with_passthru(void)
{
	make_parent();
	make_child("mvt0", MODE_PASSTHRU);
}

void with_passthru_elsewhere(void)
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

void with_a_strangers_node(void)
{
	make_parent();
	make_stranger();
	make_macvtap(links, "mvt0", "p0", MODE_BRIDGE, index_of_its_own(THEIRS));
}

void with_a_stranger_ahead(void)
{
	make_parent();
	make_stranger();
}

void without_nodes(void)
{
	make_parent();
	mount_dev(0);
}

void with_one_node_missing(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	mount_dev(0);
}

void with_a_file_for_a_node(void)
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

void with_a_dev_without_devices(void)
{
	make_parent();
	mount_dev(MS_NODEV);
}

void in_a_cgroup_that_forbids(void)
{
	make_parent();
	enter_forbidding_cgroup();
}

void without_segmentation(void)
{
	make_parent();
	link_switch_feature("p0", "tx-tcp-segmentation", OFF);
}

void without_scatter_gather(void)
{
	make_parent();
	link_switch_feature("p0", "tx-scatter-gather", OFF);
}

void without_gro(void)
{
	make_tun(TUN_FRAMES);
	link_switch_feature("t0", "rx-gro", OFF);
}

void on_a_tap(void)
{
	make_tun(TUN_FRAMES);
}

void on_packets(void)
{
	make_tun(TUN_PACKETS);
}

void with_small_frames(void)
{
	make_parent_of_mtu(1400);
}

void down(void)
{
	make_parent();
	link_set_down(links, "p0");
}

void unplugged(void)
{
	plug(0, 0);
}

void with_twins(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	make_macvtap(links, "mvt1", "p0", MODE_BRIDGE, index_of_its_own(THEIRS));
	link_set_mac(links, "mvt0", mac("02:00:00:00:00:0a"));
	link_set_mac(links, "mvt1", mac("02:00:00:00:00:0a"));
	link_set_up(links, "mvt0");
}

void with_a_short_queue(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	macvtap_set_broadcast_queue(links, "mvt0", 10);
}

void with_a_guest_up(void)
{
	make_parent();
	make_child("mvt0", MODE_BRIDGE);
	link_set_up(links, "mvt0");
	link_wait_running(links, "mvt0");
}

/* /sys stays the one of before. */
void without_sysfs(void)
{
	make_parent();
	if (umount2("/sys", MNT_DETACH) < 0)
		broken("cannot unmount /sys: %s", errno_name(errno));
}

static void become_a_user(void)
{
	if (setgid(65534) < 0 || setuid(65534) < 0)
		broken("cannot become a user: %s", errno_name(errno));
}

void as_a_user(void)
{
	in_order();
	become_a_user();
}

void with_a_vhost_of_roots(void)
{
	in_order_with_nodes_of_its_own();
	if (mknod("/dev/vhost-net", S_IFCHR | 0600, makedev(MISC_MAJOR, VHOST_NET_MINOR)) < 0)
		broken("cannot make /dev/vhost-net: %s", errno_name(errno));
	become_a_user();
}

void one_and_a_half(void)
{
	make_parent();
	request(links, "p1", "bridge", NULL, 0);
}
