#include "harness/net/tap_node.h"

#include "harness/net/lie.h"
#include "harness/net/link.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

bool sysfs_shows(const char *device, const char *entry)
{
	char path[PATH_MAX];
	struct stat status;

	snprintf(path, sizeof path, "/sys/class/net/%s/%s", device, entry);
	return told(lstat(path, &status) == 0);
}

uint64_t tap_major(const char *device)
{
	unsigned major, minor;

	tap_device_number(device, &major, &minor);
	return told(major);
}

uint64_t tap_minor(const char *device)
{
	unsigned major, minor;

	tap_device_number(device, &major, &minor);
	return told(minor);
}

uint64_t tap_device(const char *device)
{
	unsigned major, minor;

	tap_device_number(device, &major, &minor);
	return told(makedev(major, minor));
}

uint64_t taps_shown(void)
{
	DIR *folder = opendir("/sys/class/macvtap");
	const struct dirent *entry;
	uint64_t count = 0;

	while (folder && (entry = readdir(folder)))
		count += *entry->d_name != '.';
	if (folder)
		closedir(folder);
	return told(count);
}

int try_tap_node(uint64_t major, uint64_t minor)
{
	static const char path[] = TAP_NODES "/node";
	int fd, error;

	if (mknod(path, S_IFCHR | 0600, makedev((unsigned)major, (unsigned)minor)) < 0)
		return told_error(errno);
	fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	error = fd < 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	unlink(path);
	return told_error(error);
}
