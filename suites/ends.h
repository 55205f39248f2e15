/* ends.h - what has gone, and what has not: for cases about the ends of namespaces and devices. */
#ifndef MVC_SUITES_ENDS_H
#define MVC_SUITES_ENDS_H

#include "harness/net/link.h"
#include "harness/proof/testbed.h"

/* A namespace whose end will be announced: this device, in the host's namespace, goes with it. */
struct netns namespace_tied_to(struct testbed *net, const char *device);

/* A tap of this device, opened in that namespace, which it keeps: what tap_open() (harness/net/tap.h) takes care not to do. */
int tap_opened_in(struct testbed *net, struct netns ns, const char *device);

/* Whether there is such a device. */
bool is_there(struct links *links, const char *name);

#endif
