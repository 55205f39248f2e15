/* closed: the queue has length 0, so that what arrives at a child has not gone through it. Then the queue is opened, the
 * fences follow, and the same frame once more shows that it was nothing else that stopped the first.
 */
#include "suites/flood/flood.h"

#include "fixtures/duo.h"
#include "fixtures/solo.h"
#include "fixtures/trio.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/flood/queue.h"
#include "suites/flood/requirements.h"

#include <limits.h>

struct closed {
	const struct requirement *requirement;
	const char *name;
	const struct topology *topology;
	const int32_t *cutoff; /* NULL: whatever the kernel has, or has not */
	enum place from;
	struct mac src, dst;
	places closed, open; /* where it arrives */
};

/* clang-format off */
#define CUTOFF(value) &(const int32_t){value}
#define EVERY      AT(GUEST_A, GUEST_B, GUEST_C, HOST)

static const struct closed rows[] = {
	/* requirement  name          testbed                       cutoff          from     sender    to        arrives at if closed      and if open */
	{ &BCQ_04, "private",         &trio_private[WIRE_PLAIN],    NULL,           WIRE,    STRANGER, TO_ALL,   AT(HOST),                 EVERY },
	{ &BCQ_04, "vepa",            &trio_vepa[WIRE_PLAIN],       NULL,           WIRE,    STRANGER, TO_ALL,   AT(HOST),                 EVERY },
	{ &BCQ_04, "bridge",          &trio_bridge[WIRE_PLAIN],     NULL,           WIRE,    STRANGER, TO_ALL,   AT(HOST),                 EVERY },
	{ &BCQ_04, "group",           &trio_bridge[WIRE_PLAIN],     NULL,           WIRE,    STRANGER, TO_GROUP, AT(HOST),                 EVERY },
	{ &BCQ_04, "passthru",        &solo_passthru[WIRE_PLAIN],   NULL,           WIRE,    STRANGER, TO_ALL,   AT(HOST),                 AT(GUEST_A, HOST) },
	{ &BCQ_04, "passthru_group",  &solo_passthru[WIRE_PLAIN],   NULL,           WIRE,    STRANGER, TO_GROUP, AT(HOST),                 AT(GUEST_A, HOST) },
	{ &BCQ_04, "nopromisc",       &solo_nopromisc[WIRE_PLAIN],  NULL,           WIRE,    STRANGER, TO_ALL,   AT(HOST),                 AT(GUEST_A, HOST) },
	{ &BCQ_08, "reflected",       &trio_vepa[WIRE_REFLECTS],    NULL,           GUEST_A, A_OWN,    TO_ALL,   AT(WIRE, HOST),           AT(WIRE, GUEST_B, GUEST_C, HOST) },
	{ &BCQ_18, "unicast",         &trio_vepa[WIRE_PLAIN],       NULL,           WIRE,    STRANGER, A_OWN,    AT(GUEST_A),              AT(GUEST_A) },
	{ &BCQ_18, "source",          &duo_source[WIRE_PLAIN],      NULL,           WIRE,    LISTED,   TO_ALL,   AT(GUEST_A, HOST),        AT(GUEST_A, HOST, WITNESS) },
	{ &BCQ_18, "nodst",           &duo_nodst[WIRE_PLAIN],       NULL,           WIRE,    LISTED,   TO_ALL,   AT(GUEST_A),              AT(GUEST_A) },
	{ &BCQ_18, "private_own",     &trio_private[WIRE_REFLECTS], NULL,           GUEST_A, A_OWN,    TO_ALL,   AT(WIRE, GUEST_A),        AT(WIRE, GUEST_A) },
	{ &BCQ_18, "host",            &trio_bridge[WIRE_PLAIN],     NULL,           HOST,    HOST_OWN, TO_ALL,   AT(WIRE),                 AT(WIRE) },
	{ &BCQ_07, "bridge_sibling",  &trio_bridge[WIRE_PLAIN],     NULL,           GUEST_A, A_OWN,    TO_ALL,   AT(WIRE, GUEST_B, GUEST_C), AT(WIRE, GUEST_B, GUEST_C) },
	{ &BCQ_07, "bridge_group",    &trio_bridge[WIRE_PLAIN],     NULL,           GUEST_A, A_OWN,    TO_GROUP, AT(WIRE, GUEST_B, GUEST_C), AT(WIRE, GUEST_B, GUEST_C) },
	{ &BCQ_07, "vepa_sends",      &trio_vepa[WIRE_PLAIN],       NULL,           GUEST_A, A_OWN,    TO_ALL,   AT(WIRE),                 AT(WIRE) },

	{ &BCQ_09, "inline_private",  &trio_private[WIRE_PLAIN],    CUTOFF(-1),      WIRE,    STRANGER, TO_ALL,   EVERY,                    EVERY },
	{ &BCQ_09, "inline_vepa",     &trio_vepa[WIRE_PLAIN],       CUTOFF(-1),      WIRE,    STRANGER, TO_ALL,   EVERY,                    EVERY },
	{ &BCQ_09, "inline_bridge",   &trio_bridge[WIRE_PLAIN],     CUTOFF(-1),      WIRE,    STRANGER, TO_ALL,   EVERY,                    EVERY },
	{ &BCQ_09, "inline_group",    &trio_bridge[WIRE_PLAIN],     CUTOFF(INT_MIN), WIRE,    STRANGER, TO_GROUP, EVERY,                    EVERY },
	{ &BCQ_09, "inline_passthru", &solo_passthru[WIRE_PLAIN],   CUTOFF(-1),      WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, HOST),        AT(GUEST_A, HOST) },
	{ &BCQ_09, "inline_reflected", &trio_vepa[WIRE_REFLECTS],   CUTOFF(-1),      GUEST_A, A_OWN,    TO_ALL,   AT(WIRE, GUEST_B, GUEST_C, HOST), AT(WIRE, GUEST_B, GUEST_C, HOST) },
	{ &BCQ_10, "cutoff_0",        &trio_vepa[WIRE_PLAIN],       CUTOFF(0),       WIRE,    STRANGER, TO_GROUP, AT(HOST),                 EVERY },
	{ &BCQ_10, "cutoff_100",      &trio_vepa[WIRE_PLAIN],       CUTOFF(100),     WIRE,    STRANGER, TO_GROUP, AT(HOST),                 EVERY },
	{ &BCQ_10, "cutoff_largest",  &trio_bridge[WIRE_PLAIN],     CUTOFF(INT_MAX), WIRE,    STRANGER, TO_ALL,   AT(HOST),                 EVERY },
	{ &BCQ_11, "lone_group",      &solo_nopromisc[WIRE_PLAIN],  CUTOFF(1),       WIRE,    STRANGER, TO_GROUP, AT(GUEST_A, HOST),        AT(GUEST_A, HOST) },
	{ &BCQ_11, "lone_broadcast",  &solo_nopromisc[WIRE_PLAIN],  CUTOFF(100),     WIRE,    STRANGER, TO_ALL,   AT(HOST),                 AT(GUEST_A, HOST) },
	{ &BCQ_12, "lone_group_cutoff_0", &solo_nopromisc[WIRE_PLAIN], CUTOFF(0),    WIRE,    STRANGER, TO_GROUP, AT(HOST),                 AT(GUEST_A, HOST) },
};
/* clang-format on */

