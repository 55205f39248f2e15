/* What expect_volley() says on the running kernel of frames of which one is lost, doubled, altered or leaked. */
#include "fixtures/duo.h"
#include "harness/net/port_kind.h"
#include "harness/proof/volley.h"
#include "harness/selftest/scenario.h"

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

/* Of them, GUEST_A gets the first and the last, GUEST_B the second and the last. */
static void fly(struct testbed *net)
{
	struct volley volley = {
		.from = WIRE,
		.count = 4,
		.delivery = {
			{"to A", {.dst = ADDRESS_GUEST_A, .src = STATION_STRANGER}, AT(GUEST_A)},
			{"to B", {.dst = ADDRESS_GUEST_B, .src = STATION_STRANGER}, AT(GUEST_B)},
			{"to nobody", {.dst = STATION_UNKNOWN, .src = STATION_STRANGER}, AT(HOST_IGNORES)},
			{"to all", {.dst = everyone, .src = STATION_STRANGER}, AT(GUEST_A, GUEST_B, HOST)},
		}};

	expect_volley(net, &volley);
}

static void attempt(const void *data)
{
	struct testbed *net = testbed_build(&duo_bridge[WIRE_PLAIN]);

	if (data)
		saboteur_attach(net, data);
	fly(net);
}

/* ---- wrong once ---- */

/* GUEST_B's port, which does not show the first probe. */
struct forgetful {
	struct port port;
	struct port *real;
	unsigned forgotten;
};

static int forget_one(struct port *port, struct sighting *sighting)
{
	struct forgetful *ours = (struct forgetful *)port;
	struct mark mark;

	if (!port_receive(ours->real, sighting))
		return 0;
	if (ours->forgotten || !frame_find_mark(sighting->bytes, sighting->length, &mark) ||
	    mark.role != ROLE_PROBE)
		return 1;
	ours->forgotten++;
	return port_receive(ours->real, sighting);
}

static int send_on(struct port *port, const uint8_t *bytes, size_t length)
{
	return try_port_send(((struct forgetful *)port)->real, bytes, length);
}

static uint64_t really_lost(struct port *port)
{
	return port_lost(((struct forgetful *)port)->real);
}

static void attempt_once_wrong(const void *data)
{
	static const struct port_kind kind = {
		.name = "forgetful", .send = send_on, .receive = forget_one, .lost = really_lost};
	struct testbed *net = testbed_build(data);
	struct forgetful *port = port_new(&kind, "mvtB", sizeof *port);

	port->real = net->port[GUEST_B];
	port->port.fd = port_fd(port->real);
	net->port[GUEST_B] = &port->port;
	fly(net);
}

#define SABOTAGE(...)                                                                                        \
	attempt, &(const struct sabotage)                                                                    \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}

/* clang-format off */
static const struct scenario scenarios[] = {
	{ "as it must be",             attempt, NULL, PASSED, NULL, 0, 20 },
	{ "lost at a guest",           SABOTAGE(.deed = LOSE,   .place = GUEST_A), FAILED, "but GUEST_A did not get it", 2, 1 },
	{ "doubled at a guest",        SABOTAGE(.deed = DOUBLE, .place = GUEST_B), FAILED, "but GUEST_B got it 2 times", 2, 1 },
	{ "altered at a guest",        SABOTAGE(.deed = ALTER,  .place = GUEST_B), FAILED, "but GUEST_B got it altered: octet 59 is", 2, 1 },
	{ "without its mark",          SABOTAGE(.deed = DEFACE, .place = GUEST_A), FAILED, "GUEST_A got 1 of our frames altered beyond recognition", 2, 1 },
	{ "lost before the host",      SABOTAGE(.deed = LOSE,   .place = HOST_IGNORES, .only_to = &STATION_UNKNOWN), FAILED, "to nobody: from WIRE", 1, 1 },
	{ "leaked to a sibling",       SABOTAGE(.deed = LEAK,   .place = GUEST_B, .from = WIRE, .only_to = &ADDRESS_GUEST_A), FAILED, "to A: from WIRE", 1, 1 },
	{ "leaked back to the wire",   SABOTAGE(.deed = LEAK,   .place = WIRE, .from = WIRE), FAILED, "but WIRE got it, and must not", 4, 1 },
	{ "without fences",            SABOTAGE(.deed = LOSE,   .place = GUEST_A, .prey = FENCES), BROKE, "fence", 0, 1 },
	{ "wrong once, not alone",     attempt_once_wrong, &duo_bridge[WIRE_PLAIN], FAILED, "though each does alone", 1, 1 },
};
/* clang-format on */

SCENARIOS_MAIN("kernel_volley", scenarios)
