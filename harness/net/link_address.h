/* link_address.h - addresses as numbers of 48 bits, which are compared like everything else the kernel says. */
#ifndef MVC_NET_LINK_ADDRESS_H
#define MVC_NET_LINK_ADDRESS_H

#include "harness/net/link.h"

uint64_t mac_number(struct mac address);

/* The device's own. */
uint64_t link_address(struct links *links, const char *name);

#endif
