/* macvtap.c - macvtaps, made and changed. */
#include "harness/core/index_range.h"
#include "harness/core/kernel.h"
#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/net/netlink.h"
#include "harness/net/settle.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>

#define BC_CUTOFF                                                                                            \
	9 /* IFLA_MACVLAN_BC_CUTOFF, since 6.4: absent from older headers, where it is no macro either */

enum {
	SOURCES_MAX =
		5000, /* what a nested attribute (16 bits of length) holds, with room for its neighbours */
	SOURCE_ROOM = 12, /* octets of one address in it */
};

const char *mode_name(enum mode mode)
{
	switch (mode) {
	case MODE_PRIVATE:
		return "private";
	case MODE_VEPA:
		return "vepa";
	case MODE_BRIDGE:
		return "bridge";
	case MODE_PASSTHRU:
		return "passthru";
	case MODE_SOURCE:
		return "source";
	}
	return "?";
}

static void put_mac(struct nl_msg *message, int attribute, struct mac address)
{
	put(message, attribute, address.octet, sizeof address.octet);
}

/* The whole list in place of what was there. */
static void put_source_list(struct nl_msg *request, const struct mac *sources, size_t count)
{
	struct nlattr *list;

	put_u32(request, IFLA_MACVLAN_MACADDR_MODE, SOURCES_SET);
	list = nest_begin(request, IFLA_MACVLAN_MACADDR_DATA);
	for (size_t i = 0; i < count; i++)
		put_mac(request, IFLA_MACVLAN_MACADDR, sources[i]);
	nla_nest_end(request, list);
}

static struct nl_msg *macvtap_message(int flags, const char *name, size_t source_count)
{
	if (source_count > SOURCES_MAX)
		broken("%zu sources do not fit one request: %d do", source_count, SOURCES_MAX);
	return long_link_message(RTM_NEWLINK, flags, name, source_count * SOURCE_ROOM);
}

static void put_device(struct nl_msg *request, struct links *links, const struct macvtap *macvtap)
{
	message_names_index(request, macvtap->index ? macvtap->index : index_of_this_run());
	if (macvtap->up)
		message_brings_up(request);
	put_u32(request, IFLA_GROUP, LINK_GROUP_CHILDREN);
	if (macvtap->parent)
		put_u32(request, IFLA_LINK, (uint32_t)link_index(links, macvtap->parent));
	if (macvtap->address)
		put_mac(request, IFLA_ADDRESS, *macvtap->address);
	if (macvtap->mtu)
		put_u32(request, IFLA_MTU, macvtap->mtu);
	if (macvtap->queue_length)
		put_u32(request, IFLA_TXQLEN, macvtap->queue_length);
}

static void put_behaviour(struct nl_msg *request, const struct macvtap *macvtap)
{
	struct link_info info = link_info_begin(request, "macvtap");

	if (macvtap->mode)
		put_u32(request, IFLA_MACVLAN_MODE, macvtap->mode);
	if (macvtap->flags)
		put_u16(request, IFLA_MACVLAN_FLAGS, macvtap->flags);
	if (macvtap->sources)
		put_source_list(request, macvtap->sources, macvtap->source_count);
	if (macvtap->broadcast_queue)
		put_u32(request, IFLA_MACVLAN_BC_QUEUE_LEN, *macvtap->broadcast_queue);
	if (macvtap->broadcast_cutoff)
		put_u32(request, BC_CUTOFF, (uint32_t)*macvtap->broadcast_cutoff);
	link_info_end(request, info);
}

void (*macvtap_sabotage)(const char *name);

struct answer try_macvtap_create(struct links *links, const struct macvtap *macvtap)
{
	struct nl_msg *request =
		macvtap_message(NLM_F_CREATE | NLM_F_EXCL, macvtap->name, macvtap->source_count);
	struct answer answer;

	put_device(request, links, macvtap);
	put_behaviour(request, macvtap);
	answer = links_ask(links, request);
	if (kind_is_unknown(answer))
		skip("this kernel has no macvtap");
	return answer;
}

/* Since 5.12 (427f0c8c194b), and in some older ones, too: only who is both old and refuses it has none. */
void skip_without_nodst(struct answer answer, uint16_t flags)
{
	if (answer.error == EINVAL && flags & FLAG_NODST && kernel_before(5, 12))
		skip("this kernel has no flag nodst");
}

