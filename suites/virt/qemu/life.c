/* life: guests that boot again, machines that stop, QEMUs that are killed: what becomes of their macvtaps, and of what comes for
 * them.
 */
#include "suites/virt/qemu/qemu.h"

#include "harness/net/operstate.h"
#include "harness/proof/await.h"
#include "harness/proof/burst.h"
#include "harness/proof/delivery.h"
#include "harness/proof/fence.h"
#include "suites/checks.h"
#include "suites/virt/qemu/machine.h"
#include "suites/virt/qemu/requirements.h"

static const enum place of_virtio = GUEST_A, of_e1000e = GUEST_C;

static void expect_all_ways(const struct machine *machine)
{
	expect_passing(machine, WIRE, ADDRESS_GUEST_A, AT(GUEST_A));
	expect_passing(machine, GUEST_A, STATION_UNKNOWN, AT(WIRE));
	expect_passing(machine, GUEST_A, ADDRESS_GUEST_B, AT(GUEST_B));
	expect_passing(machine, GUEST_C, ADDRESS_GUEST_A, AT(GUEST_A));
}
#define expect_all_ways(...) (caller_is(HERE), expect_all_ways(__VA_ARGS__))

/* ---- booting again ---- */

static void by_guest(const struct machine *machine)
{
	guest_ask(machine->guest, "reboot");
}

static void by_machine(const struct machine *machine)
{
	qmp_reset(machine->qmp);
}

static const struct way_to_boot {
	void (*boot)(const struct machine *machine);
} guest_reboots = {by_guest}, machine_resets = {by_machine};

static void boots_again(const void *data)
{
	const struct way_to_boot *way = data;
	struct machine machine = machine_here();
	const uint64_t heard = links_heard(machine.net->host);

	qmp_forget_events(machine.qmp);
	way->boot(&machine);
	guest_await_boot(machine.guest);
	expect_true("QEMU tells of a reset", qmp_count_events(machine.qmp, "RESET", NULL, NULL) > 0);
	expect_number("changes that the host tells of", links_heard(machine.net->host), heard);
	served_booted(machine.net);
	expect_all_ways(&machine);
}

/* ---- stopping ---- */

/* The last of them is in its ring when the host has seen the flood behind it. */
static void stopped(const void *data)
{
	enum { FRAMES = 100 };
	const enum place guest = *(const enum place *)data;
	struct machine machine = machine_here();
	struct testbed *net = machine.net;
	const places guests = AT(GUEST_A, GUEST_B, GUEST_C);
	const struct frame frame = {.src = STATION_STRANGER, .dst = address_of(guest)};
	struct burst burst;

	qmp_stop(machine.qmp);
	expect_true("QEMU has stopped", qmp_await_event(machine.qmp, "STOP", NULL, NULL));
	burst = burst_send(net, WIRE, &frame, FRAMES);
	net->down |= guests;
	fence(net, FENCE_FLOOD, WIRE, &frame);
	net->down &= ~guests;
	qmp_continue(machine.qmp);
	expect_burst(net, &burst, (struct burst_places){.whole = AT(guest)});
	expect_all_ways(&machine);
}

/* ---- being killed ---- */

static bool is_given_to(struct port *own, struct testbed *net)
{
	struct sighting sighting;

	return port_await(own, (struct mark){ROLE_PROBE, net->probe.frame.nonce}, &sighting);
}

/* The fences, too, went there. */
static void drain(struct port *own)
{
	struct sighting sighting;

	while (port_receive(own, &sighting))
		continue;
}

static void killed(const void *data)
{
	static const uint16_t probes[] = {ETHERTYPE_PROBE};
	struct machine machine = machine_here();
	const char *device = device_of(GUEST_A);
	struct port *own = port_stack(device, probes, 1);
	const struct frame for_a = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A};
	struct sighting sighting;

	(void)data;
	expect_all_ways(&machine);
	expect_true("the device's own stack gets none of that", !port_receive(own, &sighting));
	served_kill(machine.net);
	probe_send(machine.net, WIRE, &for_a);
	expect_true("what comes without a tap is the device's own", is_given_to(own, machine.net));
	settle(machine.net);
	expect_number("state of the macvtap", link_await_operstate(machine.net->host, device, IF_OPER_UP),
		      IF_OPER_UP);
	machine.qemu = served_anew(machine.net);
	machine.guest = machine.qemu->guest;
	drain(own);
	expect_all_ways(&machine);
	expect_true("the device's own stack gets nothing any more", !port_receive(own, &sighting));
}

/* clang-format off */
static const struct testcase with_a_boot[] = {
	{.id = "virt.qemu.life.guest_reboots", .requirement = &QEMU_LIFE_01, .run = boots_again, .data = &guest_reboots, .summary = "the guest reboots"},
	{.id = "virt.qemu.life.machine_resets", .requirement = &QEMU_LIFE_01, .run = boots_again, .data = &machine_resets, .summary = "QEMU resets the machine"},
	{.id = "virt.qemu.life.killed", .requirement = &QEMU_LIFE_03, .run = killed, .summary = "QEMU is killed, and another one serves the same macvtaps"},
	{.id = NULL},
};

static const struct testcase without[] = {
	{.id = "virt.qemu.life.stopped_virtio", .requirement = &QEMU_LIFE_02, .run = stopped, .data = &of_virtio, .summary = "100 frames for GUEST_A's virtio-net come while the machine is stopped"},
	{.id = "virt.qemu.life.stopped_e1000e", .requirement = &QEMU_LIFE_02, .run = stopped, .data = &of_e1000e, .summary = "100 frames for GUEST_C's e1000e come while the machine is stopped"},
	{.id = NULL},
};
/* clang-format on */

void virt_qemu_add_life(struct case_list *list)
{
	machine_add_cases_apart(list, with_a_boot);
	machine_add_cases(list, without);
}
