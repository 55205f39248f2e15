/* networks: domains that name a libvirt network, which names the mode and a pool of parents. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/core/cleanup.h"
#include "harness/net/attribute.h"
#include "harness/net/tap_node.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <linux/if_link.h>

#define PARENT_2   "p1"
#define IN_NETWORK "<interface type='network'><source network='pool'/>" VIRTIO "</interface>"
#define POOL(mode)                                                                                           \
	"<network><name>pool</name><forward mode='" mode                                                     \
	"'><interface dev='p0'/><interface dev='p1'/></forward>"                                             \
	"</network>"

enum { DOMAINS = 3 };
static const char *const names[DOMAINS] = {"guest1", "guest2", "guest3"};

/* The site with a second parent and that network. */
static struct site pool(const char *network)
{
	struct site stood = site();

	veth_create(stood.net->host, &(struct veth){.name = PARENT_2,
						    .address = ADDRESS_HOST_2,
						    .there = stood.net->wire_ns,
						    .peer_name = "w1",
						    .peer_address = ADDRESS_WIRE_2});
	link_set_up(stood.net->host, PARENT_2);
	expect_done("the network", try_network_create(stood.libvirtd, network));
	return stood;
}

static uint64_t parent_of_domain(struct site *site, const char *domain)
{
	AUTO_FREE char *device = device_of_interface(site, domain, 1);

	return link_number(site->net->host, device, OF_DEVICE, IFLA_LINK);
}

static uint64_t index_in(struct site *site, const char *device)
{
	return (uint64_t)link_index(site->net->host, device);
}

struct forward {
	const char *word;
	const char *network;
	enum mode mode;
};

static const struct forward forwards[] = {
	{"bridge", POOL("bridge"), MODE_BRIDGE},
	{"private", POOL("private"), MODE_PRIVATE},
	{"vepa", POOL("vepa"), MODE_VEPA},
	{"passthrough", POOL("passthrough"), MODE_PASSTHRU},
};

static void forwarded(const void *data)
{
	const struct forward *forward = data;
	struct site stood = pool(forward->network);
	uint64_t parent;

	expect_done("a domain of that network", try_start(&stood, names[0], IN_NETWORK, PAUSED));
	{
		AUTO_FREE char *device = device_of_interface(&stood, names[0], 1);

		expect_number("the macvtap's mode", link_state(stood.net->host, device).mode, forward->mode);
		parent = parent_of_domain(&stood, names[0]);
		expect_true("it stands on a parent of the pool",
			    parent == index_in(&stood, PARENT) || parent == index_in(&stood, PARENT_2));
	}
	expect_done("its end", try_domain_destroy(stood.libvirtd, names[0]));
	expect_number("macvtaps left", taps_shown(), 0);
}

static void exhausted(const void *data)
{
	struct site stood = pool(data);

	expect_done("the first domain", try_start(&stood, names[0], IN_NETWORK, PAUSED));
	expect_done("the second domain", try_start(&stood, names[1], IN_NETWORK, PAUSED));
	expect_true("each has a parent of its own",
		    parent_of_domain(&stood, names[0]) != parent_of_domain(&stood, names[1]));
	expect_denied("a third domain", try_start(&stood, names[2], IN_NETWORK, PAUSED), "pool");
	expect_number("macvtaps of the two", taps_shown(), 2);
	expect_done("the end of the first", try_domain_destroy(stood.libvirtd, names[0]));
	expect_done("the third domain, on what the first gave back",
		    try_start(&stood, names[2], IN_NETWORK, PAUSED));
}

static void balanced(const void *data)
{
	struct site stood = pool(data);

	expect_done("the first domain", try_start(&stood, names[0], IN_NETWORK, PAUSED));
	expect_done("the second domain", try_start(&stood, names[1], IN_NETWORK, PAUSED));
	expect_true("they are on two parents",
		    parent_of_domain(&stood, names[0]) != parent_of_domain(&stood, names[1]));
	expect_done("the third domain", try_start(&stood, names[2], IN_NETWORK, PAUSED));
	expect_number("macvtaps of the three", taps_shown(), DOMAINS);
}

void libvirt_networks_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(forwards); i++)
		case_add_as(list,
			    &(struct testcase){.requirement = &LV_NET_01,
					       .run = forwarded,
					       .data = &forwards[i],
					       .shares = SITE,
					       .mode = mode_name(forwards[i].mode),
					       .summary = "a domain whose interface is of that network"},
			    "virt.libvirt.network.%s", forwards[i].word);
	case_add(list, &(struct testcase){.id = "virt.libvirt.network.exhausted",
					  .requirement = &LV_NET_02,
					  .run = exhausted,
					  .data = POOL("passthrough"),
					  .shares = SITE,
					  .summary = "three domains for two parents in passthrough mode"});
	case_add(list, &(struct testcase){.id = "virt.libvirt.network.balanced",
					  .requirement = &LV_NET_03,
					  .run = balanced,
					  .data = POOL("bridge"),
					  .shares = SITE,
					  .summary = "three domains for two parents in bridge mode"});
}
