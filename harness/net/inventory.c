#include "harness/net/inventory.h"

#include "harness/net/netlink.h"

bool inventory_restore(struct links *links, const char *const *names, size_t count)
{
	char others[64][LINK_NAME_SIZE];
	size_t other_count;
	bool whole = true;

	announcements_read(links);
	for (size_t i = 0; i < count; i++)
		whole &= announced_index(links, names[i]) != 0;
	other_count = announced_others(links, names, count, others, sizeof others / sizeof others[0]);
	for (size_t i = 0; i < other_count; i++)
		try_link_delete(links, others[i]);
	return whole && other_count < sizeof others / sizeof others[0];
}
