/* What fences decide on the running kernel: they catch every leak, blame nobody for what they cannot prove,
 * and are not mistaken for each other. */
#include "fixtures/duo.h"
#include "harness/frame/octets.h"
#include "harness/net/port.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "harness/selftest/scenario.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHECKS = 50 }; /* a testbed; the recorder writes no more than 64 findings a case */

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/* ---- leaks ---- */

/* A leak without a saboteur: the expectation is short of a place where the frame arrives by right, and for
 * which nothing waits but the fence. */
struct leak {
	const struct topology *topology;
	enum place from;
	const struct mac *src;
	places at;
};

static void check_again_and_again(const struct leak *leak)
{
	struct testbed *net = testbed_build(leak->topology);

	for (int i = 0; i < CHECKS; i++) {
		set_patience(2 * NS_PER_S); /* a failure shortens it, and here failures are the rule */
		expect_delivery(net, leak->from, &(struct frame){.dst = everyone, .src = *leak->src},
				leak->at);
	}
}

static void leaks(const void *data)
{
	check_again_and_again(data);
}

enum { HOGS = 2 };

static pid_t start_hog(void)
{
	volatile uint64_t idle = 0;
	pid_t hog = fork();

	if (hog)
		return hog;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (;;)
		idle++;
}

static void leaks_under_load(const void *data)
{
	pid_t hog[HOGS];

	for (int i = 0; i < HOGS; i++)
		hog[i] = start_hog();
	check_again_and_again(data);
	for (int i = 0; i < HOGS; i++) {
		kill(hog[i], SIGKILL);
		waitpid(hog[i], NULL, 0);
	}
}

#define LEAK_OF(...)                                                                                         \
	&(const struct leak)                                                                                 \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}
#define BRIDGE_FLOOD &duo_bridge[WIRE_PLAIN], WIRE, &STATION_STRANGER

/* ---- classes ---- */

static void fence_a_flood_by_unicast(const void *data)
{
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct frame flood = {.dst = everyone, .src = STATION_STRANGER};

	(void)data;
	probe_send(net, WIRE, &flood);
	fence(net, FENCE_INLINE, WIRE, &flood);
	passed();
}

static void fence_unicast_by_unicast(const void *data)
{
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct frame unicast = {.dst = ADDRESS_GUEST_A, .src = STATION_STRANGER};

	(void)data;
	probe_send(net, WIRE, &unicast);
	fence(net, FENCE_INLINE, WIRE, &unicast);
	if (journal_sightings(&net->journal, GUEST_A, (struct mark){ROLE_PROBE, net->probe.frame.nonce}) != 1)
		fail("the fence arrived, the frame before it did not");
	passed();
}

/* Why the class matters: the fence of the wrong one is put behind a flood under the pretence of fencing
 * unicast, and the flood is not there yet. How often is the scheduler's business; that this class covers no
 * group is ours. */
static void show_what_unicast_overtakes(const void *data)
{
	enum { FLOODS = 500 };
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct frame flood = {.dst = everyone, .src = STATION_STRANGER};
	struct frame pretence = {.dst = address_of(GUEST_B), .src = STATION_STRANGER};
	unsigned overtaken = 0;

	(void)data;
	for (int i = 0; i < FLOODS; i++) {
		probe_send(net, WIRE, &flood);
		fence(net, FENCE_INLINE, WIRE, &pretence);
		overtaken += !journal_sightings(&net->journal, GUEST_B,
						(struct mark){ROLE_PROBE, net->probe.frame.nonce});
		settle(net);
	}
	printf("a unicast fence was there before the flood it followed %u times of %d\n", overtaken, FLOODS);
	if (fence_covers(FENCE_INLINE, &flood))
		fail("a unicast fence passes for one that covers groups");
	if (!fence_covers(FENCE_INLINE, &pretence) || !fence_covers(FENCE_FLOOD, &flood))
		fail("a fence does not cover what it was made for");
	passed();
}

