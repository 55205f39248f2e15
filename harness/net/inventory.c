#include "harness/net/inventory.h"

#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <netlink/route/link.h>
#include <stdlib.h>
#include <string.h>

static void add(struct nl_object *object, void *context)
{
	struct inventory *inventory = context;
	const char *name = rtnl_link_get_name((struct rtnl_link *)object);

	snprintf(inventory->names[inventory->count++], LINK_NAME_SIZE, "%s", name);
}

struct inventory inventory_of(struct links *links)
{
	struct inventory inventory = {0};
	struct nl_cache *cache;
	int error = rtnl_link_alloc_cache(links->request, AF_UNSPEC, &cache);

	if (error < 0)
		broken("cannot list the devices of a namespace: %s", nl_geterror(error));
	inventory.names = calloc((size_t)nl_cache_nitems(cache) + 1, sizeof *inventory.names);
	if (!inventory.names)
		broken("no memory for a list of devices");
	nl_cache_foreach(cache, add, &inventory);
	nl_cache_free(cache);
	return inventory;
}

void inventory_free(struct inventory *inventory)
{
	free(inventory->names);
	*inventory = (struct inventory){0};
}

static bool has(const struct inventory *inventory, const char *name)
{
	for (size_t i = 0; i < inventory->count; i++) {
		if (!strcmp(inventory->names[i], name))
			return true;
	}
	return false;
}

/* A device may go with another: the kernel is asked again what is left. */
bool inventory_restore(struct links *links, const struct inventory *inventory)
{
	struct inventory now = inventory_of(links);
	bool whole = true;

	for (size_t i = 0; i < inventory->count; i++)
		whole &= has(&now, inventory->names[i]);
	for (size_t i = 0; i < now.count; i++) {
		if (!has(inventory, now.names[i]))
			try_link_delete(links, now.names[i]);
	}
	inventory_free(&now);
	return whole;
}
