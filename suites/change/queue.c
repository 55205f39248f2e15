/* queue: the device's queue length is what the rings of its taps hold. */
#include "suites/change/change.h"

#include "fixtures/duo.h"
#include "harness/net/port.h"
#include "harness/proof/fence.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

enum {
	LENGTH_BY_DEFAULT = 500,
	MORE_THAN_ANY_RING = 1 << 30, /* eight octets each: no allocator gives them in one piece */
};

static struct answer try_length(struct testbed *net, const char *device, uint32_t length)
{
	return TRY_CHANGE(net->host, device, NUMBER32(OF_DEVICE, IFLA_TXQLEN, length));
}

static uint64_t length_of(struct testbed *net, const char *device)
{
	return link_number(net->host, device, OF_DEVICE, IFLA_TXQLEN);
}

/* How many of these many frames from the wire the guest finds in its ring. */
static size_t held_of(struct testbed *net, size_t sent)
{
	struct frame frame = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A, .role = ROLE_PROBE};
	struct frame last = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_B, .role = ROLE_PROBE};
	size_t held = 0;

	journal_clear(&net->journal);
	frame.nonce = fresh_nonce();
	last.nonce = fresh_nonce();
	for (size_t i = 0; i < sent; i++)
		journal_put_in(net, WIRE, &frame);
	journal_put_in(net, WIRE, &last);
	if (journal_await(net, AT(GUEST_B), (struct mark){ROLE_PROBE, last.nonce}))
		broken("what was sent behind the frames did not arrive");
	journal_collect(net);
	held = journal_sightings(&net->journal, GUEST_A, (struct mark){ROLE_PROBE, frame.nonce});
	return held;
}

static void open_ring(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_accepted("a shorter queue", try_length(net, device_of(GUEST_A), 3));
	expect_number("queue length", length_of(net, device_of(GUEST_A)), 3);
	expect_number("frames that a ring of 3 holds", held_of(net, 5), 3);
	expect_accepted("a longer queue", try_length(net, device_of(GUEST_A), 12));
	expect_number("frames of 10 that a ring of 12 holds", held_of(net, 10), 10);
	expect_number("the sibling's queue length", length_of(net, device_of(GUEST_B)), LENGTH_BY_DEFAULT);
}

/* Since 7.3 (net: cap tx_queue_len at S16_MAX to prevent oversized ring allocations), and in the stable kernels that took it
 * over, no device may have more than 32767; before, its rings alone decide. */
static int refusal_of_too_long(struct testbed *net)
{
	struct answer answer = try_length(net, PARENT, MORE_THAN_ANY_RING);

	return answer.error == ERANGE ? ERANGE : EPERM;
}

static void too_long_for_an_open_tap(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	(void)data;
	port_tap(CHILD);
	expect_refused("a queue that no ring can hold", try_length(net, CHILD, MORE_THAN_ANY_RING),
		       refusal_of_too_long(net), NULL);
	expect_number("queue length", length_of(net, CHILD), LENGTH_BY_DEFAULT);
}

static void too_long_without_a_tap(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);

	(void)data;
	expect_refused("a queue that no ring can hold", try_length(net, CHILD, MORE_THAN_ANY_RING),
		       refusal_of_too_long(net), NULL);
	expect_number("queue length", length_of(net, CHILD), LENGTH_BY_DEFAULT);
}

/* clang-format off */
const struct testcase change_queues[] = {
	CHANGE_ON(&duo_vepa[WIRE_PLAIN], "queue.open_ring",      CHG_TXQ_01, open_ring,                &duo_vepa[WIRE_PLAIN], "the queue of a child with an open tap becomes shorter and longer"),
	CHANGE_BARE("queue.too_long",       CHG_TXQ_02, too_long_for_an_open_tap, NULL, "a child with an open tap is asked for a queue that no ring can hold"),
	CHANGE_BARE("queue.too_long_early", CHG_TXQ_03, too_long_without_a_tap,   NULL, "a child is asked for a queue that no ring can hold before its tap is opened"),
	{.id = NULL},
};
/* clang-format on */
