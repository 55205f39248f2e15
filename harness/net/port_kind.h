/* port_kind.h - inside the ports: what each kind of them must be able to do. */
#ifndef MVC_NET_PORT_KIND_H
#define MVC_NET_PORT_KIND_H

#include "harness/net/link.h"
#include "harness/net/port.h"

/* Room for the longest frame there is: a 64 KiB packet, its Ethernet header and tags. */
#define PORT_FRAME_MAX (65536 + 64)

struct port_kind {
	const char *name;
	int (*send)(struct port *port, const uint8_t *bytes, size_t length); /* 0 or errno */
	int (*receive)(struct port *port, struct sighting *sighting);        /* all of it but the time */
	uint64_t (*lost)(struct port *port);
	void (*found_empty)(struct port *port); /* NULL if it makes no difference */

	/* A device that went down leaves ENETDOWN behind at a packet socket, to be told once: by the next to send, who has
	 * then sent nothing. */
	enum { TELLS_AT_ONCE, TELLS_LATE } errors;
};

/* The first member of every kind's own struct. */
struct port {
	const struct port_kind *kind;
	char device[LINK_NAME_SIZE];
	int fd; /* what poll(2) is to watch */
};

/* A new port of that kind; zero but for kind, device and fd (-1). The size is that of the kind's struct. */
void *port_new(const struct port_kind *kind, const char *device, size_t size);

/* Packet sockets: fewer surprises when nobody reads for a while, or when sent frames wait in a tap's ring. */
void port_buffers(int fd, int receive_size);

#endif
