#include "suites/offload/bench.h"

#include "harness/core/verdict.h"
#include "harness/net/ethtool.h"

#include <string.h>

enum { PIECES_MAX = 1024 };

const struct setting usual = {
	.topology = &offload_pair,
	.a = {.takes = TAKES_BY_DEFAULT},
	.b = {.takes = TAKES_BY_DEFAULT},
};

/* The bench as it is: what a case wants already need not be set again. */
static struct {
	struct testbed *net;
	struct setting setting;
	int tap[PLACES]; /* the guests', whoever reads them */
} bench;

/* ---- setting it up ---- */

static int tap_of(enum place guest)
{
	return bench.tap[guest];
}

/* Or is another behind it, with a port of his own (port_vhost.h). */
static bool reads_its_tap_itself(const struct testbed *net, enum place guest)
{
	return port_fd(net->port[guest]) == tap_of(guest);
}

static size_t size_of(const struct vnet_manner *manner)
{
	return manner->size ? manner->size : VNET_HEADER_SIZE;
}

static void set_order(int tap, enum vnet_order from, enum vnet_order to)
{
	int one = 1;

	if (from == VNET_LITTLE)
		tap_set_number(tap, TUNSETVNETLE, 0);
	if (from == VNET_BIG)
		tap_set_number(tap, TUNSETVNETBE, 0);
	if (to == VNET_LITTLE)
		tap_set_number(tap, TUNSETVNETLE, 1);
	if (to == VNET_BIG && try_tap_number(tap, TUNSETVNETBE, &one))
		skip("this kernel has no TUN_VNET_CROSS_LE");
}

static void set_hold(enum place guest, const struct hold *from, const struct hold *to)
{
	const uint16_t plain = IFF_TAP | IFF_NO_PI;
	int tap = tap_of(guest);

	if (from->manner.plain != to->manner.plain)
		tap_set_flags(tap, to->manner.plain ? plain : plain | IFF_VNET_HDR);
	if (size_of(&from->manner) != size_of(&to->manner))
		tap_set_number(tap, TUNSETVNETHDRSZ, (int)size_of(&to->manner));
	if (from->manner.order != to->manner.order)
		set_order(tap, from->manner.order, to->manner.order);
	if (from->takes != to->takes &&
	    try_tap_request(tap, TUNSETOFFLOAD, (void *)(uintptr_t)to->takes) != 0)
		broken("cannot set the offloads of %s to 0x%x", place_name(guest), to->takes);
}

static void set_parent(enum parent_does from, enum parent_does to)
{
	static const char *const cuts[] = {"tx-tcp-segmentation", "tx-tcp-ecn-segmentation",
					   "tx-tcp6-segmentation", "tx-udp-segmentation"};
	const char *parent = device_of(HOST);

	if (from == to)
		return;
	if (from == PARENT_DOES_NOTHING)
		link_switch_feature(parent, "tx-checksum-ip-generic", ON);
	for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
		/* before 5.11 a veth never cuts datagrams */
		if (!link_feature(parent, cuts[i]).fixed)
			link_switch_feature(parent, cuts[i], to == PARENT_DOES_ALL ? ON : OFF);
	}
	if (to == PARENT_DOES_NOTHING)
		link_switch_feature(parent, "tx-checksum-ip-generic", OFF);
}

/* What is new is held as port_tap() left it, and is nobody's choice otherwise. */
static void adopt(struct testbed *net, const struct topology *topology)
{
	bench.net = net;
	bench.setting = usual;
	bench.setting.topology = topology;
	bench.setting.a.manner.plain = bench.setting.b.manner.plain = true;
	for (enum place guest = GUEST_A; guest < PLACES; guest++)
		bench.tap[guest] = net->port[guest] ? port_fd(net->port[guest]) : -1;
}

struct testbed *bench_set(const struct setting *setting)
{
	struct testbed *net = testbed_shared(setting->topology);

	if (net != bench.net)
		adopt(net, setting->topology);
	set_hold(GUEST_A, &bench.setting.a, &setting->a);
	if (net->topology.guests > 1)
		set_hold(GUEST_B, &bench.setting.b, &setting->b);
	set_parent(bench.setting.parent, setting->parent);
	bench.setting = *setting;
	journal_clear(&net->journal);
	return net;
}

void bench_adopt(struct testbed *net)
{
	adopt(net, &net->topology);
	set_hold(GUEST_A, &bench.setting.a, &usual.a);
	set_hold(GUEST_B, &bench.setting.b, &usual.b);
	bench.setting.a = usual.a;
	bench.setting.b = usual.b;
}

void bench_needs_uso(void)
{
	int tap = tap_of(GUEST_A);
	const unsigned with_uso = TUN_F_CSUM | TAKES_USO4 | TAKES_USO6;

	if (try_tap_request(tap, TUNSETOFFLOAD, (void *)(uintptr_t)with_uso) == EINVAL)
		skip("this kernel has no UDP segmentation for taps");
	try_tap_request(tap, TUNSETOFFLOAD, (void *)(uintptr_t)bench.setting.a.takes);
}

/* TCP over IPv6 is cut even where IPv6 is a module that is not loaded, UDP is not. */
void bench_needs(const struct vnet_vector *vector)
{
	unsigned type = vector->header.gso_type & (uint8_t)~VIRTIO_NET_HDR_GSO_ECN;

	if (type == USO)
		bench_needs_uso();
	if ((type == USO || type == VIRTIO_NET_HDR_GSO_UDP) && vector->content == CONTENT_UDP6 &&
	    !netns_has_ipv6())
		skip("this kernel has no IPv6");
}

