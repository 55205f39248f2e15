#include "harness/proof/testbed_new.h"

#include "harness/case/recorder.h"
#include "harness/core/verdict.h"

#include <linux/if_ether.h>
#include <sched.h>
#include <stdlib.h>

#undef set_mode
#undef set_mac
#undef set_down
#undef set_up
#undef remove_guest

void (*testbed_sabotage)(struct testbed *net);

enum { LONGEST_FRAME = 1912 }; /* more than the MTU allows, and a capture has two of them in a page */

static const struct {
	const char *parent, *wire, *relay;
	struct mac host_address, wire_address;
	enum place wire_place, host_place;
} segments[] = {
	{"p0", "w0", "relay0", {{0x02, 0, 0, 0, 0, 0x01}}, {{0x02, 0, 0, 0, 0, 0x02}}, WIRE, HOST},
	{"p1", "w1", "relay1", {{0x02, 0, 0, 0, 0, 0x21}}, {{0x02, 0, 0, 0, 0, 0x22}}, WIRE_2, HOST_2},
};

static unsigned parents(const struct testbed *net)
{
	return net->topology.parents ? net->topology.parents : 1;
}

const struct child *child_of(const struct testbed *net, enum place guest)
{
	static const struct child witness = {.mode = MODE_PRIVATE};

	if (guest == WITNESS)
		return net->topology.witness ? &witness : NULL;
	if (guest < GUEST_A || guest >= (enum place)(GUEST_A + net->topology.guests))
		return NULL;
	return &net->topology.guest[guest - GUEST_A];
}

const char *device_of(enum place place)
{
	static const char *const names[PLACES] = {
		[WIRE] = "w0",      [HOST] = "p0",           [HOST_IGNORES] = "p0", [WIRE_2] = "w1",
		[HOST_2] = "p1",    [HOST_2_IGNORES] = "p1", [GUEST_A] = "mvtA",    [GUEST_B] = "mvtB",
		[GUEST_C] = "mvtC", [GUEST_D] = "mvtD",      [WITNESS] = "mvtW",
	};

	return names[place];
}

const char *parent_of(const struct testbed *net, enum place guest)
{
	const struct child *child = child_of(net, guest);

	return segments[child ? child->parent : 0].parent;
}

unsigned parent_number(const struct testbed *net, enum place place)
{
	const struct child *child = child_of(net, place);

	if (child)
		return child->parent;
	return place == WIRE_2 || place == HOST_2 || place == HOST_2_IGNORES;
}

places testbed_places(const struct testbed *net)
{
	places set = NOWHERE;

	for (enum place place = 0; place < PLACES; place++) {
		if (net->port[place])
			set |= AT(place);
	}
	return set;
}

/* ---- building ---- */

/* Both ends up and RUNNING before anything is put on top: any other order can cost a second (linkwatch). */
static void build_segment(struct testbed *net, unsigned i)
{
	const struct veth veth = {
		.name = segments[i].parent,
		.address = segments[i].host_address,
		.there = net->wire_ns,
		.peer_name = segments[i].wire,
		.peer_address = segments[i].wire_address,
		.mtu = net->mtu,
	};

	veth_create(net->host, &veth);
	link_set_up(net->wire, segments[i].wire);
	link_wait_running(net->host, segments[i].parent);
	link_wait_running(net->wire, segments[i].wire);
	if (net->topology.wire == WIRE_HAIRPIN) {
		netns_free_bridges(net->wire_ns);
		bridge_create(net->wire, segments[i].relay);
		bridge_add_reflecting_port(net->wire, segments[i].relay, segments[i].wire);
	}
}

static size_t list_sources(const struct child *child, struct mac sources[3])
{
	size_t count = 0;

	if (child->mode != MODE_SOURCE)
		return 0;
	sources[count++] = STATION_FENCE_LISTED;
	if (child->listens_to & LISTS_STATION)
		sources[count++] = STATION_LISTED;
	if (child->listens_to & LISTS_A)
		sources[count++] = ADDRESS_GUEST_A;
	return count;
}

static void build_child(struct testbed *net, enum place guest)
{
	const struct child *child = child_of(net, guest);
	struct mac address = address_of_guest(&net->topology, guest), sources[3];
	size_t source_count = list_sources(child, sources);
	struct macvtap macvtap = {
		.name = device_of(guest),
		.parent = parent_of(net, guest),
		.up = true,
		.mode = child->mode,
		.flags = child->flags,
		/* a passthru child takes its parent's address, whatever it is given */
		.address = child->mode == MODE_PASSTHRU ? NULL : &address,
		/* a list, even an empty one, is refused in any other mode */
		.sources = source_count ? sources : NULL,
		.source_count = source_count,
	};

	macvtap_create(net->host, &macvtap);
	link_wait_running(net->host, macvtap.name);
	net->port[guest] = port_tap(macvtap.name);
}

