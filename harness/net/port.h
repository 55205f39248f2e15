/* port.h - a place where frames are put in and seen: one small interface, five kinds.
 *
 *	tap      a guest's descriptor of its macvtap               put in: as the guest      see: what the guest reads
 *	capture  libpcap on a device, frames coming in only        put in: onto the wire     see: what the far end sends
 *	stack    the host's own network stack on the parent        put in: as the host       see: what the stack is given
 *	packet   a packet socket on a device, with vnet headers    put in: at that device    see: what it receives
 *	vhost    a guest's virtqueues (port_vhost.h)               put in: as the guest      see: what vhost gives it
 *
 * The stack is not a capture: a capture on the parent sees frames before macvlan takes them away. It
 * is a packet socket bound to the EtherTypes under test, which is served after the parent's receive handler, and it
 * tells frames the stack would accept from those that are for somebody else (PACKET_OTHERHOST).
 */
#ifndef MVC_NET_PORT_H
#define MVC_NET_PORT_H

#include "harness/core/clock.h"
#include "harness/net/netns.h"

#include <stddef.h>
#include <stdint.h>

struct sighting {
	nanoseconds time;     /* when it was read */
	const uint8_t *bytes; /* valid until the next call on the same port */
	size_t length;
	enum {
		FOR_ME,
		FOR_ANOTHER, /* a stack port's PACKET_OTHERHOST; nowhere else */
	} addressed;
	unsigned packet_type; /* at a stack port the kernel's PACKET_* (linux/if_packet.h); else 0 */
};

struct port; /* lives as long as the process */

/* Of a port whose frames come with vnet headers: whether the octets sent and seen have them in front. If not, what is sent leaves
 * nothing to do. */
enum vnet_headers { HEADERS_HIDDEN, HEADERS_SHOWN };

/* Opens the tap of this device, which must be in the calling thread's network namespace; one queue, no vnet header. */
struct port *port_tap(const char *device);

/* Captures what comes in at this device of the calling thread's namespace, and injects there. The longest
 * frame expected sizes the buffer. */
struct port *port_capture(const char *device, size_t longest);

/* The host's stack on this device of the calling thread's namespace, for these EtherTypes, ETHERTYPE_FENCE included
 * by itself. Within one EtherType frames keep their order, and no fence is seen before what came in earlier.
 *
 * The kernel takes the outermost tag off before it asks its protocols (net/core/dev.c, __netif_receive_skb_core): a tagged
 * frame is seen here without it, under the EtherType behind it, and FOR_ANOTHER unless its VLAN is 0. */
struct port *port_stack(const char *device, const uint16_t *ethertypes, size_t count);

/* Listens to one more EtherType from now on; nothing if it does already. Every socket costs a grace period when the
 * case ends, so a testbed asks for the rare ones when they are sent. */
void port_stack_listen(struct port *port, uint16_t ethertype);

/* What comes in at this device of the calling thread's namespace, and is put in there, each frame behind the vnet header that
 * the kernel has for it (frame/vnet.h, VNET_HEADER_SIZE octets, VNET_NATIVE): a packet left to be cut, a checksum left to be
 * done, which a capture does not show. With an EtherType, what is left of it behind the device's receive handler, as at a
 * stack port; ETH_P_ALL is everything before it. A tag stands where it was sent. */
struct port *port_packet(const char *device, uint16_t ethertype);

/* Puts the octets in; returns when the kernel has taken them. BROKEN if it does not. */
void port_send(struct port *port, const uint8_t *bytes, size_t length);

/* As port_send(), but 0 or a positive errno, for cases whose subject it is. */
int try_port_send(struct port *port, const uint8_t *bytes, size_t length);

/* The next frame seen, without waiting; 0 if there is none now, else 1. */
int port_receive(struct port *port, struct sighting *sighting);

/* A descriptor that poll(2) reports readable when port_receive() may have something. */
int port_fd(const struct port *port);

/* Says that poll(2) has just found nothing to read at port_fd(), as port_receive() would have: whoever watches several ports
 * need not ask each of them. */
void port_found_empty(struct port *port);

/* Frames this port may have lost since it was opened (ring or buffer overrun), up to now or when it was just found empty. Cheap enough for every check: some
 * microseconds, unless a tap's ring may have been full. */
uint64_t port_lost(struct port *port);

#endif
