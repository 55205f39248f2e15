/* port_tap.c - a guest's end of its macvtap. */
#include "harness/core/verdict.h"
#include "harness/net/port_kind.h"
#include "harness/net/sysfs.h"
#include "harness/net/tap.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The ring may be full with this many fewer frames than it holds: its consumer gives slots back in batches.
 */
#define RING_BATCH 16

struct tap {
	struct port port;
	uint64_t run;            /* frames read since the ring was last seen empty */
	uint64_t run_max;        /* a run shorter than this cannot have filled the ring */
	bool may_have_overrun;   /* some run was not */
	bool empty;              /* just found so: there is no run that nobody has read */
	uint64_t dropped_before; /* the device's counter when the port was opened */
	uint64_t lost;           /* by the last look at it */
	uint8_t frame[PORT_FRAME_MAX];
};

static int tap_send(struct port *port, const uint8_t *bytes, size_t length)
{
	return write(port->fd, bytes, length) < 0 ? errno : 0;
}

static void tap_found_empty(struct port *port)
{
	struct tap *tap = (struct tap *)port;

	tap->run = 0;
	tap->empty = true;
}

static void note_read(struct tap *tap)
{
	tap->empty = false;
	if (++tap->run >= tap->run_max)
		tap->may_have_overrun = true;
}

static int tap_receive(struct port *port, struct sighting *sighting)
{
	struct tap *tap = (struct tap *)port;
	ssize_t length = read(port->fd, tap->frame, sizeof tap->frame);

	if (length < 0 && errno != EAGAIN)
		broken("cannot read from the tap of %s: %s (%s)", port->device, errno_name(errno),
		       strerror(errno));
	if (length < 0) {
		tap_found_empty(port);
		return 0;
	}
	note_read(tap);
	sighting->bytes = tap->frame;
	sighting->length = (size_t)length;
	sighting->addressed = FOR_ME;
	sighting->packet_type = 0;
	return 1;
}

static bool holds_frames(const struct tap *tap)
{
	struct pollfd ring = {.fd = tap->port.fd, .events = POLLIN};

	return poll(&ring, 1, 0) != 0;
}

/* A ring that was never full lost nothing. Looking at the counter costs more than reading a frame, so it is
 * done only if a run of frames could have filled the ring, or if nobody has read yet what could have. What fills it after
 * this look begins a run of its own: all of it is still to be read. */
static uint64_t tap_lost(struct port *port)
{
	struct tap *tap = (struct tap *)port;

	if (tap->may_have_overrun || (!tap->empty && holds_frames(tap)))
		tap->lost = sysfs_number(port->device, "statistics/rx_dropped") - tap->dropped_before;
	tap->may_have_overrun = false;
	tap->run = 0;
	tap->empty = false;
	return tap->lost;
}

static void plain_frames(const char *device, int fd)
{
	struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};

	if (ioctl(fd, TUNSETIFF, &request) < 0)
		broken("cannot have the tap of %s without a vnet header: %s (%s)", device, errno_name(errno),
		       strerror(errno));
}

struct port *port_tap(const char *device)
{
	static const struct port_kind kind = {
		.name = "tap",
		.send = tap_send,
		.receive = tap_receive,
		.lost = tap_lost,
		.found_empty = tap_found_empty,
	};
	struct tap *tap = port_new(&kind, device, sizeof *tap);
	uint64_t ring_length = sysfs_number(device, "tx_queue_len");

	tap->dropped_before = sysfs_number(device, "statistics/rx_dropped");
	tap->run_max = ring_length > RING_BATCH ? ring_length - RING_BATCH : 0;
	tap->port.fd = tap_open(device, O_RDWR | O_NONBLOCK);
	plain_frames(device, tap->port.fd);
	return &tap->port;
}
