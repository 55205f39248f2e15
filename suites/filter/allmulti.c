/* allmulti: a child that wants every group, and what it makes of its parent. */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "harness/net/filters.h"
#include "harness/net/membership.h"
#include "harness/proof/groups.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

static void want_every_group(struct testbed *net, enum place guest)
{
	filter_bypass(net->host, device_of(guest), EVERY_GROUP);
}

static void want_no_more(struct testbed *net, enum place guest)
{
	filter_restore(net->host, device_of(guest), EVERY_GROUP);
}

static void on_and_off(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_allmulti(net, HOST, 0);
	want_every_group(net, GUEST_A);
	expect_allmulti(net, GUEST_A, 1);
	expect_allmulti(net, HOST, 1);
	want_no_more(net, GUEST_A);
	expect_allmulti(net, GUEST_A, 0);
	expect_allmulti(net, HOST, 0);
}

static void on_while_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	want_every_group(net, GUEST_A);
	expect_allmulti(net, HOST, 0);
	link_set_up(net->host, device_of(GUEST_A));
	expect_allmulti(net, HOST, 1);
	link_set_down(net->host, device_of(GUEST_A));
	expect_allmulti(net, HOST, 0);
	want_no_more(net, GUEST_A);
	expect_allmulti(net, HOST, 0);
}

static void deleted(const void *data)
{
	struct testbed *net = with_child_up(data);

	want_every_group(net, GUEST_A);
	expect_allmulti(net, HOST, 1);
	link_delete(net->host, device_of(GUEST_A));
	expect_allmulti(net, HOST, 0);
}

/* On while it is up, off while it is down: what it took has to be given back. */
static void off_while_down(const void *data)
{
	struct testbed *net = with_child_up(data);

	want_every_group(net, GUEST_A);
	expect_allmulti(net, HOST, 1);
	link_set_down(net->host, device_of(GUEST_A));
	want_no_more(net, GUEST_A);
	expect_allmulti(net, HOST, 0);
}

/* On while it is down, off while it is up: what it did not take must not be given back. */
static void off_while_up(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	want_every_group(net, GUEST_A);
	expect_allmulti(net, GUEST_A, 1);
	link_set_up(net->host, device_of(GUEST_A));
	want_no_more(net, GUEST_A);
	expect_allmulti(net, HOST, 0);
}

static void hears_every_group(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect_frame(net, WIRE, unjoined, AT(HOST));
	want_every_group(net, GUEST_A);
	expect_frame(net, WIRE, unjoined, AT(GUEST_A, HOST));
	want_no_more(net, GUEST_A);
	expect_frame(net, WIRE, unjoined, AT(HOST));
}

static void hears_siblings_groups(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect_frame(net, GUEST_B, unjoined, AT(WIRE));
	want_every_group(net, GUEST_A);
	expect_frame(net, GUEST_B, unjoined, AT(GUEST_A, WIRE));
}

/* clang-format off */
const struct pattern allmulti_patterns[] = {
	{"allmulti.on_off",         &MACF_ALLM_01, EVERY_KIND, BARE, on_and_off,    "wants every group, and no longer, while it is up"},
	{"allmulti.heard",          &MACF_ALLM_01, GROUPED | OWNING, WATCHED, hears_every_group, "frames to an unjoined group before, during and after"},
	{"allmulti.sibling",        &MACF_ALLM_01, BRIDGE,     WATCHED, hears_siblings_groups, "a sibling's frame to a group that nobody has joined"},
	{"allmulti.on_down",        &MACF_ALLM_02, SAMPLE,    BARE, on_while_down, "wants every group while it is down, goes up and down"},
	{"allmulti.deleted",        &MACF_ALLM_02, SHARING,    BARE, deleted,       "is deleted while it wants every group"},
	{"allmulti.off_while_down", &MACF_ALLM_02, SAMPLE,    BARE, off_while_down, "wants every group, goes down, and wants it no longer"},
	{"allmulti.off_while_up",   &MACF_ALLM_02, SHARING,    BARE, off_while_up,  "wants every group while it is down, goes up, and wants it no longer"},
	{"allmulti.deleted",        &MACF_ALLM_03, OWNING,     BARE, deleted,       "is deleted while it wants every group"},
	{"allmulti.off_while_down", &MACF_ALLM_03, OWNING,     BARE, off_while_down, "wants every group, goes down, and wants it no longer"},
	{"allmulti.off_while_up",   &MACF_ALLM_04, OWNING,     BARE, off_while_up,  "wants every group while it is down, goes up, and wants it no longer"},
	{.name = NULL},
};
/* clang-format on */

static void siblings(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child_up(net, any_kind, GUEST_A);
	add_child_up(net, any_kind, GUEST_B);
	filter_bypass(net->host, device_of(HOST), EVERY_GROUP);
	expect_allmulti(net, HOST, 1);
	want_every_group(net, GUEST_A);
	expect_allmulti(net, HOST, 2);
	want_every_group(net, GUEST_B);
	expect_allmulti(net, HOST, 3);
	link_delete(net->host, device_of(GUEST_A));
	expect_allmulti(net, HOST, 2);
	want_no_more(net, GUEST_B);
	expect_allmulti(net, HOST, 1);
	filter_restore(net->host, device_of(HOST), EVERY_GROUP);
	expect_allmulti(net, HOST, 0);
}

/* However many ask a child for it, the child asks its parent once. */
static void sockets(const void *data)
{
	struct testbed *net = testbed_build(data);
	int first, second;

	add_child_up(net, any_kind, GUEST_A);
	first = packet_membership_all_groups(device_of(GUEST_A));
	second = packet_membership_all_groups(device_of(GUEST_A));
	expect_allmulti(net, GUEST_A, 2);
	expect_allmulti(net, HOST, 1);
	membership_end(first);
	expect_allmulti(net, HOST, 1);
	membership_end(second);
	expect_allmulti(net, HOST, 0);
}

/* clang-format off */
const struct testcase allmulti_cases[] = {
	{.id = "filter.allmulti.siblings", .requirement = &MACF_ALLM_01, .run = siblings, .data = &bare_unwatched, .shares = &bare_unwatched,
	 .summary = "the parent and two children want every group, and stop one by one"},
	{.id = "filter.allmulti.sockets", .requirement = &MACF_ALLM_01, .run = sockets, .data = &bare_unwatched, .shares = &bare_unwatched,
	 .summary = "two packet sockets want every group of one child"},
	{.id = NULL},
};
/* clang-format on */
