#include "harness/net/wireless.h"

#include "harness/net/generic.h"

#include <linux/nl80211.h>
#include <net/if.h>

struct part {
	uint32_t type; /* enum nl80211_iftype; NL80211_IFTYPE_UNSPECIFIED if the kernel does not say */
	bool four_addresses;
};

static void take_part(const struct nlattr *attribute, void *context)
{
	struct part *part = context;

	if (nla_type(attribute) == NL80211_ATTR_IFTYPE)
		part->type = nla_get_u32(attribute);
	else if (nla_type(attribute) == NL80211_ATTR_4ADDR)
		part->four_addresses = nla_get_u8(attribute);
}

static struct part part_of(const char *device)
{
	uint32_t index = if_nametoindex(device);
	const struct generic_attribute asked = {NL80211_ATTR_IFINDEX, sizeof index, &index};
	struct part part = {.type = NL80211_IFTYPE_UNSPECIFIED};

	if (generic_ask(&(struct generic_request){
		    .family = NL80211_GENL_NAME,
		    .command = NL80211_CMD_GET_INTERFACE,
		    .attributes = &asked,
		    .count = 1,
		    .read = take_part,
		    .context = &part,
	    }) != 0)
		part.type = NL80211_IFTYPE_UNSPECIFIED;
	return part;
}

bool wireless_speaks_for_others(const char *device)
{
	struct part part = part_of(device);

	switch (part.type) {
	case NL80211_IFTYPE_UNSPECIFIED:
	case NL80211_IFTYPE_ADHOC:
		return false;
	case NL80211_IFTYPE_STATION:
	case NL80211_IFTYPE_P2P_CLIENT:
		return part.four_addresses;
	default:
		return true;
	}
}
