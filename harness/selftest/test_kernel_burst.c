/* What expect_burst() says on the running kernel of frames that were lost, doubled, altered, leaked or not counted. */
#include "fixtures/duo.h"
#include "harness/net/lie.h"
#include "harness/proof/burst.h"
#include "harness/selftest/scenario.h"

enum { FRAMES = 10 };

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

static struct burst send_from_the_wire(struct testbed *net)
{
	return burst_send(net, WIRE, &(struct frame){.dst = everyone, .src = STATION_STRANGER}, FRAMES);
}

static void flood_from_the_wire(struct testbed *net)
{
	struct burst burst = send_from_the_wire(net);

	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_A, GUEST_B, HOST)});
}

static void expect_survivors(struct testbed *net, const struct burst *burst)
{
	burst_settle(net, burst);
	expect_burst(net, burst, (struct burst_places){.whole = AT(HOST), .survivors = AT(GUEST_A, GUEST_B)});
}

static void survivors_from_the_wire(struct testbed *net)
{
	struct burst burst = send_from_the_wire(net);

	expect_survivors(net, &burst);
}

/* B gets them all; so it gets a beginning, too. */
static void beginning_from_the_wire(struct testbed *net)
{
	struct burst burst = send_from_the_wire(net);

	expect_burst(net, &burst,
		     (struct burst_places){.whole = AT(GUEST_A, HOST), .beginning = AT(GUEST_B)});
}

static void flood_from_a(struct testbed *net)
{
	struct burst burst =
		burst_send(net, GUEST_A, &(struct frame){.dst = everyone, .src = ADDRESS_GUEST_A}, FRAMES);

	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_B, WIRE)});
}

/* All but B's are expected, and B gets them. */
static void nothing_at_b(struct testbed *net)
{
	struct burst burst = send_from_the_wire(net);

	expect_burst(net, &burst, (struct burst_places){.whole = AT(GUEST_A, HOST)});
}

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

/* The parent says that one was dropped. */
static void survivors_miscounted(struct testbed *net)
{
	static const struct lie miscounts = {.number = one_more};
	struct burst burst = send_from_the_wire(net);

	lie = &miscounts;
	expect_survivors(net, &burst);
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

static void attempt_untouched(const void *data)
{
	const struct attempt *attempt = data;

	attempt->check(testbed_build(&duo_bridge[WIRE_PLAIN]));
}

#define UNTOUCHED(check)                                                                                     \
	attempt_untouched, &(const struct attempt)                                                           \
	{                                                                                                    \
		check,                                                                                       \
		{                                                                                            \
			0                                                                                    \
		}                                                                                            \
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
	{ "all at once",                  UNTOUCHED(flood_from_the_wire),                         STAYS_GREEN },
	{ "all of them survivors",        UNTOUCHED(survivors_from_the_wire),                     STAYS_GREEN },
	{ "all of them a beginning",      UNTOUCHED(beginning_from_the_wire),                     STAYS_GREEN },
	{ "from a guest",                 UNTOUCHED(flood_from_a),                                STAYS_GREEN },
	{ "where nobody expects them",    UNTOUCHED(nothing_at_b),                                GOES_RED("GUEST_B got 10 of them instead of 0") },
	{ "counted and not dropped",      UNTOUCHED(survivors_miscounted),                        FAILED, "got 10 of them instead of 9 (dropped by the parent: 1)", 2, 1 },
	{ "lost at a guest",              ATTEMPT(flood_from_the_wire,     DOES(LOSE,   GUEST_B)), GOES_RED("GUEST_B got 0 of them instead of 10") },
	{ "lost and not counted",         ATTEMPT(survivors_from_the_wire, DOES(LOSE,   GUEST_B)), GOES_RED("GUEST_B got 0 of them instead of 10") },
	{ "none of them a beginning",     ATTEMPT(beginning_from_the_wire, DOES(LOSE,   GUEST_B)), STAYS_GREEN },
	{ "lost on the wire",             ATTEMPT(flood_from_a,            DOES(LOSE,   WIRE)),    GOES_RED("WIRE got 0 of them instead of 10") },
	{ "doubled at a guest",           ATTEMPT(flood_from_the_wire,     DOES(DOUBLE, GUEST_B)), GOES_RED("GUEST_B got 10 of them twice or out of order") },
	{ "doubled at a survivor",        ATTEMPT(survivors_from_the_wire, DOES(DOUBLE, GUEST_A)), GOES_RED("GUEST_A got 10 of them twice or out of order") },
	{ "altered at a guest",           ATTEMPT(flood_from_the_wire,     DOES(ALTER,  GUEST_B)), GOES_RED("GUEST_B got 10 of them altered") },
	{ "altered in a beginning",       ATTEMPT(beginning_from_the_wire, DOES(ALTER,  GUEST_B)), GOES_RED("GUEST_B got 10 of them altered") },
	{ "without its mark at a guest",  ATTEMPT(flood_from_the_wire,     DOES(DEFACE, GUEST_A)), GOES_RED("GUEST_A got 10 of our frames that are none of them") },
	{ "leaked back to the sender",    ATTEMPT(flood_from_a,            LEAKS(GUEST_A, GUEST_A)), GOES_RED("GUEST_A got 10 of them instead of 0") },
};
/* clang-format on */

SCENARIOS_MAIN("kernel_burst", scenarios)