static const struct hold *hold_of(enum place place)
{
	static const struct hold packet_port = {.takes = TAKES_ALL};

	if (place == GUEST_A)
		return &bench.setting.a;
	return place == GUEST_B ? &bench.setting.b : &packet_port;
}

unsigned bench_takes(enum place place)
{
	if (place == WIRE && bench.setting.parent != PARENT_DOES_ALL)
		return bench.setting.parent == PARENT_CUTS_NOTHING ? TUN_F_CSUM : TAKES_NOTHING;
	return hold_of(place)->manner.plain ? TAKES_NOTHING : hold_of(place)->takes;
}

const struct vnet_manner *bench_manner(enum place place)
{
	static struct vnet_manner manners[PLACES];

	manners[place] = hold_of(place)->manner;
	manners[place].size = size_of(&manners[place]);
	return &manners[place];
}

/* ---- putting in ---- */

static enum mode mode_of_a(void)
{
	return bench.net->topology.guest[0].mode;
}

/* A source-mode child hears whom it lists. */
static struct mac sender(enum place from)
{
	return from == WIRE && mode_of_a() == MODE_SOURCE ? STATION_LISTED : bench_address(from);
}

/* A passthru child has its parent's. */
struct mac bench_address(enum place place)
{
	return address_of(place == GUEST_A && mode_of_a() == MODE_PASSTHRU ? HOST : place);
}

const struct sent *packet_from(enum place from, struct mac to, const struct vnet_vector *vector)
{
	static struct sent packet;

	packet.vector = vector;
	packet.from = from;
	packet.length =
		vector_render(vector, sender(from), to, fresh_nonce(), packet.bytes, sizeof packet.bytes);
	return &packet;
}

/* A header of that place's manner: all but the octets that mean something is junk. */
static size_t put_header(enum place place, const struct vnet_header *header, uint8_t *octets)
{
	const struct vnet_manner *manner = bench_manner(place);

	if (manner->plain)
		return 0;
	memset(octets, 0xee, manner->size);
	vnet_put(header, manner->order, octets);
	return manner->size;
}

static uint8_t written[PACKET_MAX + 4096]; /* header and packet in one */

static size_t assemble(enum place from, const struct vnet_header *header, const uint8_t *bytes, size_t length)
{
	size_t before = put_header(from, header, written);

	memcpy(written + before, bytes, length);
	return before + length;
}

static void note_put_in(struct testbed *net, const struct sent *packet)
{
	journal_add(&net->journal, packet->from, PUT_IN, now(), packet->bytes, packet->length);
}

struct transfer packet_send(struct testbed *net, const struct sent *packet)
{
	size_t length = assemble(packet->from, &packet->vector->header, packet->bytes, packet->length);

	note_put_in(net, packet);
	if (packet->from >= GUEST_A && reads_its_tap_itself(net, packet->from))
		return try_tap_write(tap_of(packet->from), written, length);
	port_send(net->port[packet->from], written, length);
	return (struct transfer){.length = length};
}

struct transfer packet_send_split(struct testbed *net, const struct sent *packet, const size_t *pieces,
				  size_t count)
{
	size_t length = assemble(packet->from, &packet->vector->header, packet->bytes, packet->length);
	struct iovec parts[PIECES_MAX];
	size_t at = 0;

	if (count >= PIECES_MAX)
		broken("a packet in %zu pieces is more than a write takes", count);
	for (size_t i = 0; i < count; at += pieces[i++])
		parts[i] = (struct iovec){written + at, pieces[i]};
	parts[count] = (struct iovec){written + at, length - at};
	note_put_in(net, packet);
	return try_tap_writev(tap_of(packet->from), parts, (int)count + 1);
}

size_t packet_written(const struct sent *packet)
{
	const struct vnet_manner *manner = bench_manner(packet->from);

	return packet->length + (manner->plain ? 0 : manner->size);
}

/* ---- fences ---- */

static void fence_send(struct testbed *net, enum place from, const struct frame *frame)
{
	static const struct vnet_header nothing_left;
	uint8_t bytes[128];
	size_t length = frame_render(frame, bytes, sizeof bytes);

	port_send(net->port[from], written, assemble(from, &nothing_left, bytes, length));
}

/* The host's port sees IPv4 only. */
static enum content fence_for(enum place place)
{
	return place == HOST ? CONTENT_UDP4 : CONTENT_MARK;
}

struct mark fences_send(struct testbed *net, enum place from, places to)
{
	struct frame frame = {.src = sender(from), .role = ROLE_FENCE, .nonce = fresh_nonce()};

	for (enum place place = 0; place < PLACES; place++) {
		if (!(to & AT(place)))
			continue;
		frame.dst = bench_address(place);
		frame.content = fence_for(place);
		fence_send(net, from, &frame);
	}
	return (struct mark){ROLE_FENCE, frame.nonce};
}

struct mark fences_flood(struct testbed *net, enum place from)
{
	const struct frame frame = {.dst = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
				    .src = sender(from),
				    .content = CONTENT_UDP4,
				    .role = ROLE_FENCE,
				    .nonce = fresh_nonce()};

	fence_send(net, from, &frame);
	return (struct mark){ROLE_FENCE, frame.nonce};
}

struct arrivals arrived(struct testbed *net, enum place place, struct mark fence)
{
	return arrivals_before(net, place, bench_manner(place), fence);
}
