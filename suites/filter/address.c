/* address: a child's own address, changed by netlink and by whoever holds its tap; and the parent's, which a passthru child
 * takes over.
 */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "harness/net/address.h"
#include "harness/net/attribute.h"
#include "harness/net/privilege.h"
#include "harness/net/tap.h"
#include "harness/proof/delivery.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <errno.h>
#include <linux/if_arp.h>
#include <string.h>

static const struct mac new_address = {{0x02, 0, 0, 0, 0, 0x3a}};
static const struct mac third_address = {{0x02, 0, 0, 0, 0, 0x3b}};

static int tap_of(enum place guest)
{
	return tap_open(device_of(guest), O_RDWR | O_NONBLOCK);
}

static struct tap_address ethernet(struct mac address)
{
	return (struct tap_address){.family = ARPHRD_ETHER, .address = address};
}

static int set_by_tap(int tap, struct mac address)
{
	struct tap_address wanted = ethernet(address);

	return try_tap_set_address(tap, &wanted);
}

/* ---- by the tap ---- */

static void expect_told(int tap, const char *name, struct mac address)
{
	struct tap_address got;

	expect_error("tell an address", try_tap_get_address(tap, &got), 0);
	if (!strcmp(got.name, name) && got.family == ARPHRD_ETHER && mac_equal(got.address, address))
		passed();
	else
		fail("the tap says that it is %.16s, family %u, %s", got.name, got.family,
		     mac_to_text(got.address).text);
}

static void told_by_tap(const void *data)
{
	struct testbed *net = with_child_up(data);
	const struct kind *kind = data;
	int tap = tap_of(GUEST_A);

	expect_told(tap, device_of(GUEST_A), kind->mode == MODE_PASSTHRU ? ADDRESS_HOST : ADDRESS_GUEST_A);
	expect_answer("change an address", try_link_set_mac(net->host, device_of(GUEST_A), new_address), 0);
	expect_told(tap, device_of(GUEST_A), new_address);
}

static void changed_by_tap(const void *data)
{
	struct testbed *net = with_child_up(data);
	const struct kind *kind = data;

	expect_error("change an address by the tap", set_by_tap(tap_of(GUEST_A), new_address), 0);
	expect_address(net, GUEST_A, new_address);
	if (link_address_origin(device_of(GUEST_A)) == ADDRESS_SET)
		passed();
	else
		fail("the new address does not count as set by somebody");
	if (kind->mode == MODE_PASSTHRU)
		return expect_address(net, HOST, new_address);
	expect_listed(net, HOST, new_address);
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
}

static void changed_by_nobody(const void *data)
{
	struct testbed *net = with_child_up(data);
	int tap = tap_of(GUEST_A);

	become_nobody();
	expect_error("change an address by the tap", set_by_tap(tap, new_address), 0);
	expect_address(net, GUEST_A, new_address);
}

static void gone(const void *data)
{
	struct testbed *net = with_child_up(data);
	struct tap_address got;
	int tap = tap_of(GUEST_A);

	expect_error("tell an address", try_tap_get_address(tap, &got), 0);
	link_delete(net->host, device_of(GUEST_A));
	expect_error("tell the address of what is gone", try_tap_get_address(tap, &got), ENOLINK);
	expect_error("change the address of what is gone", set_by_tap(tap, new_address), ENOLINK);
}

/* The name in the request is nobody's business. */
static void name_ignored(const void *data)
{
	struct testbed *net = with_child_up(data);
	struct tap_address wanted = ethernet(new_address);

	memcpy(wanted.name, device_of(HOST), strlen(device_of(HOST)));
	expect_error("change an address by the tap", try_tap_set_address(tap_of(GUEST_A), &wanted), 0);
	expect_address(net, GUEST_A, new_address);
}

static void heard_at_new_address(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);

	expect_frame(net, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
	expect_error("change an address by the tap", set_by_tap(port_fd(net->port[GUEST_A]), new_address), 0);
	expect_frame(net, WIRE, new_address, AT(GUEST_A));
	expect_frame(net, WIRE, ADDRESS_GUEST_A, AT(HOST_IGNORES));
}

/* ---- passthru: the parent's address is the child's ---- */

static void taken_over(const void *data)
{
	struct testbed *net = with_child_up(data);
	const char *device = device_of(GUEST_A);

	expect_address(net, GUEST_A, ADDRESS_HOST);
	expect_answer("change an address", try_link_set_mac(net->host, device, new_address), 0);
	expect_address(net, GUEST_A, new_address);
	expect_address(net, HOST, new_address);
	expect_answer("change it again", try_link_set_mac(net->host, device, third_address), 0);
	expect_address(net, HOST, third_address);
	link_delete(net->host, device);
	expect_address(net, HOST, ADDRESS_HOST);
}

static void taken_over_while_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	expect_answer("change an address", try_link_set_mac(net->host, device_of(GUEST_A), new_address), 0);
	expect_address(net, GUEST_A, new_address);
	expect_address(net, HOST, new_address);
	link_delete(net->host, device_of(GUEST_A));
	expect_address(net, HOST, ADDRESS_HOST);
}

static void taken_over_by_tap(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_error("change an address by the tap", set_by_tap(tap_of(GUEST_A), new_address), 0);
	expect_address(net, GUEST_A, new_address);
	expect_address(net, HOST, new_address);
	link_delete(net->host, device_of(GUEST_A));
	expect_address(net, HOST, ADDRESS_HOST);
}

