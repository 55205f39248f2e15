/* bench.h - where the vhost suite works: a testbed whose guests vhost serves.
 *
 *	      WIRE
 *	       |
 *	    parent --- HOST
 *	    |    |
 *	GUEST_A  GUEST_B         their taps are the backends of a vhost each, whose queues are driven from here
 */
#ifndef MVC_SUITES_VHOST_BENCH_H
#define MVC_SUITES_VHOST_BENCH_H

#include "harness/net/port_vhost.h"
#include "harness/net/tap.h"
#include "harness/proof/testbed.h"

#include <errno.h>
#include <linux/ioctl.h>
#include <stdint.h>

/* Usual: VIRTIO_F_VERSION_1, VIRTIO_NET_F_MRG_RXBUF, 256 buffers of 2048 octets. */
extern const struct vhost_manner usual_manner;

/* Has these guests served by vhost from now on, if they are not already; a case that shares its testbed must ask for the same
 * as its neighbours. Their ports hide headers. SKIP if the kernel has no vhost-net: ask need_vhost() before the testbed is built. */
void serve_by_vhost(struct testbed *net, places guests, const struct vhost_manner *manner);

#endif
