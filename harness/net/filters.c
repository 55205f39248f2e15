#include "harness/net/filters.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/netlink.h"
#include "harness/net/settle.h"

#include <errno.h>
#include <linux/if.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <string.h>

/* ---- the lists ---- */

/* One pass over a device's lists. */
struct count {
	int index;
	const struct mac *only; /* NULL: every address counts */
	uint64_t entries;
};

static int count_entry(struct nl_msg *message, void *context)
{
	struct nlmsghdr *header = nlmsg_hdr(message);
	const struct ndmsg *entry = nlmsg_data(header);
	struct count *count = context;
	struct nlattr *address;

	if (header->nlmsg_type != RTM_NEWNEIGH || entry->ndm_ifindex != count->index)
		return NL_OK;
	address = nlmsg_find_attr(header, sizeof *entry, NDA_LLADDR);
	if (!address || nla_len(address) != sizeof(struct mac))
		return NL_OK;
	if (!count->only || !memcmp(nla_data(address), count->only->octet, sizeof count->only->octet))
		count->entries++;
	return NL_OK;
}

static struct nl_msg *list_message(int type, int flags, const struct ndmsg *header)
{
	struct nl_msg *request = nlmsg_alloc_simple(type, flags);

	if (!request || nlmsg_append(request, (void *)header, sizeof *header, NLMSG_ALIGNTO) < 0)
		broken("no memory for a netlink message");
	return request;
}

static void go_through(struct links *links, const char *name, struct count *count)
{
	struct ndmsg header = {.ndm_family = AF_BRIDGE, .ndm_ifindex = count->index};
	struct nl_msg *request = list_message(RTM_GETNEIGH, NLM_F_DUMP, &header);
	struct nl_cb *callbacks = nl_cb_alloc(NL_CB_DEFAULT);
	int error;

	if (!callbacks)
		broken("no memory to look at the lists of %s", name);
	nl_cb_set(callbacks, NL_CB_VALID, NL_CB_CUSTOM, count_entry, count);
	error = nl_send_auto(links->request, request);
	if (error >= 0)
		error = nl_recvmsgs(links->request, callbacks);
	if (error < 0)
		broken("cannot look at the lists of %s: %s", name, nl_geterror(error));
	nl_cb_put(callbacks);
	nlmsg_free(request);
}

bool filter_lists(struct links *links, const char *name, struct mac address)
{
	struct count count = {.index = link_index(links, name), .only = &address};

	go_through(links, name, &count);
	return told(count.entries != 0);
}

uint64_t filter_length(struct links *links, const char *name)
{
	struct count count = {.index = link_index(links, name)};

	go_through(links, name, &count);
	return told(count.entries);
}

/* A line of it: "5    mvtA            1     1     01005e000001" - index, name, users, pins, group. */
uint64_t group_users(const char *name, struct mac group)
{
	AUTO_FCLOSE FILE *lists = fopen("/proc/thread-self/net/dev_mcast", "re");
	char device[LINK_NAME_SIZE], address[2 * sizeof group.octet + 1], wanted[sizeof address];
	unsigned long users;

	if (!lists)
		broken("cannot read the lists of groups: %s (%s)", errno_name(errno), strerror(errno));
	for (size_t i = 0; i < sizeof group.octet; i++)
		snprintf(wanted + 2 * i, 3, "%02x", group.octet[i]);
	while (fscanf(lists, "%*d %15s %lu %*d %12s", device, &users, address) == 3) {
		if (!strcmp(device, name) && !strcmp(address, wanted))
			return told(users);
	}
	return told(0);
}

struct answer try_filter_edit(struct links *links, const char *name, enum filter_edit edit,
			      struct mac address)
{
	static const int flags[] = {
		[FILTER_ADD] = NLM_F_CREATE | NLM_F_EXCL,
		[FILTER_APPEND] = NLM_F_CREATE | NLM_F_APPEND,
		[FILTER_REPLACE] = NLM_F_CREATE | NLM_F_REPLACE,
		[FILTER_DELETE] = 0,
	};
	const struct ndmsg header = {
		.ndm_family = AF_BRIDGE,
		.ndm_ifindex = link_index(links, name),
		.ndm_flags = NTF_SELF,
		.ndm_state = NUD_PERMANENT,
	};
	struct nl_msg *request =
		list_message(edit == FILTER_DELETE ? RTM_DELNEIGH : RTM_NEWNEIGH, flags[edit], &header);
	struct answer answer;

	put(request, NDA_LLADDR, address.octet, sizeof address.octet);
	answer = links_ask(links, request);
	if (!answer.error)
		link_settle(links, name);
	return answer;
}

void link_join(struct links *links, const char *name, struct mac group)
{
	insist(try_filter_edit(links, name, FILTER_ADD, group), "join %s on %s", mac_to_text(group).text,
	       name);
}

void link_leave(struct links *links, const char *name, struct mac group)
{
	insist(try_filter_edit(links, name, FILTER_DELETE, group), "leave %s on %s", mac_to_text(group).text,
	       name);
}

/* ---- everything ---- */

static const unsigned bypass_flag[] = {
	[EVERY_GROUP] = IFF_ALLMULTI,
	[EVERY_FRAME] = IFF_PROMISC,
};

static void set_flag(struct links *links, const char *name, unsigned flag, unsigned value)
{
	insist(try_link_set_flags(links, name, value, flag), "change what %s lets in", name);
}

void filter_bypass(struct links *links, const char *name, enum bypass bypass)
{
	set_flag(links, name, bypass_flag[bypass], bypass_flag[bypass]);
}

void filter_restore(struct links *links, const char *name, enum bypass bypass)
{
	set_flag(links, name, bypass_flag[bypass], 0);
}
