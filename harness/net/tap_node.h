/* tap_node.h - how a macvtap's tap is found and opened: what sysfs shows of it, and the numbers of its node. */
#ifndef MVC_NET_TAP_NODE_H
#define MVC_NET_TAP_NODE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether there is an entry of this name below /sys/class/net/DEVICE, of the namespace that /sys belongs to. */
bool sysfs_shows(const char *device, const char *entry);

/* The node's numbers, as told; see tap_device_number(). */
uint64_t tap_major(const char *device);
uint64_t tap_minor(const char *device);

/* Both as one, as stat(2) tells of an open node (st_rdev). */
uint64_t tap_device(const char *device);

/* How many taps sysfs shows in the calling thread's network namespace. */
uint64_t taps_shown(void);

/* Makes a node of these numbers and opens it: 0, or a positive errno. Nothing stays, neither open nor on disk. */
int try_tap_node(uint64_t major, uint64_t minor);

#endif
