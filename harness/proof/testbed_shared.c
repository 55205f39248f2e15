/* testbed_shared.c - one testbed for several cases, one after the other: tidied up in between, and given up if that does
 * not make it what it was.
 */
#include "harness/proof/testbed.h"

static struct {
	const struct topology *topology; /* NULL: there is none yet */
	struct testbed *net;
} standing;

/* Whether the parent of that host is as the testbed's builder made it, as far as cases change such things. */
static bool parent_is_as_built(struct testbed *net, enum place host)
{
	struct link_state parent = link_state(net->host, device_of(host));

	return parent.running && parent.mtu == net->mtu && mac_equal(parent.address, address_of(host)) &&
	       parent.promiscuity <= (net->topology.guests ? 1 : 0);
}

static bool tidied_up(struct testbed *net)
{
	const char *names[PLACES];
	size_t count = 0;

	names[count++] = device_of(HOST);
	if (net->topology.parents == 2)
		names[count++] = device_of(HOST_2);
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (child_of(net, guest))
			names[count++] = device_of(guest);
	}
	return links_keep_only(net->host, names, count) && parent_is_as_built(net, HOST) &&
	       (net->topology.parents != 2 || parent_is_as_built(net, HOST_2));
}

struct testbed *testbed_shared(const struct topology *topology)
{
	if (standing.topology == topology && tidied_up(standing.net))
		return standing.net;
	standing.topology = topology;
	standing.net = testbed_build(topology);
	return standing.net;
}
