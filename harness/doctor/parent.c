/* parent.c - what there is to know of a device as a parent, and which devices somebody would choose as one. */
#include "harness/doctor/doctor.h"
#include "harness/doctor/host.h"
#include "harness/net/ethtool.h"
#include "harness/net/wireless.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <string.h>

/* Who can switch it on is told to, and nobody else. */
static bool is_on_or_never(const char *name, const char *feature)
{
	return link_feature_is_on(name, feature) || link_feature_is_fixed(name, feature);
}

struct parent_facts parent_facts(const struct host *host, const struct device *device)
{
	const char *sys = host->roots.sys, *name = device->name;
	struct parent_facts facts = {
		.device = device,
		.gro = link_feature_is_on(name, "rx-gro"),
		.lro = link_feature_is_on(name, "rx-lro"),
		.segmentation = is_on_or_never(name, "tx-tcp-segmentation"),
		.scatter_gather = is_on_or_never(name, "tx-scatter-gather"),
		.vlan_filter = link_feature_is_on(name, "rx-vlan-filter"),
	};

	link_driver(name, facts.driver, sizeof facts.driver);
	if (!host->sysfs_is_ours)
		return facts;
	facts.hardware = has_file(sys, "class/net/%s/device", name);
	facts.virtual_function = has_file(sys, "class/net/%s/device/physfn", name);
	facts.wireless =
		has_file(sys, "class/net/%s/phy80211", name) || has_file(sys, "class/net/%s/wireless", name);
	facts.speaks_for_others = facts.wireless && wireless_speaks_for_others(name);
	return facts;
}

/* Ends of guests and containers, and what carries nothing from outside. */
static bool is_somebodys_end(const struct device *device)
{
	static const char *const kinds[] = {"macvtap", "macvlan", "ipvtap", "ipvlan", "tun", "ifb", "nlmon"};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (!strcmp(device->kind, kinds[i]))
			return true;
	}
	return false;
}

/* libnl has a kind for whatever rtnetlink makes; IFB and dummies made by a module's own parameters have theirs too. */
static bool is_chosen(const struct device *device)
{
	bool is_virtual_port = device->master && device->kind[0];

	return device->type == ARPHRD_ETHER && !(device->flags & IFF_LOOPBACK) && !is_somebodys_end(device) &&
	       !is_virtual_port;
}

const char *host_next_parent(const struct host *host, size_t *place)
{
	while (*place < host->devices.count) {
		const struct device *device = &host->devices.at[(*place)++];

		if (is_chosen(device))
			return device->name;
	}
	return NULL;
}
