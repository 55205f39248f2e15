/* link: carriers - the guest's, QEMU's, the macvtap's, its parent's - and which of them follows which. */
#include "suites/virt/qemu/qemu.h"

#include "harness/net/operstate.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/checks.h"
#include "suites/virt/qemu/machine.h"
#include "suites/virt/qemu/requirements.h"

static const enum place of_virtio = GUEST_A, of_e1000e = GUEST_C;

static const struct order up[ORDERS_MAX] = {{"up", "", ""}}, down[ORDERS_MAX] = {{"down", "", ""}};

static void expect_both_ways(const struct machine *machine, enum place guest)
{
	expect_passing(machine, WIRE, address_of(guest), AT(guest));
	expect_passing(machine, guest, STATION_UNKNOWN, AT(WIRE));
}
#define expect_both_ways(...) (caller_is(HERE), expect_both_ways(__VA_ARGS__))

static void expect_guests_carrier(const struct machine *machine, enum place guest, bool carrier)
{
	expect_true(carrier ? "the guest's NIC has a carrier" : "the guest's NIC has no carrier",
		    guest_await_carrier(machine->guest, nic_inside(guest), carrier));
}
#define expect_guests_carrier(...) (caller_is(HERE), expect_guests_carrier(__VA_ARGS__))

static void expect_running(const struct machine *machine, enum place guest)
{
	expect_number("state of the macvtap",
		      link_await_operstate(machine->net->host, device_of(guest), IF_OPER_UP), IF_OPER_UP);
}
#define expect_running(...) (caller_is(HERE), expect_running(__VA_ARGS__))

/* A frame for the guest, which nobody gets; the fences are everybody else's. */
static void expect_lost(const struct machine *machine, enum place guest)
{
	machine->net->down |= AT(guest);
	expect_passing(machine, WIRE, address_of(guest), NOWHERE);
}
#define expect_lost(...) (caller_is(HERE), expect_lost(__VA_ARGS__))

/* QEMU's main loop has gone round since: what its taps had for it then, it has read. It looks at them each time before it
 * answers, but for what became ready while it was at it. */
static void await_main_loop(const struct machine *machine)
{
	qmp_fence(machine->qmp);
	qmp_fence(machine->qmp);
}

static void goes_on(const struct machine *machine, enum place guest)
{
	machine->net->down &= ~AT(guest);
}

/* ---- QEMU's ---- */

static void set_link(const struct machine *machine, enum place guest, bool has_carrier)
{
	qmp_set_link(machine->qmp, nic_outside(guest), has_carrier);
	expect_guests_carrier(machine, guest, has_carrier);
}
#define set_link(...) (caller_is(HERE), set_link(__VA_ARGS__))

static void link_of_virtio(const void *data)
{
	struct machine machine = machine_here();

	(void)data;
	set_link(&machine, GUEST_A, false);
	expect_running(&machine, GUEST_A);
	expect_lost(&machine, GUEST_A);
	await_main_loop(&machine);
	set_link(&machine, GUEST_A, true);
	goes_on(&machine, GUEST_A);
	expect_arrival(machine.net, NOWHERE); /* not late either: virtio-net's are not kept */
	expect_both_ways(&machine, GUEST_A);
}

static void link_of_e1000e(const void *data)
{
	struct machine machine = machine_here();

	(void)data;
	qmp_set_link(machine.qmp, nic_outside(GUEST_C), false);
	expect_running(&machine, GUEST_C);
	expect_lost(&machine, GUEST_C);
	qmp_set_link(machine.qmp, nic_outside(GUEST_C), true);
	goes_on(&machine, GUEST_C);
	settle(machine.net); /* what QEMU had read may have waited there */
	expect_both_ways(&machine, GUEST_C);
}

static void carrier_of_e1000e(const void *data)
{
	struct machine machine = machine_here();

	(void)data;
	set_link(&machine, GUEST_C, false);
	set_link(&machine, GUEST_C, true);
}

/* ---- the guest's own ---- */

/* What has come meanwhile may wait in buffers that the guest had given to the NIC before. */
static void guest_down(const void *data)
{
	const enum place guest = *(const enum place *)data;
	struct machine machine = machine_here();

	machine_order(&machine, guest, down);
	expect_running(&machine, guest);
	expect_lost(&machine, guest);
	machine_order(&machine, guest, up);
	expect_guests_carrier(&machine, guest, true);
	goes_on(&machine, guest);
	settle(machine.net);
	expect_both_ways(&machine, guest);
}

/* ---- the parent's ---- */

static void parent_down(const void *data)
{
	struct machine machine = machine_here();
	const char *device = device_of(GUEST_A);

	(void)data;
	set_down(machine.net, HOST);
	expect_number("state of the macvtap",
		      link_await_operstate(machine.net->host, device, IF_OPER_LOWERLAYERDOWN),
		      IF_OPER_LOWERLAYERDOWN);
	await_main_loop(&machine);
	expect_guests_carrier(&machine, GUEST_A, true);
	expect_guests_carrier(&machine, GUEST_C, true);
	set_link(&machine, GUEST_A, false);
	set_link(&machine, GUEST_A, true);
	set_up(machine.net, HOST);
	expect_running(&machine, GUEST_A);
	expect_both_ways(&machine, GUEST_A);
	expect_both_ways(&machine, GUEST_C);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "virt.qemu.link.virtio", .requirement = &QEMU_LINK_01, .run = link_of_virtio, .summary = "QEMU sets the link of GUEST_A's virtio-net down, and up"},
	{.id = "virt.qemu.link.e1000e", .requirement = &QEMU_LINK_01, .run = link_of_e1000e, .summary = "QEMU sets the link of GUEST_C's e1000e down, and up: what is delivered"},
	{.id = "virt.qemu.link.virtio_down", .requirement = &QEMU_LINK_02, .run = guest_down, .data = &of_virtio, .summary = "GUEST_A sets its virtio-net down, and up"},
	{.id = "virt.qemu.link.e1000e_down", .requirement = &QEMU_LINK_02, .run = guest_down, .data = &of_e1000e, .summary = "GUEST_C sets its e1000e down, and up"},
	{.id = "virt.qemu.link.parent_down", .requirement = &QEMU_LINK_03, .run = parent_down, .summary = "the parent goes down under a guest, and up"},
	/* the last one: where it fails the machine is another's no more */
	{.id = "virt.qemu.link.e1000e_carrier", .requirement = &QEMU_LINK_01, .run = carrier_of_e1000e, .summary = "QEMU sets the link of GUEST_C's e1000e down, and up: what the guest is told"},
	{.id = NULL},
};
/* clang-format on */

void virt_qemu_add_link(struct case_list *list)
{
	machine_add_cases(list, cases);
}
