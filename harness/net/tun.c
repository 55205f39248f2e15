#include "harness/net/tun.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/netns.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* The node is our own: a machine may have none. */
static const char node[] = TAP_NODES "/tun";

enum { TUN_MAJOR = 10 /* misc */, TUN_NODE_MINOR = 200 /* TUN_MINOR, linux/miscdevice.h */ };

static int open_node(void)
{
	int fd;

	if (mknod(node, S_IFCHR | S_IRUSR | S_IWUSR, makedev(TUN_MAJOR, TUN_NODE_MINOR)) < 0 &&
	    errno != EEXIST)
		broken("cannot make %s: %s (%s)", node, errno_name(errno), strerror(errno));
	fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && (errno == ENODEV || errno == ENXIO))
		skip("this kernel has no tun");
	if (fd < 0)
		broken("cannot open %s: %s (%s)", node, errno_name(errno), strerror(errno));
	return fd;
}

int tun_open_queue(const char *name, uint16_t flags)
{
	struct ifreq request = {.ifr_flags = (short)flags};
	int fd = open_node();

	snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
	if (ioctl(fd, TUNSETIFF, &request) < 0)
		broken("cannot create %s: %s (%s)", name, errno_name(errno), strerror(errno));
	return fd;
}

int tun_create(const char *name, enum tun_layer layer)
{
	return tun_open_queue(name, IFF_NO_PI | (layer == TUN_FRAMES ? IFF_TAP : IFF_TUN));
}

int try_tun_set_type(int fd, int type)
{
	return told_error(ioctl(fd, TUNSETLINK, type) < 0 ? errno : 0);
}