/* Since 5.11 (d4bff72c8401). Who does not know the attribute takes it all the same, and tells nothing of it. */
void skip_without_broadcast_queue(struct links *links, const char *name)
{
	struct link_facts *facts;
	bool told;

	if (!kernel_before(5, 11))
		return;
	facts = link_facts(links, name);
	told = fact_is_given(facts, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN);
	link_facts_free(facts);
	if (!told)
		skip("this kernel has no length of the broadcast queue");
}

void macvtap_create(struct links *links, const struct macvtap *macvtap)
{
	struct answer answer = try_macvtap_create(links, macvtap);

	skip_without_nodst(answer, macvtap->flags);
	insist(answer, "create macvtap %s on %s (mode %s)", macvtap->name, macvtap->parent,
	       mode_name(macvtap->mode));
	if (macvtap->broadcast_queue)
		skip_without_broadcast_queue(links, macvtap->name);
	if (macvtap->up)
		link_settle(links, macvtap->name);
	if (macvtap_sabotage)
		macvtap_sabotage(macvtap->name);
}

struct answer try_macvtap_set_mode(struct links *links, const char *name, enum mode mode, uint16_t flags)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);
	struct link_info info = link_info_begin(request, "macvtap");

	put_u32(request, IFLA_MACVLAN_MODE, mode);
	put_u16(request, IFLA_MACVLAN_FLAGS, flags);
	link_info_end(request, info);
	return links_ask(links, request);
}

void macvtap_set_mode(struct links *links, const char *name, enum mode mode, uint16_t flags)
{
	struct answer answer = try_macvtap_set_mode(links, name, mode, flags);

	skip_without_nodst(answer, flags);
	insist(answer, "put %s in mode %s, flags %u", name, mode_name(mode), flags);
}

/* Adding and deleting take one address a request. Without any, the kernel is asked all the same: refusing is
 * its job. */
static struct answer edit_one_source(struct links *links, const char *name, enum source_edit edit,
				     const struct mac *source)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);
	struct link_info info = link_info_begin(request, "macvtap");

	put_u32(request, IFLA_MACVLAN_MACADDR_MODE, edit);
	if (source)
		put_mac(request, IFLA_MACVLAN_MACADDR, *source);
	link_info_end(request, info);
	return links_ask(links, request);
}

static struct answer set_sources(struct links *links, const char *name, const struct mac *sources,
				 size_t count)
{
	struct nl_msg *request = macvtap_message(0, name, count);
	struct link_info info = link_info_begin(request, "macvtap");

	put_source_list(request, sources, count);
	link_info_end(request, info);
	return links_ask(links, request);
}

struct answer try_macvtap_edit_sources(struct links *links, const char *name, enum source_edit edit,
				       const struct mac *sources, size_t count)
{
	struct answer answer = {0};

	if (edit == SOURCES_SET)
		return set_sources(links, name, sources, count);
	if (!count)
		return edit_one_source(links, name, edit, NULL);
	for (size_t i = 0; i < count && !answer.error; i++)
		answer = edit_one_source(links, name, edit, &sources[i]);
	return answer;
}

void macvtap_edit_sources(struct links *links, const char *name, enum source_edit edit,
			  const struct mac *sources, size_t count)
{
	static const char *const act[] = {"add to", "delete from", "flush", "set"};

	insist(try_macvtap_edit_sources(links, name, edit, sources, count), "%s the list of senders of %s",
	       act[edit], name);
}

static struct answer set_number(struct links *links, const char *name, int attribute, uint32_t value)
{
	struct nl_msg *request = link_message(RTM_NEWLINK, 0, name);
	struct link_info info = link_info_begin(request, "macvtap");

	put_u32(request, attribute, value);
	link_info_end(request, info);
	return links_ask(links, request);
}

void macvtap_set_broadcast_queue(struct links *links, const char *name, uint32_t length)
{
	insist(set_number(links, name, IFLA_MACVLAN_BC_QUEUE_LEN, length),
	       "ask for a broadcast queue of %u on %s", length, name);
	skip_without_broadcast_queue(links, name);
}

void macvtap_set_broadcast_cutoff(struct links *links, const char *name, int32_t cutoff)
{
	insist(set_number(links, name, BC_CUTOFF, (uint32_t)cutoff), "set the broadcast cutoff of %s to %d",
	       name, cutoff);
}
