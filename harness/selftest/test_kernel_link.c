/* Links on the real kernel: what is asked for is what the kernel says it has. */
#include "harness/core/clock.h"
#include "harness/net/link.h"
#include "harness/net/netlink.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define BC_CUTOFF 9 /* IFLA_MACVLAN_BC_CUTOFF */

#define HOST  mac("02:00:00:00:00:01")
#define WIRE  mac("02:00:00:00:00:02")
#define GUEST mac("02:00:00:00:00:0a")
#define GROUP mac("01:00:5e:01:02:03")

/* p0 in one namespace, w0 in the other, up and RUNNING. */
struct pair {
	struct netns here;
	struct links *links, *wire;
};

static struct pair new_pair(void)
{
	static bool entered;
	struct netns there;
	struct pair pair;

	if (!entered)
		netns_enter_private();
	entered = true;
	pair.here = netns_new();
	there = netns_new();
	pair.links = links_of(pair.here);
	pair.wire = links_of(there);
	veth_create(pair.links, &(struct veth){
					.name = "p0",
					.address = HOST,
					.there = there,
					.peer_name = "w0",
					.peer_address = WIRE,
				});
	link_set_up(pair.wire, "w0");
	link_set_up(pair.links, "p0");
	link_wait_running(pair.links, "p0");
	link_wait_running(pair.wire, "w0");
	return pair;
}

static struct macvtap child(enum mode mode)
{
	static struct mac address;

	address = GUEST;
	return (struct macvtap){.name = "mvt0", .parent = "p0", .mode = mode, .address = &address};
}

static void create(struct pair pair, enum mode mode)
{
	struct macvtap macvtap = child(mode);

	macvtap_create(pair.links, &macvtap);
}

/* ---- reading back what link_state() does not tell ---- */

struct wanted {
	int attribute;
	int64_t value; /* -1: the kernel did not say */
};

static int find_attribute(struct nl_msg *message, void *context)
{
	struct wanted *wanted = context;
	struct nlattr *info = nlmsg_find_attr(nlmsg_hdr(message), sizeof(struct ifinfomsg), IFLA_LINKINFO);
	struct nlattr *data = info ? nla_find(nla_data(info), nla_len(info), IFLA_INFO_DATA) : NULL;
	struct nlattr *found = data ? nla_find(nla_data(data), nla_len(data), wanted->attribute) : NULL;

	if (found)
		wanted->value = nla_get_u32(found);
	return NL_OK;
}

static int64_t macvlan_attribute(struct links *links, int attribute)
{
	struct nl_msg *question = link_message(RTM_GETLINK, 0, "mvt0");
	struct wanted wanted = {attribute, -1};

	nl_socket_modify_cb(links->request, NL_CB_VALID, NL_CB_CUSTOM, find_attribute, &wanted);
	CU_ASSERT(nl_send_auto(links->request, question) > 0);
	CU_ASSERT_EQUAL(nl_recvmsgs_default(links->request), 0); /* the answer, and that it was one */
	CU_ASSERT_EQUAL(nl_wait_for_ack(links->request), 0);
	nl_socket_modify_cb(links->request, NL_CB_VALID, NL_CB_DEFAULT, NULL, NULL);
	nlmsg_free(question);
	return wanted.value;
}

static bool in_multicast_list(const char *device, const char *address)
{
	FILE *file = fopen("/proc/thread-self/net/dev_mcast", "re");
	char name[32], octets[32];
	bool found = false;

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	while (fscanf(file, "%*d %31s %*d %*d %31s", name, octets) == 2)
		found |= !strcmp(name, device) && !strcmp(octets, address);
	fclose(file);
	return found;
}

/* Runs what must end as BROKEN in a process of its own; its sentence goes to text. */
static void expect_broken(void (*act)(struct pair), struct pair pair, char *text, size_t size)
{
	int says[2], status;
	FILE *heard;
	pid_t pid;

	CU_ASSERT_FATAL(!pipe(says));
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		dup2(says[1], STDERR_FILENO);
		act(pair);
		_exit(0);
	}
	close(says[1]);
	heard = fdopen(says[0], "r");
	CU_ASSERT_PTR_NOT_NULL_FATAL(heard);
	text[fread(text, 1, size - 1, heard)] = '\0';
	fclose(heard);
	CU_ASSERT_EQUAL(waitpid(pid, &status, 0), pid);
	CU_ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) != 0);
}

