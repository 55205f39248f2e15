/* promiscuous: a child that wants everything, and what it makes of its parent. A veth, which cannot tell addresses apart, is
 * promiscuous once already for the addresses of its children.
 */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "harness/net/filters.h"
#include "harness/net/membership.h"
#include "harness/proof/groups.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

static void want_everything(struct testbed *net, enum place guest)
{
	filter_bypass(net->host, device_of(guest), EVERY_FRAME);
}

static void want_no_more(struct testbed *net, enum place guest)
{
	filter_restore(net->host, device_of(guest), EVERY_FRAME);
}

static void on_and_off(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_promiscuity(net, HOST, 1);
	want_everything(net, GUEST_A);
	expect_promiscuity(net, GUEST_A, 1);
	expect_promiscuity(net, HOST, 2);
	want_no_more(net, GUEST_A);
	expect_promiscuity(net, GUEST_A, 0);
	expect_promiscuity(net, HOST, 1);
}

static void on_while_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	want_everything(net, GUEST_A);
	expect_promiscuity(net, HOST, 0);
	link_set_up(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 2);
	link_set_down(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 0);
	want_no_more(net, GUEST_A);
	expect_promiscuity(net, HOST, 0);
}

static void deleted(const void *data)
{
	struct testbed *net = with_child_up(data);

	want_everything(net, GUEST_A);
	expect_promiscuity(net, HOST, 2);
	link_delete(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 0);
}

static void heard(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct mac unjoined = testbed_groups(net)->nobody;

	want_everything(net, GUEST_A);
	expect_frame(net, WIRE, unjoined, AT(GUEST_A, HOST));
	expect_frame(net, WIRE, address_of(GUEST_B), AT(GUEST_B));
	expect_frame(net, WIRE, STATION_UNKNOWN, AT(HOST_IGNORES));
	want_no_more(net, GUEST_A);
	expect_frame(net, WIRE, unjoined, AT(HOST));
}

/* ---- passthru ---- */

static void passthru_on_and_off(const void *data)
{
	struct testbed *net = with_child_up(data);
	uint64_t base = data == passthru_kind;

	expect_promiscuity(net, HOST, base);
	want_everything(net, GUEST_A);
	expect_promiscuity(net, GUEST_A, 1);
	expect_promiscuity(net, HOST, base);
	want_no_more(net, GUEST_A);
	expect_promiscuity(net, HOST, base);
}

static void passthru_on_while_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	uint64_t base = data == passthru_kind;

	add_child(net, data, GUEST_A);
	want_everything(net, GUEST_A);
	expect_promiscuity(net, GUEST_A, 1);
	expect_promiscuity(net, HOST, 0);
	link_set_up(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, base);
	want_no_more(net, GUEST_A);
	expect_promiscuity(net, HOST, base);
	link_set_down(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 0);
}

static void passthru_up_and_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	uint64_t up = data == passthru_kind;

	add_child(net, data, GUEST_A);
	expect_promiscuity(net, HOST, 0);
	link_set_up(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, up);
	link_set_down(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 0);
	link_set_up(net->host, device_of(GUEST_A));
	link_delete(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 0);
}

static void nopromisc_and_a_station(const void *data)
{
	struct testbed *net = with_child_up(data);
	const char *device = device_of(GUEST_A);

	expect_promiscuity(net, HOST, 0);
	expect_answer("list a station", try_filter_edit(net->host, device, FILTER_ADD, STATION_UNKNOWN), 0);
	expect_promiscuity(net, HOST, 1);
	expect_answer("unlist it", try_filter_edit(net->host, device, FILTER_DELETE, STATION_UNKNOWN), 0);
	expect_promiscuity(net, HOST, 0);
}

/* There and back while it is up. */
static void flag_at_run_time(const void *data)
{
	struct testbed *net = with_child_up(data);
	const char *device = device_of(GUEST_A);

	expect_promiscuity(net, HOST, 1);
	expect_answer("set nopromisc", try_macvtap_set_mode(net->host, device, MODE_PASSTHRU, FLAG_NOPROMISC),
		      0);
	expect_promiscuity(net, HOST, 0);
	expect_answer("clear nopromisc", try_macvtap_set_mode(net->host, device, MODE_PASSTHRU, 0), 0);
	expect_promiscuity(net, HOST, 1);
	link_set_down(net->host, device);
	expect_promiscuity(net, HOST, 0);
}

