#include "harness/proof/journal.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void *owned(void *memory)
{
	if (!memory)
		broken("the journal cannot grow: %s", errno_name(errno));
	return memory;
}

static void make_room(struct journal *journal)
{
	if (journal->count < journal->capacity)
		return;
	journal->capacity = journal->capacity ? journal->capacity * 2 : 64;
	journal->entries = owned(reallocarray(journal->entries, journal->capacity, sizeof *journal->entries));
}

static uint8_t *copy_of(const uint8_t *bytes, size_t length)
{
	uint8_t *copy = owned(malloc(length ? length : 1));

	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

struct entry *journal_add(struct journal *journal, enum place place, enum direction direction,
			  nanoseconds time, const uint8_t *bytes, size_t length)
{
	struct entry *entry;

	make_room(journal);
	entry = &journal->entries[journal->count++];
	*entry = (struct entry){
		.time = time,
		.place = place,
		.direction = direction,
		.length = length,
		.bytes = copy_of(bytes, length),
	};
	frame_find_mark(bytes, length, &entry->mark);
	return entry;
}

size_t journal_sightings(const struct journal *journal, enum place place, struct mark mark)
{
	size_t sightings = 0;

	for (size_t i = 0; i < journal->count; i++) {
		const struct entry *entry = &journal->entries[i];

		if (entry->place == place && entry->direction == SEEN && entry->mark.role == mark.role &&
		    entry->mark.nonce == mark.nonce)
			sightings++;
	}
	return sightings;
}

void journal_clear(struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++)
		free(journal->entries[i].bytes);
	free(journal->entries);
	*journal = (struct journal){0};
}
