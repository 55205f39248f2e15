/* preflight.h - the case before all others: can anything be decided on this machine? Runs like any case, in a
 * process and in namespaces of its own, so that what it tries leaves nothing behind.
 */
#ifndef MVC_CASE_PREFLIGHT_H
#define MVC_CASE_PREFLIGHT_H

#include "harness/case/case.h"

/* SKIP: the kernel has no macvtap. BROKEN: the machine does not let us. */
extern const struct testcase preflight;

#endif
