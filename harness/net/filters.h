/* filters.h - what a device lets in besides its own address: its lists of stations and groups, and the two ways of letting
 * in everything. The kernel shows and edits the lists in the words of a forwarding database (bridge(8): fdb ... self).
 */
#ifndef MVC_NET_FILTERS_H
#define MVC_NET_FILTERS_H

#include "harness/net/link.h"

/* Whether the address stands in the device's lists, and how many addresses do. */
bool filter_lists(struct links *links, const char *name, struct mac address);
uint64_t filter_length(struct links *links, const char *name);

/* How many users of this group a device of the calling thread's namespace counts; 0 if it does not list it. */
uint64_t group_users(const char *name, struct mac group);

enum filter_edit {
	FILTER_ADD,     /* NLM_F_CREATE and NLM_F_EXCL */
	FILTER_APPEND,  /* NLM_F_CREATE and NLM_F_APPEND */
	FILTER_REPLACE, /* NLM_F_CREATE and NLM_F_REPLACE */
	FILTER_DELETE,
};

/* What the kernel says to a change of the lists. */
struct answer try_filter_edit(struct links *links, const char *name, enum filter_edit edit,
			      struct mac address);

enum bypass {
	EVERY_GROUP, /* IFF_ALLMULTI */
	EVERY_FRAME, /* IFF_PROMISC */
};

/* Lets in everything of that kind, or what the lists say again. */
void filter_bypass(struct links *links, const char *name, enum bypass bypass);
void filter_restore(struct links *links, const char *name, enum bypass bypass);

#endif
