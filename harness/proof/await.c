#include "harness/proof/await.h"

#include "harness/core/clock.h"

#include <poll.h>

static bool read_up_to(struct port *port, struct mark mark, struct sighting *sighting)
{
	struct mark found;

	while (port_receive(port, sighting)) {
		if (frame_find_mark(sighting->bytes, sighting->length, &found) && found.role == mark.role &&
		    found.nonce == mark.nonce)
			return true;
	}
	return false;
}

bool port_await(struct port *port, struct mark mark, struct sighting *sighting)
{
	struct pollfd readable = {.fd = port_fd(port), .events = POLLIN};
	nanoseconds deadline = now() + patience();

	while (!read_up_to(port, mark, sighting)) {
		if (poll(&readable, 1, ms_until(deadline)) == 0)
			return read_up_to(port, mark, sighting);
	}
	return true;
}
