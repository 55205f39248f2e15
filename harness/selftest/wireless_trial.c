#include "harness/selftest/wireless_trial.h"

#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/frame/frame.h"
#include "harness/net/port.h"
#include "harness/selftest/radio.h"

#include <CUnit/CUnit.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST = 1518 };

#define GUEST mac("02:00:00:00:00:0a")

void on_the_air(void)
{
	struct links *links = links_of(netns_here());

	if (!radios_make())
		_exit(NO_SUCH_KIND);
	radio_becomes_access_point(links, ACCESS_POINT_DEVICE);
	radio_becomes_station(links, STATION_DEVICE);
}

/* ---- one frame ---- */

static uint64_t send_frame(struct port *from, struct mac dst, struct mac src)
{
	struct frame frame = {.dst = dst, .src = src, .nonce = fresh_nonce()};
	uint8_t bytes[LONGEST];

	port_send(from, bytes, frame_render(&frame, bytes, sizeof bytes));
	return frame.nonce;
}

/* Reads up to this frame, which must come, and says whether the other one came before it. */
static bool arrives_before(struct port *at, uint64_t asked, uint64_t last)
{
	nanoseconds deadline = now() + patience();
	struct pollfd readable = {.fd = port_fd(at), .events = POLLIN};
	struct sighting sighting;
	struct mark mark;
	bool seen = false;

	for (;;) {
		while (port_receive(at, &sighting)) {
			if (!frame_find_mark(sighting.bytes, sighting.length, &mark))
				continue;
			seen |= mark.nonce == asked;
			if (mark.nonce == last)
				return seen;
		}
		if (poll(&readable, 1, ms_until(deadline)) <= 0)
			broken("a frame did not come");
	}
}

static bool arrives(struct port *at, uint64_t frame)
{
	return arrives_before(at, frame, frame);
}

/* ---- what is said of guests ---- */

static struct port *guest_on(struct links *links, const char *parent, enum mode mode, struct mac address)
{
	macvtap_create(links, &(struct macvtap){
				      .name = "mvt0",
				      .parent = parent,
				      .mode = mode,
				      .address = &address,
			      });
	link_set_up(links, "mvt0");
	link_wait_running(links, "mvt0");
	return port_tap("mvt0");
}

/* "The access point drops frames that bear a guest's": not those that bear the station's own. */
static bool station_is_heard_alone(struct links *links, struct port *air, struct port *station)
{
	struct mac own = link_state(links, STATION_DEVICE).address;
	struct mac there = link_state(links, ACCESS_POINT_DEVICE).address;
	struct port *guest = guest_on(links, STATION_DEVICE, MODE_BRIDGE, GUEST);
	uint64_t probe = send_frame(guest, there, GUEST);
	bool heard = arrives_before(air, probe, send_frame(station, there, own));

	link_delete(links, "mvt0");
	return !heard;
}

/* "For one guest, passthrough with the station's own address", both ways. */
static bool passthrough_is_a_way_out(struct links *links, struct port *air)
{
	struct mac own = link_state(links, STATION_DEVICE).address;
	struct mac there = link_state(links, ACCESS_POINT_DEVICE).address;
	struct port *guest = guest_on(links, STATION_DEVICE, MODE_PASSTHRU, own);
	bool both =
		arrives(air, send_frame(guest, there, own)) && arrives(guest, send_frame(air, own, there));

	link_delete(links, "mvt0");
	return both;
}

/* Nothing is said against an access point: its guests are heard, and hear. */
static bool access_point_serves(struct links *links, struct port *station)
{
	struct mac own = link_state(links, STATION_DEVICE).address;
	struct port *guest = guest_on(links, ACCESS_POINT_DEVICE, MODE_BRIDGE, GUEST);

	return arrives(station, send_frame(guest, own, GUEST)) &&
	       arrives(guest, send_frame(station, GUEST, own));
}

enum { HEARD_ALONE = 1, WAY_OUT = 2, SERVES = 4, ALL = 7 };

static _Noreturn void try_guests(void)
{
	struct links *links;
	struct port *air, *station;
	int true_of = 0;

	netns_enter_private();
	on_the_air();
	links = links_of(netns_here());
	air = port_capture(ACCESS_POINT_DEVICE, LONGEST);
	station = port_capture(STATION_DEVICE, LONGEST);
	true_of |= station_is_heard_alone(links, air, station) ? HEARD_ALONE : 0;
	true_of |= passthrough_is_a_way_out(links, air) ? WAY_OUT : 0;
	true_of |= access_point_serves(links, station) ? SERVES : 0;
	_exit(true_of);
}

void wireless_guests_are_as_said(void)
{
	int status = 0;
	pid_t process;

	fflush(NULL);
	process = fork();
	if (process == 0)
		try_guests();
	waitpid(process, &status, 0);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_SUCH_KIND) {
		printf("this kernel has no radios\n");
		return;
	}
	CU_ASSERT_TRUE_FATAL(WIFEXITED(status));
	CU_ASSERT_EQUAL(WEXITSTATUS(status), ALL);
}
