/* testbed_standing.c - one testbed for several cases, one after the other: tidied up in between, and given up if that does
 * not make it what it was.
 */
#include "harness/net/attribute.h"
#include "harness/proof/fence.h"
#include "harness/proof/testbed_new.h"

#include <linux/if.h>

enum { VETH_QUEUE = 1000 /* drivers/net/veth.c: as ether_setup() has it */ };

static struct {
	const struct topology *topology; /* NULL: there is none yet */
	struct testbed *net;
	enum { AS_NEW, CHANGED } children;
	uint64_t host_heard, wire_heard; /* links_heard() when its devices were as they must be */
} standing;

static bool is(const struct link_facts *facts, int attribute, uint64_t value)
{
	return fact_number(facts, OF_DEVICE, attribute) == value;
}

/* Whether the parent of that host is as the testbed's builder made it, as far as cases that share it change such things:
 * features, for one, they must leave alone. */
static bool parent_is_as_built(struct testbed *net, enum place host)
{
	const struct mac address = address_of(host);
	struct link_facts *parent = link_facts(net->host, device_of(host));
	const uint32_t wanted = IFF_UP | IFF_LOWER_UP | IFF_RUNNING | IFF_BROADCAST | IFF_MULTICAST;
	const bool as_built = fact_flags(parent) == wanted && is(parent, IFLA_MTU, net->mtu) &&
			      fact_is(parent, OF_DEVICE, IFLA_ADDRESS, &address, sizeof address) &&
			      fact_number(parent, OF_DEVICE, IFLA_PROMISCUITY) <= 1 &&
			      is(parent, IFLA_TXQLEN, VETH_QUEUE) && is(parent, IFLA_LINKMODE, 0);

	link_facts_free(parent);
	return as_built;
}

/* What cases change of a parent most often, changed back: much cheaper than a new testbed. */
static void mend_parent(struct testbed *net, enum place host)
{
	const char *parent = device_of(host), *wire = device_of(host == HOST ? WIRE : WIRE_2);

	link_set_mac(net->host, parent, address_of(host));
	link_set_mtu(net->host, parent, net->mtu);
	link_set_up(net->host, parent);
	link_set_up(net->wire, wire);
	link_wait_running(net->host, parent);
	link_wait_running(net->wire, wire);
}

static bool parent_is_mended(struct testbed *net, enum place host)
{
	if (parent_is_as_built(net, host))
		return true;
	mend_parent(net, host);
	return parent_is_as_built(net, host);
}

static size_t host_devices(const struct testbed *net, const char *names[PLACES])
{
	size_t count = 0;

	names[count++] = device_of(HOST);
	if (net->topology.parents == 2)
		names[count++] = device_of(HOST_2);
	for (enum place guest = GUEST_A; guest <= WITNESS && standing.children == AS_NEW; guest++) {
		if (child_of(net, guest))
			names[count++] = device_of(guest);
	}
	return count;
}

/* What an earlier case has sent, and not waited for. Without children nothing is ever on its way. */
static void forget_frames(struct testbed *net)
{
	if (net->topology.unwatched)
		return;
	if (net->topology.guests)
		return settle(net);
	journal_collect(net);
	journal_clear(&net->journal);
}

static bool is_untouched(struct testbed *net)
{
	return standing.children == AS_NEW && links_heard(net->host) == standing.host_heard &&
	       links_heard(net->wire) == standing.wire_heard;
}

static bool tidied_up(struct testbed *net)
{
	const char *names[PLACES];

	if (is_untouched(net))
		return true;
	if (!links_keep_only(net->wire, names, wire_devices(net, names)) ||
	    !links_keep_only(net->host, names, host_devices(net, names)) || !parent_is_mended(net, HOST) ||
	    (net->topology.parents == 2 && !parent_is_mended(net, HOST_2)))
		return false;
	if (standing.children == CHANGED)
		testbed_renew_children(net, standing.topology);
	return true;
}

/* Makes one stand; false if it is new. */
static bool stood_already(const struct topology *topology)
{
	const bool stands = standing.topology == topology && tidied_up(standing.net);

	if (!stands)
		standing.net = testbed_new(topology);
	standing.topology = topology;
	standing.host_heard = links_heard(standing.net->host);
	standing.wire_heard = links_heard(standing.net->wire);
	return stands;
}

struct testbed *testbed_shared(const struct topology *topology)
{
	if (stood_already(topology) && standing.children == CHANGED)
		forget_frames(standing.net);
	standing.children = AS_NEW;
	return standing.net;
}

struct testbed *testbed_build(const struct topology *topology)
{
	if (stood_already(topology))
		forget_frames(standing.net);
	standing.children = CHANGED;
	return standing.net;
}
