/* frames.c - frames in and out, by a packet socket a NIC. */
#include "harness/guest/guest.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/virtio_net.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
	LISTENERS_MAX = 16,
	ROOM = 32 << 20, /* octets of frames that wait: none is to be lost here */
	ADDRESSES = 12,  /* of a frame's octets: its tag stands behind them */
	TAG = 4,
	NUMBER = 8, /* octets of a burst's frames that are counted up */
};

struct listener {
	char nic[IF_NAMESIZE]; /* "": free */
	int fd;
};

static struct listener listeners[LISTENERS_MAX];

static struct listener *listener_of(const char *nic)
{
	for (size_t i = 0; i < LISTENERS_MAX; i++) {
		if (!strcmp(listeners[i].nic, nic))
			return &listeners[i];
	}
	return NULL;
}

/* ---- opening ---- */

static bool has_options(int fd)
{
	static const int on = 1, room = ROOM;

	return !setsockopt(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) &&
	       !setsockopt(fd, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) &&
	       !setsockopt(fd, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on) &&
	       !setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room) &&
	       !setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
}

/* Bound only when it is as it must be: what comes before is not half told. */
static int open_socket(int index)
{
	const struct sockaddr_ll everything = {
		.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL), .sll_ifindex = index};
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd >= 0 && has_options(fd) && !bind(fd, (const struct sockaddr *)&everything, sizeof everything))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

int listener_open(const char *nic, int index)
{
	struct listener *listener = listener_of(nic);
	struct epoll_event event = {.events = EPOLLIN};

	if (listener)
		return 0;
	listener = listener_of("");
	if (!listener)
		return EMFILE;
	listener->fd = open_socket(index);
	if (listener->fd < 0)
		return errno;
	event.data.ptr = listener;
	if (epoll_ctl(guest_epoll, EPOLL_CTL_ADD, listener->fd, &event)) {
		close(listener->fd);
		return errno;
	}
	snprintf(listener->nic, sizeof listener->nic, "%s", nic);
	return 0;
}

int listener_close(const char *nic)
{
	struct listener *listener = *nic ? listener_of(nic) : NULL;

	if (!listener)
		return ENOENT;
	close(listener->fd);
	listener->nic[0] = '\0';
	return 0;
}

/* ---- frames in ---- */

static const struct tpacket_auxdata *auxiliary(struct msghdr *message)
{
	for (struct cmsghdr *control = CMSG_FIRSTHDR(message); control;
	     control = CMSG_NXTHDR(message, control)) {
		if (control->cmsg_level == SOL_PACKET && control->cmsg_type == PACKET_AUXDATA)
			return (const void *)CMSG_DATA(control);
	}
	return NULL;
}

static bool has_tag(const struct tpacket_auxdata *auxiliary)
{
	return auxiliary && auxiliary->tp_status & TP_STATUS_VLAN_VALID;
}

/* What the kernel's header says of positions is without the tag that the NIC took off. */
static void say_header(const uint8_t *octets, const struct tpacket_auxdata *auxiliary)
{
	struct virtio_net_hdr header;

	memcpy(&header, octets, sizeof header);
	if (has_tag(auxiliary) && header.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM)
		header.csum_start += TAG;
	if (has_tag(auxiliary) && header.gso_type != VIRTIO_NET_HDR_GSO_NONE)
		header.hdr_len += TAG;
	say_hex((const uint8_t *)&header, sizeof header);
}

static void say_tag(const struct tpacket_auxdata *auxiliary)
{
	const uint16_t tpid =
		auxiliary->tp_status & TP_STATUS_VLAN_TPID_VALID ? auxiliary->tp_vlan_tpid : ETH_P_8021Q;
	const uint8_t tag[TAG] = {(uint8_t)(tpid >> 8), (uint8_t)tpid, (uint8_t)(auxiliary->tp_vlan_tci >> 8),
				  (uint8_t)auxiliary->tp_vlan_tci};

	say_hex(tag, sizeof tag);
}

static void say_frame(const struct listener *listener, unsigned type, const uint8_t *octets, size_t length,
		      const struct tpacket_auxdata *aux)
{
	const uint8_t *frame = octets + GUEST_HEADER_SIZE;
	size_t behind = length - GUEST_HEADER_SIZE > ADDRESSES ? ADDRESSES : length - GUEST_HEADER_SIZE;

	say("frame %s %u ", listener->nic, type);
	say_header(octets, aux);
	say(" ");
	say_hex(frame, behind);
	if (has_tag(aux))
		say_tag(aux);
	say_hex(frame + behind, length - GUEST_HEADER_SIZE - behind);
	say("\n");
}

