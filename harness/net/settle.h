/* settle.h - waiting for what the kernel puts off.
 *
 * Since 7.2 a change of a device's filters - groups, promiscuity, going up - takes effect in a worker's own time if its driver
 * has ndo_change_rx_flags, as macvlan has (net/core/dev_addr_lists.c, __dev_set_rx_mode). Whoever changes anything of the device
 * by RTM_NEWLINK or SIOCSIFFLAGS has it done at once (netif_rx_mode_sync), even if there is nothing to change. Older kernels
 * put nothing off, and are asked nothing.
 */
#ifndef MVC_NET_SETTLE_H
#define MVC_NET_SETTLE_H

#include "harness/net/link.h"

/* Returns when the device's filters are what they were changed to be. BROKEN if there is no such device. */
void link_settle(struct links *links, const char *name);

/* The same for a device of the calling thread's namespace. */
void device_settle(const char *name);

#endif
