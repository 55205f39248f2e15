/* offloads: what a tap's holder can do without (TUNSETOFFLOAD) is a setting of the device, and so of all its queues. Seen by
 * a frame whose checksum is not yet complete. What each setting means is the offload suite's.
 */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "harness/frame/inet.h"
#include "harness/frame/octets.h"
#include "harness/net/tap_path.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

#include <linux/virtio_net.h>
#include <string.h>

enum {
	COUNT = 2,
	PACKET_AT = 14, /* octets: an IPv4 packet, and in it a UDP datagram */
	ADDRESSES_AT = PACKET_AT + 12,
	DATAGRAM_AT = PACKET_AT + 20,
	CHECKSUM_AT = 6,
	UDP_PROTOCOL = 17,
};

static void set_offload(int tap, unsigned long offload)
{
	expect_error("TUNSETOFFLOAD", try_tap_request(tap, TUNSETOFFLOAD, (void *)offload), 0);
}

static void set_nothing(struct queues *queues)
{
	(void)queues;
}

static void set_by_first(struct queues *queues)
{
	set_offload(queues->tap[0], 0);
}

static void set_by_second(struct queues *queues)
{
	set_offload(queues->tap[1], 0);
}

static void set_and_unset(struct queues *queues)
{
	set_offload(queues->tap[0], 0);
	set_offload(queues->tap[1], TUN_F_CSUM);
}

static void set_by_detached(struct queues *queues)
{
	tap_set_queue(queues->tap[1], IFF_DETACH_QUEUE);
	set_offload(queues->tap[1], 0);
}

static void set_by_closed(struct queues *queues)
{
	set_offload(queues->tap[1], 0);
	queue_close(queues, 1);
}

static void set_before_all_were_closed(struct queues *queues)
{
	set_offload(queues->tap[1], 0);
	queue_close(queues, 0);
	queue_close(queues, 1);
	tap_set_flags(queues->tap[queues_add(queues)], WITH_HEADER);
}

static void without_header(struct queues *queues)
{
	set_offload(queues->tap[0], TUN_F_CSUM);
	for (unsigned i = 0; i < queues->count; i++)
		tap_set_flags(queues->tap[i], PLAIN);
}

static const struct offload_row {
	const char *name;
	void (*act)(struct queues *queues);
	unsigned reader; /* whose flow is sent, once that has been done */
	size_t header;   /* octets before a frame that is read */
	bool partial;    /* the reader gets the checksum incomplete */
} rows[] = {
	{"default", set_nothing, 0, HEADER, true},
	{"itself", set_by_first, 0, HEADER, false},
	{"another", set_by_second, 0, HEADER, false},
	{"another_later", set_and_unset, 0, HEADER, true},
	{"detached", set_by_detached, 0, HEADER, false},
	{"closed", set_by_closed, 0, HEADER, false},
	{"opened_again", set_before_all_were_closed, 2, HEADER, false},
	{"without_header", without_header, 0, 0, false},
};

/* The same datagram, its checksum left to whoever sends it: the field has the sum of the pseudo header only. */
static void leave_checksum(uint8_t *octets, size_t length)
{
	uint32_t sum = UDP_PROTOCOL + (uint32_t)(length - DATAGRAM_AT);

	sum = sum_octets(sum, octets + ADDRESSES_AT, 8);
	put_u16(octets + DATAGRAM_AT + CHECKSUM_AT, (uint16_t)~checksum(sum));
}

static void send_partial(const struct queues *queues, const uint8_t *octets, size_t length)
{
	const struct virtio_net_hdr header = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.csum_start = DATAGRAM_AT,
		.csum_offset = CHECKSUM_AT,
	};
	uint8_t written[LONGEST];

	memcpy(written, &header, HEADER);
	memcpy(written + HEADER, octets, length);
	leave_checksum(written + HEADER, length);
	tap_set_flags(queues->bench.b, WITH_HEADER);
	expect_length("writing", try_tap_write(queues->bench.b, written, HEADER + length), HEADER + length);
	tap_set_flags(queues->bench.b, PLAIN);
}

static void device_wide(const void *data)
{
	static const struct flows udp = {.content = CONTENT_UDP4, .count = FLOWS_MAX, .frames = 1};
	const struct offload_row *row = data;
	struct queues queues = queues_open(COUNT);
	uint8_t sent[LONGEST], octets[LONGEST] = {0};
	struct frame frame;
	size_t length;

	for (unsigned i = 0; i < COUNT; i++)
		tap_set_flags(queues.tap[i], WITH_HEADER);
	row->act(&queues);
	frame = flow_frame(&udp, flow_of_queue(&queues, &udp, row->reader), 0);
	length = frame_render(&frame, sent, sizeof sent);
	send_partial(&queues, sent, length);
	queues_settle(&queues);
	if (row->partial)
		leave_checksum(sent, length);
	expect_length("reading", try_tap_read(queues.tap[row->reader], octets, sizeof octets),
		      row->header + length);
	if (row->header)
		expect_number("the header's flag that the checksum is incomplete",
			      octets[0] & VIRTIO_NET_HDR_F_NEEDS_CSUM,
			      row->partial ? VIRTIO_NET_HDR_F_NEEDS_CSUM : 0);
	expect_octets("the frame", octets + row->header, sent, length);
}

void queue_add_offloads(struct case_list *list)
{
	ADD_ROWS(list, "queue.offload", &QUEUE_OFFLOAD, device_wide, rows,
		 "TUNSETOFFLOAD by one of two taps, and a frame with an incomplete checksum read from one");
}
