/* sysfs.h - inside the net layer: what only sysfs tells, of the namespace that /sys belongs to. */
#ifndef MVC_NET_SYSFS_H
#define MVC_NET_SYSFS_H

#include <stdint.h>

/* The number in /sys/class/net/DEVICE/ATTRIBUTE. BROKEN if there is none. */
uint64_t sysfs_number(const char *device, const char *attribute);

#endif
