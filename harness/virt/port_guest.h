/* port_guest.h - a NIC inside a guest, as a port (net/port.h): put in as the guest's kernel sends, seen as it receives.
 *
 * What is seen is what has passed the NIC's own filter (virtio 1.2, 5.1.6.5), too: a NIC that is to show all that its tap is
 * given must be promiscuous.
 */
#ifndef MVC_VIRT_PORT_GUEST_H
#define MVC_VIRT_PORT_GUEST_H

#include "harness/net/port.h"
#include "harness/virt/guest.h"

/* The NIC must be up. Its headers have GUEST_HEADER_SIZE octets, in the guest's order: what they leave to do the guest's kernel leaves
 * to its NIC, or does itself if that cannot. The device is the macvtap behind it, in the calling thread's network namespace, for what its ring has
 * lost; NULL if that is out of reach. */
struct port *port_guest(struct guest *guest, const char *nic, const char *device, enum vnet_headers headers);

#endif
