#include "harness/case/report_pipe.h"
#include "harness/case/report_wire.h"
#include "harness/core/verdict.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What is left of one record; sound until something in it was not as it must be. */
struct cursor {
	const uint8_t *at;
	size_t left;
	bool sound;
};

static const uint8_t *take_octets(struct cursor *cursor, uint64_t length)
{
	const uint8_t *octets = cursor->at;

	if (!cursor->sound || length > cursor->left) {
		cursor->sound = false;
		return NULL;
	}
	cursor->at += length;
	cursor->left -= length;
	return octets;
}

static uint64_t take_number(struct cursor *cursor)
{
	const uint8_t *octets = take_octets(cursor, sizeof(uint64_t));
	uint64_t number = 0;

	if (octets)
		memcpy(&number, octets, sizeof(number));
	return number;
}

static const uint8_t *take_block(struct cursor *cursor, size_t *length)
{
	*length = take_number(cursor);
	return take_octets(cursor, *length);
}

static const char *take_text(struct cursor *cursor)
{
	size_t length;
	const uint8_t *octets = take_block(cursor, &length);

	if (!octets || !length || memchr(octets, '\0', length) != octets + length - 1) {
		cursor->sound = false;
		return "";
	}
	return (const char *)octets;
}

static void take_record(struct cursor *cursor, struct record *record)
{
	switch (record->kind) {
	case RECORD_NAMESPACE:
		record->netns.name = take_text(cursor);
		record->netns.fd = (int)take_number(cursor);
		record->netns.ino = take_number(cursor);
		return;
	case RECORD_FINDING:
		record->finding.file = take_text(cursor);
		record->finding.line = (unsigned)take_number(cursor);
		record->finding.text = take_text(cursor);
		return;
	case RECORD_PACKET:
		record->packet.time_ns = take_number(cursor);
		record->packet.place = take_text(cursor);
		record->packet.comment = take_text(cursor);
		record->packet.put_in = take_number(cursor) != 0;
		record->packet.kind = (enum packet_kind)take_number(cursor);
		cursor->sound = cursor->sound && record->packet.kind < PACKET_KINDS;
		record->packet.bytes = take_block(cursor, &record->packet.length);
		return;
	case RECORD_ENDING:
		record->ending.ending = (enum ending)take_number(cursor);
		record->ending.reason = take_text(cursor);
		record->ending.file = take_text(cursor);
		record->ending.line = (unsigned)take_number(cursor);
		record->ending.checks = take_number(cursor);
		cursor->sound = cursor->sound && record->ending.ending >= ENDED_DONE &&
				record->ending.ending <= ENDED_BROKEN;
		return;
	case RECORD_JOURNEY:
		record->journey.testbed = take_text(cursor);
		record->journey.wire = take_text(cursor);
		record->journey.from = take_text(cursor);
		record->journey.frame = take_text(cursor);
		return;
	case RECORD_SITE:
		record->site.kind = (enum site_kind)take_number(cursor);
		cursor->sound = cursor->sound && record->site.kind < SITE_KINDS;
		record->site.place = take_text(cursor);
		record->site.device = take_text(cursor);
		record->site.mode = take_text(cursor);
		record->site.parent = (unsigned)take_number(cursor);
		record->site.expected = take_number(cursor) != 0;
		return;
	case RECORD_SERVED:
		record->served.by = take_text(cursor);
		return;
	case RECORD_KEPT:
		return;
	}
	cursor->sound = false; /* no kind of ours */
}

void report_feed(struct report_reader *reader, const void *bytes, size_t count)
{
	size_t kept = report_pending(reader);

	if (reader->used) {
		memmove(reader->bytes, reader->bytes + reader->used, kept);
		reader->count = kept;
		reader->used = 0;
	}
	if (reader->count + count > reader->capacity) {
		reader->capacity = 2 * (reader->count + count);
		reader->bytes = realloc(reader->bytes, reader->capacity);
		if (!reader->bytes)
			broken("out of memory for what a case reports; give this process more");
	}
	memcpy(reader->bytes + reader->count, bytes, count);
	reader->count += count;
}

enum report_state report_next(struct report_reader *reader, struct record *record)
{
	size_t pending = report_pending(reader);
	struct wire_header header;
	struct cursor cursor;

	if (pending < sizeof(header))
		return REPORT_MORE;
	memcpy(&header, reader->bytes + reader->used, sizeof(header));
	if (header.magic != WIRE_MAGIC || header.length > WIRE_RECORD_MAX)
		return REPORT_DAMAGED;
	if (pending - sizeof(header) < header.length)
		return REPORT_MORE;
	cursor = (struct cursor){reader->bytes + reader->used + sizeof(header), header.length, true};
	record->kind = header.kind;
	take_record(&cursor, record);
	if (!cursor.sound || cursor.left)
		return REPORT_DAMAGED;
	reader->used += sizeof(header) + header.length;
	return REPORT_RECORD;
}

size_t report_pending(const struct report_reader *reader)
{
	return reader->count - reader->used;
}

void report_reader_free(struct report_reader *reader)
{
	free(reader->bytes);
	*reader = (struct report_reader){0};
}
