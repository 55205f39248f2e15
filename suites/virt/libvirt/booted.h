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

#include "harness/case/case.h"
#include "harness/proof/testbed.h"
#include "harness/virt/guest.h"
#include "harness/virt/libvirtd.h"
#include "suites/virt/libvirt/site.h"

struct booted_plan {
	struct topology topology; /* without guests; what its cases share (case/case.h) */
	const char *devices;      /* of the domain */
	uint8_t guests;
	struct child guest
		[4]; /* of them, and of what is plugged in: what the devices are to become: GUEST_A ... the teller */
};

struct booted {
	const struct booted_plan *plan;
	struct testbed *net;
	struct libvirtd *libvirtd;
	struct guest *guest;
	char nic[4][NIC_NAME_SIZE]; /* what the guest calls them */
};

/* ---- plans ---- */

/* GUEST_A is trusted, GUEST_B is not; GUEST_C tells. */
extern const struct booted_plan booted_trio;

/* The same, for cases that make VLANs: a guest that has made one is another. Its kernel has 802.1Q from then on, and each of its
 * NICs VLAN 0. */
extern const struct booted_plan booted_trio_tagged;

/* GUEST_A is trusted, and has the first parent to itself; GUEST_B, on the second, tells. */
extern const struct booted_plan booted_passthru;

/* A NIC of theirs, as it is written in the domain: yes or no, its address, its device, what it stands on. */
#define BOOTED_NIC(trust, address, device, source)                                                           \
	"<interface type='direct' trustGuestRxFilters='" trust "'><mac address='" address "'/>" source       \
	"<target dev='" device "'/><model type='virtio'/><rom enabled='no'/></interface>"

/* ---- their cases ---- */

/* What a case on this plan has in common with the others: its testbed, and what it lacks without one. */
struct testcase booted_case(const struct booted_plan *plan);

/* The one of this plan, its NICs up. FAIL and the end of the case if libvirt does not start its domain. */
struct booted *booted(const struct booted_plan *plan);

/* Makes a request to the guest about the NIC that is this place - "mac", "02:...", "promisc", "on" -, and returns when libvirt has
 * dealt with all that it has been told because of it. */
void have_nic(struct booted *bed, enum place place, const char *verb, const char *words);

/* The same without waiting for libvirt: to be followed by another that does. */
void begin_nic(struct booted *bed, enum place place, const char *verb, const char *words);

/* Has the guest boot once more, and its NICs up again. */
void boot_again(struct booted *bed);

/* Its domain and its devices, for what site.h says of them. */
struct site site_of(const struct booted *bed);

/* The NIC of this place, which has been plugged in since, becomes part of the testbed and is brought up; or is no part of it any more, as it
 * is about to be taken away. FAIL if the guest does not find it: false. */
bool take_in(struct booted *bed, enum place place);
void let_go(struct booted *bed, enum place place);

/* Returns when libvirt has dealt with all that it has been told by now. BROKEN if it says nothing of itself. */
void await_libvirt(struct booted *bed);

#endif
