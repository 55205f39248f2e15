/* host_side: what the host has to do with frames besides sending and receiving them by the parent. */
#include "suites/isolation/changes.h"

#include "fixtures/duo.h"
#include "fixtures/solo.h"
#include "harness/core/verdict.h"
#include "harness/frame/mark.h"
#include "harness/net/filters.h"
#include "harness/net/multicast.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/isolation/requirements.h"

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/* ---- loopback ---- */

/* The host's stack loops its own multicast back as a frame without Ethernet header; what stands there instead, the first
 * octets of the packet, looks like a group (0x45). A promiscuous child would take any. */
static void looped_back(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame everything = {.dst = everyone};
	struct mark mark = {ROLE_PROBE, fresh_nonce()};
	uint8_t sent[FRAME_MARK_SIZE];
	int fd = multicast_socket(device_of(HOST));

	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (child_of(net, guest))
			filter_bypass(net->host, device_of(guest), EVERY_FRAME);
	}
	mark_write(mark, sent, sizeof sent);
	multicast_send(fd, sent, sizeof sent);
	fence(net, FENCE_FLOOD, HOST, &everything);
	caller_is(HERE);
	if (!multicast_came_back(fd, sent, sizeof sent))
		fail("the host's stack did not get back what it sent to a group of its own");
	for (enum place place = WIRE; place < PLACES; place++) {
		size_t copies = net->port[place] ? journal_sightings(&net->journal, place, mark) : 0;

		if (copies == (place == WIRE))
			passed();
		else
			fail("%s got %zu copies of the host's own multicast", place_name(place), copies);
	}
}

/* ---- the stack behind a tap ---- */

static void behind_a_tap(const void *data)
{
	static const uint16_t probe[] = {ETHERTYPE_PROBE};
	struct testbed *net = testbed_build(data);
	struct port *behind = port_stack(device_of(GUEST_A), probe, 1);
	struct frame unicast = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A};
	struct frame flood = {.src = STATION_STRANGER, .dst = everyone};
	struct frame from_sibling = {.src = ADDRESS_GUEST_B, .dst = ADDRESS_GUEST_A};
	struct sighting sighting;

	expect_delivery(net, WIRE, &unicast, AT(GUEST_A));
	expect_delivery(net, WIRE, &flood, AT(GUEST_A, GUEST_B, HOST));
	expect_delivery(net, GUEST_B, &from_sibling, AT(GUEST_A));
	if (port_receive(behind, &sighting))
		fail("the host's stack on %s got what is for the guest", device_of(GUEST_A));
	else
		passed();
}

#define HOST_SIDE(name, requirement_, run_, topology, summary_)                                              \
	{                                                                                                    \
		.id = "isolation.host_side." name, .requirement = &requirement_, .run = run_,                \
		.data = &topology[WIRE_PLAIN], .shares = &topology[WIRE_PLAIN], .summary = summary_,         \
	}

/* clang-format off */
const struct testcase host_side_cases[] = {
	HOST_SIDE("looped_back.private",  ISO_HOST_04, looped_back,  duo_private,   "the host sends to a group of its own; the children are private and promiscuous"),
	HOST_SIDE("looped_back.bridge",   ISO_HOST_04, looped_back,  duo_bridge,    "the host sends to a group of its own; the children are bridge and promiscuous"),
	HOST_SIDE("looped_back.passthru", ISO_HOST_04, looped_back,  solo_passthru, "the host sends to a group of its own; the child is passthru and promiscuous"),
	HOST_SIDE("behind_a_tap",         ISO_HOST_05, behind_a_tap, duo_bridge,    "the host listens on a guest's macvtap itself"),
	{.id = NULL},
};
/* clang-format on */
