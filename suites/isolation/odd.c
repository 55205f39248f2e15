/* odd: frames that nobody should send, and frames as long as can be. */
#include "suites/isolation/changes.h"

#include "fixtures/duo.h"
#include "harness/proof/delivery.h"
#include "harness/proof/groups.h"
#include "suites/isolation/requirements.h"

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

/* The parent's MTU is 1500; with header and tag that makes 1518 octets. */
static void longest_frames(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct frame frame = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B, .length = 1518};

	expect_delivery(net, GUEST_A, &frame, AT(GUEST_B));
	frame.length = 1519;
	expect_delivery(net, GUEST_A, &frame, NOWHERE);
	frame.length = 1514;
	expect_delivery(net, GUEST_A, &frame, AT(GUEST_B));
}

#define ODD(name, requirement_, run_, summary_)                                                              \
	{                                                                                                    \
		.id = "isolation.odd." name, .requirement = &requirement_, .run = run_,                      \
		.data = &duo_bridge[WIRE_PLAIN], .summary = summary_,                                        \
	}

/* clang-format off */
const struct testcase odd_cases[] = {
	ODD("zero_destination", ISO_EXT_05,    zero_destination, "a frame from the wire for the zero address"),
	ODD("senders",          ISO_EXT_06,    odd_senders,      "frames from the wire that bear a group, zero or their own destination as sender"),
	ODD("names",            ISO_SPOOF_01,  odd_names,        "a child writes frames that bear a group or zero as sender"),
	ODD("longest",          ISO_BRIDGE_11, longest_frames,   "frames as long as the parent's MTU allows, and longer, between siblings"),
	{.id = NULL},
};
/* clang-format on */
