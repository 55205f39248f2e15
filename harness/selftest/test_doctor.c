/* The doctor's judgement on made-up facts: what no namespace of this machine can be made to be, because the kernel lacks
 * the kind of device, the card or the bug. */
#include "harness/doctor/checks.h"
#include "harness/doctor/doctor.h"
#include "harness/doctor/host.h"
#include "harness/selftest/documented.h"
#include "harness/selftest/invoke.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <limits.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PARENT, OWNER, DEVICES };

/* A host in order, with one card, and whatever owns it in the other place. */
static struct device devices[DEVICES];
static struct host host;
static struct parent_facts facts;
static struct stranger stranger;

static void begin(void)
{
	devices[PARENT] = (struct device){
		.name = "eth0",
		.index = 2,
		.type = ARPHRD_ETHER,
		.flags = IFF_UP,
		.carrier = true,
		.lower_elsewhere = -1,
		.mtu = 1500,
	};
	devices[OWNER] = (struct device){
		.name = "owner0",
		.index = 3,
		.type = ARPHRD_ETHER,
		.flags = IFF_UP,
		.carrier = true,
		.lower_elsewhere = -1,
		.mtu = 1500,
	};
	host = (struct host){
		.roots = {"/nowhere", "/nowhere", "/nowhere"},
		.release = "6.12.0",
		.is_root = true,
		.sysfs_is_ours = true,
		.devices = {devices, DEVICES},
		.probe = {.state = PROBE_DONE,
			  .major = 246,
			  .vnet_header = true,
			  .multi_queue = true,
			  .node_in_dev = true,
			  .queue_length = true},
		.dev_type = "devtmpfs",
		.vhost = FILE_USABLE,
		.tun = FILE_USABLE,
	};
	facts = (struct parent_facts){
		.device = &devices[PARENT],
		.driver = "igb",
		.hardware = true,
		.gro = true,
		.segmentation = true,
		.scatter_gather = true,
	};
	stranger = (struct stranger){.process = 4711, .where = "process 4711 (sh)"};
}

static const struct diagnosis_finding *find(const struct diagnosis *diagnosis, const char *id,
					    enum severity severity)
{
	for (size_t i = 0; i < diagnosis->finding_count; i++) {
		if (!strcmp(diagnosis->findings[i].id, id) && diagnosis->findings[i].severity == severity)
			return &diagnosis->findings[i];
	}
	return NULL;
}

static struct diagnosis examined(void)
{
	struct diagnosis diagnosis = diagnosis_begin(&host, ANY_PARENT);

	doctor_examine_host(&host, &diagnosis);
	doctor_remind_of_guests(&host, &diagnosis);
	doctor_judge_parent(&host, &facts, &diagnosis);
	return diagnosis;
}

/* Exactly this is found, besides notes that are always there, in words among which these are. */
static void expect(const char *id, enum severity severity, const char *words)
{
	struct diagnosis diagnosis = examined();
	const struct diagnosis_finding *finding = find(&diagnosis, id, severity);
	size_t bad = diagnosis_count(&diagnosis, SEVERITY_STOPS, NULL) +
		     diagnosis_count(&diagnosis, SEVERITY_LIMITS, NULL);

	CU_ASSERT_PTR_NOT_NULL(finding);
	if (!finding || !strstr(finding->what, words)) {
		fprintf(stderr, "%s: not '%s', but '%s'\n", id, words, finding ? finding->what : "nothing");
		CU_FAIL("other words");
	}
	CU_ASSERT_EQUAL(bad, severity <= SEVERITY_LIMITS);
	CU_ASSERT_EQUAL(diagnosis_is_ready(&diagnosis), severity != SEVERITY_STOPS);
	diagnosis_free(&diagnosis);
	begin();
}

