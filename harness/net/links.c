/* links.c - the netlink sockets of each namespace. */
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netlink/socket.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	REQUEST_BUFFER = 128 << 10, /* a list of some thousand senders goes in one message */
	EVENT_BUFFER = 1 << 20,
};

static struct links *all_links; /* one for each namespace that was asked for */

/* libnl keeps a code of its own and forgets the rest; the errno and the kernel's words are what a case is
 * about. */
static int note_refusal(struct sockaddr_nl *kernel, struct nlmsgerr *refusal, void *context)
{
	struct nlmsghdr *header = (struct nlmsghdr *)((char *)refusal - NLMSG_HDRLEN);
	struct answer *answer = context;
	struct nlattr *text = NULL;

	(void)kernel;
	answer->error = -refusal->error;
	if ((header->nlmsg_flags & NLM_F_ACK_TLVS) && (header->nlmsg_flags & NLM_F_CAPPED))
		text = nlmsg_find_attr(header, sizeof *refusal, NLMSGERR_ATTR_MSG);
	if (text)
		nla_strlcpy(answer->text, text, sizeof answer->text);
	return NL_STOP;
}

static void set_option(struct nl_sock *socket, int level, int option, int value)
{
	if (setsockopt(nl_socket_get_fd(socket), level, option, &value, sizeof value) < 0)
		broken("cannot set option %d of a netlink socket: %s (%s)", option, errno_name(errno),
		       strerror(errno));
}

static struct nl_sock *socket_here(void)
{
	struct nl_sock *socket = nl_socket_alloc();
	int error = socket ? nl_connect(socket, NETLINK_ROUTE) : -NLE_NOMEM;

	if (error < 0)
		broken("cannot open a netlink socket: %s", nl_geterror(error));
	return socket;
}

static struct nl_sock *request_socket_here(struct answer *answer)
{
	struct nl_sock *socket = socket_here();

	set_option(socket, SOL_NETLINK, NETLINK_EXT_ACK, 1);
	set_option(socket, SOL_NETLINK, NETLINK_CAP_ACK, 1);
	set_option(socket, SOL_SOCKET, SO_SNDBUF, REQUEST_BUFFER);
	set_option(socket, SOL_SOCKET, SO_RCVBUF, REQUEST_BUFFER);
	nl_socket_modify_err_cb(socket, NL_CB_CUSTOM, note_refusal, answer);
	return socket;
}

static struct nl_sock *event_socket_here(void)
{
	struct nl_sock *socket = socket_here();

	set_option(socket, SOL_SOCKET, SO_RCVBUF, EVENT_BUFFER);
	set_option(socket, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, RTNLGRP_LINK);
	return socket;
}

/* A netlink socket speaks to the namespace it was made in, wherever the thread goes later. */
static struct links *open_links(struct netns ns)
{
	struct links *links = calloc(1, sizeof *links);
	struct netns before;

	if (!links)
		broken("no memory for netlink sockets");
	before = netns_visit(ns);
	links->ino = ns.ino;
	links->request = request_socket_here(&links->answer);
	links->events = event_socket_here();
	netns_leave(before);
	return links;
}

struct links *links_of(struct netns ns)
{
	for (struct links *links = all_links; links; links = links->next) {
		if (links->ino == ns.ino)
			return links;
	}
	struct links *links = open_links(ns);

	links->next = all_links;
	all_links = links;
	return links;
}
