/* lies.h - what is done to a case whose subject is what the kernel says: each treatment one lie, or one deed of the
 * saboteur's.
 */
#ifndef MVC_SUITES_SELFTEST_LIES_H
#define MVC_SUITES_SELFTEST_LIES_H

#include "harness/core/clock.h"
#include "harness/net/lie.h"
#include "harness/selftest/saboteur.h"

#include <stddef.h>

struct treatment {
	const char *name; /* NULL: the saboteur's own word for the deed */
	const struct lie *lie;
	const struct sabotage *sabotage;
	nanoseconds patience;
};

/* Those that kill most come first. */
extern const struct treatment treatments[];
extern const size_t treatment_count;

#endif
