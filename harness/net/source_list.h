/* source_list.h - a source-mode child's list of senders as attributes carry it (IFLA_MACVLAN_MACADDR_DATA): one entry an
 * address, each an attribute of its own.
 */
#ifndef MVC_NET_SOURCE_LIST_H
#define MVC_NET_SOURCE_LIST_H

#include "harness/net/attribute.h"

/* One entry as it lies in a message, host byte order. */
struct source_entry {
	uint16_t length, type;
	struct mac address;
	uint8_t padding[2]; /* entries start at multiples of four */
};

/* For tables: SOURCE_LIST(SOURCE_ENTRY(0x02, 0, 0, 0, 0, 0x51), ...) */
/* clang-format off */
#define SOURCE_ENTRY(...) {10, IFLA_MACVLAN_MACADDR, {{__VA_ARGS__}}, {0}}
#define SOURCE_LIST(...)                                                                                     \
	{OF_DRIVER, IFLA_MACVLAN_MACADDR_DATA, sizeof(const struct source_entry[]){__VA_ARGS__},             \
	 (const struct source_entry[]){__VA_ARGS__}}
/* clang-format on */

/* Writes the senders that the kernel says are on the list, no more than there is room for. Returns how many it says. */
size_t listed_sources(const struct link_facts *facts, struct mac *sources, size_t room);

#endif