/* ---- making ---- */

static void a_pair_is_as_asked_for(void)
{
	struct pair pair = new_pair();
	struct link_state here = link_state(pair.links, "p0"), there = link_state(pair.wire, "w0");

	CU_ASSERT_TRUE(mac_equal(here.address, HOST));
	CU_ASSERT_TRUE(mac_equal(there.address, WIRE));
	CU_ASSERT_TRUE(here.up && here.running && there.up && there.running);
	CU_ASSERT_NOT_EQUAL(here.index, there.index); /* or a carrier can be a second late */
	CU_ASSERT_EQUAL(here.mode, 0);
	CU_ASSERT_EQUAL(here.mtu, 1500);
}

static void every_mode_reads_back(void)
{
	static const enum mode modes[] = {MODE_PRIVATE, MODE_VEPA, MODE_BRIDGE, MODE_SOURCE, MODE_PASSTHRU};
	struct pair pair = new_pair();

	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		struct macvtap macvtap = child(modes[i]);
		struct link_state state;

		macvtap.mtu = 1400;
		macvtap.flags = FLAG_NOPROMISC;
		macvtap_create(pair.links, &macvtap);
		state = link_state(pair.links, "mvt0");
		CU_ASSERT_EQUAL(state.mode, modes[i]);
		CU_ASSERT_EQUAL(state.flags, FLAG_NOPROMISC);
		CU_ASSERT_EQUAL(state.mtu, 1400);
		CU_ASSERT_FALSE(state.up);
		CU_ASSERT_TRUE(mac_equal(state.address, modes[i] == MODE_PASSTHRU ? HOST : GUEST));
		link_delete(pair.links, "mvt0");
		CU_ASSERT_EQUAL(try_link_delete(pair.links, "mvt0").error, ENODEV);
	}
}

static void what_is_not_given_is_not_sent(void)
{
	struct pair pair = new_pair();

	macvtap_create(pair.links, &(struct macvtap){.name = "mvt0", .parent = "p0"});
	CU_ASSERT_EQUAL(link_state(pair.links, "mvt0").mode, MODE_VEPA); /* the driver's own choice */
	CU_ASSERT_EQUAL(link_state(pair.links, "mvt0").mtu, 1500);
	CU_ASSERT_EQUAL(macvlan_attribute(pair.links, IFLA_MACVLAN_BC_QUEUE_LEN), 1000);
}

static void the_broadcast_queue_is_as_asked_for(void)
{
	struct pair pair = new_pair();
	struct macvtap macvtap = child(MODE_BRIDGE);

	macvtap.broadcast_queue = &(uint32_t){77};
	macvtap.broadcast_cutoff = &(int32_t){3};
	macvtap_create(pair.links, &macvtap);
	CU_ASSERT_EQUAL(macvlan_attribute(pair.links, IFLA_MACVLAN_BC_QUEUE_LEN), 77);
	macvtap_set_broadcast_queue(pair.links, "mvt0", 78);
	CU_ASSERT_EQUAL(macvlan_attribute(pair.links, IFLA_MACVLAN_BC_QUEUE_LEN), 78);
	if (macvlan_attribute(pair.links, BC_CUTOFF) < 0)
		return; /* a kernel before 6.4 ignores it */
	CU_ASSERT_EQUAL(macvlan_attribute(pair.links, BC_CUTOFF), 3);
	macvtap_set_broadcast_cutoff(pair.links, "mvt0", 4);
	CU_ASSERT_EQUAL(macvlan_attribute(pair.links, BC_CUTOFF), 4);
}

/* ---- what the kernel says ---- */

static void a_refusal_has_its_errno(void)
{
	struct pair pair = new_pair();
	struct macvtap second = {.name = "mvt1", .parent = "p0", .mode = MODE_PASSTHRU};

	create(pair, MODE_VEPA);
	second.address = NULL;
	CU_ASSERT_EQUAL(try_macvtap_create(pair.links, &second).error, EINVAL);
	second = child(MODE_VEPA);
	CU_ASSERT_EQUAL(try_macvtap_create(pair.links, &second).error, EEXIST);
	CU_ASSERT_EQUAL(try_link_set_mac(pair.links, "mvt0", GROUP).error, EADDRNOTAVAIL);
	CU_ASSERT_EQUAL(try_link_set_up(pair.links, "nosuch").error, ENODEV);
}

