/* A content is a network header and a transport header in front of the mark, both from a table. Addresses
 * follow from the frame's Ethernet addresses, so that a receiver's stack finds nothing odd.
 */
#include "harness/frame/content.h"
#include "harness/core/verdict.h"
#include "harness/frame/inet.h"
#include "harness/frame/mark.h"
#include "harness/frame/octets.h"

#include <linux/if_ether.h>
#include <net/if_arp.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

enum {
	PORT_FROM = 0xc001, /* two dynamic ports (RFC 6335): nobody's service */
	PORT_TO = 0xc002,
	HOPS = 64,
	HOPS_NEIGHBOUR = 255,   /* RFC 4861 7.1.1: no router has forwarded it */
	OPTION_OF_OURS = 253,   /* RFC 4727 2.1.3: for experiments; receivers skip what they do not know */
	OPTION_UNIT = 8,        /* RFC 4861 4.6: options are counted in eights of octets ... */
	OPTION_UNITS_MAX = 255, /* ... by one octet */
	SOLICITATION_SIZE = 24 + 8, /* with the option that tells the sender's Ethernet address */
};

struct transport {
	uint8_t protocol, hops;
	uint8_t size;        /* octets before the mark */
	uint8_t checksum_at; /* put() leaves zero there */
	uint8_t padding;     /* the fewest octets behind the mark */

	/* Writes the header of a segment that may take so many octets; returns how many it takes. */
	size_t (*put)(const struct frame *frame, uint8_t *at, size_t room);
};

static size_t put_arp_request(const struct frame *frame, uint8_t *at, size_t room)
{
	at = put_u16(at, ARPHRD_ETHER);
	at = put_u16(at, ETH_P_IP);
	at = put_u8(at, ETH_ALEN);
	at = put_u8(at, sizeof(struct ip4));
	at = put_u16(at, ARPOP_REQUEST);
	at = put_mac(at, frame->src);
	at = put_ip4(at, station_ip4(frame->src));
	at = put_mac(at, (struct mac){{0}});
	put_ip4(at, station_ip4(frame->dst));
	return room;
}

static size_t put_udp(const struct frame *frame, uint8_t *at, size_t room)
{
	at = put_u16(at, (uint16_t)(PORT_FROM + frame->flow));
	at = put_u16(at, PORT_TO);
	at = put_u16(at, (uint16_t)room);
	put_u16(at, 0);
	return room;
}

/* Data in the middle of a connection. */
static size_t put_tcp(const struct frame *frame, uint8_t *at, size_t room)
{
	at = put_u16(at, (uint16_t)(PORT_FROM + frame->flow));
	at = put_u16(at, PORT_TO);
	at = put_u32(at, (uint32_t)frame->nonce);
	at = put_u32(at, 1);
	at = put_u8(at, sizeof(struct tcphdr) / 4 << 4);
	at = put_u8(at, TH_PUSH | TH_ACK);
	at = put_u16(at, UINT16_MAX);
	at = put_u16(at, 0);
	put_u16(at, 0);
	return room;
}

/* The option takes what it can; what is more follows the packet as a trailer. */
static size_t put_neighbour_solicitation(const struct frame *frame, uint8_t *at, size_t room)
{
	size_t units = (room - SOLICITATION_SIZE) / OPTION_UNIT;

	if (units > OPTION_UNITS_MAX)
		units = OPTION_UNITS_MAX;
	at = put_u8(at, ND_NEIGHBOR_SOLICIT);
	at = put_u8(at, 0);
	at = put_u16(at, 0);
	at = put_u32(at, 0);
	at = put_ip6(at, station_ip6(frame->dst));
	at = put_u8(at, ND_OPT_SOURCE_LINKADDR);
	at = put_u8(at, 1);
	at = put_mac(at, frame->src);
	at = put_u8(at, OPTION_OF_OURS);
	put_u8(at, (uint8_t)units);
	return SOLICITATION_SIZE + units * OPTION_UNIT;
}

struct network {
	uint8_t size, addresses_at, addresses_size;
	void (*put)(const struct frame *frame, uint8_t *at, const struct transport *transport,
		    size_t segment);
};

