/* vlan: tags pass untouched, whoever's they are; and what a reader sees of them that has not room for the whole frame. */
#include "suites/filter/filter.h"

#include "fixtures/duo.h"
#include "harness/frame/octets.h"
#include "harness/net/attribute.h"
#include "harness/net/tap.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

struct tagging {
	const char *word;
	uint8_t tags;
	struct vlan_tag tag[FRAME_TAGS_MAX]; /* the outermost first */
};

/* clang-format off */
static const struct tagging taggings[] = {
	{"vlan",        1, {{TPID_8021Q,  5}}},
	{"priority",    1, {{TPID_8021Q,  7 << 13}}},
	{"full",        1, {{TPID_8021Q,  0xffff}}},
	{"service",     1, {{TPID_8021AD, 5}}},
	{"service_customer", 2, {{TPID_8021AD, 5}, {TPID_8021Q, 6}}},
	{"vlan_vlan",   2, {{TPID_8021Q,  5}, {TPID_8021Q, 6}}},
};
/* clang-format on */

static struct frame tagged(const struct tagging *row, struct mac src, struct mac dst)
{
	return (struct frame){.src = src, .dst = dst, .tags = row->tags, .tag = {row->tag[0], row->tag[1]}};
}

static void from_wire(const void *data)
{
	const struct tagging *row = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct frame unicast = tagged(row, STATION_STRANGER, ADDRESS_GUEST_A);
	struct frame broadcast = tagged(row, STATION_STRANGER, everyone);
	bool priority_only = !(row->tag[0].tci & 0xfff);

	if (row->tags > 1)
		port_stack_listen(net->port[HOST], row->tag[1].tpid);
	expect_delivery(net, WIRE, &unicast, AT(GUEST_A));
	expect_delivery(net, WIRE, &broadcast,
			AT(GUEST_A, GUEST_B) | (priority_only ? AT(HOST) : AT(HOST_IGNORES)));
}

static void from_tap(const void *data)
{
	const struct tagging *row = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct frame to_wire = tagged(row, ADDRESS_GUEST_A, STATION_UNKNOWN);
	struct frame to_sibling = tagged(row, ADDRESS_GUEST_A, address_of(GUEST_B));
	struct frame to_all = tagged(row, ADDRESS_GUEST_A, everyone);

	expect_delivery(net, GUEST_A, &to_wire, AT(WIRE));
	expect_delivery(net, GUEST_A, &to_sibling, AT(GUEST_B));
	expect_delivery(net, GUEST_A, &to_all, AT(WIRE, GUEST_B));
}

static void add_tags(const char *way, const struct requirement *requirement, void (*run)(const void *),
		     const struct tagging *row, struct case_list *list)
{
	char summary[120];

	snprintf(summary, sizeof summary, "from the %s, frames with the tagging '%s'", way, row->word);
	case_add_as(list,
		    &(struct testcase){.requirement = requirement,
				       .run = run,
				       .data = row,
				       .shares = &duo_bridge[WIRE_PLAIN],
				       .summary = summary},
		    "filter.tags.%s.%s", way, row->word);
}

/* ---- a read that ends inside the frame ---- */

static const size_t rooms[] = {12, 14, 16, 18};

static void cut_short(const void *data)
{
	const size_t room = *(const size_t *)data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct frame frame = tagged(&taggings[0], STATION_STRANGER, ADDRESS_GUEST_A);
	uint8_t whole[FRAME_LENGTH_MAX], got[64] = {0};
	int tap = port_fd(net->port[GUEST_A]);
	struct transfer transfer;

	expect_delivery(net, WIRE, &frame, AT(GUEST_A));
	frame.role = ROLE_PROBE;
	frame.nonce = fresh_nonce();
	port_send(net->port[WIRE], whole, frame_render(&frame, whole, sizeof whole));
	if (!tap_await(tap, POLLIN))
		return fail("GUEST_A gets no tagged frame");
	transfer = try_tap_read(tap, got, room);
	expect_error("read a part of a tagged frame", transfer.error, 0);
	if (transfer.length != room)
		fail("a read into %zu octets returns %zu", room, transfer.length);
	else if (memcmp(got, whole, room) != 0)
		fail("a read into %zu octets stores others than those of the frame", room);
	else
		passed();
}

void tags_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < sizeof taggings / sizeof taggings[0]; i++) {
		add_tags("wire", &MACF_VLAN_01, from_wire, &taggings[i], list);
		add_tags("tap", &MACF_VLAN_02, from_tap, &taggings[i], list);
	}
	for (size_t i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
		char summary[120];

		snprintf(summary, sizeof summary, "a guest reads a tagged frame into %zu octets", rooms[i]);
		case_add_as(list,
			    &(struct testcase){.requirement = &MACF_VLAN_06,
					       .run = cut_short,
					       .data = &rooms[i],
					       .shares = &duo_bridge[WIRE_PLAIN],
					       .summary = summary},
			    "filter.tags.cut.%02zu", rooms[i]);
	}
}