static void a_refusal_has_the_kernels_words(void)
{
	struct pair pair = new_pair();
	struct answer answer = try_link_set_mtu(pair.links, "p0", 100000);

	CU_ASSERT_EQUAL(answer.error, EINVAL);
	CU_ASSERT_STRING_EQUAL(answer.text, "mtu greater than device maximum");
	answer = try_link_set_mtu(pair.links, "p0", 1400);
	CU_ASSERT_EQUAL(answer.error, 0);
	CU_ASSERT_STRING_EQUAL(answer.text, "");
}

static void too_long(struct pair pair)
{
	link_set_mtu(pair.links, "p0", 100000);
}

static void broken_says_it_all(void)
{
	char text[300];

	expect_broken(too_long, new_pair(), text, sizeof text);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "cannot set the MTU of p0 to 100000: EINVAL (Invalid argument), "
					    "kernel says: mtu greater than device maximum"));
}

/* ---- changing ---- */

static void the_mode_changes_at_run_time(void)
{
	struct pair pair = new_pair();

	create(pair, MODE_BRIDGE);
	link_set_up(pair.links, "mvt0");
	macvtap_set_mode(pair.links, "mvt0", MODE_PRIVATE, FLAG_NODST);
	CU_ASSERT_EQUAL(link_state(pair.links, "mvt0").mode, MODE_PRIVATE);
	CU_ASSERT_EQUAL(link_state(pair.links, "mvt0").flags, FLAG_NODST);
	CU_ASSERT_EQUAL(try_macvtap_set_mode(pair.links, "mvt0", MODE_PASSTHRU, 0).error, EINVAL);
	CU_ASSERT_EQUAL(link_state(pair.links, "mvt0").mode, MODE_PRIVATE);
}

static void address_and_state_change(void)
{
	struct pair pair = new_pair();

	create(pair, MODE_BRIDGE);
	link_set_mac(pair.links, "mvt0", mac("02:00:00:00:00:77"));
	link_set_up(pair.links, "mvt0");
	CU_ASSERT_TRUE(mac_equal(link_state(pair.links, "mvt0").address, mac("02:00:00:00:00:77")));
	CU_ASSERT_TRUE(link_state(pair.links, "mvt0").up);
	CU_ASSERT_EQUAL(link_state(pair.links, "p0").promiscuity,
			1); /* what a veth makes of a second address */
	link_set_down(pair.links, "mvt0");
	CU_ASSERT_FALSE(link_state(pair.links, "mvt0").up);
	CU_ASSERT_EQUAL(link_state(pair.links, "p0").promiscuity, 0);
}

static int64_t listed(struct pair pair)
{
	return macvlan_attribute(pair.links, IFLA_MACVLAN_MACADDR_COUNT);
}

static void the_list_of_senders_is_edited(void)
{
	struct mac senders[] = {mac("02:00:00:00:01:01"), mac("02:00:00:00:01:02"), mac("02:00:00:00:01:03")};
	struct macvtap macvtap = child(MODE_SOURCE);
	struct pair pair = new_pair();

	macvtap.sources = senders;
	macvtap.source_count = 1;
	macvtap_create(pair.links, &macvtap);
	CU_ASSERT_EQUAL(listed(pair), 1);
	macvtap_edit_sources(pair.links, "mvt0", SOURCES_ADD, senders + 1, 2);
	CU_ASSERT_EQUAL(listed(pair), 3);
	macvtap_edit_sources(pair.links, "mvt0", SOURCES_DELETE, senders, 2);
	CU_ASSERT_EQUAL(listed(pair), 1);
	macvtap_edit_sources(pair.links, "mvt0", SOURCES_SET, senders, 2);
	CU_ASSERT_EQUAL(listed(pair), 2);
	macvtap_edit_sources(pair.links, "mvt0", SOURCES_FLUSH, NULL, 0);
	CU_ASSERT_EQUAL(listed(pair), 0);
	CU_ASSERT_EQUAL(try_macvtap_edit_sources(pair.links, "mvt0", SOURCES_ADD, NULL, 0).error, EINVAL);
	CU_ASSERT_EQUAL(
		try_macvtap_edit_sources(pair.links, "mvt0", SOURCES_ADD, &(struct mac){{1}}, 1).error,
		EADDRNOTAVAIL);
}

