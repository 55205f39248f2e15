#include "harness/frame/offload.h"

#include "harness/core/verdict.h"
#include "harness/frame/ethernet.h"
#include "harness/frame/inet.h"
#include "harness/frame/octets.h"

#include <linux/if_ether.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

enum {
	IP4_SIZE = 20,
	IP6_SIZE = 40,
	UDP_SIZE = 8,
	TCP_OFFSET_AT = 12, /* the length of TCP's header */
	FRAGMENT_SIZE = 8,  /* IPv6's header of fragments */
	MORE_FRAGMENTS = 0x2000,
	TCP_CWR = 0x80,
	UNIT = 8, /* octets that fragments' offsets count in */
};

/* ---- layout ---- */

static size_t tcp_size(const uint8_t *bytes, size_t length, size_t transport)
{
	/* what is not all there has a header that is longer than what is left */
	if (length <= transport + TCP_OFFSET_AT)
		return TCP_OFFSET_AT + 1;
	return (size_t)(bytes[transport + TCP_OFFSET_AT] >> 4) * 4;
}

static bool find_transport(const uint8_t *bytes, size_t length, struct layout *layout)
{
	layout->transport = layout->network + (layout->version == 4 ? IP4_SIZE : IP6_SIZE);
	if (length < layout->transport)
		return false;
	layout->protocol = bytes[layout->network + (layout->version == 4 ? 9 : 6)];
	if (layout->protocol != IPPROTO_UDP && layout->protocol != IPPROTO_TCP)
		return false;
	layout->payload =
		layout->transport +
		(layout->protocol == IPPROTO_UDP ? UDP_SIZE : tcp_size(bytes, length, layout->transport));
	return layout->payload <= length;
}

bool layout_of_frame(const uint8_t *bytes, size_t length, struct layout *layout)
{
	struct ethernet ethernet;

	if (!ethernet_read(bytes, length, &ethernet))
		return false;
	layout->network = ethernet.size;
	if (ethernet.ethertype == ETH_P_IP)
		layout->version = 4;
	else if (ethernet.ethertype == ETH_P_IPV6)
		layout->version = 6;
	else
		return false;
	return find_transport(bytes, length, layout);
}

size_t checksum_position(const struct layout *layout)
{
	return layout->protocol == IPPROTO_TCP ? 16 : 6;
}

/* ---- checksums ---- */

static uint16_t never_zero(uint16_t sum)
{
	return sum ? sum : UINT16_MAX;
}

static uint32_t pseudo_header(const struct layout *layout, const uint8_t *bytes, size_t segment)
{
	uint32_t sum = layout->protocol + (uint32_t)segment;
	const uint8_t *network = bytes + layout->network;

	return layout->version == 4 ? sum_octets(sum, network + 12, 8) : sum_octets(sum, network + 8, 32);
}

bool checksum_finish(const struct vnet_header *header, uint8_t *bytes, size_t length)
{
	size_t at = (size_t)header->csum_start + header->csum_offset;

	if (!(header->flags & VIRTIO_NET_HDR_F_NEEDS_CSUM))
		return true;
	if (at + 2 > length)
		return false;
	put_u16(bytes + at,
		never_zero(checksum(sum_octets(0, bytes + header->csum_start, length - header->csum_start))));
	return true;
}

static uint8_t *checksum_in(const struct layout *layout, uint8_t *bytes)
{
	return bytes + layout->transport + checksum_position(layout);
}

void checksum_leave(const struct layout *layout, uint8_t *bytes, size_t length)
{
	uint32_t sum = pseudo_header(layout, bytes, length - layout->transport);

	put_u16(checksum_in(layout, bytes), (uint16_t)~checksum(sum));
}

void checksum_set(const struct layout *layout, uint8_t *bytes, size_t length)
{
	size_t segment = length - layout->transport;
	uint32_t sum = pseudo_header(layout, bytes, segment);

	put_u16(checksum_in(layout, bytes), 0);
	put_u16(checksum_in(layout, bytes),
		never_zero(checksum(sum_octets(sum, bytes + layout->transport, segment))));
}

/* ---- cutting ---- */

static unsigned kind_of(const struct vnet_header *header)
{
	return header->gso_type & (uint8_t)~VIRTIO_NET_HDR_GSO_ECN;
}