static void put_ip4_header(const struct frame *frame, uint8_t *packet, const struct transport *transport,
			   size_t segment)
{
	uint8_t *at = packet;

	at = put_u16(at, 0x4500);
	at = put_u16(at, (uint16_t)(20 + segment));
	at = put_u16(at, 0);
	at = put_u16(at, 0x4000); /* don't fragment: so the identification may be 0 (RFC 6864) */
	at = put_u8(at, transport->hops);
	at = put_u8(at, transport->protocol);
	at = put_u16(at, 0);
	at = put_ip4(at, ip4_of(frame->src));
	put_ip4(at, ip4_of(frame->dst));
	put_u16(packet + 10, checksum(sum_octets(0, packet, 20)));
}

static void put_ip6_header(const struct frame *frame, uint8_t *at, const struct transport *transport,
			   size_t segment)
{
	at = put_u32(at, 0x60000000);
	at = put_u16(at, (uint16_t)segment);
	at = put_u8(at, transport->protocol);
	at = put_u8(at, transport->hops);
	at = put_ip6(at, ip6_of(frame->src));
	put_ip6(at, ip6_of(frame->dst));
}

/* clang-format off */
static const struct network bare = {0};
static const struct network ip4 = {20, .addresses_at = 12, .addresses_size = 8,  .put = put_ip4_header};
static const struct network ip6 = {40, .addresses_at = 8,  .addresses_size = 32, .put = put_ip6_header};

/*                                   protocol, hops, size, checksum at, padding */
static const struct transport none = {0};
static const struct transport arp  = {0,               0,              28, 0,  0, put_arp_request};
static const struct transport udp  = {IPPROTO_UDP,     HOPS,           8,  6,  0, put_udp};
static const struct transport tcp  = {IPPROTO_TCP,     HOPS,           20, 16, 0, put_tcp};
static const struct transport ns   = {IPPROTO_ICMPV6,  HOPS_NEIGHBOUR, SOLICITATION_SIZE + 2, 2, 6,
				      put_neighbour_solicitation};

static const struct content_layout {
	uint16_t ethertype;
	const struct network *network;
	const struct transport *transport;
} layouts[] = {
	[CONTENT_MARK]  = {ETHERTYPE_PROBE, &bare, &none},
	[CONTENT_ARP]   = {ETH_P_ARP,       &bare, &arp},
	[CONTENT_UDP4]  = {ETH_P_IP,        &ip4,  &udp},
	[CONTENT_TCP4]  = {ETH_P_IP,        &ip4,  &tcp},
	[CONTENT_UDP6]  = {ETH_P_IPV6,      &ip6,  &udp},
	[CONTENT_TCP6]  = {ETH_P_IPV6,      &ip6,  &tcp},
	[CONTENT_ICMP6] = {ETH_P_IPV6,      &ip6,  &ns},
};
/* clang-format on */

static const struct content_layout *layout_of(const struct frame *frame)
{
	if ((size_t)frame->content >= sizeof layouts / sizeof layouts[0])
		broken("a frame has the unknown content %d", (int)frame->content);
	return &layouts[frame->content];
}

uint16_t content_ethertype(const struct frame *frame)
{
	return layout_of(frame)->ethertype;
}

size_t content_minimum(const struct frame *frame)
{
	const struct content_layout *layout = layout_of(frame);

	return layout->network->size + layout->transport->size + FRAME_MARK_SIZE + layout->transport->padding;
}

/* Covers the segment and the pseudo header (RFC 9293 3.1, RFC 768, RFC 8200 8.1). */
static void fill_in_checksum(const struct content_layout *layout, uint8_t *packet, size_t segment)
{
	const struct network *network = layout->network;
	uint8_t protocol = layout->transport->protocol;
	uint32_t sum = protocol + (uint32_t)segment;
	uint16_t result;

	sum = sum_octets(sum, packet + network->addresses_at, network->addresses_size);
	result = checksum(sum_octets(sum, packet + network->size, segment));
	if (protocol == IPPROTO_UDP && !result)
		result = UINT16_MAX; /* as 0 stands for none */
	put_u16(packet + network->size + layout->transport->checksum_at, result);
}

void content_write(const struct frame *frame, uint8_t *payload, size_t length)
{
	const struct content_layout *layout = layout_of(frame);
	const struct network *network = layout->network;
	const struct transport *transport = layout->transport;
	size_t headers = network->size + transport->size, segment = 0;
	struct mark mark = {frame->role ? frame->role : ROLE_PROBE, frame->nonce};

	mark_write(mark, payload + headers, length - headers);
	if (transport->put)
		segment = transport->put(frame, payload + network->size, length - network->size);
	if (network->put) {
		network->put(frame, payload, transport, segment);
		fill_in_checksum(layout, payload, segment);
	}
}
