#include "harness/case/report_pipe.h"
#include "harness/case/report_wire.h"
#include "harness/core/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A record being put together; data is NULL once memory has run out. */
struct parcel {
	uint8_t *data;
	size_t length, capacity;
};

static void put_octets(struct parcel *parcel, const void *octets, size_t length)
{
	if (parcel->data && parcel->length + length > parcel->capacity) {
		size_t capacity = 2 * (parcel->length + length);
		uint8_t *data = realloc(parcel->data, capacity);

		if (!data)
			free(parcel->data);
		parcel->data = data;
		parcel->capacity = capacity;
	}
	if (!parcel->data || !length)
		return;
	memcpy(parcel->data + parcel->length, octets, length);
	parcel->length += length;
}

static void put_number(struct parcel *parcel, uint64_t number)
{
	put_octets(parcel, &number, sizeof(number));
}

static void put_block(struct parcel *parcel, const void *octets, size_t length)
{
	put_number(parcel, length);
	put_octets(parcel, octets, length);
}

/* A text goes with the NUL behind it, so that the reader can hand it out in place. */
static void put_text(struct parcel *parcel, const char *text)
{
	size_t length = strlen(text);

	if (length < WIRE_TEXT_MAX) {
		put_block(parcel, text, length + 1);
		return;
	}
	put_number(parcel, WIRE_TEXT_MAX);
	put_octets(parcel, text, WIRE_TEXT_MAX - 1);
	put_octets(parcel, "", 1);
}

static void put_record(struct parcel *parcel, const struct record *record)
{
	switch (record->kind) {
	case RECORD_NAMESPACE:
		put_text(parcel, record->netns.name);
		put_number(parcel, (uint64_t)record->netns.fd);
		put_number(parcel, record->netns.ino);
		break;
	case RECORD_FINDING:
		put_text(parcel, record->finding.file);
		put_number(parcel, record->finding.line);
		put_text(parcel, record->finding.text);
		break;
	case RECORD_PACKET:
		put_number(parcel, record->packet.time_ns);
		put_text(parcel, record->packet.place);
		put_text(parcel, record->packet.comment);
		put_number(parcel, record->packet.put_in);
		put_number(parcel, record->packet.kind);
		put_block(parcel, record->packet.bytes, record->packet.length);
		break;
	case RECORD_ENDING:
		put_number(parcel, record->ending.ending);
		put_text(parcel, record->ending.reason);
		put_text(parcel, record->ending.file);
		put_number(parcel, record->ending.line);
		put_number(parcel, record->ending.checks);
		break;
	case RECORD_JOURNEY:
		put_text(parcel, record->journey.testbed);
		put_text(parcel, record->journey.wire);
		put_text(parcel, record->journey.from);
		put_text(parcel, record->journey.frame);
		break;
	case RECORD_SITE:
		put_number(parcel, record->site.kind);
		put_text(parcel, record->site.place);
		put_text(parcel, record->site.device);
		put_text(parcel, record->site.mode);
		put_number(parcel, record->site.parent);
		put_number(parcel, record->site.expected);
		break;
	case RECORD_SERVED:
		put_text(parcel, record->served.by);
		break;
	case RECORD_KEPT:
		break;
	}
}

static int write_whole(int fd, const uint8_t *data, size_t length)
{
	while (length) {
		ssize_t written = write(fd, data, length);

		if (written < 0 && errno != EINTR)
			return -1;
		if (written > 0) {
			data += written;
			length -= (size_t)written;
		}
	}
	return 0;
}

int report_write(int fd, const struct record *record)
{
	struct parcel parcel = {.data = malloc(512), .capacity = 512};
	AUTO_FREE uint8_t *owner = NULL;
	struct wire_header header;

	put_octets(&parcel, &(struct wire_header){0}, sizeof(header));
	put_record(&parcel, record);
	owner = parcel.data;
	if (!owner) {
		errno = ENOMEM;
		return -1;
	}
	header = (struct wire_header){WIRE_MAGIC, record->kind, parcel.length - sizeof(header)};
	memcpy(owner, &header, sizeof(header));
	return write_whole(fd, owner, parcel.length);
}