/* What the administrator gives the parent meanwhile is the parent's own from then on. */
static void parent_changed(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("change the parent's address",
		      try_link_set_mac(net->host, device_of(HOST), new_address), 0);
	expect_address(net, GUEST_A, new_address);
	expect_answer("change the child's address",
		      try_link_set_mac(net->host, device_of(GUEST_A), third_address), 0);
	expect_address(net, HOST, third_address);
	link_delete(net->host, device_of(GUEST_A));
	expect_address(net, HOST, new_address);
}

/* A change that is none changes nothing, and the next one is still undone. */
static void unchanged(const void *data)
{
	struct testbed *net = with_child_up(data);
	const char *device = device_of(GUEST_A);

	expect_answer("keep an address", try_link_set_mac(net->host, device, ADDRESS_HOST), 0);
	expect_address(net, HOST, ADDRESS_HOST);
	expect_answer("change an address", try_link_set_mac(net->host, device, new_address), 0);
	expect_answer("change it back", try_link_set_mac(net->host, device, ADDRESS_HOST), 0);
	expect_address(net, HOST, ADDRESS_HOST);
	expect_address(net, GUEST_A, ADDRESS_HOST);
	link_delete(net->host, device);
	expect_address(net, HOST, ADDRESS_HOST);
}

/* A change that is refused is none either: what the administrator does afterwards lasts. */
static void refused_and_parent_changed(const void *data)
{
	static const struct mac group = {{0x01, 0x00, 0x5e, 0, 0, 1}};
	struct testbed *net = with_child_up(data);

	expect_answer("change an address to a group", try_link_set_mac(net->host, device_of(GUEST_A), group),
		      EADDRNOTAVAIL);
	expect_address(net, HOST, ADDRESS_HOST);
	expect_answer("change the parent's address",
		      try_link_set_mac(net->host, device_of(HOST), new_address), 0);
	link_delete(net->host, device_of(GUEST_A));
	expect_address(net, HOST, new_address);
}

static void passthru_heard(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	struct frame frame = {.src = STATION_STRANGER, .dst = new_address};

	expect_frame(net, WIRE, ADDRESS_HOST, AT(GUEST_A));
	set_mac(net, GUEST_A, new_address);
	expect_frame(net, WIRE, new_address, AT(GUEST_A));
	frame.src = new_address;
	frame.dst = STATION_UNKNOWN;
	expect_delivery(net, GUEST_A, &frame, AT(WIRE));
}

/* clang-format off */
const struct pattern own_address_patterns[] = {
	{"address.told",         &MACF_HW_01, SAMPLE | OWNING, BARE, told_by_tap,       "its tap tells its address, and a new one"},
	{"address.changed",      &MACF_HW_02, SAMPLE | OWNING, BARE, changed_by_tap,    "changes its address by its tap"},
	{"address.nobody",       &MACF_HW_02, BRIDGE | PASSTHRU, APART, changed_by_nobody, "changes its address by a tap that nobody holds"},
	{"address.name_ignored", &MACF_HW_02, BRIDGE,     BARE, name_ignored,      "changes its address by a request that names the parent"},
	{"address.heard",        &MACF_HW_02, GROUPED,    WATCHED, heard_at_new_address, "frames to its old address and to the one it has by its tap"},
	{"address.gone",         &MACF_HW_07, EVERY_KIND, BARE, gone,              "is deleted, and its tap asked for its address"},
	{"takeover.netlink",     &MACF_HW_06, OWNING, BARE, taken_over,            "changes its address twice, and is deleted"},
	{"takeover.down",        &MACF_HW_06, PASSTHRU, BARE, taken_over_while_down, "changes its address while it is down, and is deleted"},
	{"takeover.tap",         &MACF_HW_06, PASSTHRU, BARE, taken_over_by_tap,     "changes its address by its tap, and is deleted"},
	{"takeover.parent",      &MACF_HW_08, PASSTHRU, BARE, parent_changed,        "its parent changes address, then the child does, and is deleted"},
	{"takeover.unchanged",   &MACF_HW_06, PASSTHRU, BARE, unchanged,             "sets the address that it has, another, and its own again"},
	{"takeover.refused",     &MACF_HW_08, PASSTHRU, BARE, refused_and_parent_changed, "is refused a group's address, then its parent changes its own"},
	{"takeover.heard",       &MACF_HW_06, OWNING, WATCHED, passthru_heard,        "frames to its new address, and from it"},
	{.name = NULL},
};
/* clang-format on */

/* ---- a sibling that is not there yet ---- */

static void sibling_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child_up(net, any_kind, GUEST_A);
	add_child(net, any_kind, GUEST_B);
	expect_answer("take the address of a sibling that is down",
		      try_link_set_mac(net->host, device_of(GUEST_A), address_of(GUEST_B)), 0);
	expect_answer("set up a child whose address has been taken",
		      try_link_set_up(net->host, device_of(GUEST_B)), EADDRINUSE);
	expect_listed(net, HOST, address_of(GUEST_B));
	link_set_down(net->host, device_of(GUEST_A));
	expect_answer("set it up when it has been given back", try_link_set_up(net->host, device_of(GUEST_B)),
		      0);
}

/* clang-format off */
const struct testcase own_address_cases[] = {
	{.id = "filter.address.sibling_down", .requirement = &MACF_MAC_01, .run = sibling_down, .data = &bare_unwatched, .shares = &bare_unwatched,
	 .summary = "a child takes the address of a sibling that is down, which then is to go up"},
	{.id = NULL},
};
/* clang-format on */
