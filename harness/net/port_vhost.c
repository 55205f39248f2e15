/* port_vhost.c - a guest whose macvtap is served by vhost-net: what it sends and receives goes through virtqueues. */
#include "harness/net/port_vhost.h"
#include "harness/core/verdict.h"
#include "harness/net/port_kind.h"
#include "harness/net/sysfs.h"
#include "harness/net/tap.h"
#include "harness/net/vhost_nic_inside.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <string.h>

struct vhost_port {
	struct port port;
	struct vhost_nic *nic;
	enum vnet_headers headers;
	uint64_t dropped_before; /* the device's counter when the port was opened */
	uint8_t octets[SLOT];    /* what is sent */
};

static size_t hidden(const struct vhost_port *vhost)
{
	return vhost->headers == HEADERS_HIDDEN ? vhost_nic_header(vhost->nic) : 0;
}

/* As a write does, it returns when the kernel has taken it. The header says that nothing is left to do. */
static int vhost_send(struct port *port, const uint8_t *bytes, size_t length)
{
	struct vhost_port *vhost = (struct vhost_port *)port;
	const size_t before = hidden(vhost);

	if (before + length > sizeof vhost->octets)
		return EMSGSIZE;
	memset(vhost->octets, 0, before);
	memcpy(vhost->octets + before, bytes, length);
	vhost_nic_put(vhost->nic, vhost->octets, before + length);
	vhost_nic_publish(vhost->nic);
	return vhost_nic_await_sent(vhost->nic) ? ETIMEDOUT : 0;
}

static int vhost_receive(struct port *port, struct sighting *sighting)
{
	struct vhost_port *vhost = (struct vhost_port *)port;
	struct vhost_frame frame;

	if (!vhost_nic_take_untold(vhost->nic, &frame))
		return 0;
	if (frame.length < vhost_nic_header(vhost->nic))
		broken("vhost has received %zu octets for %s, fewer than a header has", frame.length,
		       port->device);
	sighting->bytes = frame.octets + hidden(vhost);
	sighting->length = frame.length - hidden(vhost);
	sighting->addressed = FOR_ME;
	sighting->packet_type = 0;
	return 1;
}

/* The tap's ring overruns when vhost does not keep up, or is given no buffers. */
static uint64_t vhost_lost(struct port *port)
{
	const struct vhost_port *vhost = (struct vhost_port *)port;

	return sysfs_number(port->device, "statistics/rx_dropped") - vhost->dropped_before;
}

/* vhost hands on the header that the tap has, so it must have one of the same size; or none, and vhost makes one. */
static void agree_on_headers(int tap, const struct vhost_manner *manner, size_t size)
{
	const bool made_by_vhost = manner->features & FEATURE(VHOST_NET_F_VIRTIO_NET_HDR);
	const uint16_t plain = IFF_TAP | IFF_NO_PI;

	tap_set_flags(tap, made_by_vhost ? plain : plain | IFF_VNET_HDR);
	if (!made_by_vhost)
		tap_set_number(tap, TUNSETVNETHDRSZ, (int)size);
}

struct port *port_vhost(const struct port *tap, const struct vhost_manner *manner, enum vnet_headers headers)
{
	static const struct port_kind kind = {
		.name = "vhost",
		.send = vhost_send,
		.receive = vhost_receive,
		.lost = vhost_lost,
	};
	struct vhost_port *vhost = port_new(&kind, tap->device, sizeof *vhost);

	vhost->nic = vhost_nic_new(manner);
	vhost->headers = headers;
	vhost->dropped_before = sysfs_number(tap->device, "statistics/rx_dropped");
	vhost->port.fd = vhost_nic_fd(vhost->nic);
	agree_on_headers(port_fd(tap), manner, vhost_nic_header(vhost->nic));
	vhost_nic_connect(vhost->nic, port_fd(tap));
	return &vhost->port;
}

struct vhost_nic *port_vhost_nic(const struct port *port)
{
	return ((const struct vhost_port *)port)->nic;
}
