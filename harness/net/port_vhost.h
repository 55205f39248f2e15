/* port_vhost.h - a guest's macvtap that vhost-net serves, as a port like any other: expect_delivery(), fences and journals do not
 * see a difference.
 */
#ifndef MVC_NET_PORT_VHOST_H
#define MVC_NET_PORT_VHOST_H

#include "harness/net/port.h"
#include "harness/net/vhost_nic.h"

/* From now on vhost serves this tap (port_tap()), which is set to the NIC's manner of headers, and nobody must read from or write
 * to it by itself. Sending waits until vhost has given the buffer back. */
struct port *port_vhost(const struct port *tap, const struct vhost_manner *manner, enum vnet_headers headers);

/* The NIC behind it. */
struct vhost_nic *port_vhost_nic(const struct port *port);

#endif