static void build_ports(struct testbed *net, unsigned i)
{
	static const uint16_t probe[] = {ETHERTYPE_PROBE};
	enum place host = segments[i].host_place, wire = segments[i].wire_place;
	bool vnet = net->topology.vnet;

	net->port[host] =
		vnet ? port_packet(segments[i].parent, ETH_P_IP) : port_stack(segments[i].parent, probe, 1);
	net->port[host + 1] = net->port[host];
	netns_switch(net->wire_ns);
	net->port[wire] = vnet ? port_packet(segments[i].wire, ETH_P_ALL)
			       : port_capture(segments[i].wire, LONGEST_FRAME);
	netns_switch(net->host_ns);
}

/* The fences rely on it: frames go from device to device through a backlog per CPU, and they stay in order only as long
 * as they all go through the same one. Not before there are frames: whoever builds waits for others most of the time,
 * and may go on wherever there is room. */
static void stay_on_this_cpu(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sched_getcpu(), &set);
	sched_setaffinity(0, sizeof(set), &set);
}

struct testbed *testbed_new(const struct topology *topology)
{
	struct testbed *net = calloc(1, sizeof *net);

	if (!net)
		broken("out of memory for a testbed");
	net->topology = *topology;
	net->mtu = topology->mtu ? topology->mtu : TESTBED_MTU;
	net->host_ns = netns_enter_private();
	net->wire_ns = netns_new();
	recorder_namespace("host", net->host_ns.fd, net->host_ns.ino);
	recorder_namespace("wire", net->wire_ns.fd, net->wire_ns.ino);
	net->host = links_of(net->host_ns);
	net->wire = links_of(net->wire_ns);
	for (unsigned i = 0; i < parents(net); i++)
		build_segment(net, i);
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (child_of(net, guest))
			build_child(net, guest);
	}
	for (unsigned i = 0; i < parents(net) && !topology->unwatched; i++)
		build_ports(net, i);
	stay_on_this_cpu();
	if (testbed_sabotage)
		testbed_sabotage(net);
	return net;
}

size_t wire_devices(const struct testbed *net, const char *names[WIRE_DEVICES])
{
	size_t count = 0;

	for (unsigned i = 0; i < parents(net); i++) {
		names[count++] = segments[i].wire;
		if (net->topology.wire == WIRE_HAIRPIN)
			names[count++] = segments[i].relay;
	}
	return count;
}

void testbed_renew_children(struct testbed *net, const struct topology *topology)
{
	net->topology = *topology;
	net->down = NOWHERE;
	net->group.drawn = false;
	journal_clear(&net->journal);
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (child_of(net, guest))
			build_child(net, guest);
	}
}

/* ---- changing ---- */

static struct child *guest_to_change(struct testbed *net, enum place guest)
{
	if (guest == WITNESS || !child_of(net, guest))
		broken("the testbed %s has no %s", net->topology.name, place_name(guest));
	return &net->topology.guest[guest - GUEST_A];
}

static void must_be_there(struct testbed *net, enum place place)
{
	if (place != HOST && place != HOST_2)
		guest_to_change(net, place);
}

void set_mode(struct testbed *net, enum place guest, enum mode mode, uint16_t flags)
{
	struct child *child = guest_to_change(net, guest);

	macvtap_set_mode(net->host, device_of(guest), mode, flags);
	child->mode = mode;
	child->flags = flags;
}

void set_mac(struct testbed *net, enum place guest_or_host, struct mac address)
{
	must_be_there(net, guest_or_host);
	link_set_mac(net->host, device_of(guest_or_host), address);
}

void set_down(struct testbed *net, enum place guest_or_host)
{
	must_be_there(net, guest_or_host);
	link_set_down(net->host, device_of(guest_or_host));
	net->down |= AT(guest_or_host);
}

void set_up(struct testbed *net, enum place guest_or_host)
{
	must_be_there(net, guest_or_host);
	link_set_up(net->host, device_of(guest_or_host));
	link_wait_running(net->host, device_of(guest_or_host));
	net->down &= ~AT(guest_or_host);
	if (guest_or_host != HOST && guest_or_host != HOST_2)
		return;
	/* the far end and the children come back with the parent, each when the kernel's link watch gets to it */
	link_wait_running(net->wire, device_of(guest_or_host == HOST ? WIRE : WIRE_2));
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (child_of(net, guest) && !(net->down & AT(guest)))
			link_wait_running(net->host, device_of(guest));
	}
}

void remove_guest(struct testbed *net, enum place guest)
{
	guest_to_change(net, guest);
	link_delete(net->host, device_of(guest));
	net->down |= AT(guest);
}
