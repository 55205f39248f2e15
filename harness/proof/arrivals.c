#include "harness/proof/arrivals.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* Of each place, from call to call. */
static struct collection {
	struct arrival *arrival;
	struct arrival **frame;
	size_t count, capacity;
} collections[PLACES];

static void *owned(void *memory)
{
	if (!memory)
		broken("out of memory for what arrives");
	return memory;
}

static struct arrival *another(struct collection *collection)
{
	if (collection->count == collection->capacity) {
		collection->capacity = collection->capacity ? 2 * collection->capacity : 64;
		collection->arrival = owned(
			reallocarray(collection->arrival, collection->capacity, sizeof *collection->arrival));
	}
	return &collection->arrival[collection->count++];
}

static void note(struct testbed *net, enum place place, const struct vnet_manner *manner,
		 const struct sighting *seen)
{
	struct arrival *arrival = another(&collections[place]);
	size_t header = manner->plain ? 0 : manner->size;
	uint8_t *octets = (uint8_t *)seen->bytes; /* the port's, until it is asked again */
	struct entry *entry;

	if (seen->length < header)
		broken("%zu octets were read at %s, fewer than a vnet header has", seen->length,
		       place_name(place));
	tell_octets(octets, seen->length);
	entry = journal_add(&net->journal, place, SEEN, seen->time, octets + header, seen->length - header);
	*arrival =
		(struct arrival){.header = header ? vnet_get(octets, manner->order) : (struct vnet_header){0},
				 .bytes = entry->bytes,
				 .length = entry->length,
				 .entry = net->journal.count - 1};
}

/* Of the frame alone: behind a header's first octets may stand what was in the buffer before, old marks included. */
static bool is_it(const struct sighting *seen, size_t header, struct mark fence)
{
	struct mark mark;

	/* fences are short: what is long need not be searched */
	return seen->length >= header && seen->length <= 2048 &&
	       frame_find_mark(seen->bytes + header, seen->length - header, &mark) &&
	       mark.role == fence.role && mark.nonce == fence.nonce;
}

static bool read_up_to(struct testbed *net, enum place place, const struct vnet_manner *manner,
		       struct mark fence)
{
	size_t header = manner->plain ? 0 : manner->size;
	struct sighting seen;

	while (port_receive(net->port[place], &seen)) {
		if (is_it(&seen, header, fence))
			return true;
		note(net, place, manner, &seen);
	}
	return false;
}

struct arrivals arrivals_before(struct testbed *net, enum place place, const struct vnet_manner *manner,
				struct mark fence)
{
	struct collection *collection = &collections[place];
	struct pollfd readable = {.fd = port_fd(net->port[place]), .events = POLLIN};
	nanoseconds deadline = now() + patience();

	collection->count = 0;
	while (!read_up_to(net, place, manner, fence)) {
		if (poll(&readable, 1, ms_until(deadline)) == 0 && !read_up_to(net, place, manner, fence))
			broken("the fence does not arrive at %s", place_name(place));
	}
	if (port_lost(net->port[place]))
		broken("%s has lost frames that it should have seen", place_name(place));
	free(collection->frame);
	collection->frame = owned(calloc(collection->count + 1, sizeof *collection->frame));
	for (size_t i = 0; i < collection->count; i++)
		collection->frame[i] = &collection->arrival[i];
	return (struct arrivals){collection->frame,
				 tell_arrivals((void **)collection->frame, collection->count)};
}
