/* announce: what everybody is told of a macvtap: RTNLGRP_LINK, the kernel's events of objects, and whoever asks. */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "harness/net/link_events.h"
#include "harness/net/tap_node.h"
#include "harness/net/uevent.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <linux/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- RTNLGRP_LINK ---- */

struct heard {
	unsigned news, ends;    /* RTM_NEWLINK, RTM_DELLINK */
	unsigned of_mode;       /* of the news, those that tell of the mode asked for */
	struct link_event last; /* of the news */
	bool ended_last;
};

static struct heard heard_of(struct link_events *events, const char *name, enum mode mode)
{
	struct heard heard = {0};
	struct link_event event;

	while (link_events_next(events, name, &event)) {
		heard.ended_last = event.deleted;
		if (event.deleted) {
			heard.ends++;
		} else {
			heard.news++;
			heard.of_mode += event.mode == mode;
			heard.last = event;
		}
	}
	return heard;
}

static void creation(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	struct link_events *events = link_events_open(net->host_ns);
	struct heard heard;

	(void)data;
	child_add(net, CHILD, MODE_PRIVATE, 0, DOWN);
	heard = heard_of(events, CHILD, 0);
	expect_number("announcements", heard.news, 1);
	expect_number("ends announced", heard.ends, 0);
	expect_number("what it says has changed", heard.last.changed, 0xffffffff);
	expect_number("mode", heard.last.mode, MODE_PRIVATE);
}

/* Of a child that is up. The kernel may still have to say, in its own time, that it runs: how much is said of it is not
 * decided, but nobody says of it what is not so. */
static void change_of_mode(const void *data)
{
	struct testbed *net = bed_with(MODE_PRIVATE, 0, UP);
	struct link_events *events = link_events_open(net->host_ns);
	struct heard heard;

	(void)data;
	macvtap_set_mode(net->host, CHILD, MODE_BRIDGE, 0);
	heard = heard_of(events, CHILD, MODE_BRIDGE);
	expect_number("whether the new mode was announced", heard.of_mode > 0, true);
	expect_number("mode announced last", heard.last.mode, MODE_BRIDGE);
}

static void refused_change(const void *data)
{
	struct testbed *net = bed_with(MODE_PRIVATE, 0, UP);
	struct link_events *events = link_events_open(net->host_ns);

	(void)data;
	expect_refused("passthru mode", try_macvtap_set_mode(net->host, CHILD, MODE_PASSTHRU, 0), EINVAL, "");
	expect_number("announcements of passthru mode", heard_of(events, CHILD, MODE_PASSTHRU).of_mode, 0);
	macvtap_set_mode(net->host, CHILD, MODE_VEPA, 0);
	expect_number("whether one that is granted was announced",
		      heard_of(events, CHILD, MODE_VEPA).of_mode > 0, true);
}

static void going_up_and_down(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);
	struct link_events *events = link_events_open(net->host_ns);

	(void)data;
	link_set_up(net->host, CHILD);
	expect_number("IFF_UP when it went up", heard_of(events, CHILD, 0).last.flags & IFF_UP, IFF_UP);
	link_set_down(net->host, CHILD);
	expect_number("IFF_UP when it went down", heard_of(events, CHILD, 0).last.flags & IFF_UP, 0);
}

static void deletion(const void *data)
{
	const enum upness *upness = data;
	struct testbed *net = bed_with(MODE_VEPA, 0, *upness);
	struct link_events *events = link_events_open(net->host_ns);
	struct heard heard;

	expect_accepted("deletion", try_link_delete(net->host, CHILD));
	heard = heard_of(events, CHILD, 0);
	expect_number("ends announced", heard.ends, 1);
	expect_number("whether the end came last", heard.ended_last, true);
	if (*upness == UP)
		expect_number("IFF_UP before the end", heard.last.flags & IFF_UP, 0);
}

/* ---- events of objects ---- */

static bool is_event(const struct uevent *event, const char *action, const char *subsystem)
{
	return !strcmp(uevent_value(event, "ACTION"), action) &&
	       !strcmp(uevent_value(event, "SUBSYSTEM"), subsystem);
}

/* The next event of this kind; false if there is none. Others are passed over. */
static bool next_event(struct uevents *events, const char *action, const char *subsystem,
		       struct uevent *event)
{
	while (uevent_next(events, event)) {
		if (is_event(event, action, subsystem))
			return true;
	}
	return false;
}

static uint64_t event_number(const struct uevent *event, const char *key)
{
	return strtoul(uevent_value(event, key), NULL, 10);
}

/* Two listen, because either may be told of first: 7.2 tells of the tap before the device. */
static void node_appears(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	struct uevents *events = uevents_open(net->host_ns), *of_taps = uevents_open(net->host_ns);
	struct uevents *elsewhere = uevents_open(net->wire_ns);
	struct uevent event = {.length = 0};
	char name[32];

	(void)data;
	child_add(net, CHILD, MODE_VEPA, 0, DOWN);
	snprintf(name, sizeof name, "tap%d", link_state(net->host, CHILD).index);
	expect_number("whether the network device was told of", next_event(events, "add", "net", &event),
		      true);
	expect_number("whether its tap was told of", next_event(of_taps, "add", "macvtap", &event), true);
	expect_number("whether the node is named by the index",
		      !strcmp(uevent_value(&event, "DEVNAME"), name), true);
	expect_number("the node's major, by sysfs", tap_major(CHILD), event_number(&event, "MAJOR"));
	expect_number("the node's minor, by sysfs", tap_minor(CHILD), event_number(&event, "MINOR"));
	expect_number("whether another namespace was told", next_event(elsewhere, "add", "macvtap", &event),
		      false);
}