/* ---- fences that do not arrive ---- */

/* A frame that arrives as it must, and fences that do not; with a saboteur of the frame as well, or without.
 */
struct loss {
	enum place fences, probes; /* where they are lost; PLACES: nowhere */
};

static void lose(struct testbed *net, enum prey prey, enum place place)
{
	if (place < PLACES)
		saboteur_attach(net, &(struct sabotage){.deed = LOSE, .prey = prey, .place = place});
}

static void losses(const void *data)
{
	const struct loss *loss = data;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);

	lose(net, PROBES, loss->probes);
	lose(net, FENCES, loss->fences);
	expect_delivery(net, WIRE, &(struct frame){.dst = everyone, .src = STATION_STRANGER},
			AT(GUEST_A, GUEST_B, HOST));
}

#define LOSES(...)                                                                                           \
	losses, &(const struct loss)                                                                         \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}

/* ---- overruns ---- */

struct overrun {
	enum place from;
	const struct mac *dst;
	unsigned frames; /* more than the port at the end holds */
};

/* Frames without a mark, so that nobody takes them for probes; and nobody reads while they come. */
static void overrun(struct testbed *net, const struct overrun *overrun)
{
	uint8_t bytes[60] = {0};

	put_u16(put_mac(put_mac(bytes, *overrun->dst), STATION_STRANGER), ETHERTYPE_PROBE);
	for (unsigned i = 0; i < overrun->frames; i++)
		port_send(net->port[overrun->from], bytes, sizeof bytes);
}

static void overrun_behind_the_probe(const void *data)
{
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);

	probe_send(net, WIRE, &(struct frame){.dst = everyone, .src = STATION_STRANGER});
	overrun(net, data);
	expect_arrival(net, AT(GUEST_A, GUEST_B, HOST));
}

static void overrun_before_the_probe(const void *data)
{
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);

	overrun(net, data);
	expect_delivery(net, WIRE, &(struct frame){.dst = everyone, .src = STATION_STRANGER},
			AT(GUEST_A, GUEST_B, HOST));
}

#define OVERRUN(...)                                                                                         \
	&(const struct overrun)                                                                              \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}

/* ---- late frames ---- */

/* A frame that turns up between two checks, when the first has been decided: the kernel kept it back, or so
 * it looks. */
static void late(const void *data)
{
	struct frame frame = {.dst = ADDRESS_GUEST_A, .src = STATION_STRANGER};
	struct frame late_one = frame;
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	struct pollfd tap = {.fd = port_fd(net->port[GUEST_A]), .events = POLLIN};
	uint8_t bytes[64];

	(void)data;
	expect_delivery(net, WIRE, &frame, AT(GUEST_A));
	late_one.nonce = fresh_nonce();
	port_send(net->port[WIRE], bytes, frame_render(&late_one, bytes, sizeof bytes));
	if (poll(&tap, 1, ms_until(now() + patience())) != 1)
		broken("the late frame did not come at all");
	expect_delivery(net, WIRE, &frame, AT(GUEST_A));
}

