/* groups: what a child joins, its parent lets in, and the child hears; what it leaves, not. */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "fixtures/solo.h"
#include "harness/net/filters.h"
#include "harness/net/membership.h"
#include "harness/proof/delivery.h"
#include "harness/proof/groups.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

static const struct mac all_hosts = {{0x01, 0x00, 0x5e, 0, 0, 1}};
static const struct mac group = {{0x01, 0x00, 0x5e, 0x40, 0x10, 0x01}};

/* ---- the lists ---- */

/* The kernel's own IPv4 makes parent and child members, each for itself. */
static void default_group(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	expect_users(HOST, all_hosts, 1);
	link_set_up(net->host, device_of(GUEST_A));
	expect_listed(net, GUEST_A, all_hosts);
	expect_users(HOST, all_hosts, 2);
	link_set_down(net->host, device_of(GUEST_A));
	expect_users(HOST, all_hosts, 1);
}

static void joined_and_left(const void *data)
{
	struct testbed *net = with_child_up(data);

	link_join(net->host, device_of(GUEST_A), group);
	expect_listed(net, GUEST_A, group);
	expect_listed(net, HOST, group);
	expect_users(HOST, group, 1);
	link_leave(net->host, device_of(GUEST_A), group);
	expect_unlisted(net, GUEST_A, group);
	expect_unlisted(net, HOST, group);
}

static void down_and_up(const void *data)
{
	struct testbed *net = with_child_up(data);

	link_join(net->host, device_of(GUEST_A), group);
	link_set_down(net->host, device_of(GUEST_A));
	expect_listed(net, GUEST_A, group);
	expect_unlisted(net, HOST, group);
	link_set_up(net->host, device_of(GUEST_A));
	expect_listed(net, HOST, group);
	link_leave(net->host, device_of(GUEST_A), group);
	expect_unlisted(net, HOST, group);
}

static void joined_while_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	link_join(net->host, device_of(GUEST_A), group);
	expect_listed(net, GUEST_A, group);
	expect_unlisted(net, HOST, group);
	link_set_up(net->host, device_of(GUEST_A));
	expect_listed(net, HOST, group);
}

static void deleted_with_groups(const void *data)
{
	struct testbed *net = with_child_up(data);

	link_join(net->host, device_of(GUEST_A), group);
	expect_listed(net, HOST, group);
	link_delete(net->host, device_of(GUEST_A));
	expect_unlisted(net, HOST, group);
	expect_users(HOST, all_hosts, 1);
}

/* The parent counts its children, not their memberships, and its own on top. */
static void counted_once_each(const void *data)
{
	struct testbed *net = testbed_build(data);
	int parents_own;

	add_child_up(net, any_kind, GUEST_A);
	add_child_up(net, any_kind, GUEST_B);
	link_join(net->host, device_of(GUEST_A), group);
	expect_users(HOST, group, 1);
	link_join(net->host, device_of(GUEST_B), group);
	expect_users(HOST, group, 2);
	parents_own = packet_membership(device_of(HOST), group);
	expect_users(HOST, group, 3);
	link_leave(net->host, device_of(GUEST_A), group);
	expect_users(HOST, group, 2);
	expect_listed(net, HOST, group);
	link_delete(net->host, device_of(GUEST_B));
	expect_users(HOST, group, 1);
	membership_end(parents_own);
	expect_users(HOST, group, 0);
}

/* ---- frames ---- */

static void only_who_joined(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	const struct drawn_groups *groups = testbed_groups(net);

	expect_frame(net, WIRE, groups->all, AT(GUEST_A, GUEST_B, HOST));
	expect_frame(net, WIRE, groups->a_only, AT(GUEST_A, HOST));
	expect_frame(net, WIRE, groups->nobody, AT(HOST));
}

static void passthru_joined(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	const struct drawn_groups *groups = testbed_groups(net);

	expect_frame(net, WIRE, groups->a_only, AT(GUEST_A, HOST));
	expect_frame(net, WIRE, groups->nobody, AT(HOST));
}

static void parent_alone(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct mac unjoined = testbed_groups(net)->nobody;

	link_join(net->host, device_of(HOST), unjoined);
	expect_listed(net, HOST, unjoined);
	expect_unlisted(net, GUEST_A, unjoined);
	expect_frame(net, WIRE, unjoined, AT(HOST));
	link_leave(net->host, device_of(HOST), unjoined);
}

static void all_hosts_heard(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	places all = child_of(net, GUEST_B) ? AT(GUEST_A, GUEST_B, HOST) : AT(GUEST_A, HOST);

	expect_frame(net, WIRE, all_hosts, all);
}

