/* tap.h - a child's tap as the bare descriptor it is: for cases whose subject the descriptor's own contract is. Whoever
 * only wants to be a guest finds a port in port.h.
 *
 * The descriptor lives as long as the case. What the try_ words return has passed through told() and told_error(); the
 * others are for preparation and end the case as BROKEN.
 */
#ifndef MVC_NET_TAP_H
#define MVC_NET_TAP_H

#include "harness/net/link.h"

#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/uio.h>

/* Opens the tap of this device, which must be in the calling thread's network namespace, by a node of its own: /dev/tapN
 * may be another namespace's. Each call makes one more queue. The flags are open(2)'s: O_RDWR | O_NONBLOCK. */
int tap_open(const char *device, int flags);

/* ---- ioctl(2): 0 or errno ---- */

int try_tap_request(int tap, unsigned long request, void *argument);

/* With an int, in or out. */
int try_tap_number(int tap, unsigned long request, int *number);
void tap_set_number(int tap, unsigned long request, int number);

/* TUNGETIFF: the device's name, and IFF_* of linux/if_tun.h. */
struct tap_identity {
	char name[LINK_NAME_SIZE];
	uint16_t flags;
};
int try_tap_identity(int tap, struct tap_identity *identity);

/* TUNSETIFF without a name. */
int try_tap_set_flags(int tap, uint16_t flags);
void tap_set_flags(int tap, uint16_t flags);

/* TUNSETQUEUE. */
int try_tap_set_queue(int tap, uint16_t flags);
void tap_set_queue(int tap, uint16_t flags);

/* ---- reading and writing ---- */

struct transfer {
	int error;     /* 0 or errno */
	size_t length; /* what the call returned; 0 with an error */
};

struct transfer try_tap_read(int tap, void *octets, size_t room);
struct transfer try_tap_write(int tap, const void *octets, size_t length);
struct transfer try_tap_readv(int tap, const struct iovec *pieces, int count);
struct transfer try_tap_writev(int tap, const struct iovec *pieces, int count);
struct transfer try_tap_pread(int tap, void *octets, size_t room, uint64_t offset);

/* preadv2(2) and pwritev2(2) with RWF_NOWAIT. */
struct transfer try_tap_read_nowait(int tap, void *octets, size_t room);
struct transfer try_tap_write_nowait(int tap, const void *octets, size_t length);

void tap_write(int tap, const void *octets, size_t length);

/* ---- waiting ---- */

/* poll(2) for all that there is, as of now. */
unsigned tap_readiness(int tap);

/* Whether one of these events came in time, at most patience(). */
bool tap_await(int tap, short events);

/* An epoll(7) of this tap alone for these events (EPOLLIN | EPOLLET), and what it tells now, without waiting: 0 if nothing
 * new. */
int tap_watch(int tap, uint32_t events);
unsigned tap_watched(int epoll);

/* ---- what else a descriptor has ---- */

/* dup(2): one more descriptor of the same queue. */
int tap_duplicate(int tap);

/* fcntl(2): whether calls wait. */
void tap_set_blocking(int tap);
void tap_set_nonblocking(int tap);

/* Asks for SIGIO to this process, by F_SETOWN and F_SETFL; whether F_GETFL then says that there will be one. */
bool tap_asks_for_signals(int tap);

/* The errno of a call that is for files of another kind. */
int try_tap_seek(int tap);
int try_tap_truncate(int tap);
int try_tap_sync(int tap);
int try_tap_listen(int tap);
bool tap_is_character_device(int tap);

#endif
