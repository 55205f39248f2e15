/* veth.c - the wire: a pair of devices, each the other's far end. */
#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>

/* Otherwise a queue for each CPU is made and put out of use again, waiting for a grace period each time
 * (drivers/net/veth.c: veth_init_queues). */
static void put_one_queue(struct nl_msg *request)
{
	put_u32(request, IFLA_NUM_TX_QUEUES, 1);
	put_u32(request, IFLA_NUM_RX_QUEUES, 1);
}

static void put_end(struct nl_msg *request, const struct veth *veth, struct mac address)
{
	put_one_queue(request);
	put(request, IFLA_ADDRESS, address.octet, sizeof address.octet);
	if (veth->mtu)
		put_u32(request, IFLA_MTU, veth->mtu);
}

/* A pair whose ends have one index, each in its namespace, is no pair to the kernel's link watch, which compares the two to see
 * whether a device stands on another: its carrier is then not urgent, and can be a second late (net/core/link_watch.c:
 * linkwatch_urgent_event). Left to itself the kernel gives the first device of either namespace the index 2. The peer gets
 * what it is given only if this end is given one, too (drivers/net/veth.c: veth_newlink). */
static int next_index(void)
{
	enum { FIRST = 100 /* more than a namespace has devices that were given none */ };
	static int made;

	return FIRST + made++;
}

static void put_peer(struct nl_msg *request, const struct veth *veth)
{
	struct nlattr *peer = nest_begin(request, VETH_INFO_PEER);
	struct ifinfomsg header = {.ifi_family = AF_UNSPEC, .ifi_index = next_index()};

	if (nlmsg_append(request, &header, sizeof header, NLMSG_ALIGNTO) < 0)
		broken("a veth's peer does not fit its message");
	put_text(request, IFLA_IFNAME, veth->peer_name);
	put_end(request, veth, veth->peer_address);
	put_u32(request, IFLA_NET_NS_FD, (uint32_t)veth->there.fd);
	nla_nest_end(request, peer);
}

void veth_create(struct links *here, const struct veth *veth)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, veth->name);
	struct link_info info;
	struct answer answer;

	message_names_index(request, next_index());
	message_brings_up(request);
	put_end(request, veth, veth->address);
	info = link_info_begin(request, "veth");
	put_peer(request, veth);
	link_info_end(request, info);
	answer = links_ask(here, request);
	if (kind_is_unknown(answer))
		skip("this kernel has no veth");
	insist(answer, "create veth %s with peer %s", veth->name, veth->peer_name);
}
