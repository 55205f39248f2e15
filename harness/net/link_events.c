#include "harness/net/link_events.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { DATAGRAM_MAX = 64 << 10 };

struct link_events {
	int fd;
	struct nlmsghdr *next; /* what is left of the last datagram */
	int left;
	char datagram[DATAGRAM_MAX] __attribute__((aligned(NLMSG_ALIGNTO)));
};

struct link_events *link_events_open(struct netns ns)
{
	const struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
	struct link_events *events = calloc(1, sizeof *events);
	struct netns before;

	if (!events)
		broken("no memory to listen to announcements");
	before = netns_visit(ns);
	events->fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	if (events->fd < 0 || bind(events->fd, (const struct sockaddr *)&address, sizeof address) < 0)
		broken("cannot listen to what is announced of devices: %s (%s)", errno_name(errno),
		       strerror(errno));
	netns_leave(before);
	return events;
}

static bool read_datagram(struct link_events *events)
{
	ssize_t length = recv(events->fd, events->datagram, sizeof events->datagram, MSG_DONTWAIT);

	if (length < 0 && errno == EAGAIN)
		return false;
	if (length < 0)
		broken("cannot read what is announced of devices: %s (%s)", errno_name(errno),
		       strerror(errno));
	events->next = (struct nlmsghdr *)events->datagram;
	events->left = (int)length;
	return true;
}

static struct nlmsghdr *next_message(struct link_events *events)
{
	struct nlmsghdr *message;

	while (!events->next || !nlmsg_ok(events->next, events->left)) {
		if (!read_datagram(events))
			return NULL;
	}
	message = events->next;
	events->next = nlmsg_next(message, &events->left);
	return message;
}

static uint64_t mode_in(struct nlmsghdr *message)
{
	struct nlattr *info = nlmsg_find_attr(message, sizeof(struct ifinfomsg), IFLA_LINKINFO);
	struct nlattr *data = info ? nla_find(nla_data(info), nla_len(info), IFLA_INFO_DATA) : NULL;
	struct nlattr *mode = data ? nla_find(nla_data(data), nla_len(data), IFLA_MACVLAN_MODE) : NULL;

	return mode ? told(nla_get_u32(mode)) : 0;
}

static struct link_event event_of(struct nlmsghdr *message)
{
	const struct ifinfomsg *header = nlmsg_data(message);
	struct nlattr *name = nlmsg_find_attr(message, sizeof *header, IFLA_IFNAME);
	struct nlattr *mtu = nlmsg_find_attr(message, sizeof *header, IFLA_MTU);
	struct link_event event = {
		.deleted = message->nlmsg_type == RTM_DELLINK,
		.flags = told(header->ifi_flags),
		.changed = told(header->ifi_change),
		.mtu = mtu ? told(nla_get_u32(mtu)) : 0,
		.mode = mode_in(message),
	};

	if (name)
		nla_strlcpy(event.name, name, sizeof event.name);
	return event;
}

/* A bridge tells of its ports in a family of its own, and less than all. */
static bool is_of_a_device(struct nlmsghdr *message)
{
	const struct ifinfomsg *header = nlmsg_data(message);

	return (message->nlmsg_type == RTM_NEWLINK || message->nlmsg_type == RTM_DELLINK) &&
	       header->ifi_family == AF_UNSPEC;
}

bool link_events_next(struct link_events *events, const char *name, struct link_event *event)
{
	struct nlmsghdr *message;

	while ((message = next_message(events))) {
		if (!is_of_a_device(message))
			continue;
		*event = event_of(message);
		if (!strcmp(event->name, name))
			return true;
	}
	return false;
}
