#include "suites/ends.h"

#include "harness/net/attribute.h"
#include "harness/net/tap_path.h"
#include "suites/checks.h"

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

int tap_opened_in(struct testbed *net, struct netns ns, const char *device)
{
	const char *path = tap_path_make(device, 0600);
	int tap;

	netns_switch(ns);
	expect_error("opening a tap in another namespace", try_tap_path(path, &tap), 0);
	netns_switch(net->host_ns);
	return tap;
}

bool is_there(struct links *links, const char *name)
{
	return try_link_request(links, REQUEST_CHANGE, name, NULL, NULL, 0).error == 0;
}
