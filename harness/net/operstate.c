#include "harness/net/operstate.h"

#include "harness/core/clock.h"
#include "harness/net/attribute.h"
#include "harness/net/lie.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <netlink/socket.h>
#include <poll.h>

/* Until something is announced; false when the deadline has passed. */
static bool await_announcement(struct links *links, nanoseconds deadline)
{
	struct pollfd events = {.fd = nl_socket_get_fd(links->events), .events = POLLIN};

	return poll(&events, 1, ms_until(deadline)) != 0;
}

static uint64_t operstate(struct links *links, const char *name)
{
	struct link_facts *facts = link_facts(links, name);
	uint64_t state = fact_number(facts, OF_DEVICE, IFLA_OPERSTATE);

	link_facts_free(facts);
	return state;
}

/* What has been announced is read before asking: whatever comes after the answer wakes up the next wait. */
uint64_t link_await_operstate(struct links *links, const char *name, uint64_t wanted)
{
	nanoseconds deadline = now() + patience();
	uint64_t state;

	do {
		announcements_read(links);
		state = operstate(links, name);
	} while (state != wanted && await_announcement(links, deadline));
	return state;
}

static bool is_gone(struct links *links, const char *name)
{
	return try_link_look(links, name).error == ENODEV;
}

bool link_await_gone(struct links *links, const char *name)
{
	nanoseconds deadline = now() + patience();
	bool gone;

	do {
		announcements_read(links);
		gone = is_gone(links, name);
	} while (!gone && await_announcement(links, deadline));
	return gone;
}
