#include "harness/net/netlink.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <errno.h>
#include <linux/if.h>
#include <linux/rtnetlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct nl_msg *long_link_message(int type, int flags, const char *name, size_t room)
{
	struct nl_msg *message = nlmsg_alloc_size((size_t)getpagesize() + room);
	struct ifinfomsg header = {.ifi_family = AF_UNSPEC};

	if (!message || !nlmsg_put(message, NL_AUTO_PORT, NL_AUTO_SEQ, type, 0, flags) ||
	    nlmsg_append(message, &header, sizeof header, NLMSG_ALIGNTO) < 0)
		broken("no memory for a netlink message");
	if (name)
		put_text(message, IFLA_IFNAME, name);
	return message;
}

struct nl_msg *link_message(int type, int flags, const char *name)
{
	return long_link_message(type, flags, name, 0);
}

void message_brings_up(struct nl_msg *message)
{
	struct ifinfomsg *header = nlmsg_data(nlmsg_hdr(message));

	header->ifi_flags = header->ifi_change = IFF_UP;
}

void message_names_index(struct nl_msg *message, int index)
{
	struct ifinfomsg *header = nlmsg_data(nlmsg_hdr(message));

	header->ifi_index = index;
}

void put(struct nl_msg *message, int attribute, const void *bytes, size_t length)
{
	if (nla_put(message, attribute, (int)length, bytes) < 0)
		broken("netlink attribute %d (%zu octets) does not fit its message", attribute, length);
}

void put_u8(struct nl_msg *message, int attribute, uint8_t value)
{
	put(message, attribute, &value, sizeof value);
}

void put_u16(struct nl_msg *message, int attribute, uint16_t value)
{
	put(message, attribute, &value, sizeof value);
}

void put_u32(struct nl_msg *message, int attribute, uint32_t value)
{
	put(message, attribute, &value, sizeof value);
}

void put_text(struct nl_msg *message, int attribute, const char *text)
{
	put(message, attribute, text, strlen(text) + 1);
}

struct nlattr *nest_begin(struct nl_msg *message, int attribute)
{
	struct nlattr *nest = nla_nest_start(message, attribute);

	if (!nest)
		broken("netlink attribute %d does not fit its message", attribute);
	return nest;
}

struct link_info link_info_begin(struct nl_msg *message, const char *kind)
{
	struct link_info info = {.info = nest_begin(message, IFLA_LINKINFO)};

	put_text(message, IFLA_INFO_KIND, kind);
	info.data = nest_begin(message, IFLA_INFO_DATA);
	return info;
}

void link_info_end(struct nl_msg *message, struct link_info info)
{
	nla_nest_end(message, info.data);
	nla_nest_end(message, info.info);
}

struct answer links_ask(struct links *links, struct nl_msg *message)
{
	bool looks = nlmsg_hdr(message)->nlmsg_type == RTM_GETLINK;
	int error;

	links->answer = (struct answer){0};
	error = nl_send_sync(links->request, message);
	/* What was looked at comes before the acknowledgement, and libnl waits for one of them. */
	if (looks && !links->answer.error && error >= 0)
		error = nl_wait_for_ack(links->request);
	if (error < 0 && !links->answer.error)
		broken("netlink: no answer: %s", nl_geterror(error));
	if (lie && lie->answer)
		lie->answer(&links->answer);
	return links->answer;
}

void insist(struct answer answer, const char *act, ...)
{
	char sentence[256];
	va_list arguments;

	if (!answer.error)
		return;
	va_start(arguments, act);
	vsnprintf(sentence, sizeof sentence, act, arguments);
	va_end(arguments);
	broken("cannot %s: %s (%s)%s%s", sentence, errno_name(answer.error), strerror(answer.error),
	       answer.text[0] ? ", kernel says: " : "", answer.text);
}

bool kind_is_unknown(struct answer answer)
{
	return answer.error == EOPNOTSUPP && !strcmp(answer.text, "Unknown device type");
}
