#include "suites/isolation/model_cells.h"

#include "fixtures/families.h"
#include "harness/core/verdict.h"
#include "harness/proof/filter.h"
#include "harness/proof/volley.h"
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

static struct groups groups_towards(struct testbed *net, const struct cells *cells, enum destination to)
{
	struct groups groups = groups_of(net);

	groups.returns_to_bridge = floods_return_to_bridge();
	if (is_reserved_group(to)) {
		struct frame frame =
			sentence_frame(cells->topology, &groups, FROM_WIRE, to, UNTAGGED, CARRIES_PROBE);

		groups.lets_through = filter_lets_through(net, frame.dst);
	}
	return groups;
}

static void add_cell(struct volley *volley, const struct cells *cells, const struct cell *cell,
		     const struct groups *groups)
{
	struct delivery *delivery = &volley->delivery[volley->count];

	if (!cells_have(cells, cell))
		return;
	delivery->frame =
		sentence_frame(cells->topology, groups, cell->from, cell->to, cells->tagging, cell->carries);
	if (model_doubles(cells->topology, volley->from, &delivery->frame, groups))
		return;
	delivery->at = model_receivers(cells->topology, volley->from, &delivery->frame, groups);
	snprintf(delivery->name, sizeof delivery->name, "%s to %s, carrying %s", sender_word(cell->from),
		 destination_word(cell->to), carried_word(cell->carries));
	volley->count++;
}

static void try_sender(struct testbed *net, const struct cells *cells, enum sender from,
		       const struct groups groups[DESTINATIONS])
{
	struct volley volley = {.from = place_of_sender(from)};
	struct cell cell = {.from = from};

	for (cell.to = 0; cell.to < DESTINATIONS; cell.to++) {
		for (cell.carries = 0; cell.carries < CARRIED; cell.carries++) {
			add_cell(&volley, cells, &cell, &groups[cell.to]);
			if (volley.count == VOLLEY_MAX) {
				expect_volley(net, &volley);
				volley.count = 0;
			}
		}
	}
	expect_volley(net, &volley);
}

void cells_run(const void *data)
{
	const struct cells *cells = data;
	struct testbed *net = testbed_shared(cells->topology);
	struct groups groups[DESTINATIONS];

	for (enum destination to = 0; to < DESTINATIONS; to++) {
		if (is_tried_to(cells, to))
			groups[to] = groups_towards(net, cells, to);
	}
	for (enum sender from = 0; from < SENDERS; from++)
		try_sender(net, cells, from, groups);
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
