/* testbed_shared.c - one testbed for several cases, one after the other: tidied up in between, and given up if that does
 * not make it what it was.
 */
#include "harness/net/attribute.h"
#include "harness/net/inventory.h"
#include "harness/proof/testbed.h"

#include <linux/if.h>
#include <string.h>

/* What of a parent its children, or a case, may have changed. */
struct parent_state {
	uint32_t flags;
	uint64_t mtu, promiscuity;
	struct mac address;
};

static struct {
	const struct topology *topology; /* NULL: there is none yet */
	struct testbed *net;
	struct inventory devices;
	struct parent_state parent;
} standing;

static struct parent_state parent_now(struct testbed *net)
{
	struct link_facts *facts = link_facts(net->host, device_of(HOST));
	struct parent_state state = {
		.flags = fact_flags(facts),
		.mtu = fact_number(facts, OF_DEVICE, IFLA_MTU),
		.promiscuity = fact_number(facts, OF_DEVICE, IFLA_PROMISCUITY),
	};
	size_t length;
	const void *address = fact_octets(facts, OF_DEVICE, IFLA_ADDRESS, &length);

	if (length == sizeof state.address.octet)
		memcpy(state.address.octet, address, length);
	link_facts_free(facts);
	return state;
}

static bool same_state(const struct parent_state *one, const struct parent_state *other)
{
	return one->flags == other->flags && one->mtu == other->mtu &&
	       one->promiscuity == other->promiscuity && mac_equal(one->address, other->address);
}

static bool tidied_up(void)
{
	struct parent_state parent;

	if (!inventory_restore(standing.net->host, &standing.devices))
		return false;
	parent = parent_now(standing.net);
	return same_state(&parent, &standing.parent);
}

struct testbed *testbed_shared(const struct topology *topology)
{
	if (standing.topology == topology && tidied_up())
		return standing.net;
	inventory_free(&standing.devices);
	standing.topology = topology;
	standing.net = testbed_build(topology);
	standing.devices = inventory_of(standing.net->host);
	standing.parent = parent_now(standing.net);
	return standing.net;
}
