/* inventory.h - which devices have come to a namespace, so that it can be tidied up. */
#ifndef MVC_NET_INVENTORY_H
#define MVC_NET_INVENTORY_H

#include "harness/net/link.h"

/* Deletes every device that has been announced since the namespace's links were first asked for (links_of()) and is not
 * among these names. False if one that is has gone. */
bool inventory_restore(struct links *links, const char *const *names, size_t count);

#endif
