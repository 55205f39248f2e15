#include "harness/virt/port_guest.h"

#include "harness/core/verdict.h"
#include "harness/net/port_kind.h"
#include "harness/net/sysfs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct seen {
	struct seen *next;
	size_t length;   /* of the frame */
	uint8_t bytes[]; /* its header, and itself */
};

/* All NICs of a guest speak through one socket, and whoever reads it reads what is for the others: so each port has an
 * eventfd besides, which is readable as long as it has frames that it has not shown. */
struct guest_port {
	struct port port; /* its fd is an epoll(7) of both */
	struct guest *guest;
	struct guest_listener listener;
	int waiting;
	struct seen *first, **end, *shown; /* owned */
	enum vnet_headers headers;
	bool counts_ring;
	uint64_t dropped_before, lost;
	char digits[2 * PORT_FRAME_MAX + 1];
};

/* ---- seeing ---- */

static void hear(void *data, const struct guest_line *line)
{
	struct guest_port *port = data;
	struct seen *seen;

	if (line->kind == LINE_LOST) {
		port->lost += line->lost;
		return;
	}
	seen = malloc(sizeof *seen + sizeof line->header + line->length);
	if (!seen)
		broken("out of memory for a guest's frames");
	seen->next = NULL;
	seen->length = line->length;
	memcpy(seen->bytes, line->header, sizeof line->header);
	memcpy(seen->bytes + sizeof line->header, line->octets, line->length);
	if (!port->first)
		eventfd_write(port->waiting, 1);
	*port->end = seen;
	port->end = &seen->next;
}

static int guest_port_receive(struct port *port, struct sighting *sighting)
{
	struct guest_port *ours = (struct guest_port *)port;
	const size_t hidden = ours->headers == HEADERS_HIDDEN ? GUEST_HEADER_SIZE : 0;
	eventfd_t count;

	guest_hear(ours->guest);
	if (!ours->first)
		return 0;
	free(ours->shown);
	ours->shown = ours->first;
	ours->first = ours->first->next;
	if (!ours->first) {
		ours->end = &ours->first;
		eventfd_read(ours->waiting, &count);
	}
	*sighting = (struct sighting){
		.bytes = ours->shown->bytes + hidden,
		.length = GUEST_HEADER_SIZE - hidden + ours->shown->length,
		.addressed = FOR_ME,
	};
	return 1;
}

static uint64_t guest_port_lost(struct port *port)
{
	struct guest_port *ours = (struct guest_port *)port;
	uint64_t ring = 0;

	if (ours->counts_ring)
		ring = sysfs_number(port->device, "statistics/rx_dropped") - ours->dropped_before;
	return ours->lost + ring;
}

/* ---- putting in ---- */

static void put_digits(char *digits, const uint8_t *octets, size_t count)
{
	static const char digit[] = "0123456789abcdef";

	for (size_t i = 0; i < count; i++) {
		*digits++ = digit[octets[i] >> 4];
		*digits++ = digit[octets[i] & 15];
	}
	*digits = '\0';
}

static int guest_port_send(struct port *port, const uint8_t *bytes, size_t length)
{
	struct guest_port *ours = (struct guest_port *)port;
	char header[2 * GUEST_HEADER_SIZE + 1] = "-";

	if (ours->headers == HEADERS_SHOWN) {
		put_digits(header, bytes, GUEST_HEADER_SIZE);
		bytes += GUEST_HEADER_SIZE;
		length -= GUEST_HEADER_SIZE;
	}
	put_digits(ours->digits, bytes, length);
	return try_guest_ask(ours->guest, "send %s %s %s", ours->listener.nic, header, ours->digits);
}

/* ---- making ---- */

static int watch_both(const struct guest_port *ours)
{
	struct epoll_event event = {.events = EPOLLIN};
	int both = epoll_create1(EPOLL_CLOEXEC);

	if (both < 0 || epoll_ctl(both, EPOLL_CTL_ADD, guest_fd(ours->guest), &event) ||
	    epoll_ctl(both, EPOLL_CTL_ADD, ours->waiting, &event))
		broken("cannot watch a guest's NIC: %s (%s)", errno_name(errno), strerror(errno));
	return both;
}

struct port *port_guest(struct guest *guest, const char *nic, const char *device, enum vnet_headers headers)
{
	static const struct port_kind kind = {
		.name = "guest's NIC",
		.send = guest_port_send,
		.receive = guest_port_receive,
		.lost = guest_port_lost,
	};
	struct guest_port *ours = port_new(&kind, device ? device : nic, sizeof *ours);

	ours->guest = guest;
	ours->headers = headers;
	ours->end = &ours->first;
	ours->counts_ring = device;
	if (device)
		ours->dropped_before = sysfs_number(device, "statistics/rx_dropped");
	ours->waiting = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (ours->waiting < 0)
		broken("no eventfd for a guest's NIC: %s (%s)", errno_name(errno), strerror(errno));
	ours->port.fd = watch_both(ours);
	ours->listener = (struct guest_listener){.hear = hear, .data = ours};
	strncpy(ours->listener.nic, nic, sizeof ours->listener.nic - 1);
	guest_listen(guest, &ours->listener);
	return &ours->port;
}