/* clang-format off */
const struct pattern group_patterns[] = {
	{"groups.default",       &MACF_MC_01, SAMPLE | OWNING, BARE, default_group,       "up and down, and the group of all hosts"},
	{"groups.default_heard", &MACF_MC_01, GROUPED | OWNING, WATCHED, all_hosts_heard, "a frame to all hosts comes from the wire"},
	{"groups.joined",        &MACF_MC_02, EVERY_KIND, BARE, joined_and_left,     "joins and leaves a group, as the lists have it"},
	{"groups.joined_down",   &MACF_MC_09, EVERY_KIND, BARE, joined_while_down,   "joins a group while it is down"},
	{"groups.down_up",       &MACF_MC_09, SAMPLE | OWNING, BARE, down_and_up,         "goes down and up with a group"},
	{"groups.deleted",       &MACF_MC_09, EVERY_KIND, BARE, deleted_with_groups, "is deleted with a group"},
	{"groups.sibling",       &MACF_MC_04, GROUPED,    WATCHED, only_who_joined,     "frames to groups that both, one and none of two have joined"},
	{"groups.unjoined",      &MACF_MC_03, OWNING,     WATCHED, passthru_joined,     "frames to a group it has joined and to one it has not"},
	{"groups.parent_only",   &MACF_MC_05, GROUPED | OWNING, WATCHED, parent_alone,  "a frame to a group that the parent alone has joined"},
	{.name = NULL},
};
/* clang-format on */

/* ---- ways to join ---- */

static void heard_from_now_on(struct testbed *net, struct mac joined)
{
	expect_listed(net, GUEST_A, joined);
	expect_listed(net, HOST, joined);
	expect_frame(net, WIRE, joined, AT(GUEST_A, HOST));
}

static void join_by_database(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect_frame(net, WIRE, unjoined, AT(HOST));
	expect_answer("join a group", try_filter_edit(net->host, device_of(GUEST_A), FILTER_ADD, unjoined),
		      0);
	heard_from_now_on(net, unjoined);
}

static void join_by_packet_socket(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect_frame(net, WIRE, unjoined, AT(HOST));
	packet_membership(device_of(GUEST_A), unjoined);
	heard_from_now_on(net, unjoined);
}

static void join_by_ip_socket(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect_frame(net, WIRE, unjoined, AT(HOST));
	ip_membership(device_of(GUEST_A), unjoined);
	heard_from_now_on(net, unjoined);
}

/* As many as a guest's virtio-net takes before it asks for everything, and some: every one of them is heard. */
enum { MANY = 80, TRIED = 3 };

static struct mac one_of_many(unsigned i)
{
	return (struct mac){{0x01, 0x00, 0x5e, 0x41, 0, (uint8_t)i}};
}

static void many(const void *data)
{
	struct testbed *net = testbed_build(data);
	uint64_t own = filter_length(net->host, device_of(GUEST_A));
	uint64_t parents = filter_length(net->host, device_of(HOST));

	for (unsigned i = 0; i < MANY; i++)
		link_join(net->host, device_of(GUEST_A), one_of_many(i));
	expect_list_length(net, GUEST_A, own + MANY);
	expect_list_length(net, HOST, parents + MANY);
	for (unsigned i = 0; i < TRIED; i++) {
		struct frame frame = {.src = STATION_STRANGER, .dst = one_of_many(i * MANY / TRIED)};

		expect_delivery(net, WIRE, &frame, AT(GUEST_A, HOST));
	}
	link_set_down(net->host, device_of(GUEST_A));
	expect_list_length(net, GUEST_A, own + MANY - 1); /* IPv4 leaves the group of all hosts */
}

#define ALONE(name, requirement_, run_, bed, summary_)                                                       \
	{                                                                                                    \
		.id = "filter.groups." name, .requirement = &requirement_, .run = run_, .data = bed,         \
		.shares = bed, .summary = summary_,                                                          \
	}

/* clang-format off */
const struct testcase group_cases[] = {
	ALONE("users",         MACF_MC_02, counted_once_each,     &bare_unwatched,         "two children and the parent join a group, and leave one by one"),
	ALONE("join.database", MACF_MC_02, join_by_database,      &duo_bridge[WIRE_PLAIN], "a child joins by an entry in its lists"),
	ALONE("join.packet",   MACF_MC_02, join_by_packet_socket, &duo_bridge[WIRE_PLAIN], "a packet socket joins on a child"),
	ALONE("join.ip",       MACF_MC_02, join_by_ip_socket,     &duo_bridge[WIRE_PLAIN], "an IPv4 socket joins on a child"),
	ALONE("many",          MACF_MC_10, many,                  &solo_passthru[WIRE_PLAIN], "a child joins more groups than a guest's network card has room for"),
	{.id = NULL},
};
/* clang-format on */
