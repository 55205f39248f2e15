#include "suites/virt/qemu/machine.h"

#include "fixtures/trio.h"
#include "harness/proof/delivery.h"

#undef expect_passing

static const struct topology *const topology = &trio_bridge[WIRE_PLAIN];

struct machine machine_here(void)
{
	struct machine machine = {.net = testbed_shared(topology)};

	machine.qemu = serve_by_qemu(machine.net);
	machine.guest = machine.qemu->guest;
	machine.qmp = machine.qemu->qmp;
	return machine;
}

static void add(struct case_list *list, const struct testcase *of, const void *shares)
{
	struct testcase testcase = *of;

	testcase.shares = shares;
	testcase.mode = topology_mode(topology);
	testcase.stands_in_s = QEMU_STANDS_IN_S;
	case_add(list, &testcase);
}

void machine_add_cases(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		add(list, cases, &topology); /* not what delivery's cases of the same topology share */
}

void machine_add_cases_apart(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		add(list, cases, cases);
}

void machine_order(const struct machine *machine, enum place nic, const struct order orders[ORDERS_MAX])
{
	for (size_t i = 0; i < ORDERS_MAX && orders[i].verb; i++)
		guest_ask(machine->guest, "%s %s%s %s", orders[i].verb, nic_inside(nic), orders[i].suffix,
			  orders[i].words);
}

void expect_passing(const struct machine *machine, enum place from, struct mac to, places at)
{
	const struct frame frame = {.src = from == WIRE ? STATION_STRANGER : address_of(from), .dst = to};

	(expect_delivery)(machine->net, from, &frame, at);
}
