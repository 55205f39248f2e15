/* address: a child's address is its own, but for passthru, where it is the parent's. */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "harness/net/address.h"
#include "harness/proof/delivery.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

#define NEW                                                                                                  \
	{                                                                                                    \
		0x02, 0, 0, 0, 0, 0x3a                                                                       \
	}
#define NEWER                                                                                                \
	{                                                                                                    \
		0x02, 0, 0, 0, 0, 0x3b                                                                       \
	}
#define LATEST                                                                                               \
	{                                                                                                    \
		0x02, 0, 0, 0, 0, 0x3c                                                                       \
	}

static const struct mac new = {NEW}, newer = {NEWER}, latest = {LATEST};

static void expect_address(struct testbed *net, const char *device, struct mac wanted)
{
	if (address_is(net->host, device, wanted))
		passed();
	else
		fail("%s does not have the address %s", device, mac_to_text(wanted).text);
}
#define expect_address(...) (caller_is(HERE), expect_address(__VA_ARGS__))

/* ---- a child's own ---- */

struct child_change {
	enum mode mode;
	enum upness upness;
};

static void own_address(const void *data)
{
	const struct child_change *change = data;
	struct testbed *net = bed_with(change->mode, 0, change->upness);

	expect_accepted("a new address", try_link_set_mac(net->host, CHILD, new));
	expect_address(net, CHILD, new);
	expect_address(net, PARENT, ADDRESS_HOST);
	expect_accepted("the same once more", try_link_set_mac(net->host, CHILD, new));
	expect_address(net, CHILD, new);
}

struct refusal {
	struct mac address;
	enum upness upness, sibling;
	int error;
};

/* The sibling's address is `new`. */
static void refused_address(const void *data)
{
	const struct refusal *refusal = data;
	struct testbed *net = bed_with(MODE_BRIDGE, 0, refusal->upness);
	struct mac before = link_state(net->host, CHILD).address;

	macvtap_create(net->host, &(struct macvtap){.name = SIBLING,
						    .parent = PARENT,
						    .mode = MODE_VEPA,
						    .address = &new,
						    .up = refusal->sibling == UP});
	expect_refused("the address", try_link_set_mac(net->host, CHILD, refusal->address), refusal->error,
		       "");
	expect_address(net, CHILD, before);
}

static void too_short(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	struct mac before = link_state(net->host, CHILD).address;

	(void)data;
	expect_refused("five octets",
		       TRY_CHANGE(net->host, CHILD, OCTETS(OF_DEVICE, IFLA_ADDRESS, 2, 0, 0, 0, 9)), EINVAL,
		       NULL);
	expect_address(net, CHILD, before);
}

static void address_of_a_sibling_that_is_down(const void *data)
{
	struct testbed *net = bed_with(MODE_BRIDGE, 0, UP);

	(void)data;
	macvtap_create(
		net->host,
		&(struct macvtap){.name = SIBLING, .parent = PARENT, .mode = MODE_VEPA, .address = &new});
	expect_accepted("the address of one that is down", try_link_set_mac(net->host, CHILD, new));
	expect_address(net, CHILD, new);
	expect_refused("that one going up", try_link_set_up(net->host, SIBLING), EADDRINUSE, "");
	link_set_mac(net->host, CHILD, newer);
	expect_accepted("that one going up when the address is free", try_link_set_up(net->host, SIBLING));
}

/* ---- the parent's ---- */

static void parent_alone(const void *data)
{
	const enum mode *mode = data;
	struct testbed *net = bed_with(*mode, 0, UP);
	struct mac before = link_state(net->host, CHILD).address;

	expect_accepted("a new address for the parent", try_link_set_mac(net->host, PARENT, new));
	expect_address(net, PARENT, new);
	expect_address(net, CHILD, before);
}

static void parent_takes_a_childs(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct frame frame = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A};

	expect_accepted("the child's address for the parent",
			try_link_set_mac(net->host, PARENT, ADDRESS_GUEST_A));
	expect_delivery(net, WIRE, &frame, AT(GUEST_A));
	set_down(net, GUEST_A);
	expect_delivery(net, WIRE, &frame, AT(HOST));
	expect_refused("the child going up again", try_link_set_up(net->host, device_of(GUEST_A)), EADDRINUSE,
		       "");
}

/* ---- passthru: one address for both ---- */

static void child_sets_it(const void *data)
{
	const enum upness *upness = data;
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, *upness);

	expect_address(net, CHILD, ADDRESS_HOST);
	expect_accepted("a new address for the child", try_link_set_mac(net->host, CHILD, new));
	expect_address(net, CHILD, new);
	expect_address(net, PARENT, new);
	link_set_mac(net->host, CHILD, newer);
	expect_address(net, PARENT, newer);
	link_delete(net->host, CHILD);
	expect_address(net, PARENT, ADDRESS_HOST);
}

static void parent_sets_it(const void *data)
{
	const enum upness *upness = data;
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, *upness);

	expect_accepted("a new address for the parent", try_link_set_mac(net->host, PARENT, new));
	expect_address(net, PARENT, new);
	expect_address(net, CHILD, new);
	link_delete(net->host, CHILD);
	expect_address(net, PARENT, new);
}

