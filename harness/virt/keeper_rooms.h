/* keeper_rooms.h - the folders that a libvirtd finds, in a mount namespace of its own: those it writes to, those it is configured
 * by, and a /dev that has what QEMU opens and no more. What runs in there needs nothing of systemd, udev, D-Bus and polkit.
 */
#ifndef MVC_VIRT_KEEPER_ROOMS_H
#define MVC_VIRT_KEEPER_ROOMS_H

#include <stdbool.h>

/* Mounts them; the caller is pid 1 of a pid namespace, and its mounts are its own. BROKEN on failure. */
void keeper_furnish(void);

/* Whether KVM may be used: the machine has it, and its processor can do it by itself. An emulated one can take a machine down. */
bool keeper_has_kvm(void);

#endif
