#include "harness/net/membership.h"

#include "harness/core/verdict.h"
#include "harness/net/settle.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int socket_of(int family, int type)
{
	int fd = socket(family, type | SOCK_CLOEXEC, 0);

	if (fd < 0)
		broken("cannot open a socket to join by: %s (%s)", errno_name(errno), strerror(errno));
	return fd;
}

static int join(int fd, const char *name, int level, int option, const void *request, socklen_t size)
{
	if (setsockopt(fd, level, option, request, size) < 0)
		broken("cannot join on %s by a socket: %s (%s)", name, errno_name(errno), strerror(errno));
	device_settle(name);
	return fd;
}

/* The protocol is 0: the socket receives nothing. */
static int packet_join(const char *name, struct packet_mreq request)
{
	request.mr_ifindex = (int)if_nametoindex(name);
	return join(socket_of(AF_PACKET, SOCK_RAW), name, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request,
		    sizeof request);
}

int packet_membership(const char *name, struct mac group)
{
	struct packet_mreq request = {.mr_type = PACKET_MR_MULTICAST, .mr_alen = sizeof group.octet};

	memcpy(request.mr_address, group.octet, sizeof group.octet);
	return packet_join(name, request);
}

int packet_membership_all_frames(const char *name)
{
	return packet_join(name, (struct packet_mreq){.mr_type = PACKET_MR_PROMISC});
}

int packet_membership_all_groups(const char *name)
{
	return packet_join(name, (struct packet_mreq){.mr_type = PACKET_MR_ALLMULTI});
}

static uint32_t low_23_bits(struct mac group)
{
	return (group.octet[3] & 0x7fU) << 16 | (uint32_t)group.octet[4] << 8 | group.octet[5];
}

int ip_membership(const char *name, struct mac group)
{
	struct ip_mreqn request = {
		.imr_multiaddr.s_addr = htonl(INADDR_UNSPEC_GROUP | low_23_bits(group)),
		.imr_ifindex = (int)if_nametoindex(name),
	};

	return join(socket_of(AF_INET, SOCK_DGRAM), name, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request,
		    sizeof request);
}

void membership_end(int fd)
{
	close(fd);
}