static void expect_nothing(void)
{
	struct diagnosis diagnosis = examined();

	CU_ASSERT_EQUAL(diagnosis_count(&diagnosis, SEVERITY_STOPS, NULL), 0);
	CU_ASSERT_EQUAL(diagnosis_count(&diagnosis, SEVERITY_LIMITS, NULL), 0);
	CU_ASSERT_EQUAL(diagnosis_count(&diagnosis, SEVERITY_UNSEEN, ""), 0);
	CU_ASSERT_TRUE(diagnosis_is_ready(&diagnosis));
	diagnosis_free(&diagnosis);
}

static void finds_nothing_in_order(void)
{
	begin();
	expect_nothing();
}

/* ---- who owns a device ---- */

static void names_whoever_owns_a_port(void)
{
	static const char *const kinds[][2] = {
		{"bridge", "bridge"}, {"bond", "bond"}, {"team", "team"}, {"openvswitch", "Open vSwitch"},
		{"", "failover"},
	};

	begin();
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		devices[PARENT].master = devices[OWNER].index;
		strcpy(devices[OWNER].kind, kinds[i][0]);
		expect("parent.busy", SEVERITY_STOPS, kinds[i][1]);
	}
	/* the port's own word counts, even where its master's kind is not told */
	devices[PARENT].master = devices[OWNER].index;
	strcpy(devices[PARENT].port_kind, "bond");
	expect("parent.busy", SEVERITY_STOPS, "bond owner0");
}

static void names_whoever_stands_on_a_device(void)
{
	static const char *const kinds[] = {"ipvlan", "ipvtap", "macsec", "rmnet"};

	begin();
	strcpy(devices[OWNER].kind, "hsr");
	devices[OWNER].ring[1] = devices[PARENT].index;
	expect("parent.busy", SEVERITY_STOPS, "ring owner0");
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		devices[OWNER].lower = devices[PARENT].index;
		strcpy(devices[OWNER].kind, kinds[i]);
		expect("parent.busy", SEVERITY_STOPS, "owner0");
	}
}

static void names_an_ipvlan_elsewhere(void)
{
	begin();
	host.strangers = &stranger;
	host.stranger_count = 1;
	strcpy(stranger.device.name, "ipvl0");
	strcpy(stranger.device.kind, "ipvlan");
	stranger.lower_here = devices[PARENT].index;
	expect("parent.busy", SEVERITY_STOPS, "ipvl0 of process 4711 (sh)");
}

/* What takes no frames from its port is in nobody's way. */
static void blames_nobody_who_is_not_in_the_way(void)
{
	static const char *const kinds[] = {"vrf", "batadv"};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		begin();
		devices[PARENT].master = devices[OWNER].index;
		strcpy(devices[OWNER].kind, kinds[i]);
		expect_nothing();
	}
	begin();
	strcpy(devices[OWNER].kind, "vlan");
	devices[OWNER].lower = devices[PARENT].index;
	expect_nothing();
	/* the same index in another namespace is another device */
	begin();
	strcpy(devices[OWNER].kind, "ipvlan");
	devices[OWNER].lower = devices[PARENT].index;
	devices[OWNER].lower_elsewhere = 0;
	expect_nothing();
}

/* ---- what it is ---- */

static void tells_cards_of_hypervisors(void)
{
	static const char *const drivers[][2] = {
		{"virtio_net", "KVM"},   {"vmxnet3", "VMware"}, {"hv_netvsc", "Hyper-V"},
		{"xen-netfront", "Xen"}, {"ena", "AWS"},        {"gve", "Google"},
	};

	begin();
	for (size_t i = 0; i < sizeof drivers / sizeof drivers[0]; i++) {
		strcpy(facts.driver, drivers[i][0]);
		expect("parent.outside", SEVERITY_LIMITS, drivers[i][1]);
	}
}

static void tells_link_layers(void)
{
	static const struct {
		uint16_t type;
		const char *words;
	} types[] = {
		{ARPHRD_NONE, "IP packets"},       {ARPHRD_PPP, "PPP"},
		{ARPHRD_INFINIBAND, "InfiniBand"}, {ARPHRD_IPGRE, "IP tunnel"},
		{ARPHRD_IEEE802154, "another"},
	};

	begin();
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		devices[PARENT].type = types[i].type;
		expect("parent.not_ethernet", SEVERITY_STOPS, types[i].words);
	}
}

