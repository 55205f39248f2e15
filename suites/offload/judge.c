#include "suites/offload/judge.h"

#include "harness/core/text.h"
#include "harness/frame/octets.h"

#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#undef expect_passage
#undef expect_arrivals
#undef expect_form
#undef expect_written

/* ---- what must become of it ---- */

static unsigned type_of(const struct vnet_vector *vector)
{
	return vector->header.gso_type & (uint8_t)~VIRTIO_NET_HDR_GSO_ECN;
}

/* Who takes such a packet uncut. */
static unsigned needs(const struct vnet_vector *vector)
{
	unsigned bits = TUN_F_CSUM;

	if (vector->header.gso_type & VIRTIO_NET_HDR_GSO_ECN)
		bits |= TUN_F_TSO_ECN;
	switch (type_of(vector)) {
	case VIRTIO_NET_HDR_GSO_TCPV4:
		return bits | TUN_F_TSO4;
	case VIRTIO_NET_HDR_GSO_TCPV6:
		return bits | TUN_F_TSO6;
	case VIRTIO_NET_HDR_GSO_NONE:
		return bits;
	default:
		return bits | TAKES_USO4 | TAKES_USO6;
	}
}

enum form form_for(const struct vnet_vector *vector, unsigned takes)
{
	if (type_of(vector) == VIRTIO_NET_HDR_GSO_UDP)
		return FINISHED;
	if ((takes & needs(vector)) == needs(vector))
		return WHOLE;
	return takes & TUN_F_CSUM ? CUT : FINISHED;
}

static size_t pieces_of(const struct sent *packet)
{
	struct layout layout;

	if (!layout_of_frame(packet->bytes, packet->length, &layout))
		return 1;
	return cut_count(&packet->vector->header, &layout, packet->length);
}

bool is_to_be_cut(const struct sent *packet)
{
	return pieces_of(packet) > 1;
}

/* ---- one frame against what it must be ---- */

static uint8_t wanted[PACKET_MAX + 8], got[PACKET_MAX + 8];

struct judgement_of {
	struct testbed *net;
	const struct sent *packet;
	char what[80]; /* "tcp4 at GUEST_B" */
	bool failed;
};

static void fault(struct judgement_of *judged, const struct arrival *arrival, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void fault(struct judgement_of *judged, const struct arrival *arrival, const char *format, ...)
{
	char sentence[200];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof sentence, format, arguments);
	va_end(arguments);
	if (arrival)
		judged->net->journal.entries[arrival->entry].judgement = ALTERED;
	if (!judged->failed)
		fail("%s: %s", judged->what, sentence);
	judged->failed = true;
}

/* The packet with its checksum complete. */
static void finish_wanted(const struct sent *packet)
{
	memcpy(wanted, packet->bytes, packet->length);
	checksum_finish(&packet->vector->header, wanted, packet->length);
}

/* In TCP, 0 and 0xffff are the same sum, and both are in use. */
static void same_zero(uint8_t *bytes, size_t length)
{
	struct layout layout;
	uint8_t *sum;

	if (!layout_of_frame(bytes, length, &layout) || layout.protocol != IPPROTO_TCP)
		return;
	sum = bytes + layout.transport + checksum_position(&layout);
	if (!get_u16(sum))
		put_u16(sum, UINT16_MAX);
}

static void compare(struct judgement_of *judged, const struct arrival *arrival, size_t index, size_t length)
{
	if (arrival->length != length) {
		fault(judged, arrival, "frame %zu has %zu octets instead of %zu", index + 1, arrival->length,
		      length);
		return;
	}
	memcpy(got, arrival->bytes, length);
	if (!checksum_finish(&arrival->header, got, length)) {
		fault(judged, arrival, "the checksum that frame %zu leaves to be done lies beyond its end",
		      index + 1);
		return;
	}
	same_zero(got, length);
	same_zero(wanted, length);
	for (size_t i = 0; i < length; i++) {
		if (got[i] != wanted[i]) {
			fault(judged, arrival, "octet %zu of frame %zu is 0x%02x instead of 0x%02x", i,
			      index + 1, got[i], wanted[i]);
			return;
		}
	}
	judged->net->journal.entries[arrival->entry].judgement = EXPECTED;
}

