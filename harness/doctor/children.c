#include "harness/doctor/children.h"

#include <stdio.h>
#include <string.h>

static bool is_macvlan(const struct device *device)
{
	return !strcmp(device->kind, "macvtap") || !strcmp(device->kind, "macvlan");
}

static struct child at_place(const struct host *host, size_t place)
{
	const struct stranger *stranger;

	if (place < host->devices.count)
		return (struct child){&host->devices.at[place], NULL, place + 1};
	stranger = &host->strangers[place - host->devices.count];
	return (struct child){&stranger->device, stranger, place + 1};
}

static bool is_on(const struct child *child, const struct device *parent)
{
	const struct device *device = child->device;

	if (!is_macvlan(device))
		return false;
	if (child->elsewhere)
		return child->elsewhere->lower_here == parent->index;
	return device->lower == parent->index && device->lower_elsewhere < 0;
}

bool next_child(const struct host *host, const struct device *parent, struct child *child)
{
	while (child->place < host->devices.count + host->stranger_count) {
		*child = at_place(host, child->place);
		if (is_on(child, parent))
			return true;
	}
	return false;
}

void name_child(const struct child *child, char *text, size_t size)
{
	if (child->elsewhere)
		snprintf(text, size, "%s of %s", child->device->name, child->elsewhere->where);
	else
		snprintf(text, size, "%s", child->device->name);
}
