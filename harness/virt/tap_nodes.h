/* tap_nodes.h - the nodes of a network namespace's taps, /dev/tapN, as udev would make them: for programs that open them by
 * that name, as libvirt does.
 *
 * The kernel's own devtmpfs has the nodes of all namespaces in one folder, and since an index is a namespace's own, a name there
 * can be a stranger's device. So this belongs into a mount namespace whose /dev is a tmpfs, and takes the kernel's events of one
 * network namespace only. Source: drivers/net/macvtap.c (macvtap_device_event), lib/kobject_uevent.c (uevent_net_broadcast).
 */
#ifndef MVC_VIRT_TAP_NODES_H
#define MVC_VIRT_TAP_NODES_H

#include "harness/net/uevent.h"

/* Makes and removes the nodes that the events tell of, as far as they have come; never waits. */
void tap_nodes_follow(struct uevents *events);

/* Called with the name and the device number of every node that is about to be made; what it returns is made instead. NULL in
 * the product; the project's own tests put a saboteur here. */
extern uint64_t (*tap_nodes_sabotage)(const char *name, uint64_t device);

#endif
