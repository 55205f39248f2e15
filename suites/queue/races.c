/* races: taps come and go, and rings grow, while frames are on their way. When exactly is not certain, and so not which
 * frames are concerned: what is checked is what is true whenever it happens.
 */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "harness/net/tap_path.h"
#include "harness/proof/hammer.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

#include <linux/if_ether.h>
#include <stdatomic.h>

enum {
	COUNT = 3,
	FLOWS = 8,
	ROUNDS = 200,    /* a frame of each flow */
	UNREAD = 5,      /* rounds, at most: less than any ring holds */
	LENGTH = 300,    /* of the rings */
	BLOWS_MAX = 200, /* each of which holds up whoever else does anything to a device */
};

static const struct flows udp = {.content = CONTENT_UDP4, .count = FLOWS, .frames = ROUNDS + 1};

/* What is done meanwhile, by a thread of its own. */
struct meddler {
	atomic_bool at_rest;
	unsigned done; /* the thread's until it has ended */
	int tap;
	const char *path;
	struct links *links; /* nobody else's */
};

struct race {
	int (*act)(struct meddler *meddler);
	unsigned least;     /* so often at least while frames are sent */
	unsigned lost_each; /* frames that may be lost with each act */
};

static int detach_and_attach(struct meddler *meddler)
{
	int error = try_tap_set_queue(meddler->tap, IFF_DETACH_QUEUE);

	return error ? error : try_tap_set_queue(meddler->tap, IFF_ATTACH_QUEUE);
}

static int open_and_close(struct meddler *meddler)
{
	int tap, error = try_tap_path(meddler->path, &tap);

	if (!error)
		tap_close(tap);
	return error;
}

static int lengthen_and_shorten(struct meddler *meddler)
{
	static const uint32_t lengths[] = {2 * LENGTH, LENGTH};
	int error = 0;

	for (size_t i = 0; i < COUNT_OF(lengths) && !error; i++) {
		const struct attribute wanted[] = {NUMBER32(OF_DEVICE, IFLA_TXQLEN, lengths[i])};

		error = try_link_request(meddler->links, REQUEST_CHANGE, DEVICE_A, NULL, wanted, 1).error;
	}
	return error;
}

static const struct race detaching = {detach_and_attach, 20, 0};
static const struct race opening = {open_and_close, 3, LENGTH};
static const struct race resizing = {lengthen_and_shorten, 10, 0};

/* The act, wrapped: it ends when it is told to, however many blows are left. */
struct blower {
	const struct race *race;
	struct meddler meddler;
};

static int strike(void *object)
{
	struct blower *blower = object;

	if (atomic_load(&blower->meddler.at_rest))
		return 0;
	blower->meddler.done++;
	return blower->race->act(&blower->meddler);
}

static void read_all(struct account *account, const struct queues *queues, struct port *stack)
{
	struct sighting sighting;

	account_read_all(account, queues);
	while (port_receive(stack, &sighting))
		account_enter(account, OUTSIDE, sighting.bytes, sighting.length);
}

static void send_meanwhile(const struct queues *queues, struct account *account, struct port *stack,
			   struct hammer *hammer, unsigned least)
{
	for (unsigned n = 0; n < ROUNDS; n++) {
		for (unsigned flow = 0; flow < FLOWS; flow++)
			flow_send(queues, &udp, flow, n);
		if (n % UNREAD == 0) {
			read_all(account, queues, stack);
			hammer_await(hammer, least * n / ROUNDS);
		}
	}
}

/* A frame for which a queue was chosen that has just gone is the stack's. */
static void meanwhile(const void *data)
{
	static const uint16_t ip[] = {ETH_P_IP};
	const struct race *race = data;
	struct queues queues = queues_of_length(COUNT, LENGTH);
	struct links *links = queues.bench.net->host;
	struct blower blower = {.race = race, .meddler = {.tap = queues.tap[1]}};
	struct port *stack = port_stack(DEVICE_A, ip, 1);
	struct account *account = account_open(&udp);
	struct hammer *hammer;
	uint64_t missing, dropped;

	blower.meddler.path = tap_path_make(DEVICE_A, 0600);
	blower.meddler.links = links_of(queues.bench.net->host_ns);
	hammer = hammer_start(strike, &blower, BLOWS_MAX);
	send_meanwhile(&queues, account, stack, hammer, race->least);
	atomic_store(&blower.meddler.at_rest, true);
	expect_error("what was done meanwhile", hammer_end(hammer), 0);
	queues_settle(&queues);
	read_all(account, &queues, stack);
	expect_sound(account);
	dropped = link_counters(links, DEVICE_A).rx_dropped;
	missing = (uint64_t)FLOWS * ROUNDS - account_count(account);
	if (race->lost_each)
		expect_true("no more is lost than the rings that were closed could hold and what is counted",
			    missing <= dropped + (uint64_t)race->lost_each * blower.meddler.done);
	else
		expect_number("frames that have not come and are not counted as dropped", missing - dropped,
			      0);
	account_forget_places(account);
	flows_send(&queues, &udp, ROUNDS, ROUNDS + 1);
	read_all(account, &queues, stack);
	expect_all_of(account, ROUNDS, ROUNDS + 1);
}

#define RACE(name, requirement_, race, summary_)                                                             \
	{                                                                                                    \
		.id = "queue.race." name, .requirement = &requirement_, .run = meanwhile, .data = &race,     \
		.summary = summary_, .shares = &bare_unwatched                                               \
	}

/* clang-format off */
const struct testcase queue_races[] = {
	RACE("detach", QUEUE_RACE_01, detaching, "one of three taps is detached and attached while 8 flows run"),
	RACE("close",  QUEUE_RACE_02, opening,   "a fourth tap is opened and closed while 8 flows run"),
	RACE("length", QUEUE_RACE_01, resizing,  "the queue becomes longer and shorter while 8 flows run to three taps"),
	{.id = NULL},
};
/* clang-format on */
