/* changes: a child goes down, disappears, changes its mode, its address or its list; the parent goes down. What held
 * before is shown to hold, then the change, then what holds from the very next frame on.
 */
#include "suites/isolation/changes.h"

#include "fixtures/duo.h"
#include "fixtures/quartet.h"
#include "fixtures/solo.h"
#include "fixtures/trio.h"
#include "harness/net/filters.h"
#include "harness/proof/delivery.h"
#include "harness/proof/groups.h"
#include "suites/isolation/requirements.h"

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
static const struct mac new_address = {{0x02, 0, 0, 0, 0, 0x3a}};

static struct frame frame_from(struct mac src, struct mac dst)
{
	return (struct frame){.src = src, .dst = dst};
}

/* From the place's own address; what comes from the wire is a stranger's. */
static void expect(struct testbed *net, enum place from, struct mac dst, places at)
{
	struct frame frame = frame_from(from == WIRE ? STATION_STRANGER : address_of(from), dst);

	expect_delivery(net, from, &frame, at);
}

static void expect_from_listed(struct testbed *net, struct mac dst, places at)
{
	struct frame frame = frame_from(STATION_LISTED, dst);

	expect_delivery(net, WIRE, &frame, at);
}

/* So that a failure names the line of the case. */
#define expect(...)             (caller_is(HERE), expect(__VA_ARGS__))
#define expect_from_listed(...) (caller_is(HERE), expect_from_listed(__VA_ARGS__))

/* ---- down and gone ---- */

static void child_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, ADDRESS_GUEST_B, AT(GUEST_B));
	set_down(net, GUEST_B);
	expect(net, WIRE, ADDRESS_GUEST_B, AT(HOST_IGNORES));
	expect(net, WIRE, everyone, AT(GUEST_A, HOST));
	set_up(net, GUEST_B);
	expect(net, WIRE, ADDRESS_GUEST_B, AT(GUEST_B));
	expect(net, WIRE, everyone, AT(GUEST_A, GUEST_B, HOST));
}

static void bridge_sibling_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
	set_down(net, GUEST_B);
	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(WIRE));
	expect(net, GUEST_A, everyone, AT(WIRE));
	set_up(net, GUEST_B);
	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
}

static void bridge_sibling_deleted(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
	remove_guest(net, GUEST_B);
	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(WIRE));
	expect(net, GUEST_A, everyone, AT(WIRE));
	expect(net, WIRE, ADDRESS_GUEST_B, AT(HOST_IGNORES));
}

/* The flood comes last: it may still wait in the broadcast queue, and would rightly reach a child that comes up again. */
static void passthru_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, STATION_UNKNOWN, AT(GUEST_A));
	set_down(net, GUEST_A);
	expect(net, WIRE, STATION_UNKNOWN, NOWHERE);
	expect(net, WIRE, ADDRESS_HOST, NOWHERE);
	set_up(net, GUEST_A);
	expect(net, WIRE, STATION_UNKNOWN, AT(GUEST_A));
	set_down(net, GUEST_A);
	expect(net, WIRE, everyone, AT(HOST));
}

/* What is written while the parent is down must not turn up when it is up again. Only unicast: a flood does not pass the
 * parent, and stops when the kernel's link watch gets to the child, not when the parent goes down. */
static void parent_down(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame to_sibling = frame_from(ADDRESS_GUEST_A, ADDRESS_GUEST_B);

	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));

	set_down(net, HOST);
	probe_send(net, GUEST_A, &to_sibling);
	set_up(net, HOST);
	expect_arrival(net, NOWHERE);

	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
}

static void nodst_child_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_from_listed(net, ADDRESS_HOST, AT(GUEST_A, GUEST_B));
	set_down(net, GUEST_A);
	expect_from_listed(net, ADDRESS_HOST, AT(GUEST_B));
	set_down(net, GUEST_B);
	expect_from_listed(net, ADDRESS_HOST, NOWHERE);
	expect_from_listed(net, everyone, NOWHERE);
	expect(net, WIRE, ADDRESS_HOST, AT(HOST));
}

/* ---- modes ---- */

