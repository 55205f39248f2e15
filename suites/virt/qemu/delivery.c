/* delivery: the rows of the isolation suite in which GUEST_A has a part, on plain wires, with every guest a real one. */
#include "suites/virt/qemu/qemu.h"

#include "suites/isolation/table.h"
#include "suites/virt/qemu/requirements.h"
#include "suites/virt/qemu/served.h"

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

	net = testbed_shared(row->topology);
	serve_by_qemu(net);
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
		.requirement = &QEMU_DELIVERY,
		.run = delivered,
		.data = row,
		.summary = "the isolation suite's row of that name, its guests real ones",
		/* not the topology itself: a process of the isolation suite has the same, without a guest */
		.shares = &table->topology->parents,
		.mode = topology_mode(table->topology),
		.stands_in_s = QEMU_STANDS_IN_S,
	};

	*row = (struct row){table->topology, *delivery, UNTAGGED, table->carries};
	case_add_as(list, &testcase, "virt.qemu.%s.%s_to_%s", table->name, sender_word(delivery->from),
		    destination_word(delivery->to));
}

void virt_qemu_add_delivery(struct case_list *list)
{
	row_count = 0;
	for (size_t i = 0; i < sizeof of_modes / sizeof of_modes[0]; i++) {
		for (size_t k = 0; k < of_modes[i]->count && row_count < ROWS_MAX; k++) {
			if (concerns_guest_a(&of_modes[i]->rows[k]))
				add_row(of_modes[i], &of_modes[i]->rows[k], list);
		}
	}
}