static void a_long_list_of_senders_fits_one_request(void)
{
	static struct mac senders[5000];
	struct pair pair = new_pair();

	for (unsigned i = 0; i < 5000; i++)
		senders[i] = (struct mac){{2, 0, 0, 1, (uint8_t)(i >> 8), (uint8_t)i}};
	create(pair, MODE_SOURCE);
	macvtap_edit_sources(pair.links, "mvt0", SOURCES_SET, senders, 5000);
	CU_ASSERT_EQUAL(listed(pair), 5000);
}

static void groups_are_joined_and_left(void)
{
	struct pair pair = new_pair();
	struct netns before = netns_here();

	create(pair, MODE_BRIDGE);
	link_set_up(pair.links, "mvt0");
	netns_switch(pair.here);
	CU_ASSERT_FALSE(in_multicast_list("mvt0", "01005e010203"));
	link_join(pair.links, "mvt0", GROUP);
	CU_ASSERT_TRUE(in_multicast_list("mvt0", "01005e010203"));
	CU_ASSERT_TRUE(in_multicast_list("p0", "01005e010203"));
	link_leave(pair.links, "mvt0", GROUP);
	CU_ASSERT_FALSE(in_multicast_list("mvt0", "01005e010203"));
	netns_switch(before);
	close(before.fd);
}

/* ---- asking and waiting ---- */

static void waiting_ends_when_the_carrier_is_there(void)
{
	struct pair pair = new_pair();

	create(pair, MODE_BRIDGE);
	link_set_up(pair.links, "mvt0");
	link_wait_running(pair.links, "mvt0");
	CU_ASSERT_TRUE(link_state(pair.links, "mvt0").running);
	for (int i = 0; i < 20; i++) { /* what was announced before the last change counts for nothing */
		link_set_down(pair.wire, "w0");
		CU_ASSERT_FALSE(link_state(pair.wire, "w0").running);
		link_set_up(pair.wire, "w0");
		link_wait_running(pair.wire, "w0");
		CU_ASSERT_TRUE(link_state(pair.wire, "w0").running);
	}
}

static void wait_in_vain(struct pair pair)
{
	set_patience(50 * NS_PER_MS);
	link_set_down(pair.wire, "w0");
	link_wait_running(pair.wire, "w0");
}

static void waiting_for_a_carrier_that_is_not_coming_is_broken(void)
{
	char text[300];

	expect_broken(wait_in_vain, new_pair(), text, sizeof text);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "w0 did not become RUNNING in time"));
}

static void sockets_belong_to_their_namespace(void)
{
	struct pair one = new_pair(), two = new_pair();

	CU_ASSERT_PTR_EQUAL(links_of(one.here), one.links);
	CU_ASSERT_PTR_NOT_EQUAL(one.links, two.links);
	link_delete(one.links, "p0");
	CU_ASSERT_EQUAL(try_link_set_up(one.links, "p0").error, ENODEV);
	CU_ASSERT_EQUAL(try_link_set_up(two.links, "p0").error, 0);
}

static const struct selftest tests[] = {
	{"a pair is as asked for", a_pair_is_as_asked_for},
	{"every mode reads back", every_mode_reads_back},
	{"what is not given is not sent", what_is_not_given_is_not_sent},
	{"the broadcast queue is as asked for", the_broadcast_queue_is_as_asked_for},
	{"a refusal has its errno", a_refusal_has_its_errno},
	{"a refusal has the kernel's words", a_refusal_has_the_kernels_words},
	{"broken() says it all", broken_says_it_all},
	{"the mode changes at run time", the_mode_changes_at_run_time},
	{"address and state change", address_and_state_change},
	{"the list of senders is edited", the_list_of_senders_is_edited},
	{"a long list of senders fits one request", a_long_list_of_senders_fits_one_request},
	{"groups are joined and left", groups_are_joined_and_left},
	{"waiting ends when the carrier is there", waiting_ends_when_the_carrier_is_there},
	{"waiting for a carrier that is not coming is broken",
	 waiting_for_a_carrier_that_is_not_coming_is_broken},
	{"sockets belong to their namespace", sockets_belong_to_their_namespace},
};

SELFTEST_MAIN("kernel_link", tests)
