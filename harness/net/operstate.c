#include "harness/net/operstate.h"

#include "harness/core/clock.h"
#include "harness/net/attribute.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/rtnetlink.h>

static bool is_state(uint64_t state, uint64_t wanted)
{
	return state == wanted;
}

static bool is_other_state(uint64_t state, uint64_t unwanted)
{
	return state != unwanted;
}

/* What has been announced is read before asking: whatever comes after the answer wakes up the next wait. */
static uint64_t await_operstate(struct links *links, const char *name,
				bool (*is_there)(uint64_t state, uint64_t named), uint64_t named)
{
	nanoseconds deadline = now() + patience();
	uint64_t state;

	do {
		announcements_read(links);
		state = link_number(links, name, OF_DEVICE, IFLA_OPERSTATE);
	} while (!is_there(state, named) && announcements_await(links, deadline));
	return state;
}

uint64_t link_await_operstate(struct links *links, const char *name, uint64_t wanted)
{
	return await_operstate(links, name, is_state, wanted);
}

uint64_t link_await_other_operstate(struct links *links, const char *name, uint64_t unwanted)
{
	return await_operstate(links, name, is_other_state, unwanted);
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
