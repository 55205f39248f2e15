#include "suites/ends.h"

#include "harness/net/attribute.h"

struct netns namespace_tied_to(struct testbed *net, const char *device)
{
	struct netns ns = netns_new();
	const struct veth tie = {
		.name = device,
		.peer_name = "tie",
		.there = ns,
		.address = STATION_STRANGER,
		.peer_address = STATION_LISTED,
		.mtu = TESTBED_MTU,
	};

	veth_create(net->host, &tie);
	return ns;
}

bool is_there(struct links *links, const char *name)
{
	return try_link_request(links, REQUEST_CHANGE, name, NULL, NULL, 0).error == 0;
}
