#include "harness/net/packet_bypass.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <errno.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>

int try_packet_bypass(const char *device, const uint8_t *octets, size_t length)
{
	const struct sockaddr_ll there = {.sll_family = AF_PACKET,
					  .sll_ifindex = (int)if_nametoindex(device)};
	AUTO_CLOSE int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);

	if (fd < 0 || setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &(int){1}, sizeof(int)) < 0)
		broken("cannot open a packet socket past the queueing discipline: %s (%s)", errno_name(errno),
		       strerror(errno));
	if (sendto(fd, octets, length, 0, (const struct sockaddr *)&there, sizeof there) < 0)
		return told_error(errno);
	return told_error(0);
}
