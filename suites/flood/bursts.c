/* bursts: many floods at once, each exactly once, in order, wherever they must arrive. */
#include "suites/flood/flood.h"

#include "fixtures/duo.h"
#include "fixtures/quartet.h"
#include "fixtures/solo.h"
#include "fixtures/trio.h"
#include "harness/proof/burst.h"
#include "suites/flood/queue.h"
#include "suites/flood/requirements.h"

enum { FRAMES = 60 }; /* the wire's capture holds a hundred */

struct burst_row {
	const struct requirement *requirement;
	const char *name;
	const struct topology *topology;
	enum place from;
	struct mac src, dst;
	places at, returns; /* besides, where floods return to bridge children */
};

/* clang-format off */

static const struct burst_row rows[] = {
	/* requirement  name           testbed                                 from     sender    to        arrives at, each once, in order */
	{ &BCQ_01, "private",          &trio_private[WIRE_PLAIN],              WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, GUEST_B, GUEST_C, HOST), NOWHERE },
	{ &BCQ_01, "vepa",             &trio_vepa[WIRE_PLAIN],                 WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, GUEST_B, GUEST_C, HOST), NOWHERE },
	{ &BCQ_01, "bridge",           &trio_bridge[WIRE_PLAIN],               WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, GUEST_B, GUEST_C, HOST), NOWHERE },
	{ &BCQ_01, "passthru",         &solo_passthru[WIRE_PLAIN],             WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, HOST), NOWHERE },
	{ &BCQ_01, "nopromisc",        &solo_nopromisc[WIRE_PLAIN],            WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, HOST), NOWHERE },
	{ &BCQ_01, "mixed",            &quartet_private_bridge[WIRE_PLAIN],    WIRE,    STRANGER, TO_ALL,   AT(GUEST_A, GUEST_B, GUEST_C, GUEST_D, HOST), NOWHERE },
	{ &BCQ_02, "group",            &trio_private[WIRE_PLAIN],              WIRE,    STRANGER, TO_GROUP, AT(GUEST_A, GUEST_B, GUEST_C, HOST), NOWHERE },
	{ &BCQ_02, "group_passthru",   &solo_passthru[WIRE_PLAIN],             WIRE,    STRANGER, TO_GROUP, AT(GUEST_A, HOST), NOWHERE },
	{ &BCQ_02, "group_mixed",      &quartet_vepa_bridge[WIRE_PLAIN],       WIRE,    STRANGER, TO_GROUP, AT(GUEST_A, GUEST_B, GUEST_C, GUEST_D, HOST), NOWHERE },
	{ &BCQ_02, "as_a_vepa_child",  &trio_vepa[WIRE_PLAIN],                 WIRE,    A_OWN,    TO_ALL,   AT(GUEST_B, GUEST_C, HOST), NOWHERE },
	{ &BCQ_02, "as_a_bridge_child", &quartet_bridge_source[WIRE_PLAIN],    WIRE,    A_OWN,    TO_ALL,   AT(GUEST_D, HOST), AT(GUEST_A, GUEST_B) },
	{ &BCQ_02, "reflected",        &trio_vepa[WIRE_REFLECTS],              GUEST_A, A_OWN,    TO_ALL,   AT(WIRE, GUEST_B, GUEST_C, HOST), NOWHERE },
	{ &BCQ_02, "between_bridge_children", &trio_bridge[WIRE_PLAIN],        GUEST_A, A_OWN,    TO_ALL,   AT(WIRE, GUEST_B, GUEST_C), NOWHERE },
	{ &BCQ_02, "source",           &duo_source[WIRE_PLAIN],                WIRE,    LISTED,   TO_ALL,   AT(GUEST_A, WITNESS, HOST), NOWHERE },
};
/* clang-format on */

/* Whoever has joined a group does not leave its testbed as it was. */
static bool needs_group(const struct burst_row *row)
{
	return !mac_is_broadcast(row->dst);
}

static void try_burst(const void *data)
{
	const struct burst_row *row = data;
	const struct frame frame = {.src = row->src, .dst = row->dst};
	struct testbed *net = needs_group(row) ? testbed_build(row->topology) : testbed_shared(row->topology);
	struct burst burst;

	if (needs_group(row))
		join_group(net);
	burst = burst_send(net, row->from, &frame, FRAMES);
	expect_burst(net, &burst, (struct burst_places){.whole = row->at | returned(row->returns)});
}

void flood_add_bursts(struct case_list *list)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct burst_row *row = &rows[i];

		case_add_as(list,
			    &(struct testcase){
				    .requirement = row->requirement,
				    .run = try_burst,
				    .data = row,
				    .mode = topology_mode(row->topology),
				    .shares = row->topology,
				    .summary = "60 floods as fast as they go",
			    },
			    "flood.burst.%s", row->name);
	}
}
