#include "harness/net/sysfs.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/link.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

DEFINE_AUTO(closedir, DIR *, NULL, closedir)
#define AUTO_CLOSEDIR __attribute__((cleanup(auto_closedir)))

static FILE *open_attribute(const char *device, const char *attribute)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof path, "/sys/class/net/%s/%s", device, attribute);
	file = fopen(path, "re");
	if (!file)
		broken("cannot read %s: %s (%s)", path, errno_name(errno), strerror(errno));
	return file;
}

uint64_t sysfs_number(const char *device, const char *attribute)
{
	AUTO_FCLOSE FILE *file = open_attribute(device, attribute);
	uint64_t value;

	if (fscanf(file, "%" SCNu64, &value) != 1)
		broken("no number in %s of %s", attribute, device);
	return value;
}

/* The one entry of DEVICE/macvtap: tapN, N being the index the device had when it was registered. */
static void tap_attribute(const char *device, char *attribute, size_t size)
{
	char path[PATH_MAX];
	struct dirent *entry;

	snprintf(path, sizeof path, "/sys/class/net/%s/macvtap", device);
	AUTO_CLOSEDIR DIR *folder = opendir(path);

	if (!folder)
		broken("%s has no tap: cannot open %s: %s (%s)", device, path, errno_name(errno),
		       strerror(errno));
	while ((entry = readdir(folder))) {
		if (!strncmp(entry->d_name, "tap", 3)) {
			snprintf(attribute, size, "macvtap/%s/dev", entry->d_name);
			return;
		}
	}
	broken("%s has no tap: nothing in %s", device, path);
}

void tap_device_number(const char *name, unsigned *major, unsigned *minor)
{
	char attribute[NAME_MAX + sizeof "macvtap//dev"];

	tap_attribute(name, attribute, sizeof attribute);
	AUTO_FCLOSE FILE *file = open_attribute(name, attribute);

	if (fscanf(file, "%u:%u", major, minor) != 2)
		broken("no device number in %s of %s", attribute, name);
}
