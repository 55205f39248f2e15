/* qemu.h - a QEMU of the case's own, on macvtaps that the case holds: descriptors are handed over, as libvirt does it.
 *
 * Its processors are run as accelerator.h says, its virtio NICs served by vhost-net where libvirt has it so. Killed with the
 * case, whatever ends that (child_process.h).
 */
#ifndef MVC_VIRT_QEMU_H
#define MVC_VIRT_QEMU_H

#include "harness/frame/mac.h"
#include "harness/virt/guest.h"
#include "harness/virt/qmp.h"

enum nic_model { NIC_VIRTIO, NIC_E1000E };

enum { QEMU_QUEUES_MAX = 8, QEMU_NICS_MAX = 4 };

/* Seconds, those included that others' guests take to boot before. */
enum { QEMU_STANDS_IN_S = 240 };

struct qemu_nic {
	enum nic_model model;
	struct mac address;
	unsigned queues;           /* taps handed over */
	int taps[QEMU_QUEUES_MAX]; /* the caller's; QEMU has duplicates */
};

struct qemu {
	struct child_process process;
	struct guest *guest;
	struct qmp *qmp;
};

/* What a QEMU of our own would need and is not there, as a reason to skip: a guest (core/guest_folder.h) or QEMU; NULL if nothing
 * is missing. Static storage. */
const char *qemu_lacking(void);

/* Starts one with these NICs, whose devices and networks have the ids nic0, net0 ... in the guest's order, and returns when
 * its guest has booted, in its turn (boot.h). All its NICs are down. Lives as long as the process. */
struct qemu *qemu_start(const struct qemu_nic *nics, size_t count);

/* Ends it with SIGKILL; returns when it is gone. */
void qemu_kill(struct qemu *qemu);

#endif
