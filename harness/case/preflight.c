#include "harness/case/preflight.h"
#include "harness/core/verdict.h"
#include "harness/net/link.h"
#include "harness/net/netns.h"
#include "harness/net/port.h"
#include "harness/proof/topology.h"

#include <errno.h>

static const struct requirement machine = {
	"HARNESS_PREFLIGHT",
	"Namespaces, a veth pair, a macvtap and a capture can be made.",
	"unshare(2), drivers/net/veth.c, drivers/net/macvtap.c, packet(7)",
	"",
	NULL,
};

static void try_everything(const void *data)
{
	const struct macvtap child = {.name = "mvtA", .parent = "p0", .mode = MODE_BRIDGE};
	struct links *links = links_of(netns_enter_private());
	struct answer answer;

	(void)data;
	veth_create(links, &(struct veth){
				   .name = "p0",
				   .address = ADDRESS_HOST,
				   .there = netns_new(),
				   .peer_name = "w0",
				   .peer_address = ADDRESS_WIRE,
			   });
	answer = try_macvtap_create(links, &child);
	if (answer.error == EOPNOTSUPP)
		skip("this kernel has no macvtap; load the module or build it with CONFIG_MACVTAP");
	if (answer.error)
		broken("cannot create a macvtap: %s %s", errno_name(answer.error), answer.text);
	link_set_up(links, "p0");
	port_capture("p0", 1514);
	passed();
}

const struct testcase preflight = {
	.id = "preflight",
	.requirement = &machine,
	.run = try_everything,
	.summary = "a veth pair, a macvtap and a capture, made and forgotten",
};
