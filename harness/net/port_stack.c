/* port_stack.c - what the host's own stack is given, and what it sends. */
#include "harness/core/verdict.h"
#include "harness/frame/frame.h"
#include "harness/net/lie.h"
#include "harness/net/port_kind.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	FENCES = 0, /* index of their socket */
	PROTOCOLS_MAX = 16,
	RECEIVE_BUFFER = 4 << 20,
};

/* One socket for each EtherType: only sockets that ask for one are served behind the parent's receive
 * handler. */
struct stack {
	struct port port; /* its fd is an epoll set of the sockets */
	int ifindex;
	int socket[PROTOCOLS_MAX]; /* the fences' is the first */
	uint16_t protocol[PROTOCOLS_MAX];
	size_t count;
	uint32_t read; /* sockets that have been read since their counts were: by index */
	bool empty;    /* all of them, just found so */
	uint64_t lost;
	uint8_t frame[PORT_FRAME_MAX];
};

static int stack_send(struct port *port, const uint8_t *bytes, size_t length)
{
	struct stack *stack = (struct stack *)port;
	/* No protocol: the kernel is to take it from the frame, not from what this socket listens to. */
	struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = stack->ifindex};

	return sendto(stack->socket[0], bytes, length, MSG_DONTWAIT, (struct sockaddr *)&to, sizeof to) < 0
		       ? errno
		       : 0;
}

static int read_socket(struct stack *stack, int fd, struct sighting *sighting)
{
	struct sockaddr_ll from = {.sll_pkttype = PACKET_HOST};
	socklen_t size = sizeof from;
	ssize_t length;

	do {
		length = recvfrom(fd, stack->frame, sizeof stack->frame, MSG_DONTWAIT | MSG_TRUNC,
				  (struct sockaddr *)&from, &size);
	} while (length < 0 && errno == ENETDOWN); /* told once, after the device went down */
	if (length < 0 && errno == EAGAIN)
		return 0;
	if (length < 0)
		broken("cannot read the stack's frames on %s: %s (%s)", stack->port.device, errno_name(errno),
		       strerror(errno));
	if ((size_t)length > sizeof stack->frame)
		broken("a frame of %zd octets on %s is longer than any should be", length,
		       stack->port.device);
	sighting->bytes = stack->frame;
	sighting->length = (size_t)length;
	sighting->addressed = from.sll_pkttype == PACKET_OTHERHOST ? FOR_ANOTHER : FOR_ME;
	sighting->packet_type = (unsigned)told(from.sll_pkttype);
	return 1;
}

static uint32_t ready_sockets(const struct stack *stack)
{
	struct epoll_event ready[PROTOCOLS_MAX];
	int count = epoll_wait(stack->port.fd, ready, PROTOCOLS_MAX, 0);
	uint32_t sockets = 0;

	for (int i = 0; i < count; i++)
		sockets |= 1U << ready[i].data.u32;
	return sockets;
}

/* A fence must not overtake what came before it by another socket: who is ready is told in the order in which they became so,
 * so a fence is not among them without what came before it. It is read last. */
static int stack_receive(struct port *port, struct sighting *sighting)
{
	struct stack *stack = (struct stack *)port;
	const uint32_t ready = ready_sockets(stack);

	stack->empty = !ready;
	for (size_t next = FENCES + 1; next <= stack->count; next++) {
		const size_t i = next % stack->count;

		if ((ready & 1U << i) && read_socket(stack, stack->socket[i], sighting)) {
			stack->read |= 1U << i;
			return 1;
		}
	}
	return 0;
}

static void stack_found_empty(struct port *port)
{
	((struct stack *)port)->empty = true;
}

/* Only a socket that is full loses frames: it has been read since, or has frames still. The kernel forgets its count when it
 * has told it. */
static uint64_t stack_lost(struct port *port)
{
	struct stack *stack = (struct stack *)port;
	const uint32_t sockets = stack->read | (stack->empty ? 0 : ready_sockets(stack));

	for (size_t i = 0; i < stack->count; i++) {
		struct tpacket_stats statistics;
		socklen_t size = sizeof statistics;

		if (!(sockets & 1U << i))
			continue;
		if (getsockopt(stack->socket[i], SOL_PACKET, PACKET_STATISTICS, &statistics, &size) < 0)
			broken("cannot read the counters of the stack's socket on %s: %s (%s)", port->device,
			       errno_name(errno), strerror(errno));
		stack->lost += statistics.tp_drops;
	}
	stack->read = 0;
	stack->empty = false;
	return stack->lost;
}

/* Below 0x600 it is a length (IEEE 802.3), and the kernel calls what follows 802.2. */
static uint16_t protocol_of(uint16_t ethertype)
{
	return ethertype < ETH_P_802_3_MIN ? ETH_P_802_2 : ethertype;
}

/* Opened deaf and bound afterwards: a socket that listens from the start costs an RCU grace period. */
static int bound_socket(const char *device, int ifindex, uint16_t protocol)
{
	struct sockaddr_ll where = {
		.sll_family = AF_PACKET,
		.sll_ifindex = ifindex,
		.sll_protocol = htons(protocol),
	};
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&where, sizeof where) < 0)
		broken("cannot open a packet socket for 0x%04x on %s: %s (%s)", protocol, device,
		       errno_name(errno), strerror(errno));
	port_buffers(fd, RECEIVE_BUFFER);
	return fd;
}

static void listen_to(struct stack *stack, uint16_t protocol)
{
	struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)stack->count};
	int fd;

	for (size_t i = 0; i < stack->count; i++) {
		if (stack->protocol[i] == protocol)
			return;
	}
	if (stack->count == PROTOCOLS_MAX)
		broken("a stack port listens to no more than %d EtherTypes", PROTOCOLS_MAX);
	fd = bound_socket(stack->port.device, stack->ifindex, protocol);
	if (epoll_ctl(stack->port.fd, EPOLL_CTL_ADD, fd, &event) < 0)
		broken("cannot watch a packet socket: %s (%s)", errno_name(errno), strerror(errno));
	stack->protocol[stack->count] = protocol;
	stack->socket[stack->count++] = fd;
}

struct port *port_stack(const char *device, const uint16_t *ethertypes, size_t count)
{
	static const struct port_kind kind = {
		.name = "stack",
		.send = stack_send,
		.receive = stack_receive,
		.lost = stack_lost,
		.found_empty = stack_found_empty,
		.errors = TELLS_LATE,
	};
	struct stack *stack = port_new(&kind, device, sizeof *stack);

	stack->port.fd = epoll_create1(EPOLL_CLOEXEC);
	stack->ifindex = (int)if_nametoindex(device);
	if (stack->port.fd < 0 || !stack->ifindex)
		broken("cannot listen to the stack of %s: %s (%s)", device, errno_name(errno),
		       strerror(errno));
	listen_to(stack, ETHERTYPE_FENCE);
	for (size_t i = 0; i < count; i++)
		listen_to(stack, protocol_of(ethertypes[i]));
	return &stack->port;
}

void port_stack_listen(struct port *port, uint16_t ethertype)
{
	listen_to((struct stack *)port, protocol_of(ethertype));
}
