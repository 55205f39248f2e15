#include "harness/frame/frame.h"
#include "harness/core/verdict.h"
#include "harness/frame/content.h"
#include "harness/frame/ethernet.h"
#include "harness/frame/octets.h"

enum { PAYLOAD_MIN = 60 - ETHERNET_HEADER_SIZE }; /* IEEE 802.3: 64 octets untagged, with the FCS */

static size_t header_size(const struct frame *frame)
{
	if (frame->tags > FRAME_TAGS_MAX)
		broken("a frame has %u tags, %d at most are possible", frame->tags, FRAME_TAGS_MAX);
	return ETHERNET_HEADER_SIZE + frame->tags * (size_t)TAG_SIZE;
}

size_t frame_length(const struct frame *frame)
{
	size_t header = header_size(frame), payload;

	if (frame->length)
		return frame->length;
	payload = content_minimum(frame);
	return header + (payload > PAYLOAD_MIN ? payload : PAYLOAD_MIN);
}

uint16_t frame_ethertype(const struct frame *frame)
{
	if (frame->ethertype)
		return frame->ethertype;
	if (frame->content == CONTENT_MARK && frame->role == ROLE_FENCE)
		return ETHERTYPE_FENCE;
	return content_ethertype(frame);
}

static uint8_t *put_header(const struct frame *frame, uint8_t *at)
{
	at = put_mac(at, frame->dst);
	at = put_mac(at, frame->src);
	for (size_t i = 0; i < frame->tags; i++) {
		at = put_u16(at, frame->tag[i].tpid);
		at = put_u16(at, frame->tag[i].tci);
	}
	return put_u16(at, frame_ethertype(frame));
}

size_t frame_render(const struct frame *frame, uint8_t *bytes, size_t capacity)
{
	size_t length = frame_length(frame), header = header_size(frame);
	size_t minimum = header + content_minimum(frame);

	if (length < minimum)
		broken("a frame of %zu octets cannot hold its headers and the mark, which take %zu", length,
		       minimum);
	if (length > capacity)
		broken("a frame of %zu octets does not fit into a buffer of %zu", length, capacity);
	content_write(frame, put_header(frame, bytes), length - header);
	return length;
}

bool frame_is_ours(const uint8_t *bytes, size_t length)
{
	struct ethernet header;

	return ethernet_read(bytes, length, &header) &&
	       (header.ethertype == ETHERTYPE_PROBE || header.ethertype == ETHERTYPE_FENCE);
}
