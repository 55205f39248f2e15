#include "harness/net/packet_share.h"

#include "harness/core/verdict.h"
#include "harness/net/port_kind.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

enum { FANOUT_GROUP = 1 /* any number: groups are a namespace's own */ };

static int open_socket(const char *device, uint16_t ethertype)
{
	const struct sockaddr_ll where = {
		.sll_family = AF_PACKET,
		.sll_ifindex = (int)if_nametoindex(device),
		.sll_protocol = htons(ethertype),
	};
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&where, sizeof where) < 0)
		broken("cannot open a packet socket for 0x%04x on %s: %s (%s)", ethertype, device,
		       errno_name(errno), strerror(errno));
	return fd;
}

void packet_share_open(const char *device, uint16_t ethertype, int room, int *sockets, size_t count)
{
	const int fanout = FANOUT_GROUP | PACKET_FANOUT_CPU << 16;

	for (size_t i = 0; i < count; i++) {
		sockets[i] = open_socket(device, ethertype);
		port_buffers(sockets[i], room);
		if (count > 1 &&
		    setsockopt(sockets[i], SOL_PACKET, PACKET_FANOUT, &fanout, sizeof fanout) < 0)
			broken("cannot share what comes in at %s between packet sockets: %s (%s)", device,
			       errno_name(errno), strerror(errno));
	}
}
