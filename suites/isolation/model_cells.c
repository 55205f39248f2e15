#include "suites/isolation/model_cells.h"

#include "fixtures/families.h"
#include "harness/core/verdict.h"
#include "harness/proof/delivery.h"
#include "harness/proof/filter.h"
#include "suites/isolation/isolation.h"
#include "suites/isolation/requirements.h"

#include <stdio.h>
#include <stdlib.h>

static bool is_tried_at(const struct cells *cells, enum sender from)
{
	return has_sender(cells->topology, from) &&
	       !(cells->topology->wire != WIRE_PLAIN && is_on_the_wire(from));
}

static bool is_tried_to(const struct cells *cells, enum destination to)
{
	/* one reserved group stands for all, but that a reflecting wire keeps others */
	if (is_reserved_group(to))
		return to == TO_LLDP || (to == TO_SLOW && cells->topology->wire != WIRE_PLAIN);
	return has_destination(cells->topology, to);
}

static bool carries_tried(const struct cells *cells, const struct cell *cell)
{
	switch (cell->carries) {
	case CARRIES_PROBE:
		return true;
	case CARRIES_PAUSE:
		return cells->tagging == UNTAGGED && (cell->to == TO_EVERYONE || cell->to == TO_GUEST_B);
	default:
		return false;
	}
}

bool cells_have(const struct cells *cells, const struct cell *cell)
{
	return is_tried_at(cells, cell->from) && is_tried_to(cells, cell->to) && carries_tried(cells, cell);
}

static void try_cell(struct testbed *net, const struct cells *cells, const struct cell *cell,
		     const struct groups *groups)
{
	enum place from = place_of_sender(cell->from);
	struct frame frame =
		sentence_frame(cells->topology, groups, cell->from, cell->to, cells->tagging, cell->carries);

	if (!cells_have(cells, cell) || model_doubles(cells->topology, from, &frame, groups))
		return;
	check_named("%s to %s, carrying %s", sender_word(cell->from), destination_word(cell->to),
		    carried_word(cell->carries));
	expect_delivery(net, from, &frame, model_receivers(cells->topology, from, &frame, groups));
}

static void try_destination(struct testbed *net, const struct cells *cells, enum destination to)
{
	struct groups groups = groups_of(net);
	struct cell cell = {.to = to};

	groups.returns_to_bridge = floods_return_to_bridge();
	if (is_reserved_group(to)) {
		struct frame frame =
			sentence_frame(cells->topology, &groups, FROM_WIRE, to, UNTAGGED, CARRIES_PROBE);

		groups.lets_through = filter_lets_through(net, frame.dst);
	}
	for (cell.from = 0; cell.from < SENDERS; cell.from++) {
		for (cell.carries = 0; cell.carries < CARRIED; cell.carries++)
			try_cell(net, cells, &cell, &groups);
	}
}

void cells_run(const void *data)
{
	const struct cells *cells = data;
	struct testbed *net = testbed_shared(cells->topology);

	for (enum destination to = 0; to < DESTINATIONS; to++) {
		if (is_tried_to(cells, to))
			try_destination(net, cells, to);
	}
	check_named("%s", "");
}

/* ---- cases out of topologies ---- */

static void add_case(struct case_list *list, const struct topology *topology, enum tagging tagging)
{
	const char *wire = wire_name(topology->wire);
	struct cells *cells = malloc(sizeof *cells); /* lives as long as the program, as the list does */
	char summary[256], behaviour[64];

	if (!cells)
		broken("out of memory for the cells of %s", topology->name);
	*cells = (struct cells){topology, tagging};
	snprintf(summary, sizeof summary, "%s, %s wire: every sender to every destination, %s",
		 topology->name, wire, tagging_word(tagging));
	snprintf(behaviour, sizeof behaviour, "%s wire, %s", wire, tagging_word(tagging));
	case_add_as(list,
		    &(struct testcase){
			    .requirement = &ISO_MODEL_01,
			    .run = cells_run,
			    .data = cells,
			    .shares = topology,
			    .mode = topology_mode(topology),
			    .behaviour = behaviour,
			    .summary = summary,
		    },
		    "model.%s.%s.%s", topology->name, wire, tagging_word(tagging));
}

void model_add_cases(struct case_list *list)
{
	for (size_t i = 0; hairpins[i]; i++)
		add_case(list, hairpins[i], UNTAGGED);
	for (size_t i = 0; families[i]; i++) {
		for (unsigned wire = WIRE_PLAIN; wire <= WIRE_REFLECTS; wire++) {
			const struct topology *topology = &families[i][wire];

			add_case(list, topology, UNTAGGED);
			if (topology->parents != 2)
				add_case(list, topology, VLAN_5);
		}
	}
}
