/* domain_guest.h - the guest that a domain of libvirt's boots, at the host's end of its line: a virtio port that libvirt makes a
 * socket for. */
#ifndef MVC_VIRT_DOMAIN_GUEST_H
#define MVC_VIRT_DOMAIN_GUEST_H

#include "harness/virt/guest.h"
#include "harness/virt/libvirtd.h"

/* Where the domain of this name has its channel (a socket that libvirt listens at) and its console (a file). */
#define DOMAIN_CHANNEL "/run/%s.channel"
#define DOMAIN_CONSOLE "/run/%s.console"

/* Starts a domain of this name and description, in its turn (boot.h), and returns when its guest has booted: then what libvirt
 * says is 0, and the guest, which lives as long as the domain, is handed out. BROKEN if libvirt starts it and it does not boot. */
struct reply try_domain_boot(struct libvirtd *libvirtd, const char *name, const char *xml,
			     struct guest **guest);

#endif
