#include "harness/net/port.h"

#include "harness/core/verdict.h"
#include "harness/net/port_kind.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

/* Sent frames are charged to the socket until they have been read at the far end: a veth hands them on as
 * they are. */
#define SEND_BUFFER (16 << 20)

void *port_new(const struct port_kind *kind, const char *device, size_t size)
{
	/* not calloc(), which would touch every page of a buffer that few frames fill */
	struct port *port = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (port == MAP_FAILED)
		broken("no memory for a %s port on %s", kind->name, device);
	port->kind = kind;
	port->fd = -1;
	snprintf(port->device, sizeof port->device, "%s", device);
	return port;
}

void port_buffers(int fd, int receive_size)
{
	int send_size = SEND_BUFFER;

	/* Without the privilege the default has to do; an overrun will be noticed (port_lost, EAGAIN). */
	setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &send_size, sizeof send_size);
	if (receive_size)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_size, sizeof receive_size);
}

int try_port_send(struct port *port, const uint8_t *bytes, size_t length)
{
	int error = port->kind->send(port, bytes, length);

	if (error == ENETDOWN && port->kind->errors == TELLS_LATE)
		error = port->kind->send(port, bytes, length);
	return error;
}

void port_send(struct port *port, const uint8_t *bytes, size_t length)
{
	int error = try_port_send(port, bytes, length);

	if (error)
		broken("cannot send %zu octets by the %s of %s: %s (%s)", length, port->kind->name,
		       port->device, errno_name(error), strerror(error));
}

int port_receive(struct port *port, struct sighting *sighting)
{
	if (!port->kind->receive(port, sighting))
		return 0;
	sighting->time = now();
	return 1;
}

void port_found_empty(struct port *port)
{
	if (port->kind->found_empty)
		port->kind->found_empty(port);
}

int port_fd(const struct port *port)
{
	return port->fd;
}

uint64_t port_lost(struct port *port)
{
	return port->kind->lost(port);
}
