/* Vnet headers, and the reference for what offloads make of frames: against octets that were put together by hand. What the
 * kernel makes of them, and what tshark says of both, is suites/selftest/test_kernel_second_opinion.c. */
#include "harness/frame/frame.h"
#include "harness/frame/octets.h"
#include "harness/frame/offload.h"
#include "harness/selftest/selftest.h"

#include <string.h>

static const struct vnet_header every_number = {1, 0x81, 0x0203, 0x0405, 0x0607, 0x0809};

static void check_octets(enum vnet_order order, const char *wanted)
{
	uint8_t octets[VNET_HEADER_SIZE];
	struct vnet_header back;

	vnet_put(&every_number, order, octets);
	CU_ASSERT_EQUAL(memcmp(octets, wanted, sizeof octets), 0);
	back = vnet_get(octets, order);
	CU_ASSERT_EQUAL(memcmp(&back, &every_number, sizeof back), 0);
}

static void headers_have_their_order(void)
{
	check_octets(VNET_LITTLE, "\x01\x81\x03\x02\x05\x04\x07\x06\x09\x08");
	check_octets(VNET_BIG, "\x01\x81\x02\x03\x04\x05\x06\x07\x08\x09");
}

static void headers_are_told(void)
{
	char text[80];

	CU_ASSERT_STRING_EQUAL(vnet_to_text(&every_number, text, sizeof text),
			       "flags 1, gso 129 of 1029, hdr_len 515, csum 1543+2057");
}

/* ---- checksums ---- */

/* 10.0.0.1 to 10.0.0.2, UDP from 1 to 2, 4 octets: the sums were made with pencil and paper.
 *
 *	pseudo header  0a00 + 0001 + 0a00 + 0002 + 0011 + 000c = 1420
 *	segment        0001 + 0002 + 000c + 0000 + 1234 + 5678 = 68bb
 *	together       7cdb, its complement 8324
 */
static const uint8_t datagram[] = {
	2,  0,    0,    0,  0, 2, 2, 0,  0, 0, 0, 1, 0x08, 0x00, 0x45, 0, 0,  32, 0, 0,    0,    0,    64,
	17, 0x66, 0xcb, 10, 0, 0, 1, 10, 0, 0, 2, 0, 1,    0,    2,    0, 12, 0,  0, 0x12, 0x34, 0x56, 0x78,
};

static void checksums_are_left_and_finished(void)
{
	const struct vnet_header left = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	const struct vnet_header none = {.flags = 0};
	uint8_t bytes[sizeof datagram];
	struct layout layout;

	memcpy(bytes, datagram, sizeof bytes);
	CU_ASSERT_FATAL(layout_of_frame(bytes, sizeof bytes, &layout));
	CU_ASSERT(layout.network == 14 && layout.transport == 34 && layout.payload == 42);
	checksum_set(&layout, bytes, sizeof bytes);
	CU_ASSERT_EQUAL(get_u16(bytes + 40), 0x8324);
	checksum_leave(&layout, bytes, sizeof bytes);
	CU_ASSERT_EQUAL(get_u16(bytes + 40), 0x1420);
	CU_ASSERT(checksum_finish(&none, bytes, sizeof bytes));
	CU_ASSERT_EQUAL(get_u16(bytes + 40), 0x1420);
	CU_ASSERT(checksum_finish(&left, bytes, sizeof bytes));
	CU_ASSERT_EQUAL(get_u16(bytes + 40), 0x8324);
}

static void none_is_finished_beyond_the_end(void)
{
	struct vnet_header last = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM, .csum_start = 34, .csum_offset = sizeof datagram - 36};
	uint8_t bytes[sizeof datagram];

	memcpy(bytes, datagram, sizeof bytes);
	CU_ASSERT(checksum_finish(&last, bytes, sizeof bytes));
	last.csum_offset++;
	CU_ASSERT_FALSE(checksum_finish(&last, bytes, sizeof bytes));
	last = (struct vnet_header){VIRTIO_NET_HDR_F_NEEDS_CSUM, .csum_start = 65535, .csum_offset = 65535};
	CU_ASSERT_FALSE(checksum_finish(&last, bytes, sizeof bytes));
}

static void zero_is_all_ones(void)
{
	uint8_t bytes[sizeof datagram];
	struct layout layout;

	memcpy(bytes, datagram, sizeof bytes);
	put_u16(bytes + 44, 0x5678 + 0x8324);
	CU_ASSERT_FATAL(layout_of_frame(bytes, sizeof bytes, &layout));
	checksum_set(&layout, bytes, sizeof bytes);
	CU_ASSERT_EQUAL(get_u16(bytes + 40), 0xffff);
}

