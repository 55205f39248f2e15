/* link_state.c - what a device is like now, and waiting until it is as it should be. */
#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/if.h>
#include <netlink/addr.h>
#include <netlink/route/link.h>
#include <netlink/route/link/macvlan.h>
#include <netlink/route/link/macvtap.h>
#include <string.h>
#include <sys/socket.h>

static struct rtnl_link *ask_for(struct links *links, const char *name)
{
	struct rtnl_link *link = NULL;
	int error = rtnl_link_get_kernel(links->request, 0, name, &link);

	if (error < 0)
		broken("cannot look at %s: %s", name, nl_geterror(error));
	return link;
}

static void read_mode(struct rtnl_link *link, struct link_state *state)
{
	if (rtnl_link_is_macvtap(link)) {
		state->mode = (enum mode)rtnl_link_macvtap_get_mode(link);
		state->flags = rtnl_link_macvtap_get_flags(link);
	} else if (rtnl_link_is_macvlan(link)) {
		state->mode = (enum mode)rtnl_link_macvlan_get_mode(link);
		state->flags = rtnl_link_macvlan_get_flags(link);
	}
}

struct link_state link_state(struct links *links, const char *name)
{
	struct rtnl_link *link = ask_for(links, name);
	struct nl_addr *address = rtnl_link_get_addr(link);
	struct link_state state = {
		.index = rtnl_link_get_ifindex(link),
		.mtu = rtnl_link_get_mtu(link),
		.promiscuity = rtnl_link_get_promiscuity(link),
		.up = rtnl_link_get_flags(link) & IFF_UP,
		.running = (rtnl_link_get_flags(link) & LINK_RUNNING) == LINK_RUNNING,
		.rx_packets = rtnl_link_get_stat(link, RTNL_LINK_RX_PACKETS),
		.rx_dropped = rtnl_link_get_stat(link, RTNL_LINK_RX_DROPPED),
		.tx_packets = rtnl_link_get_stat(link, RTNL_LINK_TX_PACKETS),
		.tx_dropped = rtnl_link_get_stat(link, RTNL_LINK_TX_DROPPED),
	};

	if (address && nl_addr_get_len(address) == sizeof state.address.octet)
		memcpy(state.address.octet, nl_addr_get_binary_addr(address), sizeof state.address.octet);
	read_mode(link, &state);
	rtnl_link_put(link);
	return state;
}

int link_index(struct links *links, const char *name)
{
	int index;

	announcements_read(links);
	index = announced_index(links, name);
	return index ? index : link_state(links, name).index;
}

void link_wait_running(struct links *links, const char *name)
{
	const nanoseconds deadline = now() + patience();
	uint64_t heard = 0, before;

	do {
		before = heard;
		heard = links_heard(links);
		if (announced_running(links, name) == RUNNING)
			return;
		/* asking takes the kernel's one lock of all links: only if nobody says anything */
		if ((announced_running(links, name) == NOT_ANNOUNCED || heard == before) &&
		    link_state(links, name).running)
			return;
	} while (announcements_await(links, deadline));
	broken("%s did not become RUNNING in time: no carrier", name);
}