/* ---- headers ---- */

struct mark_of_header {
	unsigned type, size;
	bool needs_checksum;
};

static void compare_header(struct judgement_of *judged, const struct arrival *arrival, size_t index,
			   struct mark_of_header must)
{
	const struct vnet_header *header = &arrival->header;
	bool leaves = header->flags & VIRTIO_NET_HDR_F_NEEDS_CSUM;
	struct layout layout;
	size_t start = judged->packet->vector->header.csum_start,
	       offset = judged->packet->vector->header.csum_offset;
	char text[80];

	if (!start && layout_of_frame(judged->packet->bytes, judged->packet->length, &layout)) {
		start = layout.transport;
		offset = checksum_position(&layout);
	}
	vnet_to_text(header, text, sizeof text);
	if (header->gso_type != must.type || header->gso_size != must.size)
		fault(judged, arrival, "frame %zu has the header %s instead of gso %u of %u", index + 1, text,
		      must.type, must.size);
	else if (leaves != must.needs_checksum)
		fault(judged, arrival, "the checksum of frame %zu is %s (header %s)", index + 1,
		      leaves ? "left to be done and must be complete"
			     : "said to be complete and must be left",
		      text);
	else if (leaves && (header->csum_start != start || header->csum_offset != offset))
		fault(judged, arrival,
		      "frame %zu has the header %s, and its checksum is to be done at %zu+%zu", index + 1,
		      text, start, offset);
	else if (header->hdr_len > arrival->length || (must.type && !header->hdr_len))
		fault(judged, arrival, "frame %zu of %zu octets has the header %s", index + 1,
		      arrival->length, text);
}

/* ---- forms ---- */

static void expect_count(struct judgement_of *judged, struct arrivals arrivals, size_t count)
{
	if (arrivals.count != count)
		fault(judged, NULL, "%zu frame%s instead of %zu", arrivals.count, plural(arrivals.count),
		      count);
}

/* TCP and UDP that are left to be cut have their checksums left, whoever sent them: virtio 1.2, 5.1.6.2. */
static void expect_whole(struct judgement_of *judged, struct arrivals arrivals)
{
	const struct vnet_header *header = &judged->packet->vector->header;
	bool cut = is_to_be_cut(judged->packet);
	struct mark_of_header must = {
		.type = cut ? header->gso_type : 0,
		.size = cut ? header->gso_size : 0,
		.needs_checksum = cut || (header->flags & VIRTIO_NET_HDR_F_NEEDS_CSUM),
	};

	expect_count(judged, arrivals, 1);
	if (judged->failed)
		return;
	compare_header(judged, arrivals.frame[0], 0, must);
	finish_wanted(judged->packet);
	compare(judged, arrivals.frame[0], 0, judged->packet->length);
}

/* Fragments of IPv6 bear an identification that whoever cuts them makes up: the first one's counts. */
static uint32_t identification_of(struct arrivals arrivals)
{
	struct layout layout;
	const struct arrival *first = arrivals.frame[0];
	size_t at;

	if (layout_of_frame(first->bytes, first->length, &layout) || first->length < 62)
		return 0;
	at = 14 + 40 + 4;
	return get_u32(first->bytes + at);
}

static void expect_cut(struct judgement_of *judged, struct arrivals arrivals, bool left)
{
	static uint8_t whole[PACKET_MAX];
	const struct sent *packet = judged->packet;
	size_t count = pieces_of(packet);
	bool partial = left && (packet->vector->header.flags & VIRTIO_NET_HDR_F_NEEDS_CSUM || count > 1);

	expect_count(judged, arrivals, count);
	if (judged->failed)
		return;
	finish_wanted(packet);
	memcpy(whole, wanted, packet->length);
	for (size_t i = 0; i < count && !judged->failed; i++) {
		size_t length = packet->length;

		if (count > 1)
			length = cut_piece(&packet->vector->header, whole, packet->length, i,
					   identification_of(arrivals), wanted);
		compare_header(judged, arrivals.frame[i], i,
			       (struct mark_of_header){.needs_checksum = partial});
		compare(judged, arrivals.frame[i], i, length);
	}
}