static void what_is_no_packet_has_no_layout(void)
{
	uint8_t bytes[sizeof datagram];
	struct layout layout;

	memcpy(bytes, datagram, sizeof bytes);
	CU_ASSERT_FALSE(layout_of_frame(bytes, 40, &layout));
	bytes[23] = 1;
	CU_ASSERT_FALSE(layout_of_frame(bytes, sizeof bytes, &layout));
	bytes[12] = 0x88;
	CU_ASSERT_FALSE(layout_of_frame(bytes, sizeof bytes, &layout));
}

/* ---- cutting ---- */

static uint8_t packet[2048], piece[2048];

static size_t tcp_packet(size_t payload)
{
	const struct frame frame = {.dst = {{2, 0, 0, 0, 0, 2}},
				    .src = {{2, 0, 0, 0, 0, 1}},
				    .content = CONTENT_TCP4,
				    .length = (uint32_t)(54 + payload),
				    .nonce = 0xfffffff0};
	size_t length = frame_render(&frame, packet, sizeof packet);

	packet[47] = 0x80 | 0x10 | 0x08 | 0x01; /* CWR, ACK, PSH, FIN */
	put_u16(packet + 18, 0xffff);
	return length;
}

/* The headers that differ from piece to piece: identification, sequence number, flags. */
static void check_segment(const struct vnet_header *header, size_t length, size_t index, size_t payload,
			  uint16_t identification, uint32_t sequence, uint8_t flags)
{
	CU_ASSERT_EQUAL(cut_piece(header, packet, length, index, 0, piece), 54 + payload);
	CU_ASSERT_EQUAL(get_u16(piece + 16), 40 + payload);
	CU_ASSERT_EQUAL(get_u16(piece + 18), identification);
	CU_ASSERT_EQUAL(get_u32(piece + 38), sequence);
	CU_ASSERT_EQUAL(piece[47], flags);
	CU_ASSERT_EQUAL(memcmp(piece + 54, packet + 54 + index * header->gso_size, payload), 0);
}

static void tcp_is_cut(void)
{
	const struct vnet_header header = {.gso_type = VIRTIO_NET_HDR_GSO_TCPV4, .gso_size = 100};
	size_t length = tcp_packet(250);
	struct layout layout;

	CU_ASSERT_FATAL(layout_of_frame(packet, length, &layout));
	CU_ASSERT_EQUAL(cut_count(&header, &layout, length), 3);
	check_segment(&header, length, 0, 100, 0xffff, 0xfffffff0, 0x90);
	check_segment(&header, length, 1, 100, 0, 0xfffffff0 + 100, 0x10);
	check_segment(&header, length, 2, 50, 1, 0xfffffff0 + 200, 0x19);
}

static void what_fits_is_not_cut(void)
{
	struct vnet_header header = {.gso_type = VIRTIO_NET_HDR_GSO_TCPV4, .gso_size = 100};
	size_t length = tcp_packet(100);
	struct layout layout;

	CU_ASSERT_FATAL(layout_of_frame(packet, length, &layout));
	CU_ASSERT_EQUAL(cut_count(&header, &layout, length), 1);
	CU_ASSERT_EQUAL(cut_piece(&header, packet, length, 0, 0, piece), length);
	CU_ASSERT_EQUAL(memcmp(piece, packet, length), 0);
	header = (struct vnet_header){.gso_size = 10};
	CU_ASSERT_EQUAL(cut_count(&header, &layout, length), 1);
}

static void udp_is_cut_into_fragments(void)
{
	const struct vnet_header header = {.gso_type = VIRTIO_NET_HDR_GSO_UDP, .gso_size = 8};
	struct layout layout;

	memcpy(packet, datagram, sizeof datagram);
	CU_ASSERT_FATAL(layout_of_frame(packet, sizeof datagram, &layout));
	CU_ASSERT_EQUAL(cut_count(&header, &layout, sizeof datagram), 2);
	CU_ASSERT_EQUAL(cut_piece(&header, packet, sizeof datagram, 0, 0, piece), 34 + 8);
	CU_ASSERT_EQUAL(get_u16(piece + 20), 0x2000);
	CU_ASSERT_EQUAL(get_u16(piece + 16), 28);
	CU_ASSERT_EQUAL(cut_piece(&header, packet, sizeof datagram, 1, 0, piece), 34 + 4);
	CU_ASSERT_EQUAL(get_u16(piece + 20), 1);
	CU_ASSERT_EQUAL(memcmp(piece + 34, datagram + 42, 4), 0);
}

static const struct selftest tests[] = {
	{"headers have their order of octets", headers_have_their_order},
	{"headers are told", headers_are_told},
	{"checksums are left and finished", checksums_are_left_and_finished},
	{"none is finished beyond the end", none_is_finished_beyond_the_end},
	{"a sum of zero is all ones", zero_is_all_ones},
	{"what is no packet has no layout", what_is_no_packet_has_no_layout},
	{"TCP is cut", tcp_is_cut},
	{"what fits is not cut", what_fits_is_not_cut},
	{"UDP is cut into fragments", udp_is_cut_into_fragments},
};

SELFTEST_MAIN("harness.offload", tests)