static void judges_wireless_and_virtual_functions(void)
{
	begin();
	facts.wireless = true;
	expect("parent.wireless", SEVERITY_STOPS, "Wi-Fi");
	facts.wireless = facts.speaks_for_others = true;
	expect_nothing();
	begin();
	facts.virtual_function = true;
	expect("parent.virtual_function", SEVERITY_LIMITS, "virtual function");
}

static void judges_settings_of_cards(void)
{
	begin();
	facts.lro = true;
	expect("offload.lro", SEVERITY_LIMITS, "LRO");
	facts.vlan_filter = true;
	expect("offload.vlan_filter", SEVERITY_NOTE, "rx-vlan-filter");
	facts.gro = false;
	expect("offload.gro", SEVERITY_LIMITS, "GRO");
}

/* A guest is up on it and it filters: that is known, and nothing to be told. */
static void believes_a_card_that_filters(void)
{
	struct diagnosis diagnosis;

	begin();
	strcpy(devices[OWNER].kind, "macvtap");
	devices[OWNER].lower = devices[PARENT].index;
	devices[OWNER].address.octet[5] = 1;
	devices[OWNER].mode = MODE_BRIDGE;
	diagnosis = examined();
	CU_ASSERT_PTR_NULL(find(&diagnosis, "filter.unicast", SEVERITY_UNSEEN));
	CU_ASSERT_PTR_NULL(find(&diagnosis, "filter.unicast", SEVERITY_NOTE));
	diagnosis_free(&diagnosis);
	devices[OWNER].flags = 0;
	diagnosis = examined();
	CU_ASSERT_PTR_NOT_NULL(find(&diagnosis, "filter.unicast", SEVERITY_UNSEEN));
	diagnosis_free(&diagnosis);
}

/* ---- the host ---- */

static void judges_the_kernel(void)
{
	begin();
	host.probe.macvtap = (struct answer){EOPNOTSUPP, "Unknown device type"};
	expect("kernel.macvtap", SEVERITY_STOPS, "EOPNOTSUPP: Unknown device type");
	host.probe.queue_length = false;
	expect("kernel.broadcast_queue", SEVERITY_NOTE, "5.11");
	host.probe.node = EPERM;
	expect("tap.cgroup", SEVERITY_STOPS, "EPERM");
}

static void says_what_it_could_not_try(void)
{
	static const enum probe_state states[] = {PROBE_NO_NAMESPACE, PROBE_NO_PARENT, PROBE_DIED};

	begin();
	for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
		host.probe = (struct probe){.state = states[i], .node = -1};
		expect("kernel.macvtap", SEVERITY_UNSEEN, "Whether this kernel has macvtap");
	}
	host.probe.node = -1;
	expect("tap.cgroup", SEVERITY_UNSEEN, "not tried");
	host.namespaces_unseen = 1;
	expect("host.namespaces", SEVERITY_UNSEEN, "Not all");
}

static void judges_device_files(void)
{
	begin();
	host.vhost = FILE_ABSENT;
	expect("host.vhost", SEVERITY_LIMITS, "no /dev/vhost-net");
	host.vhost = FILE_FORBIDDEN;
	expect("host.vhost", SEVERITY_LIMITS, "may not open");
	host.vhost_is_loadable = true;
	expect("host.vhost", SEVERITY_UNSEEN, "not loaded yet");
	host.tun = FILE_ABSENT;
	expect("host.tun", SEVERITY_NOTE, "no /dev/net/tun");
}

/* ---- reading sysfs ---- */

static char root[] = "/tmp/mvc-doctor-XXXXXX";

static void make_folder(const char *path)
{
	char whole[PATH_MAX];

	snprintf(whole, sizeof whole, "%s/%s", root, path);
	CU_ASSERT_EQUAL(mkdir(whole, 0700), 0);
}

