/* link.h - network devices, by libnl: make, change, watch. The only user of libnl.
 *
 * Each verb works in one namespace, whose netlink sockets are opened when first needed and live as long as the
 * case. Verbs end the case as BROKEN with one sentence that has the errno by name and the kernel's own words
 * (extended ack); the try_ variants return them instead, for cases whose subject they are.
 */
#ifndef MVC_NET_LINK_H
#define MVC_NET_LINK_H

#include "harness/frame/mac.h"
#include "harness/net/netns.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINK_NAME_SIZE 16 /* IFNAMSIZ */

/* The values are the kernel's (enum macvlan_mode, linux/if_link.h). */
enum mode {
	MODE_PRIVATE = 1,
	MODE_VEPA = 2,
	MODE_BRIDGE = 4,
	MODE_PASSTHRU = 8,
	MODE_SOURCE = 16,
};

/* MACVLAN_FLAG_*, linux/if_link.h */
enum mode_flag {
	FLAG_NOPROMISC = 1,
	FLAG_NODST = 2,
};

/* The iproute2 word of a mode; "?" for none. Static storage. */
const char *mode_name(enum mode mode);

/* What the kernel said to one request. */
struct answer {
	int error;      /* 0 or a positive errno */
	char text[160]; /* extended ack; "" if the kernel gave none */
};

/* A view of one namespace: its request socket and its event socket. */
struct links;

/* Opens the sockets in that namespace. Never NULL; lives as long as the process. */
struct links *links_of(struct netns ns);

/* ---- making ---- */

/* A veth pair to be: this end here, the peer in another namespace. */
struct veth {
	const char *name, *peer_name;
	struct mac address, peer_address;
	struct netns there; /* where the peer is */
	uint32_t mtu;       /* of both ends, in octets; 0: the kernel's default, 1500 */
};

/* This end is up at once; the kernel lets only the caller of link_set_up() bring the peer up, and with it the carrier
 * of both. */
void veth_create(struct links *here, const struct veth *veth);

/* A macvtap to be; what is zero or NULL is not sent. */
struct macvtap {
	const char *name;
	const char *parent;
	int index; /* 0: one that no other macvtap of the machine has */
	enum mode mode;
	uint16_t flags;
	const struct mac *address;
	uint32_t mtu;
	bool up;                   /* brought up by the very request that makes it */
	uint32_t queue_length;     /* IFLA_TXQLEN: frames a tap's ring holds */
	const struct mac *sources; /* source mode: the list of senders it listens to */
	size_t source_count;
	const uint32_t *broadcast_queue; /* IFLA_MACVLAN_BC_QUEUE_LEN */
	const int32_t *broadcast_cutoff; /* IFLA_MACVLAN_BC_CUTOFF, since 6.4 */
};

void macvtap_create(struct links *links, const struct macvtap *macvtap);
struct answer try_macvtap_create(struct links *links, const struct macvtap *macvtap);

/* Called with the name of every device that macvtap_create() has made. NULL in the product; the project's own tests put a
 * saboteur here, as in proof/testbed.h. */
extern void (*macvtap_sabotage)(const char *name);

/* A bridge that forwards everything it may: no STP, no multicast snooping; up. Skips if the kernel has none. */
void bridge_create(struct links *links, const char *name);

/* Makes the device a member of the bridge, as a port like any other: learning on, floods passed on, no frame sent back
 * to where it came from. */
void bridge_add_port(struct links *links, const char *bridge, const char *port);

/* Makes the port a member of the bridge with reflective relay (hairpin) on and learning off, so that every frame
 * is flooded and what comes in by this port goes out by it too. But for what no bridge forwards: frames to the port's own
 * address, and to 01:80:c2:00:00:01 and :02. To be called when the port is RUNNING. */
void bridge_add_reflecting_port(struct links *links, const char *bridge, const char *port);

void link_delete(struct links *links, const char *name);
struct answer try_link_delete(struct links *links, const char *name);

/* Deletes every device that has been announced since links_of() and is not among these names. False if one that is has
 * gone. */
bool links_keep_only(struct links *links, const char *const *names, size_t count);

/* ---- changing ---- */

void macvtap_set_mode(struct links *links, const char *name, enum mode mode, uint16_t flags);
struct answer try_macvtap_set_mode(struct links *links, const char *name, enum mode mode, uint16_t flags);

/* How a request names the senders a source-mode child listens to (enum macvlan_macaddr_mode). */
enum source_edit {
	SOURCES_ADD = 0,
	SOURCES_DELETE = 1,
	SOURCES_FLUSH = 2,
	SOURCES_SET = 3,
};
void macvtap_edit_sources(struct links *links, const char *name, enum source_edit edit,
			  const struct mac *sources, size_t count);
struct answer try_macvtap_edit_sources(struct links *links, const char *name, enum source_edit edit,
				       const struct mac *sources, size_t count);

/* The length of the parent's broadcast queue that this child asks for, and (since 6.4) how many receivers a group may
 * have to be served without the queue. */
/* What is younger than the kernels this runs on: skips if the answer to these flags, or what the kernel tells of the macvtap,
 * shows that it is an old one without. */
void skip_without_nodst(struct answer answer, uint16_t flags);
void skip_without_broadcast_queue(struct links *links, const char *name);

void macvtap_set_broadcast_queue(struct links *links, const char *name, uint32_t length);
void macvtap_set_broadcast_cutoff(struct links *links, const char *name, int32_t cutoff);

void link_set_up(struct links *links, const char *name);
void link_set_down(struct links *links, const char *name);
struct answer try_link_set_up(struct links *links, const char *name);
void link_set_mtu(struct links *links, const char *name, uint32_t mtu);
struct answer try_link_set_mtu(struct links *links, const char *name, uint32_t mtu);
void link_set_mac(struct links *links, const char *name, struct mac address);
struct answer try_link_set_mac(struct links *links, const char *name, struct mac address);

/* Joins or leaves a group on the device itself, as libvirt does on behalf of a trusted guest (a static
 * entry in the device's multicast list). */
void link_join(struct links *links, const char *name, struct mac group);
void link_leave(struct links *links, const char *name, struct mac group);

/* ---- asking and waiting ---- */

struct link_state {
	int index;
	struct mac address;
	uint32_t mtu;
	uint32_t promiscuity;
	bool up;      /* IFF_UP */
	bool running; /* IFF_RUNNING and carrier: frames sent now are not lost to one that is still coming */
	enum mode mode; /* 0 unless a macvtap or macvlan */
	uint16_t flags;
	uint64_t rx_packets, rx_dropped, tx_packets, tx_dropped;
};

struct link_state link_state(struct links *links, const char *name);

/* The interface index. BROKEN if there is no such device. */
int link_index(struct links *links, const char *name);

/* How often the kernel has announced a device's making, change or end since links_of(): as long as that stays the same, so
 * do they, but for their lists and counters. */
uint64_t links_heard(struct links *links);

/* Returns when the kernel has announced (RTM_NEWLINK) that the device is running. BROKEN after patience(). */
void link_wait_running(struct links *links, const char *name);

/* Major and minor of the tap node, from sysfs of the calling thread's namespace: never /dev/tapN, which can be a
 * stranger's. */
void tap_device_number(const char *name, unsigned *major, unsigned *minor);

#endif
