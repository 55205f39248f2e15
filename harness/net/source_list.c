#include "harness/net/source_list.h"

#include "harness/net/lie.h"

#include <netlink/attr.h>
#include <string.h>

size_t listed_sources(const struct link_facts *facts, struct mac *sources, size_t room)
{
	size_t length, count = 0;
	const void *list = fact_octets(facts, OF_DRIVER, IFLA_MACVLAN_MACADDR_DATA, &length);
	const struct nlattr *entry;
	int rest;

	nla_for_each_attr(entry, list, (int)length, rest)
	{
		if (nla_type(entry) != IFLA_MACVLAN_MACADDR || nla_len(entry) != sizeof *sources)
			continue;
		if (count < room)
			memcpy(&sources[count], nla_data(entry), sizeof *sources);
		count++;
	}
	return told(count);
}
