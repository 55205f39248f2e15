/* bench.h - where the vhost suite works: testbeds whose guests vhost serves, and NICs that a case drives itself.
 *
 *	      WIRE
 *	       |
 *	    parent --- HOST
 *	    |    |
 *	GUEST_A  GUEST_B         their taps are the backends of a vhost each, whose queues are driven from here
 */
#ifndef MVC_SUITES_VHOST_BENCH_H
#define MVC_SUITES_VHOST_BENCH_H

#include "harness/case/case.h"
#include "harness/net/port_vhost.h"
#include "harness/net/tap.h"
#include "harness/proof/testbed.h"
#include "suites/checks.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>
#include <stdint.h>

/* How a guest is served. */
struct way {
	const char *name;
	struct vhost_manner manner;
	enum vnet_headers headers; /* of its port */
	bool unlimited;            /* the tap's send buffer: vhost then hands over what is sent in batches */
};

/* VIRTIO_F_VERSION_1, VIRTIO_NET_F_MRG_RXBUF, 256 buffers of 2048 octets, no headers shown. */
extern const struct way usual_way;

/* Has these guests served so from now on, if they are not served already; a case that shares its testbed must ask for the same
 * as its neighbours. SKIP if the kernel has no vhost-net: ask need_vhost() before the testbed is built. */
void serve_by_vhost(struct testbed *net, places guests, const struct way *way);

/* ---- NICs of a case's own ---- */

enum { NIC_HEADER = 12 };

/* A guest's tap, with headers of 12 octets, as a NIC of the usual features wants them. */
int tap_with_header(struct testbed *net, enum place guest);

/* The same, which a NIC of that manner serves. */
struct vhost_nic *nic_behind(struct testbed *net, enum place guest, const struct vhost_manner *manner);

/* ---- numbered frames ---- */

enum { NUMBERS_MAX = 4096, NUMBERED = 60 /* octets of each */ };

/* A row of frames, each of which is known wherever it turns up. */
struct series {
	struct mac from, to;
	uint64_t first; /* their nonces follow one another */
};
struct series series_from(struct testbed *net, enum place from, enum place to);

/* The n-th of them behind a header that leaves nothing to do; static storage, until the next call. */
const uint8_t *numbered(const struct series *series, unsigned n);
enum { NUMBERED_WITH_HEADER = NIC_HEADER + NUMBERED };

/* Puts numbers first ... last - 1 in at a port of the testbed, which has no headers. */
void send_numbers(struct testbed *net, enum place from, const struct series *series, unsigned first,
		  unsigned last);

/* Puts them into a NIC's queue and publishes all at once. */
void put_numbers(struct vhost_nic *nic, const struct series *series, unsigned first, unsigned last);

/* What came, in the order in which it did. */
struct ledger {
	unsigned number[NUMBERS_MAX];
	size_t count;
	size_t strange; /* frames that are none of the series, or are not as they were sent */
};

/* Enters a frame without its header. */
void ledger_enter(struct ledger *ledger, const struct series *series, const uint8_t *octets, size_t length);

/* Enters all that a NIC has received, that can be read from a tap with headers, that a port of the testbed sees: now, or until
 * there are so many in the ledger or patience() is over. */
void ledger_take(struct ledger *ledger, const struct series *series, struct vhost_nic *nic);
void ledger_read(struct ledger *ledger, const struct series *series, int tap);
void ledger_see(struct ledger *ledger, const struct series *series, struct port *port);
void ledger_await(struct ledger *ledger, const struct series *series, struct vhost_nic *nic, size_t count);
void ledger_await_port(struct ledger *ledger, const struct series *series, struct port *port, size_t count);

/* Numbers first ... last - 1 have come, in order, each once, and nothing else. */
void expect_numbers(const char *what, const struct ledger *ledger, unsigned first, unsigned last);
/* The first so many have come, each once, in whatever order, and nothing else. */
void expect_each_once(const char *what, const struct ledger *ledger, unsigned count);

#define expect_numbers(...)   (caller_is(HERE), expect_numbers(__VA_ARGS__))
#define expect_each_once(...) (caller_is(HERE), expect_each_once(__VA_ARGS__))

/* Enters all of another ledger. */
void ledger_join(struct ledger *ledger, const struct ledger *other);

/* All that was sent to this guest has reached its ring, or never will: its sibling's frame to the wire, sent afterwards, is
 * seen there. */
void settle_rings(struct testbed *net, enum place sender);

#endif