static void both_set_it(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);

	(void)data;
	link_set_mac(net->host, CHILD, new);
	link_set_mac(net->host, PARENT, newer);
	expect_address(net, CHILD, newer);
	link_set_mac(net->host, CHILD, latest);
	expect_address(net, PARENT, latest);
	link_delete(net->host, CHILD);
	expect_address(net, PARENT, newer);
}

static void passthru_refuses(const void *data)
{
	const struct mac *address = data;
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);

	expect_refused("the address", try_link_set_mac(net->host, CHILD, *address), EADDRNOTAVAIL, NULL);
	expect_address(net, CHILD, ADDRESS_HOST);
	expect_address(net, PARENT, ADDRESS_HOST);
}

#define OWN(word, mode_, upness_, summary)                                                                   \
	CHANGE_BARE("address.own." word, CHG_ADDR_01, own_address,                                           \
		    (&(const struct child_change){mode_, upness_}), summary)
#define REFUSED(name, requirement, summary, ...)                                                             \
	CHANGE_BARE("address.refused." name, requirement, refused_address,                                   \
		    (&(const struct refusal){__VA_ARGS__}), summary)
#define PARENTS(word, mode_)                                                                                 \
	CHANGE_BARE("address.parent." word, CHG_ADDR_04, parent_alone, &(const enum mode){mode_},            \
		    "the parent of a child in mode " word " changes its address")
#define PASSTHRU(name, requirement, run, upness_, summary)                                                   \
	CHANGE_BARE("address.passthru." name, requirement, run, &(const enum upness){upness_}, summary)

/* clang-format off */
const struct testcase change_addresses[] = {
	OWN("private", MODE_PRIVATE, UP,   "a private child that is up changes its address"),
	OWN("vepa",    MODE_VEPA,    UP,   "a vepa child that is up changes its address"),
	OWN("bridge",  MODE_BRIDGE,  UP,   "a bridge child that is up changes its address"),
	OWN("source",  MODE_SOURCE,  UP,   "a source-mode child that is up changes its address"),
	OWN("down",    MODE_VEPA,    DOWN, "a child that is down changes its address"),
	REFUSED("parents",       CHG_ADDR_02, "a child that is up asks for its parent's address",    {{0x02, 0, 0, 0, 0, 0x01}}, UP,   UP, EADDRINUSE),
	REFUSED("parents_down",  CHG_ADDR_02, "a child that is down asks for its parent's address",  {{0x02, 0, 0, 0, 0, 0x01}}, DOWN, UP, EADDRINUSE),
	REFUSED("siblings",      CHG_ADDR_02, "a child that is up asks for a sibling's address",     {NEW}, UP,   UP, EADDRINUSE),
	REFUSED("siblings_down", CHG_ADDR_02, "a child that is down asks for a sibling's address",   {NEW}, DOWN, UP, EADDRINUSE),
	REFUSED("group",         CHG_ADDR_03, "a child asks for a group as its address",             {{0x03, 0, 0, 0, 0, 0x3a}},                   UP,   UP, EADDRNOTAVAIL),
	REFUSED("everyone",      CHG_ADDR_03, "a child asks for the broadcast address",              {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},       UP,   UP, EADDRNOTAVAIL),
	REFUSED("zero",          CHG_ADDR_03, "a child asks for the zero address",                   {{0}},                                        UP,   UP, EADDRNOTAVAIL),
	REFUSED("zero_down",     CHG_ADDR_03, "a child that is down asks for the zero address",      {{0}},                                        DOWN, UP, EADDRNOTAVAIL),
	CHANGE_BARE("address.refused.short", CHG_ADDR_03, too_short, NULL, "a child asks for an address of five octets"),
	CHANGE_BARE("address.of_sibling_down", CHG_ADDR_06, address_of_a_sibling_that_is_down, NULL, "a child takes the address of a sibling that is down"),
	PARENTS("private", MODE_PRIVATE),
	PARENTS("vepa",    MODE_VEPA),
	PARENTS("bridge",  MODE_BRIDGE),
	PARENTS("source",  MODE_SOURCE),
	CHANGE_ON(&duo_vepa[WIRE_PLAIN], "address.parent.takes_a_childs", CHG_ADDR_05, parent_takes_a_childs, &duo_vepa[WIRE_PLAIN], "the parent takes the address of a child that is up"),
	PASSTHRU("child",       CHG_ADDR_07, child_sets_it,  UP,   "a passthru child sets its address twice and is deleted"),
	PASSTHRU("child_down",  CHG_ADDR_07, child_sets_it,  DOWN, "a passthru child that is down sets its address twice and is deleted"),
	PASSTHRU("parent",      CHG_ADDR_08, parent_sets_it, UP,   "the parent of a passthru child sets its address, and the child is deleted"),
	PASSTHRU("parent_down", CHG_ADDR_08, parent_sets_it, DOWN, "the parent of a passthru child that is down sets its address, and the child is deleted"),
	CHANGE_BARE("address.passthru.both",  CHG_ADDR_08, both_set_it, NULL, "a passthru child, its parent and the child again set the address, and the child is deleted"),
	CHANGE_BARE("address.passthru.group", CHG_ADDR_03, passthru_refuses, (&(const struct mac){{0x03, 0, 0, 0, 0, 0x3a}}), "a passthru child asks for a group as its address"),
	CHANGE_BARE("address.passthru.zero",  CHG_ADDR_03, passthru_refuses, (&(const struct mac){{0}}), "a passthru child asks for the zero address"),
	{.id = NULL},
};
/* clang-format on */
