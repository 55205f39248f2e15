/* booted.h - a domain of libvirt's with a booted guest, whose NICs are the guests of a testbed: for cases about what comes of what
 * the guest does with them. It boots once for all cases of a process that share its plan, and each leaves it as it found it.
 *
 *	      WIRE
 *	       |
 *	      p0 ------- HOST
 *	   |    |    |
 *	GUEST_A ... GUEST_C      NICs of one guest, each named in the domain as its place's device is (proof/testbed.h)
 *
 * What a guest tells its NIC, QEMU tells libvirt, and libvirt the macvtap, all in their own time. When that has been done, or when it
 * would have been, a NIC of the guest tells that no case is about: the teller, the last of the plan, which is trusted. libvirt has one worker for
 * what QEMUs tell, who takes one thing after the other (qemu/qemu_driver.c: qemuStateInitialize; util/virthreadpool.c).
 */
#ifndef MVC_SUITES_VIRT_LIBVIRT_BOOTED_H
#define MVC_SUITES_VIRT_LIBVIRT_BOOTED_H

#include "harness/proof/testbed.h"
#include "harness/virt/guest.h"
#include "harness/virt/libvirtd.h"

struct booted_plan {
	struct topology topology; /* without guests; what its cases share (case/case.h) */
	const char *devices;      /* of the domain */
	uint8_t guests;
	struct child guest[4]; /* what the devices are to become: GUEST_A ... the teller */
};

struct booted {
	const struct booted_plan *plan;
	struct testbed *net;
	struct libvirtd *libvirtd;
	struct guest *guest;
	char nic[4][NIC_NAME_SIZE]; /* what the guest calls them */
};

/* Seconds that one takes to stand, with others' boots before it. */
enum { BOOTED_STANDS_IN_S = 120 };

/* What it needs and is not there, as a reason to skip, or NULL. */
const char *booted_lacking(void);

/* The one of this plan, its NICs up. FAIL and the end of the case if libvirt does not start its domain. */
struct booted *booted(const struct booted_plan *plan);

/* Makes a request to the guest about the NIC that is this place - "mac", "02:...", "promisc", "on" -, and returns when libvirt has
 * dealt with all that it has been told because of it. */
void have_nic(struct booted *bed, enum place place, const char *verb, const char *words);

/* The same without waiting for libvirt: to be followed by another that does. */
void begin_nic(struct booted *bed, enum place place, const char *verb, const char *words);

/* Returns when libvirt has dealt with all that it has been told by now. BROKEN if it says nothing of itself. */
void await_libvirt(struct booted *bed);

#endif
