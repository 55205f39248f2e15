#include "suites/virt/qemu/served.h"

#include "harness/core/verdict.h"
#include "harness/net/tap.h"
#include "harness/virt/port_guest.h"

#include <linux/if_tun.h>
#include <stdio.h>

/* The QEMU of this process, and a port of its guest: a testbed made anew has others. */
static struct {
	struct qemu *qemu;
	const struct port *port_a;
	char name[PLACES][NIC_NAME_SIZE]; /* of the guests' NICs, as its kernel calls them */
} served;

static struct qemu_nic nic_of(const struct testbed *net, enum place guest)
{
	const int tap = port_fd(net->port[guest]);
	const enum nic_model model = guest == GUEST_C ? NIC_E1000E : NIC_VIRTIO;

	tap_set_flags(tap, IFF_TAP | IFF_NO_PI | (model == NIC_VIRTIO ? IFF_VNET_HDR : 0));
	return (struct qemu_nic){
		.model = model,
		.address = address_of_guest(&net->topology, guest),
		.queues = 1,
		.taps = {tap},
	};
}

static struct port *port_behind(struct guest *guest, const struct qemu_nic *nic, enum place place)
{
	char *name = served.name[place];

	snprintf(name, NIC_NAME_SIZE, "%s", guest_nic(guest, nic->address));
	guest_ask(guest, "up %s", name);
	guest_ask(guest, "promisc %s on", name);
	if (!guest_await_carrier(guest, name, true))
		broken("the guest's NIC %s has no carrier", name);
	return port_guest(guest, name, device_of(place));
}

struct qemu *serve_by_qemu(struct testbed *net)
{
	struct qemu_nic nics[QEMU_NICS_MAX];
	const size_t count = net->topology.guests;

	if (served.qemu && net->port[GUEST_A] == served.port_a)
		return served.qemu;
	if (served.qemu)
		qemu_kill(served.qemu);
	for (size_t i = 0; i < count; i++)
		nics[i] = nic_of(net, GUEST_A + (enum place)i);
	served.qemu = qemu_start(nics, count);
	for (size_t i = 0; i < count; i++) {
		const enum place place = GUEST_A + (enum place)i;

		net->port[place] = port_behind(served.qemu->guest, &nics[i], place);
	}
	served.port_a = net->port[GUEST_A];
	return served.qemu;
}

const char *nic_inside(enum place guest)
{
	return served.name[guest];
}

const char *nic_outside(enum place guest)
{
	static const char *const ids[PLACES] = {
		[GUEST_A] = "nic0", [GUEST_B] = "nic1", [GUEST_C] = "nic2", [GUEST_D] = "nic3"};

	return ids[guest];
}
