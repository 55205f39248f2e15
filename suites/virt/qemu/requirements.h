/* requirements.h - what must hold of macvtaps whose frames a QEMU reads and writes for its guest.
 *
 * Each line: the symbol, one sentence, where it is taken from, the version that brings it ("" for all).
 */
#ifndef MVC_SUITES_VIRT_QEMU_REQUIREMENTS_H
#define MVC_SUITES_VIRT_QEMU_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define VIRT_QEMU_REQUIREMENTS(NAME) \
	NAME(QEMU_DELIVERY, \
	     "A guest whose NIC is a macvtap gets and sends exactly what the isolation suite says of its child, with virtio-net and with e1000e.", \
	     "isolation suite; virtio 1.2, 5.1.6; drivers/net/tap.c: tap_get_user, tap_put_user", "")
/* clang-format on */

VIRT_QEMU_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_REQUIREMENT(...) +1
enum { VIRT_QEMU_REQUIREMENT_COUNT = 0 VIRT_QEMU_REQUIREMENTS(COUNT_REQUIREMENT) };
extern const struct requirement *const virt_qemu_requirements[VIRT_QEMU_REQUIREMENT_COUNT];
#undef COUNT_REQUIREMENT

#endif
