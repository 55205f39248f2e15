/* inventory.h - which devices a namespace has, so that it can be tidied up to what it had before. */
#ifndef MVC_NET_INVENTORY_H
#define MVC_NET_INVENTORY_H

#include "harness/net/link.h"

struct inventory {
	char (*names)[LINK_NAME_SIZE]; /* owned */
	size_t count;
};

struct inventory inventory_of(struct links *links);
void inventory_free(struct inventory *inventory);

/* Deletes every device that is not in the inventory. False if one that is has gone. */
bool inventory_restore(struct links *links, const struct inventory *inventory);

#endif
