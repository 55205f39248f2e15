#include "harness/net/tap.h"

#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/netns.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* From outside the case's namespaces. A tap keeps its opener's namespace, and a frame that nobody has read keeps the tap
 * that wrote it: two that have not read each other's keep each other for ever (LIFE_NS_05). That would leave the case's
 * namespace behind, with all its devices. */
static int open_from_outside(const char *path, int flags)
{
	struct netns inside = netns_visit_machine();
	int tap = open(path, flags | O_CLOEXEC), error = errno;

	netns_leave(inside);
	errno = error;
	return tap;
}

int tap_open(const char *device, int flags)
{
	unsigned major, minor;
	char path[64];
	int tap;

	tap_device_number(device, &major, &minor);
	snprintf(path, sizeof path, TAP_NODES "/tap-%d-%u", getpid(), minor);
	if (mknod(path, S_IFCHR | 0600, makedev(major, minor)) < 0)
		broken("cannot make a node for the tap of %s in %s: %s (%s)", device, TAP_NODES,
		       errno_name(errno), strerror(errno));
	tap = open_from_outside(path, flags);
	if (tap < 0)
		broken("cannot open the tap of %s (device %u:%u): %s (%s)", device, major, minor,
		       errno_name(errno), strerror(errno));
	unlink(path);
	return tap;
}

/* ---- ioctl(2) ---- */

static int request_of(int tap, unsigned long request, void *argument)
{
	return ioctl(tap, request, argument) < 0 ? errno : 0;
}

static void must_succeed(int error, const char *act)
{
	if (error)
		broken("cannot %s: %s (%s)", act, errno_name(error), strerror(error));
}

int try_tap_request(int tap, unsigned long request, void *argument)
{
	return told_error(request_of(tap, request, argument));
}

int try_tap_number(int tap, unsigned long request, int *number)
{
	int error = request_of(tap, request, number);

	*number = (int)told((unsigned)*number);
	return told_error(error);
}

void tap_set_number(int tap, unsigned long request, int number)
{
	must_succeed(request_of(tap, request, &number), "set what a tap must have");
}

int try_tap_identity(int tap, struct tap_identity *identity)
{
	struct ifreq request = {0};
	int error = request_of(tap, TUNGETIFF, &request);

	memcpy(identity->name, request.ifr_name, sizeof identity->name);
	identity->flags = (uint16_t)told((uint16_t)request.ifr_flags);
	return told_error(error);
}

static int request_flags(int tap, unsigned long what, uint16_t flags)
{
	struct ifreq request = {.ifr_flags = (short)flags};

	return request_of(tap, what, &request);
}

int try_tap_set_flags(int tap, uint16_t flags)
{
	return told_error(request_flags(tap, TUNSETIFF, flags));
}

void tap_set_flags(int tap, uint16_t flags)
{
	must_succeed(request_flags(tap, TUNSETIFF, flags), "set the flags of a tap");
}

int try_tap_set_queue(int tap, uint16_t flags)
{
	return told_error(request_flags(tap, TUNSETQUEUE, flags));
}

void tap_set_queue(int tap, uint16_t flags)
{
	must_succeed(request_flags(tap, TUNSETQUEUE, flags), "attach or detach a queue");
}

/* ---- reading and writing ---- */

static struct transfer transfer(ssize_t result)
{
	return (struct transfer){
		.error = told_error(result < 0 ? errno : 0),
		.length = (size_t)told(result < 0 ? 0 : (uint64_t)result),
	};
}

static struct transfer received(void *octets, ssize_t result)
{
	if (result > 0)
		tell_octets(octets, (size_t)result);
	return transfer(result);
}

struct transfer try_tap_read(int tap, void *octets, size_t room)
{
	return received(octets, read(tap, octets, room));
}

struct transfer try_tap_write(int tap, const void *octets, size_t length)
{
	return transfer(write(tap, octets, length));
}

struct transfer try_tap_readv(int tap, const struct iovec *pieces, int count)
{
	ssize_t result = readv(tap, pieces, count);

	for (int i = 0; i < count; i++)
		tell_octets(pieces[i].iov_base, result > 0 ? pieces[i].iov_len : 0);
	return transfer(result);
}

struct transfer try_tap_writev(int tap, const struct iovec *pieces, int count)
{
	return transfer(writev(tap, pieces, count));
}

struct transfer try_tap_pread(int tap, void *octets, size_t room, uint64_t offset)
{
	return received(octets, pread(tap, octets, room, (off_t)offset));
}

struct transfer try_tap_read_nowait(int tap, void *octets, size_t room)
{
	struct iovec piece = {octets, room};

	return received(octets, preadv2(tap, &piece, 1, -1, RWF_NOWAIT));
}

struct transfer try_tap_write_nowait(int tap, const void *octets, size_t length)
{
	struct iovec piece = {(void *)octets, length};

	return transfer(pwritev2(tap, &piece, 1, -1, RWF_NOWAIT));
}

void tap_write(int tap, const void *octets, size_t length)
{
	must_succeed(write(tap, octets, length) < 0 ? errno : 0, "write to a tap");
}

/* ---- waiting ---- */

static short poll_for(int tap, short events, int milliseconds)
{
	struct pollfd polled = {.fd = tap, .events = events};

	if (poll(&polled, 1, milliseconds) < 0)
		broken("cannot poll a tap: %s (%s)", errno_name(errno), strerror(errno));
	return polled.revents;
}

unsigned tap_readiness(int tap)
{
	const short all = POLLIN | POLLRDNORM | POLLPRI | POLLOUT | POLLWRNORM | POLLRDHUP;

	return (unsigned)told((unsigned short)poll_for(tap, all, 0));
}

bool tap_await(int tap, short events)
{
	return poll_for(tap, events, ms_until(now() + patience())) & events;
}

int tap_watch(int tap, uint32_t events)
{
	struct epoll_event event = {.events = events};
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, tap, &event) < 0)
		broken("cannot watch a tap by epoll: %s (%s)", errno_name(errno), strerror(errno));
	return epoll;
}

unsigned tap_watched(int epoll)
{
	struct epoll_event event = {0};

	if (epoll_wait(epoll, &event, 1, 0) < 0)
		broken("cannot ask epoll: %s (%s)", errno_name(errno), strerror(errno));
	return (unsigned)told(event.events);
}
