/* accelerator.h - what runs the processors of guests: TCG, unless the environment says MVC_ACCEL=kvm. A machine's /dev/kvm is never
 * used unasked, and never where the processor cannot do it by itself.
 */
#ifndef MVC_VIRT_ACCELERATOR_H
#define MVC_VIRT_ACCELERATOR_H

#include <stdbool.h>

/* As QEMU calls it: "tcg" or "kvm". BROKEN if the environment asks for what is not there. */
const char *accelerator(void);

/* As libvirt calls domains of it: "qemu" or "kvm". */
const char *domain_type(void);

/* Whether virtio NICs of such guests are served by vhost-net, where nobody says otherwise: with KVM, and if the kernel has it.
 * libvirt decides so (qemu/qemu_interface.c: qemuInterfaceOpenVhostNet), and we with it. */
bool vhost_serves_guests(void);

/* The same, and if so it is noted who serves the case (core/verdict.h): "vhost", which is of its kernel's version. */
bool served_by_vhost(void);

#endif
