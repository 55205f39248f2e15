/* netlink.h - inside the link layer: messages about links, and what the kernel answers to them.
 *
 * Composed here with libnl's message calls because half of what is needed (lists of senders, broadcast
 * queues, the kernel's own words) has no setter in libnl 3.7, and one way of saying things is better than
 * two.
 */
#ifndef MVC_NET_NETLINK_H
#define MVC_NET_NETLINK_H

#include "harness/core/clock.h"
#include "harness/net/link.h"

#include <netlink/msg.h>
#include <netlink/netlink.h>

/* The group (IFLA_GROUP) of every macvtap that is made by macvtap_create(): so they can be deleted all at once, which costs
 * little more than one. */
enum { LINK_GROUP_CHILDREN = 77 };

struct links {
	uint64_t ino; /* whose namespace */
	struct nl_sock *request;
	struct nl_sock *events;         /* subscribed to RTNLGRP_LINK since before anything was made here */
	struct announcement *announced; /* what has been read from it (announced.c) */
	uint64_t heard;                 /* how many announcements that were */
	struct answer answer;           /* to the request being made */
	struct links *next;
};

/* A message about the link of this name; NULL leaves it unnamed. links_ask() frees it. */
struct nl_msg *link_message(int type, int flags, const char *name);

/* The same with room for that many octets of attributes more. */
struct nl_msg *long_link_message(int type, int flags, const char *name, size_t room);

/* The device is to be up when the request has been carried out. */
void message_brings_up(struct nl_msg *message);

/* The device that this request creates is to have this index. */
void message_names_index(struct nl_msg *message, int index);

void put(struct nl_msg *message, int attribute, const void *bytes, size_t length);
void put_u8(struct nl_msg *message, int attribute, uint8_t value);
void put_u16(struct nl_msg *message, int attribute, uint16_t value);
void put_u32(struct nl_msg *message, int attribute, uint32_t value);
void put_text(struct nl_msg *message, int attribute, const char *text);
struct nlattr *nest_begin(struct nl_msg *message, int attribute);

/* IFLA_LINKINFO with the kind of device and, inside, what is specific to it (IFLA_INFO_DATA). */
struct link_info {
	struct nlattr *info, *data;
};
struct link_info link_info_begin(struct nl_msg *message, const char *kind);
void link_info_end(struct nl_msg *message, struct link_info info);

/* Sends the message, frees it, waits for the kernel's answer. BROKEN if there is none. */
struct answer links_ask(struct links *links, struct nl_msg *message);

/* BROKEN unless the answer is yes: "cannot <act>: EBUSY (Device or resource busy), kernel says: ...". */
void insist(struct answer answer, const char *act, ...) __attribute__((format(printf, 2, 3)));

/* Whether the answer means that the kernel was built without this kind of device. */
bool kind_is_unknown(struct answer answer);

/* ---- link_change.c ---- */

/* The flags (IFF_*) that `change` names become what they are in `flags`. */
struct answer try_link_set_flags(struct links *links, const char *name, unsigned flags, unsigned change);

/* ---- announced.c ---- */

/* All three: set up, fit for use as the driver says (RFC 2863), and with a carrier. */
#define LINK_RUNNING (IFF_UP | IFF_RUNNING | IFF_LOWER_UP)

enum running { NOT_ANNOUNCED, NOT_RUNNING, RUNNING };

/* Reads what the kernel has announced by now, without waiting. */
void announcements_read(struct links *links);

/* Waits until there is something to read, or for so long that it is time to ask: the kernel tells of a carrier up to a second late
 * (net/core/link_watch.c: no more than one storm of them a second), but at once of the device that somebody asks about
 * (rtnl_getlink, since 6.10). False when the deadline has passed. */
bool announcements_await(struct links *links, nanoseconds deadline);

/* Whether the device was running when it was announced last. */
enum running announced_running(const struct links *links, const char *name);

/* Its index when it was announced last; 0 if it is not known. */
int announced_index(const struct links *links, const char *name);

#endif
