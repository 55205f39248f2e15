/* odd: frames that nobody should send, and frames as long as can be. */
#include "suites/isolation/changes.h"

#include "fixtures/duo.h"
#include "harness/core/clock.h"
#include "harness/frame/inet.h"
#include "harness/frame/octets.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "harness/proof/groups.h"
#include "suites/isolation/requirements.h"

#include <string.h>

static const struct mac zero = {{0}};
static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

static void zero_destination(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame frame = {.src = STATION_STRANGER, .dst = zero};

	expect_delivery(net, WIRE, &frame, AT(HOST_IGNORES));
}

static void odd_senders(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct mac senders[] = {zero, everyone, testbed_groups(net)->all, ADDRESS_GUEST_A};

	for (unsigned i = 0; i < sizeof senders / sizeof senders[0]; i++) {
		struct frame frame = {.src = senders[i], .dst = ADDRESS_GUEST_A};

		check_named("a frame from %s", mac_to_text(senders[i]).text);
		expect_delivery(net, WIRE, &frame, AT(GUEST_A));
	}
}

/* What a child writes in the name of a group, or of nobody. */
static void odd_names(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct mac senders[] = {zero, everyone, testbed_groups(net)->all};

	for (unsigned i = 0; i < sizeof senders / sizeof senders[0]; i++) {
		struct frame to_sibling = {.src = senders[i], .dst = ADDRESS_GUEST_B};
		struct frame to_wire = {.src = senders[i], .dst = STATION_UNKNOWN};

		check_named("a frame from %s", mac_to_text(senders[i]).text);
		expect_delivery(net, GUEST_A, &to_sibling, AT(GUEST_B));
		expect_delivery(net, GUEST_A, &to_wire, AT(WIRE));
	}
}

/* With header and tag: the MTU counts neither. */
static void longest_frames(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame frame = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B, .length = TESTBED_MTU + 18};

	expect_delivery(net, GUEST_A, &frame, AT(GUEST_B));
	frame.length = TESTBED_MTU + 19;
	expect_delivery(net, GUEST_A, &frame, NOWHERE);
	frame.length = TESTBED_MTU + 14;
	expect_delivery(net, GUEST_A, &frame, AT(GUEST_B));
}

/* Another address, but in the same bucket of the driver's tables (macvlan.c: macvlan_eth_hash): one that is told apart only
 * by comparing it. */
static struct mac in_the_bucket_of(struct mac address)
{
	address.octet[4] ^= 0xc4;
	return address;
}

static void same_bucket(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct mac neighbour = in_the_bucket_of(ADDRESS_GUEST_A);
	struct frame from_wire = {.src = STATION_STRANGER, .dst = neighbour};
	struct frame from_sibling = {.src = ADDRESS_GUEST_B, .dst = neighbour};
	struct frame flood = {.src = neighbour, .dst = everyone};

	expect_delivery(net, WIRE, &from_wire, AT(HOST_IGNORES));
	expect_delivery(net, GUEST_B, &from_sibling, AT(WIRE));
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
}

static void same_bucket_listed(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame frame = {.src = in_the_bucket_of(STATION_LISTED), .dst = ADDRESS_HOST};

	expect_delivery(net, WIRE, &frame, AT(HOST));
}

/* ---- fragments ---- */

enum {
	BEFORE_IP = 14,
	IP_HEADER = 20,
	BEFORE_DATAGRAM = BEFORE_IP + IP_HEADER,
	DATAGRAM = 160,
	FIRST_PIECE = 64,
	DONT_FRAGMENT = 0x4000, /* as the whole has it: kept where all pieces agree */
	MORE_FRAGMENTS = 0x2000,
};

/* These octets of the datagram, under a header that says so. */
static void put_in_piece(struct testbed *net, const uint8_t *whole, size_t start, size_t end)
{
	uint8_t piece[BEFORE_DATAGRAM + DATAGRAM], *ip = piece + BEFORE_IP;
	size_t length = BEFORE_DATAGRAM + end - start;

	memcpy(piece, whole, BEFORE_DATAGRAM);
	memcpy(piece + BEFORE_DATAGRAM, whole + BEFORE_DATAGRAM + start, end - start);
	put_u16(ip + 2, (uint16_t)(IP_HEADER + end - start));
	put_u16(ip + 6, (uint16_t)(DONT_FRAGMENT | (end < DATAGRAM ? MORE_FRAGMENTS : 0) | start / 8));
	put_u16(ip + 10, 0);
	put_u16(ip + 10, checksum(sum_octets(0, ip, IP_HEADER)));
	journal_add(&net->journal, WIRE, PUT_IN, now(), piece, length);
	port_send(net->port[WIRE], piece, length);
}

/* The probe is the whole, which nobody sends. */
static void fragments(const void *data)
{
	struct testbed *net = testbed_build(data);
	uint8_t whole[BEFORE_DATAGRAM + DATAGRAM];

	net->probe.from = WIRE;
	net->probe.frame = (struct frame){.src = STATION_STRANGER,
					  .dst = everyone,
					  .content = CONTENT_UDP4,
					  .role = ROLE_PROBE,
					  .length = sizeof whole,
					  .nonce = fresh_nonce()};
	frame_render(&net->probe.frame, whole, sizeof whole);
	port_stack_listen(net->port[HOST], frame_ethertype(&net->probe.frame));
	put_in_piece(net, whole, 0, FIRST_PIECE);
	put_in_piece(net, whole, FIRST_PIECE, DATAGRAM);
	expect_arrival(net, AT(GUEST_A, GUEST_B, HOST));
}

#define ODD_ON(topology, name, requirement_, run_, summary_)                                                 \
	{                                                                                                    \
		.id = "isolation.odd." name, .requirement = &requirement_, .run = run_,                      \
		.data = &topology[WIRE_PLAIN], .shares = &topology[WIRE_PLAIN], .summary = summary_,         \
	}
#define ODD(...) ODD_ON(duo_bridge, __VA_ARGS__)

/* clang-format off */
const struct testcase odd_cases[] = {
	ODD("zero_destination", ISO_EXT_05,    zero_destination, "a frame from the wire for the zero address"),
	ODD("senders",          ISO_EXT_06,    odd_senders,      "frames from the wire that bear a group, zero or their own destination as sender"),
	ODD("names",            ISO_SPOOF_01,  odd_names,        "a child writes frames that bear a group or zero as sender"),
	ODD("longest",          ISO_BRIDGE_11, longest_frames,   "frames as long as the parent's MTU allows, and longer, between siblings"),
	ODD("same_bucket",      ISO_EXT_12,    same_bucket,      "an address that the driver's table keeps beside a child's"),
	ODD("fragments",        ISO_FRAG_01,   fragments,        "a broadcast IPv4 datagram comes from the wire in two pieces"),
	ODD_ON(duo_source, "same_bucket_listed", ISO_EXT_12, same_bucket_listed, "a sender that the driver's table keeps beside a listed one"),
	{.id = NULL},
};
/* clang-format on */
