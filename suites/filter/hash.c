/* hash: the driver's filter of 256 buckets may let in a group that it should not, and must never keep out one that it should
 * let in. Which groups meet in a bucket depends on where in memory a device is, so no single one can be relied on.
 */
#include "suites/filter/filter.h"

#include "fixtures/duo.h"
#include "harness/proof/fence.h"
#include "harness/proof/groups.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

/* With six buckets set, more than half of the groups confused: one in 10^11. */
enum { STRANGERS = 16 };

static struct mac stranger(unsigned i)
{
	return (struct mac){{0x01, 0x00, 0x5e, 0x50, 0x33, (uint8_t)(7 * i)}};
}

/* Which of the strangers GUEST_A heard, as bits. */
static unsigned strangers_heard(struct testbed *net)
{
	struct frame frame[STRANGERS];
	unsigned heard = 0;

	for (unsigned i = 0; i < STRANGERS; i++) {
		frame[i] = (struct frame){.src = STATION_STRANGER,
					  .dst = stranger(i),
					  .role = ROLE_PROBE,
					  .nonce = fresh_nonce()};
		journal_put_in(net, WIRE, &frame[i]);
	}
	fence(net, FENCE_FLOOD, WIRE, &frame[0]);
	for (unsigned i = 0; i < STRANGERS; i++) {
		if (journal_sightings(&net->journal, GUEST_A, (struct mark){ROLE_PROBE, frame[i].nonce}))
			heard |= 1U << i;
	}
	journal_clear(&net->journal);
	return heard;
}

static void mostly_kept_out(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	int heard;

	expect_frame(net, WIRE, testbed_groups(net)->a_only, AT(GUEST_A, HOST));
	heard = __builtin_popcount(strangers_heard(net));
	if (heard > STRANGERS / 2)
		fail("GUEST_A hears %d of %d groups that it has not joined", heard, STRANGERS);
	else
		passed();
}

static void steadfast(const void *data)
{
	const struct kind *kind = data;
	struct testbed *net = testbed_build(kind->watched);
	unsigned first, again;

	expect_frame(net, WIRE, testbed_groups(net)->a_only, AT(GUEST_A, HOST));
	first = strangers_heard(net);
	again = strangers_heard(net);
	if (first != again)
		fail("of %d groups GUEST_A heard 0x%x at first and 0x%x later", STRANGERS, first, again);
	else
		passed();
}

/* clang-format off */
const struct pattern hash_patterns[] = {
	{"hash.strangers", &MACF_HASH_01, GROUPED | OWNING, WATCHED, mostly_kept_out, "frames to 16 groups that it has not joined"},
	{"hash.steadfast", &MACF_HASH_02, BRIDGE | PASSTHRU, WATCHED, steadfast,      "frames to 16 groups that it has not joined, twice"},
	{.name = NULL},
};
/* clang-format on */

/* The same last four octets, all that the filter looks at (macvlan.c: mc_hash). */
static const struct mac one = {{0x01, 0x00, 0x5e, 0x60, 0, 1}};
static const struct mac other = {{0x03, 0x00, 0x5e, 0x60, 0, 1}};
static const struct mac unrelated = {{0x01, 0x00, 0x5e, 0x60, 0, 2}};

static void shared_bucket(const void *data)
{
	struct testbed *net = testbed_build(data);
	const char *device = device_of(GUEST_A);

	link_set_down(net->host, device_of(GUEST_B));
	net->down |= AT(GUEST_B);
	link_join(net->host, device, one);
	link_join(net->host, device, other);
	expect_frame(net, WIRE, one, AT(GUEST_A, HOST));
	expect_frame(net, WIRE, other, AT(GUEST_A, HOST));
	link_leave(net->host, device, other);
	link_join(net->host, device, unrelated);
	expect_listed(net, GUEST_A, one);
	expect_unlisted(net, GUEST_A, other);
	expect_frame(net, WIRE, one, AT(GUEST_A, HOST));
}

/* clang-format off */
const struct testcase hash_cases[] = {
	{.id = "filter.hash.shared_bucket", .requirement = &MACF_HASH_03, .run = shared_bucket, .data = &duo_bridge[WIRE_PLAIN], .shares = &duo_bridge[WIRE_PLAIN],
	 .summary = "a child joins two groups that share a bucket, and leaves one of them"},
	{.id = NULL},
};
/* clang-format on */
