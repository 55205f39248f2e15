/* delivery: the rows of the isolation suite in which GUEST_A has a part, on plain wires, with every guest behind vhost. */
#include "suites/vhost/vhost.h"

#include "suites/isolation/table.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

enum { ROWS_MAX = 200 };

/* The first table of each: that of the plain wire. */
static const struct table *const of_modes[] = {private_tables, vepa_tables, bridge_tables, source_tables,
					       passthru_tables};

static struct row rows[ROWS_MAX];
static size_t row_count;

static void delivered(const void *data)
{
	const struct row *row = data;
	struct testbed *net;

	need_vhost();
	net = testbed_shared(row->topology);
	serve_by_vhost(net, testbed_places(net), &usual_way);
	row_check(net, row);
}

static bool concerns_guest_a(const struct delivery *delivery)
{
	return delivery->from == FROM_GUEST_A || delivery->to == TO_GUEST_A || (delivery->at & AT(GUEST_A));
}

static void add_row(const struct table *table, const struct delivery *delivery, struct case_list *list)
{
	struct row *row = &rows[row_count++];
	const struct testcase testcase = {
		.requirement = &VHOST_DELIVERY,
		.run = delivered,
		.data = row,
		.summary = "the isolation suite's row of that name, its guests behind vhost",
		/* not the topology itself: a process of the isolation suite has the same, served otherwise */
		.shares = &table->topology->witness,
		.mode = topology_mode(table->topology),
	};

	*row = (struct row){table->topology, *delivery, UNTAGGED, table->carries};
	case_add_as(list, &testcase, "vhost.delivery.%s.%s_to_%s", table->name, sender_word(delivery->from),
		    destination_word(delivery->to));
}

void vhost_add_delivery(struct case_list *list)
{
	row_count = 0;
	for (size_t i = 0; i < sizeof of_modes / sizeof of_modes[0]; i++) {
		for (size_t k = 0; k < of_modes[i]->count && row_count < ROWS_MAX; k++) {
			if (concerns_guest_a(&of_modes[i]->rows[k]))
				add_row(of_modes[i], &of_modes[i]->rows[k], list);
		}
	}
}
