#include "harness/net/vhost.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/netns.h"
#include "harness/net/vhost_worker.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

static const char usual_node[] = "/dev/vhost-net", listed_as[] = "vhost-net",
		  none[] = "this kernel has no vhost-net";

enum { MISC_MAJOR = 10 }; /* Documentation/admin-guide/devices.txt */

/* ---- opening ---- */

/* The minor number under which the running kernel lists it; -1 if it does not. */
static int listed_minor(void)
{
	AUTO_FCLOSE FILE *list = fopen("/proc/misc", "re");
	char name[64];
	int minor;

	while (list && fscanf(list, "%d %63s", &minor, name) == 2) {
		if (!strcmp(name, listed_as))
			return minor;
	}
	return -1;
}

const char *vhost_lacking(void)
{
	return access(usual_node, F_OK) < 0 && listed_minor() < 0 ? none : NULL;
}

void need_vhost(void)
{
	const char *lack = vhost_lacking();

	if (lack)
		skip("%s", lack);
}

static int open_node(const char *path)
{
	return open(path, O_RDWR | O_CLOEXEC);
}

static int open_by_own_node(void)
{
	static const char path[] = TAP_NODES "/vhost-net";
	int minor = listed_minor(), fd;

	if (minor < 0)
		skip("%s", none);
	if (mknod(path, S_IFCHR | 0600, makedev(MISC_MAJOR, (unsigned)minor)) < 0)
		broken("cannot make a node for vhost-net in %s: %s (%s)", TAP_NODES, errno_name(errno),
		       strerror(errno));
	fd = open_node(path);
	unlink(path);
	return fd;
}

int vhost_open(void)
{
	int fd = open_node(usual_node);

	if (fd < 0 && errno == ENOENT)
		fd = open_by_own_node();
	/* a node whose driver is not there */
	if (fd < 0 && (errno == ENODEV || errno == ENXIO))
		skip("%s", none);
	if (fd < 0 && (errno == EPERM || errno == EACCES))
		skip("this machine forbids vhost-net");
	if (fd < 0)
		broken("cannot open vhost-net: %s (%s)", errno_name(errno), strerror(errno));
	return fd;
}

/* ---- requests ---- */

static int request_of(int vhost, unsigned long request, const void *argument)
{
	return ioctl(vhost, request, argument) < 0 ? errno : 0;
}

int try_vhost_request(int vhost, unsigned long request, const void *argument)
{
	return told_error(request_of(vhost, request, argument));
}

int try_vhost_offers(int vhost, uint64_t *features)
{
	int error = request_of(vhost, VHOST_GET_FEATURES, features);

	*features = told(*features);
	return told_error(error);
}

int try_vhost_accept(int vhost, uint64_t features)
{
	return try_vhost_request(vhost, VHOST_SET_FEATURES, &features);
}

uint64_t vhost_offers(int vhost)
{
	uint64_t features = 0;
	int error = request_of(vhost, VHOST_GET_FEATURES, &features);

	if (error)
		broken("cannot ask vhost-net for its features: %s (%s)", errno_name(error), strerror(error));
	return features;
}

int try_vhost_own(int vhost)
{
	int error = request_of(vhost, VHOST_SET_OWNER, NULL);

	if (!error)
		vhost_workers_stay_here();
	return told_error(error);
}

int try_vhost_number(int vhost, unsigned long request, unsigned queue, unsigned *number)
{
	struct vhost_vring_state state = {.index = queue, .num = *number};
	int error = request_of(vhost, request, &state);

	*number = (unsigned)told(state.num);
	return told_error(error);
}

int try_vhost_file(int vhost, unsigned long request, unsigned queue, int fd)
{
	const struct vhost_vring_file file = {.index = queue, .fd = fd};

	return try_vhost_request(vhost, request, &file);
}

int try_vhost_memory(int vhost, const struct vhost_memory_region *regions, unsigned count)
{
	union {
		struct vhost_memory table;
		uint8_t room[sizeof(struct vhost_memory) + VHOST_REGIONS_MAX * sizeof *regions];
	} memory = {.table = {.nregions = count}};

	if (count > VHOST_REGIONS_MAX)
		broken("%u regions are more than %d", count, VHOST_REGIONS_MAX);
	memcpy(memory.table.regions, regions, count * sizeof *regions);
	return try_vhost_request(vhost, VHOST_SET_MEM_TABLE, &memory.table);
}