/* Whoever has joined a group does not leave its testbed as it was. */
static bool needs_group(const struct closed *row)
{
	return mac_equal(row->dst, GROUP);
}

static void try_closed(const void *data)
{
	const struct closed *row = data;
	const struct frame frame = {.src = row->src, .dst = row->dst};
	struct testbed *net = needs_group(row) ? testbed_build(row->topology) : testbed_shared(row->topology);

	if (needs_group(row))
		join_group(net);
	if (row->cutoff)
		set_cutoff(net, *row->cutoff);
	set_queue(net, 0);
	check_named("with a queue of length 0");
	probe_send(net, row->from, &frame);
	/* it has passed the queue, or not, before the queue is opened for the fences */
	journal_await(net, row->closed, (struct mark){ROLE_PROBE, net->probe.frame.nonce});
	set_queue(net, QUEUE_DEFAULT);
	expect_arrival(net, row->closed);
	check_named("with a queue again");
	expect_delivery(net, row->from, &frame, row->open);
	if (row->cutoff)
		set_cutoff(net, CUTOFF_DEFAULT);
}

void flood_add_closed(struct case_list *list)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct closed *row = &rows[i];

		case_add_as(list,
			    &(struct testcase){
				    .requirement = row->requirement,
				    .run = try_closed,
				    .data = row,
				    .mode = topology_mode(row->topology),
				    .shares = row->topology,
				    .summary = "one frame while the broadcast queue has length 0, one "
					       "when it has not",
			    },
			    "flood.closed.%s", row->name);
	}
}