/* In the clothes of "lo", which every namespace has: what sysfs has of it is made up, the rest is its own. */
static void reads_what_sysfs_tells_of_a_device(void)
{
	static const char *const folders[] = {"class",
					      "class/net",
					      "class/net/lo",
					      "class/net/lo/phy80211",
					      "class/net/lo/device",
					      "class/net/lo/device/physfn"};
	struct device lo = {.name = "lo", .lower_elsewhere = -1};
	struct parent_facts read;

	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(root));
	begin();
	host.roots.sys = root;
	read = parent_facts(&host, &lo);
	CU_ASSERT_FALSE(read.wireless || read.hardware || read.virtual_function);
	for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
		make_folder(folders[i]);
	read = parent_facts(&host, &lo);
	CU_ASSERT_TRUE(read.wireless && read.hardware && read.virtual_function);
	/* another namespace's sysfs tells nothing */
	host.sysfs_is_ours = false;
	read = parent_facts(&host, &lo);
	CU_ASSERT_FALSE(read.wireless || read.hardware || read.virtual_function);
	for (size_t i = sizeof folders / sizeof folders[0]; i--;) {
		char whole[PATH_MAX];

		snprintf(whole, sizeof whole, "%s/%s", root, folders[i]);
		rmdir(whole);
	}
	rmdir(root);
}

/* ---- what is chosen, and what is documented ---- */

static const char *choice(const char *kind, int master, uint32_t flags)
{
	size_t place = 0;

	begin();
	host.devices.count = 1;
	strcpy(devices[PARENT].kind, kind);
	devices[PARENT].master = master;
	devices[PARENT].flags |= flags;
	return host_next_parent(&host, &place);
}

static void chooses_what_somebody_would_choose(void)
{
	static const char *const left_out[] = {"macvtap", "macvlan", "ipvlan", "ipvtap", "tun", "ifb"};
	static const char *const taken[] = {"", "bridge", "bond", "team", "vlan", "veth", "dummy"};

	for (size_t i = 0; i < sizeof left_out / sizeof left_out[0]; i++)
		CU_ASSERT_PTR_NULL(choice(left_out[i], 0, 0));
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
		CU_ASSERT_PTR_NOT_NULL(choice(taken[i], 0, 0));
	CU_ASSERT_PTR_NULL(choice("", 0, IFF_LOOPBACK));
	/* a card in a bridge is told of, a container's end in it is not */
	CU_ASSERT_PTR_NOT_NULL(choice("", 3, 0));
	CU_ASSERT_PTR_NULL(choice("veth", 3, 0));
}

static void every_id_is_documented(void)
{
	expect_documented(host_checks, host_check_count);
	expect_documented(guest_checks, guest_check_count);
	expect_documented(parent_checks, parent_check_count);
}

static const struct selftest tests[] = {
	{"finds nothing in order", finds_nothing_in_order},
	{"names whoever owns a port", names_whoever_owns_a_port},
	{"names whoever stands on a device", names_whoever_stands_on_a_device},
	{"names an ipvlan elsewhere", names_an_ipvlan_elsewhere},
	{"blames nobody who is not in the way", blames_nobody_who_is_not_in_the_way},
	{"tells cards of hypervisors", tells_cards_of_hypervisors},
	{"tells link layers", tells_link_layers},
	{"judges wireless and virtual functions", judges_wireless_and_virtual_functions},
	{"judges settings of cards", judges_settings_of_cards},
	{"believes a card that filters", believes_a_card_that_filters},
	{"judges the kernel", judges_the_kernel},
	{"says what it could not try", says_what_it_could_not_try},
	{"judges device files", judges_device_files},
	{"reads what sysfs tells of a device", reads_what_sysfs_tells_of_a_device},
	{"chooses what somebody would choose", chooses_what_somebody_would_choose},
	{"every id is documented", every_id_is_documented},
};

SELFTEST_MAIN("doctor", tests)
