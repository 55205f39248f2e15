/* requests: what one request may change at once, and what a refused one must leave as it was. */
#include "suites/change/change.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <stdio.h>

#define SENDER_OCTETS    0x02, 0, 0, 0, 0, 0x52
#define ANOTHER_SENDER   0x02, 0, 0, 0, 0, 0x53
#define SET_MODE(mode)   NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, mode)
#define SET_FLAGS(flags) NUMBER16(OF_DRIVER, IFLA_MACVLAN_FLAGS, flags)
#define EDIT_LIST(edit)  NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_MODE, edit)
#define LIST_SENDER(...) OCTETS(OF_DRIVER, IFLA_MACVLAN_MACADDR, __VA_ARGS__)

static uint64_t mode_of(struct testbed *net)
{
	return link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE);
}

static uint64_t flags_of(struct testbed *net)
{
	return link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_FLAGS);
}

static uint64_t listed(struct testbed *net)
{
	return link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT);
}

static struct testbed *bed_with_two_listed(void)
{
	static const struct mac senders[] = {{{SENDER_OCTETS}}, {{ANOTHER_SENDER}}};
	struct testbed *net = bed_with(MODE_SOURCE, 0, UP);

	macvtap_edit_sources(net->host, CHILD, SOURCES_SET, senders, 2);
	return net;
}

/* ---- the list of senders ---- */

static void leaving_source_mode(const void *data)
{
	const enum mode *to = data;
	struct testbed *net = bed_with_two_listed();

	expect_number("senders listed at first", listed(net), 2);
	expect_accepted("leaving source mode", TRY_CHANGE(net->host, CHILD, SET_MODE(*to)));
	expect_number("senders listed outside source mode", listed(net), 0);
	expect_accepted("returning", TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_SOURCE)));
	expect_number("senders listed on return", listed(net), 0);
}

static void staying_in_source_mode(const void *data)
{
	struct testbed *net = bed_with_two_listed();

	(void)data;
	expect_accepted("asking for the mode it has", TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_SOURCE)));
	expect_number("senders listed", listed(net), 2);
}

static void refused_keeps_list(const void *data)
{
	struct testbed *net = bed_with_two_listed();

	(void)data;
	expect_refused("passthru mode", TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_PASSTHRU)), EINVAL, "");
	expect_number("senders listed", listed(net), 2);
	expect_number("mode", mode_of(net), MODE_SOURCE);
}

static void mode_and_list_at_once(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	expect_accepted("source mode and a sender in one request",
			TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_SOURCE), EDIT_LIST(SOURCES_ADD),
				   LIST_SENDER(SENDER_OCTETS)));
	expect_number("mode", mode_of(net), MODE_SOURCE);
	expect_number("senders listed", listed(net), 1);
}

/* ---- all or nothing ---- */

static void refused_list_keeps_mode(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	expect_refused("private mode and a sender in one request",
		       TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_PRIVATE), EDIT_LIST(SOURCES_ADD),
				  LIST_SENDER(SENDER_OCTETS)),
		       EINVAL, NULL);
	expect_number("mode after the refusal", mode_of(net), MODE_VEPA);
}

static void refused_list_keeps_source_mode(const void *data)
{
	struct testbed *net = bed_with_two_listed();

	(void)data;
	expect_refused("bridge mode and a sender in one request",
		       TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_BRIDGE), EDIT_LIST(SOURCES_ADD),
				  LIST_SENDER(SENDER_OCTETS)),
		       EINVAL, NULL);
	expect_number("mode after the refusal", mode_of(net), MODE_SOURCE);
	expect_number("senders listed after the refusal", listed(net), 2);
}

static void unknown_mode(const void *data)
{
	const uint32_t *mode = data;
	struct testbed *net = bed_with(MODE_VEPA, FLAG_NODST, UP);

	expect_refused("the mode", TRY_CHANGE(net->host, CHILD, SET_MODE(*mode), SET_FLAGS(0)), EINVAL, "");
	expect_number("mode after the refusal", mode_of(net), MODE_VEPA);
	expect_number("flags after the refusal", flags_of(net), FLAG_NODST);
}

static void unknown_flags(const void *data)
{
	const uint16_t *flags = data;
	struct testbed *net = bed_with(MODE_VEPA, FLAG_NODST, UP);

	expect_refused("the flags", TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_BRIDGE), SET_FLAGS(*flags)),
		       EINVAL, "");
	expect_number("mode after the refusal", mode_of(net), MODE_VEPA);
	expect_number("flags after the refusal", flags_of(net), FLAG_NODST);
}

/* ---- what is not mentioned ---- */

static void mode_alone(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, FLAG_NODST, UP);

	(void)data;
	expect_accepted("a mode without flags", TRY_CHANGE(net->host, CHILD, SET_MODE(MODE_BRIDGE)));
	expect_number("mode", mode_of(net), MODE_BRIDGE);
	expect_number("flags", flags_of(net), FLAG_NODST);
}

