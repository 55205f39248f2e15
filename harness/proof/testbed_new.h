/* testbed_new.h - between the files that testbeds are made in: one that is new, and children that are. Cases ask
 * testbed.h.
 */
#ifndef MVC_PROOF_TESTBED_NEW_H
#define MVC_PROOF_TESTBED_NEW_H

#include "harness/proof/testbed.h"

/* Namespaces, links and ports made for it. */
struct testbed *testbed_new(const struct topology *topology);

/* Makes the children of the topology, which must not be there, and opens their taps; all that a case may have noted of its
 * testbed is forgotten. */
void testbed_renew_children(struct testbed *net, const struct topology *topology);

/* The devices of its wire's namespace: fills names, static storage, and returns how many. */
enum { WIRE_DEVICES = 4 };
size_t wire_devices(const struct testbed *net, const char *names[WIRE_DEVICES]);

#endif
