#include "suites/virt/qemu/served.h"

#include "harness/core/verdict.h"
#include "harness/net/tap.h"
#include "harness/virt/port_guest.h"

#include <linux/if_tun.h>

/* The QEMU of this process, and a port of its guest: a testbed made anew has others. */
static struct {
	struct qemu *qemu;
	const struct port *port_a;
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
	const char *name = guest_nic(guest, nic->address);

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