static void node_disappears(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, DOWN);
	struct uevents *events = uevents_open(net->host_ns);
	struct uevent event = {.length = 0};
	uint64_t minor = tap_minor(CHILD);

	(void)data;
	link_delete(net->host, CHILD);
	expect_number("whether the tap's end was told", next_event(events, "remove", "macvtap", &event),
		      true);
	expect_number("the minor of the tap", minor, event_number(&event, "MINOR"));
	expect_number("whether the device's end was told after it",
		      next_event(events, "remove", "net", &event), true);
}

/* ---- who asks ---- */

static void dump(const void *data)
{
	struct testbed *net = bed_with(MODE_BRIDGE, FLAG_NODST, UP);
	struct link_facts *facts = link_facts(net->host, CHILD);

	(void)data;
	skip_without_broadcast_queue(net->host, CHILD);
	expect_number("mode", fact_number(facts, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_BRIDGE);
	expect_number("flags", fact_number(facts, OF_DRIVER, IFLA_MACVLAN_FLAGS), FLAG_NODST);
	expect_number("senders", fact_number(facts, OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT), 0);
	expect_number("broadcast queue", fact_number(facts, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN), 1000);
	expect_number("broadcast queue in use", fact_number(facts, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED),
		      1000);
	expect_number("parent", fact_number(facts, OF_DEVICE, IFLA_LINK),
		      (uint64_t)link_state(net->host, PARENT).index);
}

/* As the kernel gave it. */
static struct attribute again(const struct link_facts *facts, int type)
{
	size_t length;
	const void *octets = fact_octets(facts, OF_DRIVER, type, &length);

	return (struct attribute){OF_DRIVER, (uint16_t)type, (uint16_t)length, octets};
}

static void told_back(const void *data)
{
	static const struct mac senders[] = {{{0x02, 0, 0, 0, 0, 0x52}}, {{0x02, 0, 0, 0, 0, 0x53}}};
	struct testbed *net = bed_with(MODE_SOURCE, FLAG_NODST, DOWN);
	struct link_facts *facts;

	(void)data;
	macvtap_edit_sources(net->host, CHILD, SOURCES_SET, senders, 2);
	macvtap_set_broadcast_queue(net->host, CHILD, 77);
	facts = link_facts(net->host, CHILD);
	child_add(net, SIBLING, MODE_VEPA, 0, DOWN);
	expect_accepted("what was told of a sibling",
			TRY_CHANGE(net->host, SIBLING, again(facts, IFLA_MACVLAN_MODE),
				   again(facts, IFLA_MACVLAN_FLAGS), again(facts, IFLA_MACVLAN_BC_QUEUE_LEN),
				   NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_MODE, SOURCES_SET),
				   again(facts, IFLA_MACVLAN_MACADDR_DATA)));
	expect_number("mode", link_number(net->host, SIBLING, OF_DRIVER, IFLA_MACVLAN_MODE), MODE_SOURCE);
	expect_number("flags", link_number(net->host, SIBLING, OF_DRIVER, IFLA_MACVLAN_FLAGS), FLAG_NODST);
	expect_number("queue", link_number(net->host, SIBLING, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN), 77);
	expect_number("senders", link_number(net->host, SIBLING, OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT), 2);
}

/* clang-format off */
const struct testcase change_announcements[] = {
	CHANGE_BARE("announce.creation",   CHG_EVT_01, creation,          NULL, "a child is made"),
	CHANGE_BARE("announce.mode",       CHG_EVT_01, change_of_mode,    NULL, "a child changes its mode"),
	CHANGE_BARE("announce.refusal",    CHG_EVT_01, refused_change,    NULL, "a child is refused a mode and granted another"),
	CHANGE_BARE("announce.up_down",    CHG_EVT_01, going_up_and_down, NULL, "a child goes up and down"),
	CHANGE_BARE("announce.deletion",   CHG_EVT_02, deletion, &(const enum upness){UP},   "a child that is up is deleted"),
	CHANGE_BARE("announce.deletion_down", CHG_EVT_02, deletion, &(const enum upness){DOWN}, "a child that is down is deleted"),
	CHANGE_BARE("announce.node",       CHG_EVT_03, node_appears,      NULL, "a child is made: what udev hears"),
	CHANGE_BARE("announce.node_gone",  CHG_EVT_04, node_disappears,   NULL, "a child is deleted: what udev hears"),
	CHANGE_BARE("announce.dump",       CHG_DUMP_01, dump,             NULL, "what is told of a bridge child with nodst"),
	CHANGE_BARE("announce.told_back",  CHG_DUMP_02, told_back,        NULL, "what is told of a source-mode child is asked of its sibling"),
	{.id = NULL},
};
/* clang-format on */