static void flags_alone(const void *data)
{
	struct testbed *net = bed_with(MODE_BRIDGE, 0, UP);
	struct answer answer = TRY_CHANGE(net->host, CHILD, SET_FLAGS(FLAG_NODST));

	(void)data;
	skip_without_nodst(answer, FLAG_NODST);
	expect_accepted("flags without a mode", answer);
	expect_number("mode", mode_of(net), MODE_BRIDGE);
	expect_number("flags", flags_of(net), FLAG_NODST);
}

static void nothing_at_all(const void *data)
{
	struct testbed *net = bed_with(MODE_PRIVATE, FLAG_NODST, UP);

	(void)data;
	expect_accepted("a request that names no attribute", TRY_CHANGE(net->host, CHILD, EMPTY_DATA));
	expect_number("mode", mode_of(net), MODE_PRIVATE);
	expect_number("flags", flags_of(net), FLAG_NODST);
}

static void another_parent(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	expect_accepted("the index of another device as parent",
			TRY_CHANGE(net->host, CHILD,
				   NUMBER32(OF_DEVICE, IFLA_LINK, link_state(net->host, "lo").index),
				   SET_MODE(MODE_BRIDGE)));
	expect_number("parent", link_number(net->host, CHILD, OF_DEVICE, IFLA_LINK),
		      (uint64_t)link_state(net->host, PARENT).index);
	expect_number("mode", mode_of(net), MODE_BRIDGE);
}

static void broadcast_queue(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);

	(void)data;
	skip_without_broadcast_queue(net->host, CHILD);
	expect_accepted("a shorter queue",
			TRY_CHANGE(net->host, CHILD, NUMBER32(OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN, 7)));
	expect_number("length asked for", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN),
		      7);
	expect_number("length used", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED),
		      7);
}

#define LEAVING(word, mode_)                                                                                 \
	CHANGE_BARE("list.source_to_" word, CHG_LIST_01, leaving_source_mode, &(const enum mode){mode_},     \
		    "a source-mode child with two senders goes to mode " word " and comes back")
#define UNKNOWN_MODE(value)                                                                                  \
	CHANGE_BARE("request.unknown_mode." #value, CHG_REQ_02, unknown_mode, &(const uint32_t){value},      \
		    "mode " #value " and other flags are asked for in one request")
#define UNKNOWN_FLAGS(value)                                                                                 \
	CHANGE_BARE("request.unknown_flags." #value, CHG_REQ_02, unknown_flags, &(const uint16_t){value},    \
		    "flags " #value " and another mode are asked for in one request")

/* clang-format off */
const struct testcase change_requests[] = {
	LEAVING("private", MODE_PRIVATE),
	LEAVING("vepa",    MODE_VEPA),
	LEAVING("bridge",  MODE_BRIDGE),
	CHANGE_BARE("list.source_to_source",   CHG_LIST_02, staying_in_source_mode, NULL, "a source-mode child with two senders is asked to be one"),
	CHANGE_BARE("list.source_to_passthru", CHG_LIST_03, refused_keeps_list,     NULL, "a source-mode child with two senders is asked to be a passthru child"),
	CHANGE_BARE("list.with_its_mode",      CHG_LIST_04, mode_and_list_at_once,  NULL, "a vepa child becomes a source-mode child with a sender in one request"),
	CHANGE_BARE("request.list_with_another_mode",  CHG_REQ_01, refused_list_keeps_mode,        NULL, "a vepa child is asked for private mode and a sender in one request"),
	CHANGE_BARE("request.list_on_leaving_source",  CHG_REQ_01, refused_list_keeps_source_mode, NULL, "a source-mode child is asked for bridge mode and a sender in one request"),
	UNKNOWN_MODE(0),
	UNKNOWN_MODE(3),
	UNKNOWN_MODE(5),
	UNKNOWN_MODE(32),
	UNKNOWN_FLAGS(4),
	UNKNOWN_FLAGS(32768),
	UNKNOWN_FLAGS(65535),
	CHANGE_BARE("request.mode_alone",      CHG_REQ_03, mode_alone,      NULL, "a change of mode that does not speak of flags"),
	CHANGE_BARE("request.flags_alone",     CHG_REQ_03, flags_alone,     NULL, "a change of flags that does not speak of a mode"),
	CHANGE_BARE("request.nothing",         CHG_REQ_03, nothing_at_all,  NULL, "a change that speaks of nothing"),
	CHANGE_BARE("request.another_parent",  CHG_REQ_04, another_parent,  NULL, "a change of mode that names another parent"),
	CHANGE_BARE("request.broadcast_queue", CHG_REQ_05, broadcast_queue, NULL, "another length of the broadcast queue"),
	{.id = NULL},
};
/* clang-format on */
