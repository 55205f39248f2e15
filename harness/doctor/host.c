#include "harness/doctor/host.h"

#include "harness/core/cleanup.h"
#include "harness/core/text.h"
#include "harness/core/verdict.h"
#include "harness/doctor/doctor.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/utsname.h>

const struct roots machine_roots = {"/sys", "/dev", "/proc"};

bool has_file(const char *root, const char *path, ...)
{
	char rest[PATH_MAX], whole[2 * PATH_MAX];
	va_list arguments;
	struct stat status;

	va_start(arguments, path);
	vsnprintf(rest, sizeof rest, path, arguments);
	va_end(arguments);
	snprintf(whole, sizeof whole, "%s/%s", root, rest);
	return lstat(whole, &status) == 0;
}

void *lengthened(void *array, size_t count, size_t size)
{
	void *longer = reallocarray(array, count + 1, size);

	if (!longer)
		broken("out of memory for what there is on this host");
	return longer;
}

/* A mount of sysfs shows the namespace that whoever mounted it was in, and stays so for whoever enters another one. */
static bool sysfs_is_ours(const struct host *host)
{
	for (size_t i = 0; i < host->devices.count; i++) {
		const struct device *device = &host->devices.at[i];
		char path[PATH_MAX];
		AUTO_FCLOSE FILE *file = NULL;
		int index;

		snprintf(path, sizeof path, "%s/class/net/%s/ifindex", host->roots.sys, device->name);
		file = fopen(path, "re");
		if (!file || fscanf(file, "%d", &index) != 1 || index != device->index)
			return false;
	}
	return true;
}

/* Fields of a line of mountinfo, proc(5): ... mount point (5th), options (6th) ... " - " type. The last one mounted there
 * is the one that is seen. */
static void read_mount_of_dev(struct host *host)
{
	char path[PATH_MAX], line[4 * PATH_MAX], point[PATH_MAX], options[1024];
	const char *type;

	snprintf(path, sizeof path, "%s/self/mountinfo", host->roots.proc);
	AUTO_FCLOSE FILE *file = fopen(path, "re");

	while (file && fgets(line, sizeof line, file)) {
		if (sscanf(line, "%*s %*s %*s %*s %4095s %1023s", point, options) != 2 ||
		    strcmp(point, host->roots.dev))
			continue;
		type = strstr(line, " - ");
		if (!type || sscanf(type, " - %31s", host->dev_type) != 1)
			continue;
		host->dev_forbids_devices = strstr(options, "nodev");
	}
}

static enum file_state state_of(const struct host *host, const char *name)
{
	char path[PATH_MAX];
	struct stat status;

	snprintf(path, sizeof path, "%s/%s", host->roots.dev, name);
	if (stat(path, &status) < 0 || !S_ISCHR(status.st_mode))
		return FILE_ABSENT;
	return access(path, R_OK | W_OK) < 0 ? FILE_FORBIDDEN : FILE_USABLE;
}

static void read_device_files(struct host *host)
{
	host->tun = state_of(host, "net/tun");
	host->vhost = state_of(host, "vhost-net");
	/* the node can be there before the driver is: the first who opens it has it loaded */
	host->vhost_is_loadable = !has_file(host->roots.sys, "class/misc/vhost-net");
}

struct host *host_look(void)
{
	struct host *host = calloc(1, sizeof *host);
	struct utsname machine;
	int error;

	if (!host)
		broken("out of memory to look at this host");
	host->roots = machine_roots;
	host->is_root = geteuid() == 0;
	if (uname(&machine) == 0)
		snprintf(host->release, sizeof host->release, "%s", machine.release);
	error = devices_here(&host->devices);
	if (error)
		broken("the kernel does not list its devices: %s (%s)", errno_name(error), strerror(error));
	host->sysfs_is_ours = sysfs_is_ours(host);
	host->probe = probe_kernel(&host->roots);
	read_mount_of_dev(host);
	read_device_files(host);
	gather_nodes(host);
	gather_strangers(host);
	return host;
}

void host_free(struct host *host)
{
	devices_free(&host->devices);
	free(host->taps);
	free(host->nodes);
	free(host->strangers);
	free(host);
}

bool host_has_device(const struct host *host, const char *name)
{
	return device_named(&host->devices, name);
}

void host_list_devices(const struct host *host, char *list, size_t size)
{
	struct text text = text_in(list, size);

	for (size_t i = 0; i < host->devices.count; i++) {
		text_separate(&text, ", ");
		text_add(&text, "%s", host->devices.at[i].name);
	}
}