/* Before the frames that follow: who reads the line of one knows what is missing in front of it. */
static void say_lost(const struct listener *listener)
{
	struct tpacket_stats stats = {0};
	socklen_t size = sizeof stats;

	if (!getsockopt(listener->fd, SOL_PACKET, PACKET_STATISTICS, &stats, &size) && stats.tp_drops)
		say("lost %s %u\n", listener->nic, stats.tp_drops);
}

static bool read_one(const struct listener *listener)
{
	static uint8_t octets[GUEST_HEADER_SIZE + GUEST_FRAME_MAX];
	_Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct tpacket_auxdata))];
	struct sockaddr_ll from = {0};
	struct iovec piece = {octets, sizeof octets};
	struct msghdr message = {.msg_name = &from,
				 .msg_namelen = sizeof from,
				 .msg_iov = &piece,
				 .msg_iovlen = 1,
				 .msg_control = control,
				 .msg_controllen = sizeof control};
	ssize_t length = recvmsg(listener->fd, &message, 0);

	if (length < GUEST_HEADER_SIZE)
		return length >= 0 || errno == ENETDOWN; /* told once, when it goes down */
	say_frame(listener, from.sll_pkttype, octets, (size_t)length, auxiliary(&message));
	return true;
}

void listener_read(struct listener *listener)
{
	say_lost(listener);
	while (*listener->nic && read_one(listener))
		;
}

/* ---- frames out ---- */

struct packet {
	uint8_t header[GUEST_HEADER_SIZE];
	uint8_t octets[GUEST_FRAME_MAX];
	size_t length;
};

static bool packet_of(const char *header, const char *octets, struct packet *packet)
{
	long length = octets_of(octets, packet->octets, sizeof packet->octets);

	if (length < 1)
		return no(EINVAL, "these are not the octets of a frame");
	packet->length = (size_t)length;
	memset(packet->header, 0, sizeof packet->header);
	if (strcmp(header, "-") != 0 &&
	    octets_of(header, packet->header, sizeof packet->header) != GUEST_HEADER_SIZE)
		return no(EINVAL, "'%.40s' is no vnet header", header);
	return true;
}

/* 0 or errno. Where there is no room, it waits until the NIC has sent something. */
static int put_out(const struct listener *listener, const struct packet *packet)
{
	const struct iovec pieces[] = {
		{(void *)packet->header, sizeof packet->header},
		{(void *)packet->octets, packet->length},
	};
	struct pollfd room = {.fd = listener->fd, .events = POLLOUT};

	while (writev(listener->fd, pieces, 2) < 0) {
		if (errno != EAGAIN || poll(&room, 1, -1) < 0)
			return errno;
	}
	return 0;
}

static struct listener *sender_of(const char *nic)
{
	struct listener *listener = listener_of(nic);

	if (!listener)
		no(ENOENT, "the guest does not listen at NIC %.40s", nic);
	return listener;
}

static void answer(const char *nic, int error)
{
	if (error)
		no(error, "NIC %.40s: %s", nic, strerror(error));
	else
		say("ok\n");
}

void frame_send(char **words)
{
	static struct packet packet;
	const struct listener *listener = sender_of(words[0]);

	if (listener && packet_of(words[1], words[2], &packet))
		answer(words[0], put_out(listener, &packet));
}

void frame_burst(char **words)
{
	static struct packet packet;
	const struct listener *listener = sender_of(words[0]);
	unsigned long count, offset;
	uint64_t number;
	int error = 0;

	if (!listener || !number_of(words[1], 1000000, &count) ||
	    !number_of(words[2], GUEST_FRAME_MAX, &offset) || !packet_of("-", words[3], &packet))
		return;
	if (offset + NUMBER > packet.length) {
		no(EINVAL, "a frame of %zu octets has no number at %lu", packet.length, offset);
		return;
	}
	for (unsigned long i = 0; i < count && !error; i++) {
		error = put_out(listener, &packet);
		memcpy(&number, packet.octets + offset, NUMBER);
		number++;
		memcpy(packet.octets + offset, &number, NUMBER);
	}
	answer(words[0], error);
}
