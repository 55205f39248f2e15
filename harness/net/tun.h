/* tun.h - devices of the tun driver: parents that are no veth. Each lives as long as its descriptor, which is the
 * process's.
 */
#ifndef MVC_NET_TUN_H
#define MVC_NET_TUN_H

enum tun_layer {
	TUN_PACKETS, /* IP packets without Ethernet: no parent for a macvtap */
	TUN_FRAMES,  /* Ethernet frames */
};

/* Makes one in the calling thread's namespace and returns its descriptor. Skips if the kernel has no tun. */
int tun_create(const char *name, enum tun_layer layer);

/* Asks for another link type (ARPHRD_*, linux/if_arp.h); the device must be down. 0 or an errno: EPERM if somebody on top
 * of it, as a macvtap's parent port is, forbids it. */
int try_tun_set_type(int fd, int type);

#endif
