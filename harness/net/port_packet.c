/* port_packet.c - a device with its vnet headers: what a capture cannot show. */
#include "harness/core/verdict.h"
#include "harness/frame/octets.h"
#include "harness/frame/vnet.h"
#include "harness/net/port_kind.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

enum {
	RECEIVE_BUFFER = 8 << 20,
	TAG_AT = 12, /* behind the addresses */
	TAG = 4,
};

struct packet_port {
	struct port port;
	int ifindex;
	uint64_t lost;
	/* what was received, with room for the tag in front */
	uint8_t octets[TAG + VNET_HEADER_SIZE + PORT_FRAME_MAX];
};

static int packet_send(struct port *port, const uint8_t *bytes, size_t length)
{
	struct packet_port *packet = (struct packet_port *)port;
	/* No protocol: the kernel is to take it from the frame. */
	struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = packet->ifindex};

	return sendto(port->fd, bytes, length, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof to) < 0 ? errno
												    : 0;
}

static const struct tpacket_auxdata *auxiliary(struct msghdr *message)
{
	for (struct cmsghdr *at = CMSG_FIRSTHDR(message); at; at = CMSG_NXTHDR(message, at)) {
		if (at->cmsg_level == SOL_PACKET && at->cmsg_type == PACKET_AUXDATA)
			return (const struct tpacket_auxdata *)CMSG_DATA(at);
	}
	return NULL;
}

/* The kernel has taken the tag out of the frame; what the header says of positions is without it. */
static void put_tag_back(struct sighting *sighting, uint8_t *octets, const struct tpacket_auxdata *data)
{
	struct vnet_header header = vnet_get(octets, VNET_NATIVE);
	uint8_t *moved = octets - TAG;

	if (header.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM)
		header.csum_start += TAG;
	memmove(moved + VNET_HEADER_SIZE, octets + VNET_HEADER_SIZE, TAG_AT);
	vnet_put(&header, VNET_NATIVE, moved);
	put_u16(put_u16(moved + VNET_HEADER_SIZE + TAG_AT, data->tp_vlan_tpid), data->tp_vlan_tci);
	sighting->bytes = moved;
	sighting->length += TAG;
}

static int packet_receive(struct port *port, struct sighting *sighting)
{
	struct packet_port *packet = (struct packet_port *)port;
	struct sockaddr_ll from;
	union {
		struct cmsghdr header;
		uint8_t room[CMSG_SPACE(sizeof(struct tpacket_auxdata))];
	} control;
	struct iovec room = {packet->octets + TAG, sizeof packet->octets - TAG};
	struct msghdr message = {.msg_name = &from,
				 .msg_namelen = sizeof from,
				 .msg_iov = &room,
				 .msg_iovlen = 1,
				 .msg_control = &control,
				 .msg_controllen = sizeof control};
	const struct tpacket_auxdata *data;
	ssize_t length = recvmsg(port->fd, &message, MSG_DONTWAIT);

	if (length < 0 && errno != EAGAIN)
		broken("cannot read frames and their vnet headers on %s: %s (%s)", port->device,
		       errno_name(errno), strerror(errno));
	if (length < 0)
		return 0;
	*sighting =
		(struct sighting){.bytes = packet->octets + TAG,
				  .length = (size_t)length,
				  .addressed = from.sll_pkttype == PACKET_OTHERHOST ? FOR_ANOTHER : FOR_ME,
				  .packet_type = from.sll_pkttype};
	data = auxiliary(&message);
	if (data && (data->tp_status & TP_STATUS_VLAN_VALID))
		put_tag_back(sighting, packet->octets + TAG, data);
	return 1;
}

static uint64_t packet_lost(struct port *port)
{
	struct packet_port *packet = (struct packet_port *)port;
	struct tpacket_stats statistics;
	socklen_t size = sizeof statistics;

	if (getsockopt(port->fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) < 0)
		broken("cannot read the counters of the packet socket on %s: %s (%s)", port->device,
		       errno_name(errno), strerror(errno));
	packet->lost += statistics.tp_drops; /* the kernel forgets its count when it has told it */
	return packet->lost;
}

static void must_set(const struct port *port, int option, const char *name)
{
	int one = 1;

	if (setsockopt(port->fd, SOL_PACKET, option, &one, sizeof one) < 0)
		broken("cannot set %s on %s: %s (%s)", name, port->device, errno_name(errno),
		       strerror(errno));
}

struct port *port_packet(const char *device, uint16_t ethertype)
{
	static const struct port_kind kind = {
		.name = "packet socket",
		.send = packet_send,
		.receive = packet_receive,
		.lost = packet_lost,
		.errors = TELLS_LATE,
	};
	struct packet_port *packet = port_new(&kind, device, sizeof *packet);
	struct sockaddr_ll where = {.sll_family = AF_PACKET, .sll_protocol = htons(ethertype)};

	packet->ifindex = where.sll_ifindex = (int)if_nametoindex(device);
	packet->port.fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
	if (packet->port.fd < 0)
		broken("cannot open a packet socket for %s: %s (%s)", device, errno_name(errno),
		       strerror(errno));
	must_set(&packet->port, PACKET_VNET_HDR, "PACKET_VNET_HDR");
	must_set(&packet->port, PACKET_AUXDATA, "PACKET_AUXDATA");
	must_set(&packet->port, PACKET_IGNORE_OUTGOING, "PACKET_IGNORE_OUTGOING");
	port_buffers(packet->port.fd, RECEIVE_BUFFER);
	/* bound last: a socket that listens from the start costs an RCU grace period */
	if (bind(packet->port.fd, (struct sockaddr *)&where, sizeof where) < 0)
		broken("cannot bind a packet socket to %s: %s (%s)", device, errno_name(errno),
		       strerror(errno));
	return &packet->port;
}
