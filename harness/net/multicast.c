#include "harness/net/multicast.h"

#include "harness/core/verdict.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

int multicast_socket(const char *device)
{
	struct ip_mreqn by = {.imr_ifindex = (int)if_nametoindex(device)};
	struct sockaddr_in own = {.sin_family = AF_INET};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&own, sizeof own) < 0 ||
	    setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &by, sizeof by) < 0)
		broken("cannot prepare a socket for multicast on %s: %s (%s)", device, errno_name(errno),
		       strerror(errno));
	return fd;
}

void multicast_send(int fd, const void *bytes, size_t length)
{
	struct sockaddr_in to;
	socklen_t size = sizeof to;
	bool named = getsockname(fd, (struct sockaddr *)&to, &size) == 0;

	to.sin_addr.s_addr = htonl(INADDR_ALLHOSTS_GROUP);
	if (!named || sendto(fd, bytes, length, 0, (struct sockaddr *)&to, sizeof to) < 0)
		broken("cannot send multicast: %s (%s)", errno_name(errno), strerror(errno));
}

bool multicast_came_back(int fd, const void *bytes, size_t length)
{
	char seen[2048];
	ssize_t count = recv(fd, seen, sizeof seen, 0);

	return count == (ssize_t)length && !memcmp(seen, bytes, length);
}
