/* What expect_delivery() says on the running kernel of a frame that was lost, doubled, altered or leaked. */
#include "fixtures/duo.h"
#include "harness/proof/delivery.h"
#include "harness/selftest/scenario.h"

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/* The two frames that everything is done to, on a bridge-mode pair. */
static void flood_from_the_wire(struct testbed *net)
{
	expect_delivery(net, WIRE, &(struct frame){.dst = everyone, .src = STATION_STRANGER},
			AT(GUEST_A, GUEST_B, HOST));
}

static void flood_from_a(struct testbed *net)
{
	expect_delivery(net, GUEST_A, &(struct frame){.dst = everyone, .src = ADDRESS_GUEST_A},
			AT(GUEST_B, WIRE));
}

static void unicast_to_a(struct testbed *net)
{
	expect_delivery(net, WIRE, &(struct frame){.dst = ADDRESS_GUEST_A, .src = STATION_STRANGER},
			AT(GUEST_A));
}

static void unicast_to_b_from_a(struct testbed *net)
{
	expect_delivery(net, GUEST_A, &(struct frame){.dst = address_of(GUEST_B), .src = ADDRESS_GUEST_A},
			AT(GUEST_B));
}

static void unicast_to_nobody(struct testbed *net)
{
	expect_delivery(net, WIRE, &(struct frame){.dst = STATION_UNKNOWN, .src = STATION_STRANGER},
			AT(HOST_IGNORES));
}

static void tagged_to_a(struct testbed *net)
{
	struct frame frame = {
		.dst = ADDRESS_GUEST_A, .src = STATION_STRANGER, .tags = 1, .tag = {{TPID_8021Q, 5}}};

	expect_delivery(net, WIRE, &frame, AT(GUEST_A));
}

static void tagged_from_a(struct testbed *net)
{
	struct frame frame = {.dst = everyone, .src = ADDRESS_GUEST_A, .tags = 1, .tag = {{TPID_8021Q, 5}}};

	expect_delivery(net, GUEST_A, &frame, AT(GUEST_B, WIRE));
}

/* Its last octet is part of its mark: altered, it looks like another check's. */
static void arp_to_a(struct testbed *net)
{
	struct frame frame = {.dst = ADDRESS_GUEST_A, .src = STATION_STRANGER, .content = CONTENT_ARP};

	expect_delivery(net, WIRE, &frame, AT(GUEST_A));
}

static void from_the_host(struct testbed *net)
{
	expect_delivery(net, HOST, &(struct frame){.dst = everyone, .src = ADDRESS_HOST}, AT(WIRE));
}

struct attempt {
	void (*check)(struct testbed *net);
	struct sabotage sabotage;
};

static void attempt(const void *data)
{
	const struct attempt *attempt = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);

	saboteur_attach(net, &attempt->sabotage);
	attempt->check(net);
}

#define ATTEMPT(check, ...)                                                                                  \
	attempt, &(const struct attempt)                                                                     \
	{                                                                                                    \
		check,                                                                                       \
		{                                                                                            \
			__VA_ARGS__                                                                          \
		}                                                                                            \
	}
#define DOES(deed_, place_)  .deed = deed_, .place = place_
#define LEAKS(place_, from_) .deed = LEAK, .place = place_, .from = from_
#define GOES_RED(sentence)   FAILED, sentence, 1, 1
#define STAYS_GREEN          PASSED, NULL, 0, 1