static void bridge_to_vepa_and_back(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
	set_mode(net, GUEST_A, MODE_VEPA, 0);
	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(WIRE));
	expect(net, GUEST_B, ADDRESS_GUEST_A, AT(WIRE));
	expect(net, GUEST_A, everyone, AT(WIRE));
	set_mode(net, GUEST_A, MODE_BRIDGE, 0);
	expect(net, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
	expect(net, GUEST_A, everyone, AT(WIRE, GUEST_B));
}

static void vepa_to_private_and_back(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame as_b = frame_from(ADDRESS_GUEST_B, everyone);

	expect_delivery(net, WIRE, &as_b, AT(GUEST_A, HOST));
	set_mode(net, GUEST_A, MODE_PRIVATE, 0);
	expect_delivery(net, WIRE, &as_b, AT(HOST));
	set_mode(net, GUEST_B, MODE_PRIVATE, 0);
	expect_delivery(net, WIRE, &as_b, AT(GUEST_B));
	set_mode(net, GUEST_A, MODE_VEPA, 0);
	set_mode(net, GUEST_B, MODE_VEPA, 0);
	expect_delivery(net, WIRE, &as_b, AT(GUEST_A, HOST));
}

static void bridge_to_source_and_back(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct mac heard[] = {STATION_LISTED, STATION_FENCE_LISTED};

	expect(net, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
	set_mode(net, GUEST_A, MODE_SOURCE, 0);
	macvtap_edit_sources(net->host, device_of(GUEST_A), SOURCES_SET, heard, 2);
	expect(net, WIRE, ADDRESS_GUEST_A, AT(HOST_IGNORES));
	expect(net, WIRE, everyone, AT(GUEST_B, HOST));
	expect_from_listed(net, ADDRESS_GUEST_B, AT(GUEST_A, GUEST_B));
	set_mode(net, GUEST_A, MODE_BRIDGE, 0);
	expect(net, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
	expect_from_listed(net, ADDRESS_GUEST_B, AT(GUEST_B));
}

static void nodst_outside_source_mode(const void *data)
{
	struct testbed *net = testbed_build(data);

	set_mode(net, GUEST_A, MODE_BRIDGE, FLAG_NODST);
	expect_from_listed(net, ADDRESS_GUEST_B, AT(GUEST_B));
	expect_from_listed(net, ADDRESS_HOST, AT(HOST));
	expect_from_listed(net, everyone, AT(GUEST_A, GUEST_B, HOST));
}

/* ---- addresses and lists ---- */

static void new_address_of_a_child(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
	expect(net, GUEST_B, ADDRESS_GUEST_A, AT(GUEST_A));
	set_mac(net, GUEST_A, new_address);
	expect(net, WIRE, new_address, AT(GUEST_A));
	expect(net, WIRE, ADDRESS_GUEST_A, AT(HOST_IGNORES));
	expect(net, GUEST_B, new_address, AT(GUEST_A));
	expect(net, GUEST_B, ADDRESS_GUEST_A, AT(WIRE));
	set_mac(net, GUEST_A, ADDRESS_GUEST_A);
	expect(net, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
}

static void promiscuous_child(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct mac unjoined = testbed_groups(net)->nobody;

	expect(net, WIRE, unjoined, AT(HOST));
	filter_bypass(net->host, device_of(GUEST_A), EVERY_FRAME);
	expect(net, WIRE, unjoined, AT(GUEST_A, HOST));
	expect(net, WIRE, STATION_UNKNOWN, AT(HOST_IGNORES));
	expect(net, WIRE, ADDRESS_GUEST_B, AT(GUEST_B));
	expect(net, WIRE, ADDRESS_HOST, AT(HOST));
	expect(net, HOST, ADDRESS_GUEST_B, AT(WIRE));
}

/* B listens to nobody at first. */
static void edit_of_a_list(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct mac station = STATION_LISTED;

	expect_from_listed(net, ADDRESS_HOST, AT(GUEST_A, HOST));
	macvtap_edit_sources(net->host, device_of(GUEST_B), SOURCES_ADD, &station, 1);
	expect_from_listed(net, ADDRESS_HOST, AT(GUEST_A, GUEST_B, HOST));
	macvtap_edit_sources(net->host, device_of(GUEST_A), SOURCES_DELETE, &station, 1);
	expect_from_listed(net, ADDRESS_HOST, AT(GUEST_B, HOST));
	macvtap_edit_sources(net->host, device_of(GUEST_B), SOURCES_DELETE, &station, 1);
	expect_from_listed(net, ADDRESS_HOST, AT(HOST));
}

static void replacement_of_a_list(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct mac without[] = {STATION_FENCE_LISTED, STATION_UNKNOWN};
	const struct mac with[] = {STATION_LISTED, STATION_FENCE_LISTED};

	expect_from_listed(net, everyone, AT(GUEST_A, HOST, WITNESS));
	macvtap_edit_sources(net->host, device_of(GUEST_A), SOURCES_SET, without, 2);
	expect_from_listed(net, everyone, AT(HOST, WITNESS));
	macvtap_edit_sources(net->host, device_of(GUEST_A), SOURCES_FLUSH, NULL, 0);
	macvtap_edit_sources(net->host, device_of(GUEST_A), SOURCES_SET, with, 2);
	expect_from_listed(net, everyone, AT(GUEST_A, HOST, WITNESS));
}

#define CHANGE(name, requirement_, run_, topology, summary_)                                                 \
	{                                                                                                    \
		.id = "isolation.change." name, .requirement = &requirement_, .run = run_,                   \
		.data = &topology[WIRE_PLAIN], .shares = &topology[WIRE_PLAIN], .summary = summary_,         \
	}

/* clang-format off */
const struct testcase change_cases[] = {
	CHANGE("child_down.private", ISO_DOWN_01, child_down, duo_private, "a private child goes down and comes up again"),
	CHANGE("child_down.vepa",    ISO_DOWN_01, child_down, duo_vepa,    "a vepa child goes down and comes up again"),
	CHANGE("child_down.bridge",  ISO_DOWN_01, child_down, duo_bridge,  "a bridge child goes down and comes up again"),
	CHANGE("bridge_sibling_down",    ISO_BRIDGE_06, bridge_sibling_down,    duo_bridge,    "a bridge child writes to a sibling that is down"),
	CHANGE("bridge_sibling_deleted", ISO_BRIDGE_07, bridge_sibling_deleted, duo_bridge,    "a bridge child writes to a sibling that is gone"),
	CHANGE("passthru_down",          ISO_PASS_04,   passthru_down,          solo_passthru, "a passthru child goes down, comes up and goes down again"),
	CHANGE("parent_down",            ISO_BRIDGE_10, parent_down,            duo_bridge,    "a bridge child writes while the parent is down"),
	CHANGE("nodst_child_down",       ISO_SRC_05,    nodst_child_down,       trio_nodst,    "source-mode children with nodst go down one by one"),
	CHANGE("bridge_to_vepa",         ISO_MIX_02,    bridge_to_vepa_and_back,   duo_bridge, "a bridge child becomes a vepa child and a bridge child again"),
	CHANGE("vepa_to_private",        ISO_MIX_02,    vepa_to_private_and_back,  duo_vepa,   "vepa children become private and vepa again"),
	CHANGE("bridge_to_source",       ISO_MIX_02,    bridge_to_source_and_back, duo_bridge, "a bridge child becomes a source-mode child and a bridge child again"),
	CHANGE("nodst_outside_source",   ISO_SRC_10,    nodst_outside_source_mode, duo_bridge, "a bridge child has the flag nodst"),
	CHANGE("address",                ISO_EXT_11,    new_address_of_a_child, duo_bridge,    "a child changes its address and changes it back"),
	CHANGE("promiscuous.private",    ISO_EXT_13,    promiscuous_child,      duo_private,   "a private child becomes promiscuous"),
	CHANGE("promiscuous.vepa",       ISO_EXT_13,    promiscuous_child,      duo_vepa,      "a vepa child becomes promiscuous"),
	CHANGE("promiscuous.bridge",     ISO_EXT_13,    promiscuous_child,      duo_bridge,    "a bridge child becomes promiscuous"),
	CHANGE("list_edited",            ISO_SRC_09,    edit_of_a_list,         duo_source,    "senders are added to and deleted from the lists of source-mode children"),
	CHANGE("list_replaced",          ISO_SRC_09,    replacement_of_a_list,  duo_source,    "a source-mode child's list is replaced and flushed"),
	{.id = NULL},
};
/* clang-format on */
