/* groups.h - which multicast groups a testbed uses.
 *
 * A child filters groups by a hash of 256 buckets that is salted with the address of its device in the
 * kernel's memory (macvlan.c: mc_hash), so now and then two groups fall into one bucket and an unjoined one
 * is rightly let through. A case about filtering must not meet such a pair: it would fail about once in fifty
 * times on a right kernel. So the testbed tries a few sets of groups and keeps the first whose members this
 * testbed's filters tell apart. A kernel that does not filter at all fails on every set, keeps the first, and
 * is then found out by the cases.
 */
#ifndef MVC_PROOF_GROUPS_H
#define MVC_PROOF_GROUPS_H

#include "harness/proof/testbed.h"

/* The groups of this testbed. They are drawn, and joined, when they are first asked for: a case about unicast has no
 * use for them. */
const struct drawn_groups *testbed_groups(struct testbed *net);

#endif
