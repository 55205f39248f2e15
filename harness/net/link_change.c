/* link_change.c - what can be done to a device of any kind. */
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>

struct answer try_link_delete(struct links *links, const char *name)
{
	return links_ask(links, link_message(RTM_DELLINK, 0, name));
}

void link_delete(struct links *links, const char *name)
{
	insist(try_link_delete(links, name), "delete %s", name);
}

static struct answer set_flags(struct links *links, const char *name, unsigned flags, unsigned change)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);
	struct ifinfomsg *header = nlmsg_data(nlmsg_hdr(request));

	header->ifi_flags = flags;
	header->ifi_change = change;
	return links_ask(links, request);
}

struct answer try_link_set_up(struct links *links, const char *name)
{
	return set_flags(links, name, IFF_UP, IFF_UP);
}

void link_set_up(struct links *links, const char *name)
{
	insist(try_link_set_up(links, name), "set %s up", name);
}

void link_set_down(struct links *links, const char *name)
{
	insist(set_flags(links, name, 0, IFF_UP), "set %s down", name);
}

void link_set_promiscuous(struct links *links, const char *name)
{
	insist(set_flags(links, name, IFF_PROMISC, IFF_PROMISC), "make %s promiscuous", name);
}

struct answer try_link_set_mtu(struct links *links, const char *name, uint32_t mtu)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);

	put_u32(request, IFLA_MTU, mtu);
	return links_ask(links, request);
}

void link_set_mtu(struct links *links, const char *name, uint32_t mtu)
{
	insist(try_link_set_mtu(links, name, mtu), "set the MTU of %s to %u", name, mtu);
}

struct answer try_link_set_mac(struct links *links, const char *name, struct mac address)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);

	put(request, IFLA_ADDRESS, address.octet, sizeof address.octet);
	return links_ask(links, request);
}

void link_set_mac(struct links *links, const char *name, struct mac address)
{
	insist(try_link_set_mac(links, name, address), "set the address of %s to %s", name,
	       mac_to_text(address).text);
}

/* An entry in the device's own filter, in the words of a forwarding database. */
static struct answer edit_filter(struct links *links, int type, int flags, const char *name, struct mac group)
{
	struct nl_msg *request = nlmsg_alloc_simple(type, flags);
	struct ndmsg header = {
		.ndm_family = AF_BRIDGE,
		.ndm_ifindex = link_index(links, name),
		.ndm_flags = NTF_SELF,
		.ndm_state = NUD_PERMANENT,
	};

	if (!request || nlmsg_append(request, &header, sizeof header, NLMSG_ALIGNTO) < 0)
		broken("no memory for a netlink message");
	put(request, NDA_LLADDR, group.octet, sizeof group.octet);
	return links_ask(links, request);
}

void link_join(struct links *links, const char *name, struct mac group)
{
	insist(edit_filter(links, RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_EXCL, name, group), "join %s on %s",
	       mac_to_text(group).text, name);
}

void link_leave(struct links *links, const char *name, struct mac group)
{
	insist(edit_filter(links, RTM_DELNEIGH, 0, name, group), "leave %s on %s", mac_to_text(group).text,
	       name);
}
