/* packet_bypass.h - a packet socket that hands its frames to the driver itself, past the queueing discipline
 * (PACKET_QDISC_BYPASS, packet(7)): the only sender whose frames have not been looked at before they get there.
 */
#ifndef MVC_NET_PACKET_BYPASS_H
#define MVC_NET_PACKET_BYPASS_H

#include <stddef.h>
#include <stdint.h>

/* Sends the octets by a device of the calling thread's namespace: 0 or errno. */
int try_packet_bypass(const char *device, const uint8_t *octets, size_t length);

#endif
