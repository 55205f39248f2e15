/* announced.c - what the kernel has announced of the devices of a namespace, and what to make of it.
 *
 * Every change of a device is announced before the request that caused it is answered, so who has read all there is
 * knows of all that was done.
 */
#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define ASKING_AGAIN (20 * NS_PER_MS)

enum { ANNOUNCED_MAX = 64 << 10 }; /* octets of one datagram */

struct announcement {
	char name[LINK_NAME_SIZE];
	int index; /* 0: not known */
	enum running running;
	struct announcement *next;
};

static struct announcement *find(const struct links *links, const char *name)
{
	struct announcement *found = links->announced;

	while (found && strcmp(found->name, name))
		found = found->next;
	return found;
}

/* A device has one name: under any other it is no longer known. */
static void forget(struct links *links, int index)
{
	for (struct announcement *known = links->announced; known; known = known->next) {
		if (known->index != index)
			continue;
		known->index = 0;
		known->running = NOT_ANNOUNCED;
	}
}

static void note(struct links *links, const char *name, int index, enum running running)
{
	struct announcement *known = find(links, name);

	if (!known) {
		known = calloc(1, sizeof *known);
		if (!known)
			broken("no memory to note what is announced of %s", name);
		strncpy(known->name, name, sizeof known->name - 1);
		known->next = links->announced;
		links->announced = known;
	}
	known->index = index;
	known->running = running;
}

/* Something was lost: what is known may be out of date. */
static void forget_all(struct links *links)
{
	links->heard++;
	for (struct announcement *known = links->announced; known; known = known->next) {
		known->index = 0;
		known->running = NOT_ANNOUNCED;
	}
}

static void read_message(struct links *links, struct nlmsghdr *message)
{
	struct ifinfomsg *header = nlmsg_data(message);
	struct nlattr *name;

	if (message->nlmsg_type != RTM_NEWLINK && message->nlmsg_type != RTM_DELLINK)
		return;
	/* a bridge tells of its ports in a family of its own, and less than all */
	if (header->ifi_family != AF_UNSPEC)
		return;
	links->heard++;
	name = nlmsg_find_attr(message, sizeof *header, IFLA_IFNAME);
	if (!name)
		return;
	forget(links, header->ifi_index);
	if (message->nlmsg_type == RTM_NEWLINK)
		note(links, nla_get_string(name), header->ifi_index,
		     (header->ifi_flags & LINK_RUNNING) == LINK_RUNNING ? RUNNING : NOT_RUNNING);
}

void announcements_read(struct links *links)
{
	static char datagram[ANNOUNCED_MAX];
	int fd = nl_socket_get_fd(links->events);
	ssize_t length;

	for (;;) {
		struct nlmsghdr *message = (struct nlmsghdr *)datagram;
		int left;

		length = recv(fd, datagram, sizeof datagram, MSG_DONTWAIT);
		if (length < 0 && errno == ENOBUFS) {
			forget_all(links);
			continue;
		}
		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0)
			return;
		for (left = (int)length; nlmsg_ok(message, left); message = nlmsg_next(message, &left))
			read_message(links, message);
	}
}

uint64_t links_heard(struct links *links)
{
	announcements_read(links);
	return links->heard;
}

bool announcements_await(struct links *links, nanoseconds deadline)
{
	struct pollfd events = {.fd = nl_socket_get_fd(links->events), .events = POLLIN};
	const nanoseconds time_to_ask = now() + ASKING_AGAIN;

	return poll(&events, 1, ms_until(deadline < time_to_ask ? deadline : time_to_ask)) ||
	       deadline > time_to_ask;
}

enum running announced_running(const struct links *links, const char *name)
{
	const struct announcement *known = find(links, name);

	return known ? known->running : NOT_ANNOUNCED;
}

int announced_index(const struct links *links, const char *name)
{
	const struct announcement *known = find(links, name);

	return known ? known->index : 0;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

static size_t count_others(const struct links *links, const char *const *names, size_t count)
{
	size_t others = 0;

	for (const struct announcement *known = links->announced; known; known = known->next)
		others += known->index && !is_among(known->name, names, count);
	return others;
}

/* What is not among them may be, too: then the namespace is not whole any more. */
static void delete_group(struct links *links)
{
	struct nl_msg *request = link_message(RTM_DELLINK, 0, NULL);

	put_u32(request, IFLA_GROUP, LINK_GROUP_CHILDREN);
	links_ask(links, request);
	announcements_read(links);
}

bool links_keep_only(struct links *links, const char *const *names, size_t count)
{
	bool whole = true;

	announcements_read(links);
	if (count_others(links, names, count) > 1)
		delete_group(links);
	for (const struct announcement *known = links->announced; known; known = known->next) {
		if (known->index && !is_among(known->name, names, count))
			try_link_delete(links, known->name);
	}
	for (size_t i = 0; i < count; i++)
		whole &= announced_index(links, names[i]) != 0;
	return whole;
}
