/* lengths: the device's queue length is that of each queue's ring, and can change while frames wait in them. What one ring
 * does is the tap suite's.
 */
#include "suites/queue/queue.h"

#include "fixtures/bare.h"
#include "harness/frame/octets.h"
#include "suites/queue/account.h"
#include "suites/queue/requirements.h"

#include <linux/virtio_net.h>
#include <string.h>

enum { COUNT = 3, FRAMES = 40 };

static const struct flows udp = {.content = CONTENT_UDP4, .count = FLOWS_MAX, .frames = FRAMES};

static struct answer try_length(const struct queues *queues, uint32_t length)
{
	const struct attribute wanted[] = {NUMBER32(OF_DEVICE, IFLA_TXQLEN, length)};

	return try_link_request(queues->bench.net->host, REQUEST_CHANGE, DEVICE_A, NULL, wanted, 1);
}

/* One flow for each queue; so many of its frames are sent. */
static void fill_each(const struct queues *queues, unsigned flow[COUNT], unsigned first, unsigned end)
{
	for (unsigned queue = 0; queue < COUNT; queue++) {
		for (unsigned n = first; n < end; n++)
			flow_send(queues, &udp, flow[queue], n);
	}
	queues_settle(queues);
}

/* The queue gives these frames of its flow, in order, and no more. */
static void expect_given(const struct queues *queues, unsigned queue, unsigned flow, unsigned first,
			 unsigned end)
{
	struct account *account = account_open(&udp);

	account_read(account, queues, queue);
	expect_number("frames that the queue has", account_count(account), end - first);
	expect_sound(account);
	for (unsigned n = first; n < end; n++)
		expect_number("its frames of that number", account_has(account, flow, n), 1);
}

struct length_row {
	const char *name;
	uint32_t before, after;
	unsigned sent, kept; /* of each queue */
	bool detached;       /* the second queue is, when the length changes */
};

/* clang-format off */
static const struct length_row rows[] = {
	{"shrink",           16, 6,  12, 6,  false},
	{"shrink_to_1",      16, 1,  9,  1,  false},
	{"shrink_unfelt",    16, 10, 8,  8,  false},
	{"grow",             6,  16, 6,  6,  false},
	{"same",             12, 12, 12, 12, false},
	{"shrink_detached",  16, 6,  12, 6,  true},
	{"grow_detached",    6,  16, 6,  6,  true},
};
/* clang-format on */

static void resized(const void *data)
{
	const struct length_row *row = data;
	struct queues queues = queues_of_length(COUNT, row->before);
	unsigned flow[COUNT], next = 1 + row->sent;

	for (unsigned queue = 0; queue < COUNT; queue++)
		flow[queue] = flow_of_queue(&queues, &udp, queue);
	fill_each(&queues, flow, 1, next);
	if (row->detached)
		tap_set_queue(queues.tap[1], IFF_DETACH_QUEUE);
	expect_error("the change of the queue's length", try_length(&queues, row->after).error, 0);
	for (unsigned queue = 0; queue < COUNT; queue++)
		expect_given(&queues, queue, flow[queue], 1, 1 + row->kept);
	if (row->detached)
		return;
	fill_each(&queues, flow, next, next + row->after + 1); /* one too many */
	for (unsigned queue = 0; queue < COUNT; queue++)
		expect_given(&queues, queue, flow[queue], next, next + row->after);
}

static void opened_later(const void *data)
{
	enum { SHORT = 5 };
	struct queues queues = queues_open(1);

	(void)data;
	expect_error("the change of the queue's length", try_length(&queues, SHORT).error, 0);
	queues_add(&queues);
	tap_set_queue(queues.tap[0], IFF_DETACH_QUEUE);
	for (unsigned n = 0; n < SHORT + 2; n++)
		flow_send(&queues, &udp, 0, n);
	queues_settle(&queues);
	expect_given(&queues, 1, 0, 0, SHORT);
}

/* ---- a ring that overflows while a packet is being cut up for it ---- */

enum {
	HEADERS = 54, /* octets: Ethernet, IPv4, TCP */
	SEQUENCE_AT = 38,
	SEGMENT = 100, /* octets */
	SEGMENTS = 8,
	HELD = 3, /* by the ring */
	PACKET = HEADERS + SEGMENTS * SEGMENT,
};

static uint32_t sequence_of(const uint8_t *octets)
{
	return (uint32_t)get_u16(octets + SEQUENCE_AT) << 16 | get_u16(octets + SEQUENCE_AT + 2);
}

/* B sends a packet of so many segments to A, whose tap takes only whole ones. */
static void send_packet(const struct queues *queues, uint8_t octets[PACKET])
{
	const struct frame frame = {.src = ADDRESS_GUEST_B,
				    .dst = ADDRESS_GUEST_A,
				    .content = CONTENT_TCP4,
				    .length = PACKET,
				    .nonce = 1};
	const struct virtio_net_hdr header = {
		.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM,
		.gso_type = VIRTIO_NET_HDR_GSO_TCPV4,
		.hdr_len = HEADERS,
		.gso_size = SEGMENT,
		.csum_start = 34,
		.csum_offset = 16,
	};
	uint8_t written[HEADER + PACKET];

	frame_render(&frame, octets, PACKET);
	memcpy(written, &header, HEADER);
	memcpy(written + HEADER, octets, PACKET);
	tap_set_flags(queues->bench.b, WITH_HEADER);
	expect_length("writing the packet", try_tap_write(queues->bench.b, written, sizeof written),
		      sizeof written);
	tap_set_flags(queues->bench.b, PLAIN);
	queues_settle(queues);
}

/* How many it is depends on who reads meanwhile: here nobody. Which they are does not. */
static void beginning_of_packet(const void *data)
{
	struct queues queues = queues_of_length(1, HELD);
	uint8_t packet[PACKET], octets[LONGEST] = {0};

	(void)data;
	send_packet(&queues, packet);
	for (unsigned i = 0; i < HELD; i++) {
		expect_length("a segment", try_tap_read(queues.tap[0], octets, sizeof octets),
			      HEADERS + SEGMENT);
		expect_number("its sequence number", sequence_of(octets), sequence_of(packet) + i * SEGMENT);
		expect_octets("its data", octets + HEADERS, packet + HEADERS + (size_t)i * SEGMENT, SEGMENT);
	}
	expect_empty(&queues.bench);
	send_number(&queues.bench, 1);
	expect_frame_at("a frame sent afterwards", queues.tap[0], 1);
}

static void loss_is_counted(const void *data)
{
	struct queues queues = queues_of_length(1, HELD);
	uint8_t packet[PACKET];

	(void)data;
	send_packet(&queues, packet);
	expect_true("what did not fit is counted as dropped",
		    link_counters(queues.bench.net->host, DEVICE_A).rx_dropped > 0);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "queue.length.opened_later",    .requirement = &QUEUE_LENGTH,    .run = opened_later,        .shares = &bare_unwatched, .summary = "a tap is opened when the queue's length has changed"},
	{.id = "queue.segments.first",         .requirement = &QUEUE_SEGMENTS,  .run = beginning_of_packet, .shares = &bare_unwatched, .summary = "a packet of eight segments to a ring of three"},
	{.id = "queue.segments.counted",       .requirement = &QUEUE_SEGMENTS_COUNTED, .run = loss_is_counted, .shares = &bare_unwatched, .summary = "a packet of eight segments to a ring of three, and what is counted"},
	{.id = NULL},
};
/* clang-format on */

void queue_add_lengths(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "queue.length", &QUEUE_LENGTH, resized, rows,
		 "the queue's length changes with frames unread in three taps");
}