static void passthru_heard(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect_frame(net, WIRE, STATION_UNKNOWN, AT(GUEST_A));
	expect_frame(net, WIRE, unjoined, AT(HOST));
	want_everything(net, GUEST_A);
	expect_frame(net, WIRE, unjoined, kind == passthru_kind ? AT(GUEST_A, HOST) : AT(HOST));
	want_no_more(net, GUEST_A);
	expect_frame(net, WIRE, unjoined, AT(HOST));
	expect_frame(net, WIRE, STATION_UNKNOWN, AT(GUEST_A));
}

/* clang-format off */
const struct pattern promiscuous_patterns[] = {
	{"promiscuous.on_off",  &MACF_PROM_01, SHARING,  BARE, on_and_off,    "wants everything, and no longer, while it is up"},
	{"promiscuous.heard",   &MACF_PROM_01, GROUPED,  WATCHED, heard,         "an unjoined group and others' unicast while it wants everything, and after"},
	{"promiscuous.on_down", &MACF_PROM_02, SAMPLE,  BARE, on_while_down, "wants everything while it is down, goes up and down"},
	{"promiscuous.deleted", &MACF_PROM_02, SHARING,  BARE, deleted,       "is deleted while it wants everything"},
	{"promiscuous.on_off",  &MACF_PROM_03, OWNING,   BARE, passthru_on_and_off,    "wants everything, and no longer, while it is up"},
	{"promiscuous.on_down", &MACF_PROM_03, OWNING,   BARE, passthru_on_while_down, "wants everything while it is down, goes up and down"},
	{"promiscuous.heard",   &MACF_PROM_05, NOPROMISC, WATCHED, passthru_heard,        "an unjoined group and others' unicast before, during and after"},
	{"promiscuous.heard",   &MACF_PROM_03, PASSTHRU, WATCHED, passthru_heard,         "an unjoined group and others' unicast before, during and after"},
	{"promiscuous.up_down", &MACF_PROM_04, PASSTHRU, BARE, passthru_up_and_down,   "made, set up, set down, set up, deleted"},
	{"promiscuous.up_down", &MACF_PROM_05, NOPROMISC, BARE, passthru_up_and_down,  "made, set up, set down, set up, deleted"},
	{"promiscuous.station", &MACF_PROM_05, NOPROMISC, BARE, nopromisc_and_a_station, "lists a station, and no longer"},
	{"promiscuous.flag",    &MACF_PROM_06, PASSTHRU, BARE, flag_at_run_time,       "gets the flag nopromisc and loses it, while it is up"},
	{.name = NULL},
};
/* clang-format on */

/* ---- several ---- */

static void siblings(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child_up(net, any_kind, GUEST_A);
	add_child_up(net, any_kind, GUEST_B);
	filter_bypass(net->host, device_of(HOST), EVERY_FRAME);
	expect_promiscuity(net, HOST, 2);
	want_everything(net, GUEST_A);
	want_everything(net, GUEST_B);
	expect_promiscuity(net, HOST, 4);
	link_delete(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 3);
	link_set_down(net->host, device_of(GUEST_B));
	expect_promiscuity(net, HOST, 1);
	filter_restore(net->host, device_of(HOST), EVERY_FRAME);
	expect_promiscuity(net, HOST, 0);
}

/* However many ask a child for it, the child asks its parent once. */
static void sockets(const void *data)
{
	struct testbed *net = testbed_build(data);
	int first, second;

	add_child_up(net, any_kind, GUEST_A);
	first = packet_membership_all_frames(device_of(GUEST_A));
	second = packet_membership_all_frames(device_of(GUEST_A));
	expect_promiscuity(net, GUEST_A, 2);
	expect_promiscuity(net, HOST, 2);
	membership_end(first);
	expect_promiscuity(net, HOST, 2);
	membership_end(second);
	expect_promiscuity(net, HOST, 1);
}

/* clang-format off */
const struct testcase promiscuous_cases[] = {
	{.id = "filter.promiscuous.siblings", .requirement = &MACF_PROM_01, .run = siblings, .data = &bare_unwatched, .shares = &bare_unwatched,
	 .summary = "the parent and two children want everything, and stop one by one"},
	{.id = "filter.promiscuous.sockets", .requirement = &MACF_PROM_01, .run = sockets, .data = &bare_unwatched, .shares = &bare_unwatched,
	 .summary = "two packet sockets want everything of one child"},
	{.id = NULL},
};
/* clang-format on */
