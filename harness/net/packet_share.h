/* packet_share.h - packet sockets that share what comes in at a device, so that as many threads can be its far end: each
 * frame goes to the socket of the CPU that it comes in on (PACKET_FANOUT_CPU, packet(7)).
 */
#ifndef MVC_NET_PACKET_SHARE_H
#define MVC_NET_PACKET_SHARE_H

#include <stddef.h>
#include <stdint.h>

/* Opens so many sockets on this device of the calling thread's namespace for frames that come in with this EtherType,
 * whoever they are for, with room for this many octets each, as the kernel counts them. None of them waits. The
 * descriptors are the process's. BROKEN on failure. */
void packet_share_open(const char *device, uint16_t ethertype, int room, int *sockets, size_t count);

#endif
