#include "harness/bench/load.h"

#include "harness/frame/frame.h"
#include "harness/frame/inet.h"
#include "harness/frame/octets.h"

#include <linux/virtio_net.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>

/* Offsets in a frame: Ethernet, IPv4, and behind them UDP or TCP. */
enum {
	SOURCE_AT = 6,
	TYPE_AT = 12,
	IP_AT = 14,
	IP_ADDRESSES_AT = 26,
	TRANSPORT_AT = 34,
	UDP_CHECKSUM_AT = 40,
	NUMBER_AT = 54, /* behind the longer of both headers */
	FIRST_PORT = 0xc100,
};

static const struct virtio_net_hdr gso_header = {
	.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
	.gso_type = VIRTIO_NET_HDR_GSO_TCPV4,
	.hdr_len = NUMBER_AT,
	.csum_start = TRANSPORT_AT,
	.csum_offset = 16,
};

/* UDP goes without checksum (RFC 768), so that the frame may get another number. TCP's is the pseudo header's, which is what
 * stands there until somebody completes it (virtio 1.2, 5.1.6.2). */
static void leave_checksum_open(const struct measure *measure, uint8_t *frame)
{
	size_t segment = measure->length - TRANSPORT_AT;

	if (!measure->segment)
		put_u16(frame + UDP_CHECKSUM_AT, 0);
	else
		put_u16(frame + TRANSPORT_AT + gso_header.csum_offset,
			(uint16_t)~checksum(sum_octets(IPPROTO_TCP + (uint32_t)segment,
						       frame + IP_ADDRESSES_AT, 2 * sizeof(struct ip4))));
}

void load_make(struct load *load, const struct bed *bed, const struct end *from, const struct end *to,
	       size_t thread, size_t flow)
{
	const struct measure *measure = bed->measure;
	const struct frame frame = {
		.dst = to->address,
		.src = from->address,
		.content = measure->segment ? CONTENT_TCP4 : CONTENT_UDP4,
		.length = measure->length,
		.nonce = 1,
	};
	size_t header = end_header(bed, from);

	memset(load->octets, 0, header);
	if (header && measure->segment) {
		struct virtio_net_hdr gso = gso_header;

		gso.gso_size = measure->segment;
		memcpy(load->octets, &gso, sizeof gso);
	}
	load->length = header + frame_render(&frame, load->octets + header, sizeof load->octets - header);
	put_u16(load->octets + header + TRANSPORT_AT,
		(uint16_t)(FIRST_PORT + thread * FLOWS_A_THREAD + flow));
	leave_checksum_open(measure, load->octets + header);
}

void load_introduce(const struct bed *bed)
{
	const struct frame frame = {.dst = bed->near.address, .src = bed->far.address, .nonce = 1};
	size_t header = end_header(bed, &bed->far);
	uint8_t octets[VNET_HEADER + 64] = {0};

	end_send(&bed->far, 0, octets,
		 header + frame_render(&frame, octets + header, sizeof octets - header));
}

void load_number(struct load *load, const struct bed *bed, const struct end *from, uint32_t number)
{
	put_u32(load->octets + end_header(bed, from) + NUMBER_AT, number);
}

struct arrival load_recognise(const struct bed *bed, const struct end *at, const struct end *from,
			      const uint8_t *octets, size_t length)
{
	size_t header = end_header(bed, at);
	const uint8_t *frame = octets + header;
	struct arrival arrival = {0};
	uint16_t port;

	if (length != header + bed->measure->length)
		return arrival;
	port = get_u16(frame + TRANSPORT_AT);
	arrival.thread = (size_t)(port - FIRST_PORT) / FLOWS_A_THREAD;
	arrival.number = (uint32_t)get_u16(frame + NUMBER_AT) << 16 | get_u16(frame + NUMBER_AT + 2);
	arrival.ours = port >= FIRST_PORT && arrival.thread < bed->measure->queues &&
		       !memcmp(frame, at->address.octet, sizeof at->address.octet) &&
		       !memcmp(frame + SOURCE_AT, from->address.octet, sizeof from->address.octet) &&
		       get_u16(frame + TYPE_AT) == 0x0800 && frame[IP_AT] == 0x45;
	return arrival;
}
