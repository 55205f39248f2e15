/* link_change.c - what can be done to a device of any kind. */
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

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

struct answer try_link_set_flags(struct links *links, const char *name, unsigned flags, unsigned change)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);
	struct ifinfomsg *header = nlmsg_data(nlmsg_hdr(request));

	header->ifi_flags = flags;
	header->ifi_change = change;
	return links_ask(links, request);
}

struct answer try_link_set_up(struct links *links, const char *name)
{
	return try_link_set_flags(links, name, IFF_UP, IFF_UP);
}

void link_set_up(struct links *links, const char *name)
{
	insist(try_link_set_up(links, name), "set %s up", name);
}

void link_set_down(struct links *links, const char *name)
{
	insist(try_link_set_flags(links, name, 0, IFF_UP), "set %s down", name);
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
