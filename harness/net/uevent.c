#include "harness/net/uevent.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <linux/netlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct uevents {
	int fd;
};

struct uevents *uevents_open(struct netns ns)
{
	const struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = 1 /* the kernel's own */};
	struct uevents *events = calloc(1, sizeof *events);
	struct netns before;

	if (!events)
		broken("no memory to listen to events of objects");
	before = netns_visit(ns);
	events->fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);
	if (events->fd < 0 || bind(events->fd, (const struct sockaddr *)&address, sizeof address) < 0)
		broken("cannot listen to the kernel's events of objects: %s (%s)", errno_name(errno),
		       strerror(errno));
	netns_leave(before);
	return events;
}

int uevents_descriptor(const struct uevents *events)
{
	return events->fd;
}

bool uevent_next(struct uevents *events, struct uevent *event)
{
	ssize_t length = recv(events->fd, event->octets, sizeof event->octets - 1, MSG_DONTWAIT);

	if (length < 0 && errno == EAGAIN)
		return false;
	if (length < 0)
		broken("cannot read the kernel's events of objects: %s (%s)", errno_name(errno),
		       strerror(errno));
	event->octets[length] = '\0';
	event->length = (size_t)length;
	return true;
}

const char *uevent_value(const struct uevent *event, const char *key)
{
	const char *line = event->octets, *end = event->octets + event->length;
	size_t length = strlen(key);

	for (; line < end; line += strlen(line) + 1) {
		if (!strncmp(line, key, length) && line[length] == '=')
			return line + length + 1;
	}
	return "";
}
