#include "suites/virt/qemu/served.h"

#include "harness/core/verdict.h"
#include "harness/net/tap.h"
#include "harness/net/tap_path.h"
#include "harness/virt/port_guest.h"

#include <linux/if_tun.h>
#include <stdio.h>

const struct serving usual_serving = {
	.nic = {{NIC_VIRTIO, IFF_VNET_HDR, 1},
		{NIC_VIRTIO, IFF_VNET_HDR, 1},
		{NIC_E1000E, 0, 1},
		{NIC_VIRTIO, IFF_VNET_HDR, 1}},
};

/* The QEMU of this process, its NICs in the order of the guests, and a port of its guest: a testbed made anew has others. */
static struct {
	struct qemu *qemu;
	struct serving serving;
	struct qemu_nic nics[QEMU_NICS_MAX];
	size_t count;
	const struct port *port_a;
	char name[PLACES][NIC_NAME_SIZE]; /* of the guests' NICs, as its kernel calls them */
} served;

static enum place guest_number(size_t i)
{
	return GUEST_A + (enum place)i;
}

/* Of the guest's first tap, which is there, and as many more as its NIC has queues. */
static struct qemu_nic nic_of(const struct testbed *net, size_t i, int tap)
{
	const struct served_nic *wanted = &served.serving.nic[i];
	const uint16_t many = wanted->queues > 1 ? IFF_MULTI_QUEUE : 0;
	struct qemu_nic nic = {
		.model = wanted->model,
		.address = address_of_guest(&net->topology, guest_number(i)),
		.queues = wanted->queues,
		.taps = {tap},
	};

	for (unsigned queue = 0; queue < nic.queues; queue++) {
		if (queue)
			nic.taps[queue] = tap_open(device_of(guest_number(i)), O_RDWR | O_NONBLOCK);
		tap_set_flags(nic.taps[queue], IFF_TAP | IFF_NO_PI | wanted->header | many);
	}
	return nic;
}

static struct port *port_behind(struct guest *guest, const struct qemu_nic *nic, enum place place)
{
	char *name = served.name[place];

	snprintf(name, NIC_NAME_SIZE, "%s", guest_nic(guest, nic->address));
	guest_ask(guest, "up %s", name);
	guest_ask(guest, "promisc %s on", name);
	if (!guest_await_carrier(guest, name, true))
		broken("the guest's NIC %s has no carrier", name);
	return port_guest(guest, name, device_of(place), served.serving.headers);
}

void served_booted(struct testbed *net)
{
	for (size_t i = 0; i < served.count; i++)
		net->port[guest_number(i)] =
			port_behind(served.qemu->guest, &served.nics[i], guest_number(i));
	served.port_a = net->port[GUEST_A];
}

static size_t nics_of(const struct testbed *net, const struct serving *serving)
{
	size_t count = 0;

	while (count < net->topology.guests && serving->nic[count].queues)
		count++;
	return count;
}

struct qemu *serve_so(struct testbed *net, const struct serving *serving)
{
	if (served.qemu && net->port[GUEST_A] == served.port_a)
		return served.qemu;
	if (served.qemu)
		qemu_kill(served.qemu);
	served.serving = *serving;
	served.count = nics_of(net, serving);
	for (size_t i = 0; i < served.count; i++)
		served.nics[i] = nic_of(net, i, port_fd(net->port[guest_number(i)]));
	served.qemu = qemu_start(served.nics, served.count);
	served_booted(net);
	return served.qemu;
}

struct qemu *serve_by_qemu(struct testbed *net)
{
	return serve_so(net, &usual_serving);
}

void served_kill(struct testbed *net)
{
	qemu_kill(served.qemu);
	for (size_t i = 0; i < served.count; i++) {
		for (unsigned queue = 0; queue < served.nics[i].queues; queue++)
			tap_close(served.nics[i].taps[queue]);
		net->port[guest_number(i)] = NULL;
		net->down |= AT(guest_number(i));
	}
}

struct qemu *served_anew(struct testbed *net)
{
	for (size_t i = 0; i < served.count; i++) {
		const int tap = tap_open(device_of(guest_number(i)), O_RDWR | O_NONBLOCK);

		served.nics[i] = nic_of(net, i, tap);
		net->down &= ~AT(guest_number(i));
	}
	served.qemu = qemu_start(served.nics, served.count);
	served_booted(net);
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
