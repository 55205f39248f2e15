/* backend.h - the host's side of a domain's interface: the descriptors that its QEMU holds, read from the process itself
 * (pidfd_getfd(2)), so that it does not matter what anybody says of them. */
#ifndef MVC_VIRT_BACKEND_H
#define MVC_VIRT_BACKEND_H

#include "harness/virt/libvirtd.h"

#include <stdint.h>

/* Of all taps that the QEMU of this domain has open, those whose device is called so. */
struct backend {
	unsigned taps;          /* descriptors: queues */
	unsigned nodes;         /* different device numbers among them */
	uint64_t device_number; /* st_rdev of the first */
	unsigned flags;         /* IFF_* of the first, as TUNGETIFF tells (linux/if_tun.h) */
	int header;             /* octets of its vnet header (TUNGETVNETHDRSZ) */
	unsigned vhosts;        /* descriptors of /dev/vhost-net, of the whole QEMU */
	unsigned other_taps;    /* taps whose device is called otherwise, of the whole QEMU */
};

struct backend backend_of(struct libvirtd *libvirtd, const char *domain, const char *device);

/* Ends the QEMU of this domain as a kernel without memory does: SIGKILL. Returns at once. */
void backend_kill(struct libvirtd *libvirtd, const char *domain);

#endif