/* clang-format off */
static const struct scenario scenarios[] = {
	{ "what arrives by right, 1000 of 1000",               leaks,            LEAK_OF(BRIDGE_FLOOD, AT(GUEST_A, GUEST_B, HOST)),
	  PASSED, NULL, 0, 20 },
	{ "a leak to one guest, 1000 of 1000",                 leaks,            LEAK_OF(BRIDGE_FLOOD, AT(GUEST_A, HOST)),
	  FAILED, "but GUEST_B got it, and must not", CHECKS, 20 },
	{ "a leak that nothing waits for, 1000 of 1000",       leaks,            LEAK_OF(BRIDGE_FLOOD, AT(HOST)),
	  FAILED, "but GUEST_A got it, and must not; GUEST_B got it, and must not", CHECKS, 20 },
	{ "a leak on loaded cores, 1000 of 1000",              leaks_under_load, LEAK_OF(BRIDGE_FLOOD, AT(HOST)),
	  FAILED, "but GUEST_A got it, and must not; GUEST_B got it, and must not", CHECKS, 20 },
	{ "what arrives by right on loaded cores, 1000 times", leaks_under_load, LEAK_OF(BRIDGE_FLOOD, AT(GUEST_A, GUEST_B, HOST)),
	  PASSED, NULL, 0, 20 },
	{ "a leak by reflection, 200 of 200",                  leaks,            LEAK_OF(&duo_vepa[WIRE_REFLECTS], GUEST_A, &ADDRESS_GUEST_A, AT(WIRE, HOST)),
	  FAILED, "but GUEST_B got it, and must not", CHECKS, 4 },
	{ "a leak by sender, 200 of 200",                      leaks,            LEAK_OF(&duo_source[WIRE_PLAIN], WIRE, &STATION_LISTED, AT(HOST, WITNESS)),
	  FAILED, "but GUEST_A got it, and must not", CHECKS, 4 },
	{ "a leak to the wire, 200 of 200",                    leaks,            LEAK_OF(&duo_bridge[WIRE_PLAIN], GUEST_A, &ADDRESS_GUEST_A, AT(GUEST_B)),
	  FAILED, "but WIRE got it, and must not", CHECKS, 4 },

	{ "unicast does not fence a flood",   fence_a_flood_by_unicast,    NULL,
	  BROKE, "a unicast fence proves nothing about a flood", 0, 1 },
	{ "unicast fences unicast",           fence_unicast_by_unicast,    NULL, PASSED, NULL, 0, 1 },
	{ "what a unicast fence overtakes",   show_what_unicast_overtakes, NULL, PASSED, NULL, 0, 1 },

	{ "no fence at a guest",              LOSES(GUEST_B, PLACES),  BROKE, "the flood fence did not arrive at GUEST_B, so nothing is proven", 0, 1 },
	{ "no fence at the host",             LOSES(HOST, PLACES),     BROKE, "the flood fence did not arrive at HOST, so nothing is proven", 0, 1 },
	{ "no fence on the way out",          LOSES(WIRE, PLACES),     BROKE, "the fence on the way out did not arrive at WIRE, so nothing is proven", 0, 1 },
	{ "no frame at a guest",              LOSES(PLACES, GUEST_B),  FAILED, "but GUEST_B did not get it", 1, 1 },
	{ "neither frame nor fence there",    LOSES(GUEST_B, GUEST_B), FAILED, "but GUEST_B did not get it; the flood fence did not arrive at GUEST_B", 1, 1 },
	{ "no frame here, no fence there",    LOSES(WIRE, GUEST_B),    FAILED, "but GUEST_B did not get it; the fence on the way out did not arrive at WIRE", 1, 1 },

	{ "a tap overruns behind the frame",  overrun_behind_the_probe, OVERRUN(WIRE, &ADDRESS_GUEST_A, 600),     BROKE, "GUEST_A overran", 0, 1 },
	{ "a tap overruns before the frame",  overrun_before_the_probe, OVERRUN(WIRE, &ADDRESS_GUEST_A, 600),     BROKE, "GUEST_A overran", 0, 1 },
	{ "a capture overruns",               overrun_behind_the_probe, OVERRUN(GUEST_A, &STATION_UNKNOWN, 5000), BROKE, "WIRE overran", 0, 1 },
	{ "the host's socket overruns",       overrun_behind_the_probe, OVERRUN(WIRE, &ADDRESS_HOST, 30000),      BROKE, "HOST overran", 0, 1 },

	{ "a frame after its fences",         late, NULL, FAILED, "GUEST_A got a frame after the fences behind it", 1, 1 },
};
/* clang-format on */

SCENARIOS_MAIN("kernel_fence", scenarios)
