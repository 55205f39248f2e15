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

static void collect_from(struct testbed *net, enum place place)
{
	struct sighting seen;

	while (port_receive(net->port[place], &seen)) {
		enum place as = seen.addressed == FOR_ANOTHER ? (enum place)(place + 1) : place;

		journal_add(&net->journal, as, SEEN, seen.time, seen.bytes, seen.length);
		if (is_wire(place) && net->topology.wire == WIRE_REFLECTS)
			reflect(net, place, &seen);
	}
}

void journal_collect(struct testbed *net)
{
	for (enum place place = 0; place < PLACES; place++) {
		if (net->port[place] && !is_view(place))
			collect_from(net, place);
	}
}

static places still_missing(const struct testbed *net, places at, struct mark mark)
{
	for (enum place place = 0; place < PLACES; place++) {
		if ((at & AT(place)) && journal_sightings(&net->journal, place, mark))
			at &= ~AT(place);
	}
	return at;
}

/* False once the deadline has passed with nothing to read. */
static bool wait_for_any(const struct testbed *net, places at, nanoseconds deadline)
{
	struct pollfd fds[PLACES];
	nfds_t count = 0;
	int ready;

	for (enum place place = 0; place < PLACES; place++) {
		if (at & AT(place))
			fds[count++] = (struct pollfd){.fd = port_fd(net->port[place]), .events = POLLIN};
	}
	ready = poll(fds, count, ms_until(deadline));
	if (ready < 0 && errno != EINTR)
		broken("cannot wait for frames: poll: %s", errno_name(errno));
	return ready != 0;
}

places journal_await(struct testbed *net, places at, struct mark mark)
{
	nanoseconds deadline = now() + patience();
	places relays =
		net->topology.wire == WIRE_REFLECTS ? testbed_places(net) & AT(WIRE, WIRE_2) : NOWHERE;
	bool more = true;

	for (;;) {
		for (enum place place = 0; place < PLACES; place++) {
			if ((at | relays) & AT(place))
				collect_from(net, is_view(place) ? (enum place)(place - 1) : place);
		}
		at = still_missing(net, at, mark);
		if (!at || !more)
			return at;
		more = wait_for_any(net, at | relays, deadline);
	}
}
