/* delivery: the rows of the isolation suite in which GUEST_A has a part, on plain wires, with every guest a real one. */
#include "suites/virt/qemu/qemu.h"

#include "suites/isolation/retold.h"
#include "suites/virt/qemu/requirements.h"
#include "suites/virt/qemu/served.h"

static struct row rows[RETOLD_MAX];

static void delivered(const void *data)
{
	const struct row *row = data;
	struct testbed *net = testbed_shared(row->topology);

	serve_by_qemu(net);
	row_check(net, row);
}

void virt_qemu_add_delivery(struct case_list *list)
{
	const struct retelling retelling = {
		.prefix = "virt.qemu",
		.requirement = &QEMU_DELIVERY,
		.run = delivered,
		.summary = "the isolation suite's row of that name, its guests real ones",
		.stands_in_s = QEMU_STANDS_IN_S,
	};

	retold_add_cases(&retelling, rows, list);
}