/* clang-format off */
static const struct scenario scenarios[] = {
	{ "lost at a guest, from the wire",     ATTEMPT(flood_from_the_wire, DOES(LOSE,   GUEST_B)), GOES_RED("but GUEST_B did not get it") },
	{ "lost at a guest, from its sibling",  ATTEMPT(flood_from_a,        DOES(LOSE,   GUEST_B)), GOES_RED("but GUEST_B did not get it") },
	{ "lost at a guest, unicast",           ATTEMPT(unicast_to_a,        DOES(LOSE,   GUEST_A)), GOES_RED("but GUEST_A did not get it") },
	{ "lost at a guest, tagged",            ATTEMPT(tagged_to_a,         DOES(LOSE,   GUEST_A)), GOES_RED("but GUEST_A did not get it") },
	{ "lost on the wire, from a guest",     ATTEMPT(flood_from_a,        DOES(LOSE,   WIRE)),    GOES_RED("but WIRE did not get it") },
	{ "lost on the wire, tagged",           ATTEMPT(tagged_from_a,       DOES(LOSE,   WIRE)),    GOES_RED("but WIRE did not get it") },
	{ "lost on the wire, from the host",    ATTEMPT(from_the_host,       DOES(LOSE,   WIRE)),    GOES_RED("but WIRE did not get it") },
	{ "not for the host any more",          ATTEMPT(flood_from_the_wire, DOES(LOSE,   HOST)),    GOES_RED("but HOST did not get it; HOST_IGNORES got it, and must not") },
	{ "lost before the host",               ATTEMPT(unicast_to_nobody,   DOES(LOSE,   HOST_IGNORES)), GOES_RED("but HOST_IGNORES did not get it") },

	{ "doubled at a guest, from the wire",  ATTEMPT(flood_from_the_wire, DOES(DOUBLE, GUEST_B)), GOES_RED("but GUEST_B got it 2 times") },
	{ "doubled at a guest, by its sibling", ATTEMPT(unicast_to_b_from_a, DOES(DOUBLE, GUEST_B)), GOES_RED("but GUEST_B got it 2 times") },
	{ "doubled at a guest, tagged",         ATTEMPT(tagged_to_a,         DOES(DOUBLE, GUEST_A)), GOES_RED("but GUEST_A got it 2 times") },
	{ "doubled on the wire",                ATTEMPT(flood_from_a,        DOES(DOUBLE, WIRE)),    GOES_RED("but WIRE got it 2 times") },
	{ "doubled on the wire by the host",    ATTEMPT(from_the_host,       DOES(DOUBLE, WIRE)),    GOES_RED("but WIRE got it 2 times") },
	{ "doubled at the host",                ATTEMPT(flood_from_the_wire, DOES(DOUBLE, HOST)),    GOES_RED("but HOST got it 2 times") },

	{ "altered at a guest, from the wire",  ATTEMPT(flood_from_the_wire, DOES(ALTER,  GUEST_B)), GOES_RED("but GUEST_B got it altered: octet 59 is") },
	{ "altered at a guest, by its sibling", ATTEMPT(flood_from_a,        DOES(ALTER,  GUEST_B)), GOES_RED("but GUEST_B got it altered: octet 59 is") },
	{ "altered at a guest, tagged",         ATTEMPT(tagged_to_a,         DOES(ALTER,  GUEST_A)), GOES_RED("but GUEST_A got it altered: octet 63 is") },
	{ "altered on the wire",                ATTEMPT(flood_from_a,        DOES(ALTER,  WIRE)),    GOES_RED("but WIRE got it altered: octet 59 is") },
	{ "altered at the host",                ATTEMPT(flood_from_the_wire, DOES(ALTER,  HOST)),    GOES_RED("HOST got it altered: octet 59 is") },
	{ "altered in its mark",                ATTEMPT(arp_to_a,            DOES(ALTER,  GUEST_A)), GOES_RED("GUEST_A did not get it") },
	{ "without its mark at a guest",        ATTEMPT(unicast_to_a,        DOES(DEFACE, GUEST_A)), GOES_RED("but GUEST_A got 1 of our frames altered beyond recognition; GUEST_A did not get it") },

	{ "leaked to a sibling, from the wire", ATTEMPT(unicast_to_a,        LEAKS(GUEST_B, WIRE)),    GOES_RED("but GUEST_B got it, and must not") },
	{ "leaked to a sibling, tagged",        ATTEMPT(tagged_to_a,         LEAKS(GUEST_B, WIRE)),    GOES_RED("but GUEST_B got it, and must not") },
	{ "leaked to a guest by the host",      ATTEMPT(from_the_host,       LEAKS(GUEST_A, HOST)),    GOES_RED("but GUEST_A got it, and must not") },
	{ "leaked back to its sender",          ATTEMPT(unicast_to_b_from_a, LEAKS(GUEST_A, GUEST_A)), GOES_RED("but GUEST_A got it, and must not") },
	{ "leaked to the wire by a guest",      ATTEMPT(unicast_to_b_from_a, LEAKS(WIRE, GUEST_A)),    GOES_RED("but WIRE got it, and must not") },
	{ "leaked back to the wire",            ATTEMPT(unicast_to_a,        LEAKS(WIRE, WIRE)),       GOES_RED("but WIRE got it, and must not") },
	{ "leaked to the host, from the wire",  ATTEMPT(unicast_to_a,        LEAKS(HOST, WIRE)),       GOES_RED("but HOST got it, and must not") },
	{ "leaked to the host by a guest",      ATTEMPT(flood_from_a,        LEAKS(HOST, GUEST_A)),    GOES_RED("but HOST got it, and must not") },
	{ "shown to the host, from the wire",   ATTEMPT(unicast_to_a,        LEAKS(HOST_IGNORES, WIRE)), GOES_RED("but HOST_IGNORES got it, and must not") },

	/* what is done where this frame does not pass is not this frame's fault */
	{ "sabotage at somebody else's",        ATTEMPT(unicast_to_a,        DOES(LOSE,   GUEST_B)), STAYS_GREEN },
	{ "sabotage of another way",            ATTEMPT(unicast_to_b_from_a, DOES(ALTER,  WIRE)),    STAYS_GREEN },
	{ "a leak of somebody else's frames",   ATTEMPT(unicast_to_a,        LEAKS(HOST, GUEST_A)),  STAYS_GREEN },
};
/* clang-format on */

SCENARIOS_MAIN("kernel_delivery", scenarios)
