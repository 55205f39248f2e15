/* tun.h - devices of the tun driver: parents that are no veth, and the taps that macvtaps are measured against. Each lives
 * as long as its descriptors, which are the process's.
 */
#ifndef MVC_NET_TUN_H
#define MVC_NET_TUN_H

#include <stdint.h>

enum tun_layer {
	TUN_PACKETS, /* IP packets without Ethernet: no parent for a macvtap */
	TUN_FRAMES,  /* Ethernet frames */
};

/* Makes one in the calling thread's namespace and returns its descriptor. Skips if the kernel has no tun. */
int tun_create(const char *name, enum tun_layer layer);

/* A queue of a device of the calling thread's namespace, with these flags (IFF_*, linux/if_tun.h): the first makes the
 * device, one more takes IFF_MULTI_QUEUE in all of them. Skips if the kernel has no tun. */
int tun_open_queue(const char *name, uint16_t flags);

/* Asks for another link type (ARPHRD_*, linux/if_arp.h); the device must be down. 0 or an errno: EPERM if somebody on top
 * of it, as a macvtap's parent port is, forbids it. */
int try_tun_set_type(int fd, int type);

#endif
