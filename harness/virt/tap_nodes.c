#include "harness/virt/tap_nodes.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

uint64_t (*tap_nodes_sabotage)(const char *name, uint64_t device);

static void make_node(const struct uevent *event, const char *name, const char *path)
{
	const unsigned major = (unsigned)strtoul(uevent_value(event, "MAJOR"), NULL, 10);
	const unsigned minor = (unsigned)strtoul(uevent_value(event, "MINOR"), NULL, 10);
	uint64_t device = makedev(major, minor);

	if (tap_nodes_sabotage)
		device = tap_nodes_sabotage(name, device);
	unlink(path); /* an index that is used again has another number */
	if (mknod(path, S_IFCHR | 0600, device) < 0)
		broken("cannot make %s: %s (%s)", path, errno_name(errno), strerror(errno));
}

void tap_nodes_follow(struct uevents *events)
{
	struct uevent event;
	char path[PATH_MAX];

	while (uevent_next(events, &event)) {
		const char *name = uevent_value(&event, "DEVNAME");

		if (strcmp(uevent_value(&event, "SUBSYSTEM"), "macvtap") || !*name || strchr(name, '/'))
			continue;
		snprintf(path, sizeof path, "/dev/%s", name);
		if (!strcmp(uevent_value(&event, "ACTION"), "add"))
			make_node(&event, name, path);
		else if (!strcmp(uevent_value(&event, "ACTION"), "remove"))
			unlink(path);
	}
}
