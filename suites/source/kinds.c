/* kinds: what the copy of a frame is to the stack of the child that hears it. No guest holds the child's tap, so that the
 * frame gets to the child's own stack.
 */
#include "suites/source/source.h"

#include "fixtures/bare.h"
#include "harness/core/verdict.h"
#include "harness/proof/await.h"
#include "harness/proof/fence.h"
#include "suites/source/requirements.h"

#include <linux/if_packet.h>

struct kind {
	struct mac dst;
	unsigned packet_type;
};

static struct port *listening_stack(struct testbed *net)
{
	static const struct mac heard[] = {STATION_LISTED};
	static const uint16_t probe[] = {ETHERTYPE_PROBE};
	struct mac address = ADDRESS_GUEST_A;
	struct macvtap macvtap = {
		.name = device_of(GUEST_A),
		.parent = device_of(HOST),
		.mode = MODE_SOURCE,
		.address = &address,
		.up = true,
		.sources = heard,
		.source_count = 1,
	};

	macvtap_create(net->host, &macvtap);
	link_wait_running(net->host, macvtap.name);
	return port_stack(macvtap.name, probe, 1);
}

static void kind_of_copy(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(&bare);
	struct port *stack = listening_stack(net);
	struct frame frame = {
		.dst = kind->dst, .src = STATION_LISTED, .role = ROLE_PROBE, .nonce = fresh_nonce()};
	struct sighting seen;

	journal_put_in(net, WIRE, &frame);
	if (!port_await(stack, (struct mark){ROLE_PROBE, frame.nonce}, &seen))
		fail("the child's stack did not get the frame to %s", mac_to_text(frame.dst).text);
	else if (seen.packet_type != kind->packet_type)
		fail("the frame to %s is of packet type %u to the child's stack instead of %u",
		     mac_to_text(frame.dst).text, seen.packet_type, kind->packet_type);
	else
		passed();
}

#define COPY(name, packet_type_, summary_, ...)                                                              \
	{                                                                                                    \
		.id = "source.kind." name, .requirement = &ISO_SRC_06, .run = kind_of_copy, .shares = &bare, \
		.data = &(const struct kind){.dst = __VA_ARGS__, .packet_type = packet_type_},               \
		.summary = "a listed sender writes to " summary_,                                            \
	}

/* clang-format off */
const struct testcase source_kind_cases[] = {
	COPY("own",       PACKET_HOST,      "the child itself",     {{0x02, 0, 0, 0, 0, 0x0a}}),
	COPY("unknown",   PACKET_OTHERHOST, "nobody",               {{0x02, 0, 0, 0, 0, 0x99}}),
	COPY("wire",      PACKET_OTHERHOST, "the far end",          {{0x02, 0, 0, 0, 0, 0x02}}),
	COPY("host",      PACKET_HOST,      "the host",             {{0x02, 0, 0, 0, 0, 0x01}}),
	COPY("everyone",  PACKET_BROADCAST, "everyone",             {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}),
	COPY("group",     PACKET_MULTICAST, "a group",              {{0x01, 0, 0x5e, 0x01, 0x02, 0x03}}),
	{.id = NULL},
};
/* clang-format on */
