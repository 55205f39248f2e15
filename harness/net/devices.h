/* devices.h - all devices of a namespace at one moment, as the kernel tells anybody who asks: for whoever looks at a host
 * and must not end over what he may not see. Sends nothing but requests to read.
 */
#ifndef MVC_NET_DEVICES_H
#define MVC_NET_DEVICES_H

#include "harness/net/link.h"

#define DEVICE_KIND_SIZE 32

struct device {
	char name[LINK_NAME_SIZE];
	int index;
	char kind[DEVICE_KIND_SIZE];      /* IFLA_INFO_KIND; "" for hardware and whatever names none */
	char port_kind[DEVICE_KIND_SIZE]; /* IFLA_INFO_SLAVE_KIND: whose port it is; "" if nobody's */
	uint16_t type;                    /* ARPHRD_* */
	uint32_t flags;                   /* IFF_* */
	bool carrier;
	int master;          /* index of what it is a port of; 0 for none */
	int lower;           /* index of what it is on top of (IFLA_LINK); 0 for none */
	int lower_elsewhere; /* what this namespace calls the other one in which `lower` is; -1: it is here */
	int ring[2]; /* indices of the ports of a redundant ring (IFLA_HSR_SLAVE1, 2), which have it for no master */
	struct mac address; /* zero unless it has six octets */
	uint32_t mtu, promiscuity;
	uint32_t mode;            /* enum mode, of macvlans and macvtaps; otherwise 0 */
	uint32_t broadcast_queue; /* frames, what their parent's queue holds; 0 if the kernel does not say */
};

struct devices {
	struct device *at; /* owned */
	size_t count;
};

/* The devices of the calling thread's namespace, or of another one (an open descriptor of it). 0, or a positive errno,
 * with nothing in *devices. */
int devices_here(struct devices *devices);
int devices_there(int netns, struct devices *devices);
void devices_free(struct devices *devices);

/* What the namespace `netns` calls the namespace `other`; -1 if it knows no name for it, or cannot be asked. */
int namespace_name(int netns, int other);

const struct device *device_named(const struct devices *devices, const char *name);
const struct device *device_of_index(const struct devices *devices, int index);

#endif
