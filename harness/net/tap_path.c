#include "harness/net/tap_path.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/link.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

const char *tap_path_make(const char *device, unsigned permissions)
{
	static const char path[] = TAP_NODES "/tap";
	unsigned major, minor;

	tap_device_number(device, &major, &minor);
	unlink(path);
	/* the permissions are set afterwards, for the process has a umask */
	if (chmod(TAP_NODES, 0711) < 0 || mknod(path, S_IFCHR, makedev(major, minor)) < 0 ||
	    chmod(path, permissions) < 0)
		broken("cannot make a node for the tap of %s: %s (%s)", device, errno_name(errno),
		       strerror(errno));
	return path;
}

int try_tap_path(const char *path, int *tap)
{
	*tap = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	return told_error(*tap < 0 ? errno : 0);
}

void tap_close(int tap)
{
	close(tap);
}
