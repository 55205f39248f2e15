#include "harness/bench/bed.h"

#include "harness/case/recorder.h"
#include "harness/core/verdict.h"
#include "harness/net/packet_share.h"
#include "harness/net/tap.h"
#include "harness/net/tun.h"

#include <errno.h>
#include <limits.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	LOOKED_AT = 128,        /* octets of a frame at the wire */
	WIRE_BUFFER = 64 << 20, /* octets: more than the windows of all threads take */
};

static const struct mac host_address = {{0x02, 0, 0, 0, 0, 0x01}}, wire_address = {{0x02, 0, 0, 0, 0, 0x02}};
static const struct mac guest_address[] = {{{0x02, 0, 0, 0, 0, 0x0a}}, {{0x02, 0, 0, 0, 0, 0x0b}}};
static const char *const guest_device[] = {"mvtA", "mvtB"};

/* Somebody out there: what is for the wire's own device would go on into its stack, and be measured with it. */
static const struct mac stranger = {{0x02, 0, 0, 0, 0, 0x51}};

void (*bench_sabotage)(struct bed *bed);

/* ---- the wire ---- */

static struct netns build_wire(struct bed *bed, const struct contender *contender)
{
	struct netns there = netns_new();
	struct links *wire = links_of(there);

	recorder_namespace("wire", there.fd, there.ino);
	veth_create(bed->host, &(struct veth){
				       .name = "p0",
				       .address = host_address,
				       .there = there,
				       .peer_name = "w0",
				       .peer_address = wire_address,
			       });
	link_set_up(wire, "w0");
	link_wait_running(bed->host, "p0");
	link_wait_running(wire, "w0");
	if (bed->measure->route == GUEST_TO_GUEST && contender->meets_by_the_wire_only) {
		netns_free_bridges(there);
		bridge_create(wire, "relay0");
		bridge_add_reflecting_port(wire, "relay0", "w0");
	}
	return there;
}

static void listen_on_wire(struct bed *bed, struct netns there)
{
	struct netns before = netns_visit(there);

	packet_share_open("w0", ETH_P_IP, WIRE_BUFFER, bed->far.queue, bed->measure->queues);
	netns_leave(before);
	bed->far.address = stranger;
}

/* ---- guests ---- */

static uint16_t tap_flags(const struct measure *measure)
{
	return (uint16_t)(IFF_TAP | IFF_NO_PI | (measure->vnet_header ? IFF_VNET_HDR : 0) |
			  (measure->queues > 1 ? IFF_MULTI_QUEUE : 0));
}

/* The tun driver's taps take whatever is written, macvtaps no more than the sockets' default: both as QEMU has them. */
static void have_room(int tap)
{
	int room = INT_MAX;

	if (ioctl(tap, TUNSETSNDBUF, &room) < 0)
		broken("cannot have a tap with room for what is sent: %s (%s)", errno_name(errno),
		       strerror(errno));
}

static void have_vnet_header(int tap)
{
	int size = VNET_HEADER;

	if (ioctl(tap, TUNSETVNETHDRSZ, &size) < 0 ||
	    ioctl(tap, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6) < 0)
		broken("cannot have a tap with a vnet header and offloads: %s (%s)", errno_name(errno),
		       strerror(errno));
}

static void open_queues(const struct bed *bed, const struct contender *contender, const char *device,
			struct end *end)
{
	uint16_t flags = tap_flags(bed->measure);

	end->is_tap = true;
	for (size_t i = 0; i < bed->measure->queues; i++) {
		if (contender->mode) {
			end->queue[i] = tap_open(device, O_RDWR | O_NONBLOCK);
			tap_set_flags(end->queue[i], flags);
		} else {
			end->queue[i] = tun_open_queue(device, flags);
		}
		have_room(end->queue[i]);
		if (bed->measure->vnet_header)
			have_vnet_header(end->queue[i]);
	}
}

static void build_macvtap(struct bed *bed, const struct contender *contender, const char *device,
			  struct mac address, struct mac peer)
{
	/* a list is refused in any other mode, an address of its own in passthru mode */
	macvtap_create(bed->host, &(struct macvtap){
					  .name = device,
					  .parent = "p0",
					  .mode = contender->mode,
					  .address = contender->mode == MODE_PASSTHRU ? NULL : &address,
					  .up = true,
					  .sources = contender->mode == MODE_SOURCE ? &peer : NULL,
					  .source_count = contender->mode == MODE_SOURCE,
				  });
}

static void build_guest(struct bed *bed, const struct contender *contender, size_t number, struct end *end)
{
	const char *device = guest_device[number];
	bool meets = bed->measure->route == GUEST_TO_GUEST;

	end->address = guest_address[number];
	if (contender->mode)
		build_macvtap(bed, contender, device, end->address,
			      meets ? guest_address[!number] : stranger);
	open_queues(bed, contender, device, end);
	if (!contender->mode) {
		link_set_up(bed->host, device);
		bridge_add_port(bed->host, "br0", device);
	}
	link_wait_running(bed->host, device);
}

struct bed *bed_build(const struct bench_cell *cell)
{
	struct bed *bed = calloc(1, sizeof *bed);
	struct netns here = netns_enter_private(), there;

	if (!bed)
		broken("out of memory for a bed");
	recorder_namespace("host", here.fd, here.ino);
	bed->measure = cell->measure;
	bed->host = links_of(here);
	there = build_wire(bed, cell->contender);
	if (!cell->contender->mode) {
		netns_free_bridges(here);
		bridge_create(bed->host, "br0");
		bridge_add_port(bed->host, "br0", "p0");
	}
	build_guest(bed, cell->contender, 0, &bed->near);
	if (cell->measure->route == GUEST_TO_GUEST)
		build_guest(bed, cell->contender, 1, &bed->far);
	else
		listen_on_wire(bed, there);
	if (bench_sabotage)
		bench_sabotage(bed);
	return bed;
}

/* ---- frames ---- */

void end_send(const struct end *end, size_t queue, const uint8_t *octets, size_t length)
{
	if (write(end->queue[queue], octets, length) < 0)
		broken("cannot send %zu octets: %s (%s)", length, errno_name(errno), strerror(errno));
}

size_t end_receive(const struct end *end, size_t queue, uint8_t *octets)
{
	ssize_t length = end->is_tap ? read(end->queue[queue], octets, BED_ROOM)
				     : recv(end->queue[queue], octets, LOOKED_AT, MSG_TRUNC);

	if (length < 0 && errno != EAGAIN)
		broken("cannot receive: %s (%s)", errno_name(errno), strerror(errno));
	return length < 0 ? 0 : (size_t)length;
}

void end_await(const struct end *end, size_t queues)
{
	struct pollfd polls[QUEUES_MAX];

	for (size_t i = 0; i < queues; i++)
		polls[i] = (struct pollfd){end->queue[i], POLLIN, 0};
	if (poll(polls, queues, 1) < 0 && errno != EINTR)
		broken("cannot poll: %s (%s)", errno_name(errno), strerror(errno));
}
