/* filter.h - what the children's multicast filters let through, whoever has joined what.
 *
 * The filter hashes no more than the last four octets of a group (macvlan.c: mc_hash). So every group has a twin
 * that falls into the same bucket on every child and is otherwise a group like any other: the same but for its
 * first two octets. Where a group's own address is the subject of a case and cannot be chosen (the reserved ones),
 * its twin tells which children are bound to confuse it with a group that they have joined.
 */
#ifndef MVC_PROOF_FILTER_H
#define MVC_PROOF_FILTER_H

#include "harness/proof/testbed.h"

/* The children that hear the group's twin from a stranger on the wire. NOWHERE if that could not be decided. */
places filter_lets_through(struct testbed *net, struct mac group);

#endif
