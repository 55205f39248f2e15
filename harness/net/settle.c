#include "harness/net/settle.h"

#include "harness/core/cleanup.h"
#include "harness/core/kernel.h"
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static bool puts_off(void)
{
	return !kernel_before(7, 0);
}

void link_settle(struct links *links, const char *name)
{
	if (puts_off())
		insist(links_ask(links, link_message(RTM_NEWLINK, 0, name)), "settle %s", name);
}

void device_settle(const char *name)
{
	struct ifreq request = {.ifr_flags = 0};
	AUTO_CLOSE int fd = -1;

	if (!puts_off())
		return;
	snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || ioctl(fd, SIOCGIFFLAGS, &request) < 0 || ioctl(fd, SIOCSIFFLAGS, &request) < 0)
		broken("cannot settle %s: %s (%s)", name, errno_name(errno), strerror(errno));
}
