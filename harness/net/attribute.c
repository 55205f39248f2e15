#include "harness/net/attribute.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/netlink.h"
#include "harness/net/sysfs.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

enum { HEADROOM = 64 };

/* ---- asking for ---- */

static void put_level(struct nl_msg *message, enum attribute_level level, const struct attribute *attributes,
		      size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (attributes[i].level == level && attributes[i].type)
			put(message, attributes[i].type, attributes[i].octets, attributes[i].length);
	}
}

static bool any_of_driver(const struct attribute *attributes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (attributes[i].level == OF_DRIVER)
			return true;
	}
	return false;
}

static void put_header(struct nl_msg *message, const struct attribute *attributes, size_t count)
{
	struct ifinfomsg *header = nlmsg_data(nlmsg_hdr(message));

	for (size_t i = 0; i < count; i++) {
		if (attributes[i].level == OF_HEADER)
			memcpy(&header->ifi_index, attributes[i].octets, sizeof header->ifi_index);
	}
}

static void put_info(struct nl_msg *message, const char *kind, const struct attribute *attributes,
		     size_t count)
{
	struct nlattr *info = nest_begin(message, IFLA_LINKINFO), *data;

	put_text(message, IFLA_INFO_KIND, kind);
	if (any_of_driver(attributes, count)) {
		data = nest_begin(message, IFLA_INFO_DATA);
		put_level(message, OF_DRIVER, attributes, count);
		nla_nest_end(message, data);
	}
	nla_nest_end(message, info);
}

struct answer try_link_request(struct links *links, enum link_request request, const char *name,
			       const char *kind, const struct attribute *attributes, size_t count)
{
	static const int flags[] = {
		[REQUEST_CREATE] = NLM_F_CREATE | NLM_F_EXCL,
		[REQUEST_CREATE_OR_CHANGE] = NLM_F_CREATE,
		[REQUEST_CHANGE] = 0,
	};
	size_t room = HEADROOM;
	struct nl_msg *message;

	for (size_t i = 0; i < count; i++)
		room += attributes[i].length + HEADROOM;
	message = long_link_message(RTM_NEWLINK, flags[request], name, room);
	put_header(message, attributes, count);
	put_level(message, OF_DEVICE, attributes, count);
	if (kind)
		put_info(message, kind, attributes, count);
	return links_ask(links, message);
}

/* ---- looking ---- */

struct answer try_link_look(struct links *links, const char *name)
{
	return links_ask(links, link_message(RTM_GETLINK, 0, name));
}

struct link_facts {
	struct nlmsghdr *message; /* owned */
};

static int keep(struct nl_msg *message, void *context)
{
	struct link_facts *facts = context;
	const struct nlmsghdr *header = nlmsg_hdr(message);

	if (header->nlmsg_type != RTM_NEWLINK || facts->message)
		return NL_OK;
	facts->message = malloc(header->nlmsg_len);
	if (facts->message)
		memcpy(facts->message, header, header->nlmsg_len);
	return NL_OK;
}

static void ask_for(struct links *links, const char *name, struct link_facts *facts)
{
	struct nl_cb *original = nl_socket_get_cb(links->request), *callbacks = nl_cb_clone(original);

	if (!callbacks)
		broken("no memory to look at %s", name);
	nl_cb_set(callbacks, NL_CB_VALID, NL_CB_CUSTOM, keep, facts);
	nl_socket_set_cb(links->request, callbacks);
	insist(links_ask(links, link_message(RTM_GETLINK, 0, name)), "look at %s", name);
	nl_socket_set_cb(links->request, original);
	nl_cb_put(callbacks);
	nl_cb_put(original);
}

struct link_facts *link_facts(struct links *links, const char *name)
{
	struct link_facts *facts = calloc(1, sizeof *facts);

	if (!facts)
		broken("no memory to look at %s", name);
	ask_for(links, name, facts);
	if (!facts->message)
		broken("the kernel said nothing of %s", name);
	return facts;
}

void link_facts_free(struct link_facts *facts)
{
	free(facts->message);
	free(facts);
}

static struct nlattr *inside(struct nlattr *nest, int type)
{
	return nest ? nla_find(nla_data(nest), nla_len(nest), type) : NULL;
}

static struct nlattr *find(const struct link_facts *facts, enum attribute_level level, int type)
{
	struct nlattr *info;

	if (level == OF_DEVICE)
		return nlmsg_find_attr(facts->message, sizeof(struct ifinfomsg), type);
	info = nlmsg_find_attr(facts->message, sizeof(struct ifinfomsg), IFLA_LINKINFO);
	return inside(inside(info, IFLA_INFO_DATA), type);
}

bool fact_is_given(const struct link_facts *facts, enum attribute_level level, int type)
{
	return told(find(facts, level, type) != NULL);
}

const void *fact_octets(const struct link_facts *facts, enum attribute_level level, int type, size_t *length)
{
	struct nlattr *attribute = find(facts, level, type);

	*length = attribute ? (size_t)nla_len(attribute) : 0;
	return attribute ? nla_data(attribute) : NULL;
}

uint64_t fact_number(const struct link_facts *facts, enum attribute_level level, int type)
{
	size_t length;
	const void *octets = fact_octets(facts, level, type, &length);

	switch (length) {
	case 1:
		return told(*(const uint8_t *)octets);
	case 2:
		return told(*(const uint16_t *)octets);
	case 4:
		return told(*(const uint32_t *)octets);
	case 8: {
		uint64_t value;

		memcpy(&value, octets, sizeof value); /* netlink aligns to four octets only */
		return told(value);
	}
	default:
		broken("the kernel gives no number for attribute %d%s", type,
		       level == OF_DRIVER ? " of the driver" : "");
	}
}

bool fact_is(const struct link_facts *facts, enum attribute_level level, int type, const void *octets,
	     size_t length)
{
	size_t given;
	const void *found = fact_octets(facts, level, type, &given);

	return told(found && given == length && !memcmp(found, octets, length));
}

int fact_index(const struct link_facts *facts)
{
	return (int)told((uint64_t)((const struct ifinfomsg *)nlmsg_data(facts->message))->ifi_index);
}

uint32_t fact_flags(const struct link_facts *facts)
{
	return (uint32_t)told(((const struct ifinfomsg *)nlmsg_data(facts->message))->ifi_flags);
}

uint64_t link_number(struct links *links, const char *name, enum attribute_level level, int type)
{
	struct link_facts *facts = link_facts(links, name);
	uint64_t number = fact_number(facts, level, type);

	link_facts_free(facts);
	return number;
}

struct rtnl_link_stats64 link_counters(struct links *links, const char *name)
{
	union {
		struct rtnl_link_stats64 counters;
		uint64_t number[sizeof(struct rtnl_link_stats64) / sizeof(uint64_t)];
	} all = {.number = {0}};
	struct link_facts *facts = link_facts(links, name);
	size_t length;
	const void *octets = fact_octets(facts, OF_DEVICE, IFLA_STATS64, &length);

	if (!octets)
		broken("the kernel gives no counters of %s", name);
	memcpy(&all, octets, length < sizeof all ? length : sizeof all);
	link_facts_free(facts);
	for (size_t i = 0; i < sizeof all.number / sizeof all.number[0]; i++)
		all.number[i] = told(all.number[i]);
	return all.counters;
}

enum address_origin link_address_origin(const char *name)
{
	return (enum address_origin)told(sysfs_number(name, "addr_assign_type"));
}
