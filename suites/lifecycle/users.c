/* users: who may do what with macvtaps and their taps. A case takes its own rights away, which is for good, and then tries. */
#include "suites/lifecycle/lifecycle.h"

#include "fixtures/bare.h"
#include "harness/net/address.h"
#include "harness/net/handover.h"
#include "harness/net/privilege.h"
#include "harness/net/tap_node.h"
#include "harness/net/tap_path.h"
#include "suites/lifecycle/requirements.h"
#include "suites/tap/bench.h"

#include <errno.h>
#include <linux/capability.h>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <linux/ioctl.h>

/* ---- devices ---- */

static void keep_network_administration(void)
{
	capabilities_keep_only(CAP_NET_ADMIN);
}

static void keep_all_else(void)
{
	capabilities_give_up(CAP_NET_ADMIN);
}

static const struct subject {
	const char *name;
	const struct requirement *requirement;
	void (*become)(void);
	int error;
} subjects[] = {
	{"administrator", &LIFE_USER_04, keep_network_administration, 0},
	{"all_else", &LIFE_USER_05, keep_all_else, EPERM},
	{"no_capability", &LIFE_USER_05, capabilities_drop, EPERM},
	{"nobody", &LIFE_USER_05, become_nobody, EPERM},
	{"another_namespaces_root", &LIFE_USER_05, user_namespace_enter_alone, EPERM},
};

static struct answer create(struct links *links)
{
	return try_macvtap_create(links,
				  &(struct macvtap){.name = "new", .parent = "p0", .mode = MODE_BRIDGE});
}

static struct answer change(struct links *links)
{
	return try_macvtap_set_mode(links, DEVICE_A, MODE_VEPA, 0);
}

static struct answer set_address(struct links *links)
{
	return try_link_set_mac(links, DEVICE_A, STATION_LISTED);
}

static struct answer bring_up(struct links *links)
{
	return try_link_set_up(links, DEVICE_A);
}

static struct answer delete (struct links *links)
{
	return try_link_delete(links, DEVICE_A);
}

/* ---- and what has become of it ---- */

/* By sysfs, which is for everybody to read. */
static bool is_there(const char *name)
{
	return sysfs_shows(name, "mtu");
}

static bool is_made(struct links *links)
{
	(void)links;
	return is_there("new");
}

static bool is_vepa(struct links *links)
{
	return link_number(links, DEVICE_A, OF_DRIVER, IFLA_MACVLAN_MODE) == MODE_VEPA;
}

static bool has_address(struct links *links)
{
	return address_is(links, DEVICE_A, STATION_LISTED);
}

static bool is_up(struct links *links)
{
	struct link_facts *facts = link_facts(links, DEVICE_A);
	bool up = fact_flags(facts) & IFF_UP;

	link_facts_free(facts);
	return up;
}

static bool is_deleted(struct links *links)
{
	(void)links;
	return !is_there(DEVICE_A);
}

static const struct act {
	const char *name;
	struct answer (*act)(struct links *links);
	bool (*done)(struct links *links);
} acts[] = {
	{"create", create, is_made}, {"mode", change, is_vepa},      {"address", set_address, has_address},
	{"up", bring_up, is_up},     {"delete", delete, is_deleted},
};

enum { SUBJECTS = sizeof subjects / sizeof subjects[0], ACTS = sizeof acts / sizeof acts[0] };

static struct trial {
	const struct subject *subject;
	const struct act *act;
} trials[SUBJECTS][ACTS];

/* The sockets have been opened with all rights; what counts is who speaks. */
static void try_act(const void *data)
{
	const struct trial *trial = data;
	struct testbed *net = testbed_build(&bare_unwatched);

	macvtap_create(net->host, &(struct macvtap){.name = DEVICE_A, .parent = "p0", .mode = MODE_BRIDGE});
	trial->subject->become();
	expect_error(trial->act->name, trial->act->act(net->host).error, trial->subject->error);
	expect_true(trial->subject->error ? "nothing has become of it" : "it has been done",
		    trial->act->done(net->host) == !trial->subject->error);
}

static void add_trials(struct case_list *list)
{
	for (size_t i = 0; i < SUBJECTS; i++) {
		for (size_t j = 0; j < ACTS; j++) {
			const struct testcase testcase = {
				.requirement = subjects[i].requirement,
				.run = try_act,
				.data = &trials[i][j],
				.summary = "somebody with few rights and a macvtap of others"};

			trials[i][j] = (struct trial){&subjects[i], &acts[j]};
			case_add_as(list, &testcase, "lifecycle.rights.%s.%s", subjects[i].name,
				    acts[j].name);
		}
	}
}