static void expect_assembled(struct judgement_of *judged, struct arrivals arrivals)
{
	expect_count(judged, arrivals, 1);
	if (judged->failed)
		return;
	compare_header(judged, arrivals.frame[0], 0, (struct mark_of_header){.needs_checksum = false});
	finish_wanted(judged->packet);
	compare(judged, arrivals.frame[0], 0, judged->packet->length);
}

static void expect_nothing(struct judgement_of *judged, struct arrivals arrivals)
{
	for (size_t i = 0; i < arrivals.count; i++)
		judged->net->journal.entries[arrivals.frame[i]->entry].judgement = UNEXPECTED;
	expect_count(judged, arrivals, 0);
}

void expect_form(struct testbed *net, enum place place, struct arrivals arrivals, const struct sent *packet,
		 enum form form)
{
	struct judgement_of judged = {.net = net, .packet = packet};

	snprintf(judged.what, sizeof judged.what, "%s at %s", packet->vector->name, place_name(place));
	if (form == WHOLE_OR_CUT)
		form = arrivals.count == 1 ? WHOLE : CUT;
	if (form == NOT_AT_ALL)
		expect_nothing(&judged, arrivals);
	else if (form == WHOLE)
		expect_whole(&judged, arrivals);
	else if (form == ASSEMBLED)
		expect_assembled(&judged, arrivals);
	else
		expect_cut(&judged, arrivals, form == CUT);
	if (judged.failed)
		journal_attach(&net->journal);
	else
		passed();
}

/* ---- passages ---- */

static enum form form_at(const struct passage *passage, enum place place)
{
	switch (place) {
	case WIRE:
		return passage->at_wire;
	case HOST:
		return passage->at_host;
	case GUEST_A:
		return passage->at_a;
	default:
		return passage->at_b;
	}
}

/* Beside a source-mode child the host is shown the child's frames too, beside a passthru child it is shown none. */
static bool has_a_host_of_its_own(const struct testbed *net)
{
	enum mode mode = net->topology.guest[0].mode;

	return mode != MODE_SOURCE && mode != MODE_PASSTHRU;
}

/* A child's frames never come to the host. */
static places watched_from(const struct testbed *net, enum place from)
{
	places set = from == WIRE ? AT(HOST, GUEST_A, GUEST_B) : AT(WIRE, GUEST_A, GUEST_B);

	if (!has_a_host_of_its_own(net))
		set &= ~AT(HOST);
	return set & testbed_places(net) & ~AT(from);
}

void expect_arrivals(struct testbed *net, const struct sent *packet, const struct passage *passage)
{
	places watched = watched_from(net, packet->from);
	struct mark fence = passage->to == PLACES ? fences_flood(net, packet->from)
						  : fences_send(net, packet->from, watched);

	for (enum place place = 0; place < PLACES; place++) {
		if (watched & AT(place))
			expect_form(net, place, arrived(net, place, fence), packet, form_at(passage, place));
	}
}

void expect_passage(struct testbed *net, const struct vnet_vector *vector, const struct passage *passage)
{
	struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	struct mac to = passage->to == PLACES ? everyone : bench_address(passage->to);
	const struct sent *packet = packet_from(passage->from, to, vector);

	journal_clear(&net->journal);
	if (expect_written(packet_send(net, packet), packet, 0))
		expect_arrivals(net, packet, passage);
}

static const char *named(int error)
{
	return error ? errno_name(error) : "success";
}

bool expect_written(struct transfer transfer, const struct sent *packet, int error)
{
	bool right = transfer.error == error && (error || transfer.length == packet_written(packet));

	if (right)
		passed();
	else if (transfer.error != error)
		fail("writing %s: %s instead of %s", packet->vector->name, named(transfer.error),
		     named(error));
	else
		fail("writing %s: %zu octets instead of %zu", packet->vector->name, transfer.length,
		     packet_written(packet));
	return right;
}
