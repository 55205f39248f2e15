#include "harness/net/operstate.h"

#include "harness/core/clock.h"
#include "harness/net/attribute.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/rtnetlink.h>

/* What has been announced is read before asking: whatever comes after the answer wakes up the next wait. */
uint64_t link_await_operstate(struct links *links, const char *name, uint64_t wanted)
{
	nanoseconds deadline = now() + patience();
	uint64_t state;

	do {
		announcements_read(links);
		state = link_number(links, name, OF_DEVICE, IFLA_OPERSTATE);
	} while (state != wanted && announcements_await(links, deadline));
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
	} while (!gone && announcements_await(links, deadline));
	return gone;
}