/* ---- a tag that is cut off ---- */

enum { CUT_OFF = 16, SHORT = 24 };

/* A header that says that a tag follows, and so many octets of it all in all. */
static size_t short_frame(uint8_t *bytes, struct mac src, struct mac dst, size_t length)
{
	put_u16(put_u16(put_u16(put_mac(put_mac(bytes, dst), src), TPID_8021Q), 5), ETHERTYPE_PROBE);
	return length;
}

static unsigned seen(struct testbed *net, enum place place, size_t length)
{
	unsigned count = 0;

	for (size_t i = 0; i < net->journal.count; i++) {
		const struct entry *entry = &net->journal.entries[i];

		count += entry->place == place && entry->direction == SEEN && entry->length == length;
	}
	return count;
}

/* Frames too short for a mark: told from the fences by their length. */
static unsigned arrivals(struct testbed *net, enum place from, enum place at, struct mac src, struct mac dst,
			 size_t length)
{
	struct frame fenced = {.src = src, .dst = dst};
	uint8_t bytes[32] = {0};
	unsigned count;

	port_send(net->port[from], bytes, short_frame(bytes, src, dst, length));
	fence(net, FENCE_FLOOD, from, &fenced);
	count = seen(net, at, length);
	journal_clear(&net->journal);
	return count;
}

static void expect_whole_tags_only(struct testbed *net, enum place from, enum place at, struct mac src,
				   struct mac dst)
{
	struct frame whole = tagged(&taggings[0], src, dst);

	expect_delivery(net, from, &whole, AT(at));
	if (arrivals(net, from, at, src, dst, SHORT) == 1)
		passed();
	else
		fail("%s does not get a short frame whose tag is whole", place_name(at));
	if (arrivals(net, from, at, src, dst, CUT_OFF) == 0)
		passed();
	else
		fail("%s gets a frame whose tag is cut off", place_name(at));
}

static void cut_off_from_wire(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_whole_tags_only(net, WIRE, GUEST_A, STATION_STRANGER, ADDRESS_GUEST_A);
}

static void cut_off_from_tap(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_whole_tags_only(net, GUEST_A, WIRE, ADDRESS_GUEST_A, STATION_UNKNOWN);
}

/* ---- a VLAN of the host's ---- */

/* It is asked before macvlan is (net/core/dev.c: __netif_receive_skb_core), and the frame goes on to the host, whose address it
 * does not bear. */
static void hosts_own_vlan(const void *data)
{
	struct testbed *net = testbed_build(data);
	uint32_t parent = (uint32_t)link_state(net->host, device_of(HOST)).index;
	const struct attribute vlan[] = {NUMBER16(OF_DRIVER, IFLA_VLAN_ID, 5),
					 NUMBER32(OF_DEVICE, IFLA_LINK, parent)};
	struct frame in_vlan = tagged(&taggings[0], STATION_STRANGER, ADDRESS_GUEST_A), in_other = in_vlan;
	struct answer answer;

	in_other.tag[0].tci = 6;
	expect_delivery(net, WIRE, &in_vlan, AT(GUEST_A));
	answer = try_link_request(net->host, REQUEST_CREATE, "v5", "vlan", vlan, 2);
	if (answer.error == EOPNOTSUPP)
		skip("this kernel has no vlan");
	expect_answer("make a VLAN on the parent", answer, 0);
	link_set_up(net->host, "v5");
	expect_delivery(net, WIRE, &in_vlan, AT(HOST_IGNORES));
	expect_delivery(net, WIRE, &in_other, AT(GUEST_A));
	link_delete(net->host, "v5");
	expect_delivery(net, WIRE, &in_vlan, AT(GUEST_A));
}

#define ALONE(name, requirement_, run_, summary_)                                                            \
	{                                                                                                    \
		.id = "filter.tags." name, .requirement = &requirement_, .run = run_,                        \
		.data = &duo_bridge[WIRE_PLAIN], .shares = &duo_bridge[WIRE_PLAIN], .summary = summary_,     \
	}

/* clang-format off */
const struct testcase vlan_cases[] = {
	ALONE("cut_off.wire", MACF_VLAN_03, cut_off_from_wire, "frames from the wire whose tag is whole, and is cut off"),
	ALONE("cut_off.tap",  MACF_VLAN_03, cut_off_from_tap,  "frames from a guest whose tag is whole, and is cut off"),
	ALONE("hosts_vlan",   MACF_VLAN_04, hosts_own_vlan,    "frames of a VLAN that the host has a device for, and of another"),
	{.id = NULL},
};
/* clang-format on */