/* The root of a namespace of his own, which has nothing of the machine's. */
static void own_namespace(const void *data)
{
	struct bench bench = bench_alone();
	const uint64_t major = tap_major(DEVICE_A), minor = tap_minor(DEVICE_A);
	const struct macvtap child = {.name = "own", .parent = "v0", .mode = MODE_BRIDGE, .up = true};
	struct veth veth = {
		.name = "v0", .peer_name = "v1", .address = ADDRESS_HOST, .peer_address = ADDRESS_WIRE};
	struct links *links;

	(void)data;
	(void)bench;
	user_namespace_enter();
	veth.there = netns_here();
	links = links_of(veth.there);
	veth_create(links, &veth);
	expect_error("making a macvtap", try_macvtap_create(links, &child).error, 0);
	expect_error("changing its mode", try_macvtap_set_mode(links, child.name, MODE_VEPA, 0).error, 0);
	expect_error("deleting it", try_link_delete(links, child.name).error, 0);
	expect_error("making a node", try_tap_node(major, minor), EPERM);
}

/* ---- descriptors ---- */

/* Both directions, the device's name, its offloads, its queue, its address. */
static void use_in_full(struct bench *bench)
{
	const struct tap_address other = {.family = ARPHRD_ETHER, .address = STATION_LISTED};
	const struct tap_address own = {.family = ARPHRD_ETHER, .address = ADDRESS_GUEST_A};
	struct tap_identity identity;

	expect_error("asking whose it is", try_tap_identity(bench->a, &identity), 0);
	expect_error("setting offloads",
		     try_tap_request(bench->a, TUNSETOFFLOAD, (void *)(uintptr_t)TUN_F_CSUM), 0);
	expect_error("detaching the queue", try_tap_set_queue(bench->a, IFF_DETACH_QUEUE), 0);
	expect_error("attaching the queue", try_tap_set_queue(bench->a, IFF_ATTACH_QUEUE), 0);
	expect_length("writing to itself", try_tap_write(bench->a, frame_number(1, FRAME), FRAME), FRAME);
	expect_frame(bench, 1);
	expect_error("taking another address", try_tap_set_address(bench->a, &other), 0);
	expect_error("taking its own again", try_tap_set_address(bench->a, &own), 0);
	send_number(bench, 2);
	expect_frame(bench, 2);
}

static void kept_descriptor(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	become_nobody();
	use_in_full(&bench);
}

static void handed_over(const void *data)
{
	struct bench bench = bench_plain();
	int socket = handover_send(bench.a);

	(void)data;
	become_nobody();
	bench.a = handover_receive(socket);
	use_in_full(&bench);
}

struct node_row {
	const char *name;
	unsigned permissions;
	int error;
};

static const struct node_row nodes[] = {
	{"of_root", 0600, EACCES},
	{"readable", 0644, EACCES},
	{"of_everybody", 0666, 0},
};

static void open_node(const void *data)
{
	const struct node_row *row = data;
	struct bench bench = bench_alone();
	const char *path = tap_path_make(DEVICE_A, row->permissions);
	struct tap_identity identity;
	int tap;

	(void)bench;
	become_nobody();
	expect_error("opening the node", try_tap_path(path, &tap), row->error);
	if (!row->error)
		expect_error("asking whose it is", try_tap_identity(tap, &identity), 0);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "lifecycle.descriptor.kept", .requirement = &LIFE_USER_01, .run = kept_descriptor, .summary = "who has opened a tap loses all rights, and uses it"},
	{.id = "lifecycle.descriptor.handed_over", .requirement = &LIFE_USER_01, .run = handed_over, .summary = "a tap's descriptor is sent to somebody without rights"},
	{.id = "lifecycle.rights.own_namespace", .requirement = &LIFE_USER_03, .run = own_namespace, .summary = "the root of a user namespace makes a macvtap in a namespace of his own"},
	{.id = NULL},
};
/* clang-format on */

void users_add_cases(struct case_list *list)
{
	case_add_all(list, cases);
	add_trials(list);
	ADD_ROWS_APART(list, "lifecycle.node", &LIFE_USER_02, open_node, nodes,
		       "nobody tries to open a tap's node");
}
