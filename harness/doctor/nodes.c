/* nodes.c - the taps that this namespace's macvtaps have by sysfs, and the nodes that /dev has. None is opened: that
 * would make it one more queue of a guest's. */
#include "harness/core/cleanup.h"
#include "harness/doctor/host.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

DEFINE_AUTO(closedir, DIR *, NULL, closedir)
#define AUTO_CLOSEDIR __attribute__((cleanup(auto_closedir)))

/* N of "tapN", from 1 on; 0 for any other name. */
static int tap_number(const char *name)
{
	static const char prefix[] = "tap";
	const char *digits = name + strlen(prefix);
	long number;

	if (strncmp(name, prefix, strlen(prefix)) != 0 || !*digits || digits[strspn(digits, "0123456789")])
		return 0;
	errno = 0;
	number = strtol(digits, NULL, 10);
	return errno || number > INT_MAX ? 0 : (int)number;
}

static void read_number(const struct host *host, struct tap_facts *tap)
{
	char path[PATH_MAX];
	unsigned major, minor;

	snprintf(path, sizeof path, "%s/class/net/%s/macvtap/tap%d/dev", host->roots.sys, tap->device->name,
		 tap->number);
	AUTO_FCLOSE FILE *file = fopen(path, "re");

	if (file && fscanf(file, "%u:%u", &major, &minor) == 2)
		tap->expected = makedev(major, minor);
}

/* The number is the index that the device had when it was registered. */
static void gather_tap(struct host *host, const struct device *device)
{
	struct tap_facts *tap;
	char path[PATH_MAX];

	host->taps = lengthened(host->taps, host->tap_count, sizeof *host->taps);
	tap = &host->taps[host->tap_count++];
	*tap = (struct tap_facts){.device = device, .number = device->index};
	if (!host->sysfs_is_ours)
		return;
	snprintf(path, sizeof path, "%s/class/net/%s/macvtap", host->roots.sys, device->name);
	AUTO_CLOSEDIR DIR *folder = opendir(path);

	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		if (tap_number(entry->d_name))
			tap->number = tap_number(entry->d_name);
	}
	read_number(host, tap);
}

static void gather_node(struct host *host, const char *name)
{
	struct node_facts *node;
	struct stat status;
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/%s", host->roots.dev, name);
	if (!tap_number(name) || stat(path, &status) < 0)
		return;
	host->nodes = lengthened(host->nodes, host->node_count, sizeof *host->nodes);
	node = &host->nodes[host->node_count++];
	*node = (struct node_facts){
		.number = tap_number(name),
		.type = S_ISCHR(status.st_mode) ? NODE_TAP : NODE_NO_DEVICE,
		.device = status.st_rdev,
		.usable = access(path, R_OK | W_OK) == 0,
	};
}

void gather_nodes(struct host *host)
{
	AUTO_CLOSEDIR DIR *folder = opendir(host->roots.dev);

	for (size_t i = 0; i < host->devices.count; i++) {
		if (!strcmp(host->devices.at[i].kind, "macvtap"))
			gather_tap(host, &host->devices.at[i]);
	}
	for (const struct dirent *entry; folder && (entry = readdir(folder));)
		gather_node(host, entry->d_name);
}
