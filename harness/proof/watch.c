/* watch.c - how frames get into the journal. */
#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/proof/fence.h"
#include "harness/proof/relay.h"

#include <errno.h>
#include <poll.h>

void journal_put_in(struct testbed *net, enum place place, const struct frame *frame)
{
	static uint8_t bytes[FRAME_LENGTH_MAX];
	size_t length = frame_render(frame, bytes, sizeof bytes);

	if (!net->port[place])
		broken("the testbed %s has no %s", net->topology.name, place_name(place));
	journal_add(&net->journal, place, PUT_IN, now(), bytes, length);
	port_send(net->port[place], bytes, length);
}

/* HOST and HOST_IGNORES are two views of one port: read it once, at the first. */
static bool is_view(enum place place)
{
	return place == HOST_IGNORES || place == HOST_2_IGNORES;
}

static bool is_wire(enum place place)
{
	return place == WIRE || place == WIRE_2;
}

/* The reflecting peer is this very process: it sends back in the order in which it reads. */
static void reflect(struct testbed *net, enum place wire, const struct sighting *seen)
{
	if (!relay_returns(address_of(wire), seen->bytes, seen->length))
		return;
	journal_add(&net->journal, wire, PUT_IN, now(), seen->bytes, seen->length);
	port_send(net->port[wire], seen->bytes, seen->length);
}

/* One frame; false if there was none. */
static bool see_one(struct testbed *net, enum place place)
{
	struct sighting seen;

	if (!port_receive(net->port[place], &seen))
		return false;
	journal_add(&net->journal, seen.addressed == FOR_ANOTHER ? (enum place)(place + 1) : place, SEEN,
		    seen.time, seen.bytes, seen.length);
	if (is_wire(place) && net->topology.wire == WIRE_REFLECTS)
		reflect(net, place, &seen);
	return true;
}

/* One frame of each of these; which of them had one. */
static places see_one_each(struct testbed *net, places ready)
{
	for (enum place place = 0; place < PLACES; place++) {
		if ((ready & AT(place)) && !see_one(net, place))
			ready &= ~AT(place);
	}
	return ready;
}

/* The places, of those, whose ports are read there: not twice for two views of one. */
static places read_at(const struct testbed *net, places at)
{
	places set = NOWHERE;

	for (enum place place = 0; place < PLACES; place++) {
		if ((at & AT(place)) && net->port[place])
			set |= AT(is_view(place) ? (enum place)(place - 1) : place);
	}
	return set;
}

/* Which of these ports have something to read: one question for all of them, where most have nothing. Waits until one has,
 * at most so many milliseconds. */
static places ready_of(const struct testbed *net, places at, int timeout)
{
	struct pollfd fds[PLACES];
	enum place place_of[PLACES];
	nfds_t count = 0;
	places ready = NOWHERE;

	for (enum place place = 0; place < PLACES; place++) {
		if (!(at & AT(place)))
			continue;
		place_of[count] = place;
		fds[count++] = (struct pollfd){.fd = port_fd(net->port[place]), .events = POLLIN};
	}
	while (poll(fds, count, timeout) < 0) {
		if (errno != EINTR)
			broken("cannot wait for frames: poll: %s", errno_name(errno));
	}
	for (nfds_t i = 0; i < count; i++) {
		if (fds[i].revents)
			ready |= AT(place_of[i]);
		else
			port_found_empty(net->port[place_of[i]]);
	}
	return ready;
}

void journal_collect(struct testbed *net)
{
	places at = read_at(net, testbed_places(net)), ready;

	/* who is ready and has no frame has an error to tell, for as long as its device is down */
	while ((ready = ready_of(net, at, 0)))
		at &= ~(ready & ~see_one_each(net, ready));
}

/* Which of these places have not seen this mark, by what the journal has from this entry on. */
static places still_missing(const struct testbed *net, places at, struct mark mark, size_t since)
{
	for (size_t i = since; i < net->journal.count; i++) {
		const struct entry *entry = &net->journal.entries[i];

		if (entry->direction == SEEN && entry->mark.role == mark.role &&
		    entry->mark.nonce == mark.nonce)
			at &= ~AT(entry->place);
	}
	return at;
}

places journal_await(struct testbed *net, places at, struct mark mark)
{
	const nanoseconds deadline = now() + patience();
	const places relays =
		net->topology.wire == WIRE_REFLECTS ? testbed_places(net) & AT(WIRE, WIRE_2) : NOWHERE;
	size_t looked_at = 0;

	while ((at = still_missing(net, at, mark, looked_at))) {
		places ready;

		looked_at = net->journal.count;
		ready = ready_of(net, read_at(net, at | relays), ms_until(deadline));
		if (!see_one_each(net, ready) && now() > deadline)
			break;
	}
	return at;
}
