/* requirements.h - what must hold of macvtaps that vhost-net serves.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all).
 */
#ifndef MVC_SUITES_VHOST_REQUIREMENTS_H
#define MVC_SUITES_VHOST_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define VHOST_REQUIREMENTS(NAME) \
	/* ---- who gets what ---- */ \
	NAME(VHOST_DELIVERY, \
	     "Who gets a frame, and who does not, is the same for guests that vhost serves as for those that read and write their taps themselves.", \
	     "tap_sendmsg, tap_recvmsg: what modes and filters decide is behind either", "")
/* clang-format on */

VHOST_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_VHOST_REQUIREMENT(...) +1
enum { VHOST_REQUIREMENT_COUNT = 0 VHOST_REQUIREMENTS(COUNT_VHOST_REQUIREMENT) };
extern const struct requirement *const vhost_requirements[VHOST_REQUIREMENT_COUNT];

#endif
