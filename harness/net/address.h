/* address.h - a device's own address: who says what it is, and how the holder of its tap changes it. */
#ifndef MVC_NET_ADDRESS_H
#define MVC_NET_ADDRESS_H

#include "harness/core/clock.h"
#include "harness/net/link.h"

/* Whether this is the address of the device. */
bool address_is(struct links *links, const char *name, struct mac address);

/* Returns true when the kernel has announced that this is the address of the device; false when the deadline has passed. */
bool link_await_address(struct links *links, const char *name, struct mac address, nanoseconds deadline);

struct tap_address {
	char name[LINK_NAME_SIZE]; /* of the device */
	uint16_t family;           /* ARPHRD_* (linux/if_arp.h) */
	struct mac address;
};

/* SIOCGIFHWADDR, SIOCSIFHWADDR: 0 or errno. */
int try_tap_get_address(int tap, struct tap_address *address);
int try_tap_set_address(int tap, const struct tap_address *address);

#endif
