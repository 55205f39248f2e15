/* bridge.c - a wire that reflects: a bridge of one port which sends back what it receives; and bridges as they usually
 * are. */
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <linux/if_link.h>
#include <linux/rtnetlink.h>

/* Groups that a bridge keeps to itself unless told otherwise (IEEE 802.1D 7.12.6), but for STP, pause and
 * LACP, which it never lets be forwarded on request. */
#define FORWARD_RESERVED_GROUPS 0xfff8

/* VLAN filtering is off unless asked for, and a kernel built without it refuses to be told so. */
void bridge_create(struct links *links, const char *name)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, name);
	struct link_info info = link_info_begin(request, "bridge");
	struct answer answer;

	put_u32(request, IFLA_BR_STP_STATE, 0);
	put_u8(request, IFLA_BR_MCAST_SNOOPING, 0);
	put_u16(request, IFLA_BR_GROUP_FWD_MASK, FORWARD_RESERVED_GROUPS);
	link_info_end(request, info);
	answer = links_ask(links, request);
	if (kind_is_unknown(answer))
		skip("this kernel has no bridge");
	insist(answer, "create bridge %s", name);
	link_set_up(links, name);
}

static struct answer enslave(struct links *links, const char *bridge, const char *port)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, port);

	put_u32(request, IFLA_MASTER, (uint32_t)link_index(links, bridge));
	return links_ask(links, request);
}

static struct answer make_reflecting(struct links *links, const char *port)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, port);
	struct nlattr *info = nest_begin(request, IFLA_LINKINFO), *data;

	put_text(request, IFLA_INFO_SLAVE_KIND, "bridge");
	data = nest_begin(request, IFLA_INFO_SLAVE_DATA);
	put_u8(request, IFLA_BRPORT_MODE, 1);
	put_u8(request, IFLA_BRPORT_LEARNING, 0);
	put_u8(request, IFLA_BRPORT_UNICAST_FLOOD, 1);
	put_u8(request, IFLA_BRPORT_MCAST_FLOOD, 1);
	put_u8(request, IFLA_BRPORT_BCAST_FLOOD, 1);
	nla_nest_end(request, data);
	nla_nest_end(request, info);
	return links_ask(links, request);
}

void bridge_add_port(struct links *links, const char *bridge, const char *port)
{
	insist(enslave(links, bridge, port), "make %s a port of bridge %s", port, bridge);
}

void bridge_add_reflecting_port(struct links *links, const char *bridge, const char *port)
{
	bridge_add_port(links, bridge, port);
	insist(make_reflecting(links, port), "make port %s of bridge %s reflect", port, bridge);
}