/* What is dealt out among the pieces: a segment's payload, or all behind the IP header of what becomes fragments. */
static size_t first_of(const struct vnet_header *header, const struct layout *layout)
{
	return kind_of(header) == VIRTIO_NET_HDR_GSO_UDP ? layout->transport : layout->payload;
}

size_t cut_count(const struct vnet_header *header, const struct layout *layout, size_t length)
{
	size_t first = first_of(header, layout);

	if (header->gso_type == VIRTIO_NET_HDR_GSO_NONE || !header->gso_size ||
	    length - first <= header->gso_size)
		return 1;
	return (length - first + header->gso_size - 1) / header->gso_size;
}

static void put_ip4_lengths(uint8_t *network, size_t length)
{
	put_u16(network + 2, (uint16_t)length);
	put_u16(network + 10, 0);
	put_u16(network + 10, checksum(sum_octets(0, network, IP4_SIZE)));
}

/* RFC 9293 and RFC 3168: each has its own number; the sender's CWR goes with the first, FIN and PSH with the last. */
static void number_tcp(uint8_t *transport, size_t offset, bool is_first, bool is_last)
{
	put_u32(transport + 4, get_u32(transport + 4) + (uint32_t)offset);
	if (!is_first)
		transport[13] &= (uint8_t)~TCP_CWR;
	if (!is_last)
		transport[13] &= (uint8_t) ~(TH_FIN | TH_PUSH);
}

static void finish_segment(const struct layout *layout, uint8_t *piece, size_t length, size_t index)
{
	uint8_t *network = piece + layout->network;

	if (layout->protocol == IPPROTO_UDP)
		put_u16(piece + layout->transport + 4, (uint16_t)(length - layout->transport));
	if (layout->version == 6) {
		put_u16(network + 4, (uint16_t)(length - layout->transport));
	} else {
		put_u16(network + 4, (uint16_t)(get_u16(network + 4) + index));
		put_ip4_lengths(network, length - layout->network);
	}
	checksum_set(layout, piece, length);
}

static void finish_fragment4(uint8_t *network, size_t length, size_t offset, bool is_last)
{
	put_u16(network + 6, (uint16_t)(offset / UNIT | (is_last ? 0 : MORE_FRAGMENTS)));
	put_ip4_lengths(network, length);
}

/* The header of fragments comes between. */
static size_t finish_fragment6(const struct layout *layout, uint8_t *piece, size_t length, size_t offset,
			       bool is_last, uint32_t identification)
{
	uint8_t *network = piece + layout->network, *at = piece + layout->transport;

	memmove(at + FRAGMENT_SIZE, at, length - layout->transport);
	at = put_u8(put_u8(at, network[6]), 0);
	at = put_u16(at, (uint16_t)(offset | (is_last ? 0 : 1)));
	put_u32(at, identification);
	network[6] = IPPROTO_FRAGMENT;
	length += FRAGMENT_SIZE;
	put_u16(network + 4, (uint16_t)(length - layout->transport));
	return length;
}

size_t cut_piece(const struct vnet_header *header, const uint8_t *bytes, size_t length, size_t index,
		 uint32_t identification, uint8_t *piece)
{
	struct layout layout;
	size_t first, offset, count, part;

	if (!layout_of_frame(bytes, length, &layout))
		broken("a packet that is to be cut is neither TCP nor UDP");
	first = first_of(header, &layout);
	count = cut_count(header, &layout, length);
	offset = index * header->gso_size;
	part = index + 1 < count ? header->gso_size : length - first - offset;
	memcpy(piece, bytes, first);
	memcpy(piece + first, bytes + first + offset, part);
	if (count == 1)
		return length;
	if (kind_of(header) != VIRTIO_NET_HDR_GSO_UDP) {
		if (layout.protocol == IPPROTO_TCP)
			number_tcp(piece + layout.transport, offset, index == 0, index + 1 == count);
		finish_segment(&layout, piece, first + part, index);
		return first + part;
	}
	if (layout.version == 6)
		return finish_fragment6(&layout, piece, first + part, offset, index + 1 == count,
					identification);
	finish_fragment4(piece + layout.network, first + part - layout.network, offset, index + 1 == count);
	return first + part;
}
