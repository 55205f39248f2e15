/* lists: what becomes of a list when its child or a sibling changes, and how long it may be. */
#include "suites/source/source.h"

#include "fixtures/bare.h"
#include "suites/source/requirements.h"
#include "suites/source/senders.h"

#include <stdlib.h>

enum {
	LONGEST = 5458, /* senders that one request can carry: its attributes count their octets in 16 bits */
	BEYOND = 10,    /* on top of these, one by one */
};

static void edit(struct testbed *net, const char *device, enum source_edit edit, char letter)
{
	struct mac address = sender(letter);

	macvtap_edit_sources(net->host, device, edit, &address, 1);
}

static void leave_and_return(const void *data)
{
	const enum mode *mode = data;
	struct testbed *net = testbed_build(&bare_unwatched);

	create_listening(net, "mvtA", "ab");
	expect_list(net, "mvtA", "ab");
	expect_reply(try_macvtap_set_mode(net->host, "mvtA", *mode, 0), 0, NULL);
	expect_list(net, "mvtA", "");
	expect_reply(try_macvtap_set_mode(net->host, "mvtA", MODE_SOURCE, 0), 0, NULL);
	expect_list(net, "mvtA", "");
}

static void siblings_apart(const void *data)
{
	struct testbed *net = testbed_build(data);

	create_listening(net, "mvtA", "ab");
	create_listening(net, "mvtB", "ab");
	create_listening(net, "mvtC", "bc");
	edit(net, "mvtA", SOURCES_DELETE, 'a');
	expect_list(net, "mvtA", "b");
	expect_list(net, "mvtB", "ab");
	macvtap_edit_sources(net->host, "mvtA", SOURCES_FLUSH, NULL, 0);
	expect_list(net, "mvtB", "ab");
	expect_list(net, "mvtC", "bc");
	edit(net, "mvtA", SOURCES_ADD, 'c');
	expect_list(net, "mvtA", "c");
	expect_list(net, "mvtB", "ab");
	link_delete(net->host, "mvtC");
	expect_list(net, "mvtA", "c");
	expect_list(net, "mvtB", "ab");
}

static void down_and_up(const void *data)
{
	struct testbed *net = testbed_build(data);

	create_listening(net, "mvtA", "ab");
	link_set_up(net->host, "mvtA");
	expect_list(net, "mvtA", "ab");
	link_set_down(net->host, "mvtA");
	link_set_mac(net->host, "mvtA", STATION_UNKNOWN);
	expect_list(net, "mvtA", "ab");
	link_set_up(net->host, "mvtA");
	link_set_mac(net->host, "mvtA", STATION_STRANGER);
	expect_list(net, "mvtA", "ab");
}

static void one_after_the_other(const void *data)
{
	struct testbed *net = testbed_build(data);

	create_listening(net, "mvtA", "");
	edit(net, "mvtA", SOURCES_ADD, 'a');
	edit(net, "mvtA", SOURCES_ADD, 'b');
	edit(net, "mvtA", SOURCES_ADD, 'c');
	expect_list(net, "mvtA", "abc");
	edit(net, "mvtA", SOURCES_DELETE, 'b');
	expect_list(net, "mvtA", "ac");
	edit(net, "mvtA", SOURCES_DELETE, 'a');
	edit(net, "mvtA", SOURCES_DELETE, 'c');
	expect_list(net, "mvtA", "");
	edit(net, "mvtA", SOURCES_ADD, 'b');
	expect_list(net, "mvtA", "b");
}

/* ---- long lists ---- */

static struct mac numbered(size_t number)
{
	return (struct mac){{0x02, 0x01, 0, 0, (uint8_t)(number >> 8), (uint8_t)number}};
}

static size_t number_of(struct mac address)
{
	return (size_t)address.octet[4] << 8 | address.octet[5];
}

static struct answer set_numbered(struct testbed *net, size_t count)
{
	struct source_entry *entries = calloc(count, sizeof *entries);
	const struct attribute attributes[] = {
		NUMBER32(OF_DRIVER, IFLA_MACVLAN_MACADDR_MODE, SOURCES_SET),
		{OF_DRIVER, IFLA_MACVLAN_MACADDR_DATA, (uint16_t)(count * sizeof *entries), entries},
	};
	struct answer answer;

	if (!entries)
		broken("no memory for %zu senders", count);
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct source_entry){10, IFLA_MACVLAN_MACADDR, numbered(i), {0}};
	answer = try_link_request(net->host, REQUEST_CHANGE, "mvtA", "macvtap", attributes, 2);
	free(entries);
	return answer;
}

/* Each of them once: so many different ones are so many. */
static size_t different(const struct mac *list, size_t told, size_t count)
{
	bool *seen = calloc(count, sizeof *seen);
	size_t different = 0;

	if (!seen)
		broken("no memory for %zu senders", count);
	for (size_t i = 0; i < told && i < count; i++) {
		size_t number = number_of(list[i]);

		if (number >= count || !mac_equal(list[i], numbered(number)) || seen[number])
			continue;
		seen[number] = true;
		different++;
	}
	free(seen);
	return different;
}

static void expect_numbered(struct testbed *net, size_t count)
{
	struct link_facts *facts = link_facts(net->host, "mvtA");
	struct mac *list = calloc(count, sizeof *list);
	uint64_t claimed = fact_number(facts, OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT);
	size_t told = list ? listed_sources(facts, list, count) : 0;
	size_t right = list ? different(list, told, count) : 0;

	if (claimed != count || told != count || right != count)
		fail("of %zu senders the kernel counts %llu and tells %zu, %zu of them right", count,
		     (unsigned long long)claimed, told, right);
	else
		passed();
	free(list);
	link_facts_free(facts);
}

static void long_list(const void *data)
{
	const size_t *count = data;
	struct testbed *net = testbed_build(&bare_unwatched);

	create_listening(net, "mvtA", "");
	expect_reply(set_numbered(net, *count), 0, NULL);
	expect_numbered(net, *count);
	macvtap_edit_sources(net->host, "mvtA", SOURCES_FLUSH, NULL, 0);
	expect_list(net, "mvtA", "");
}

/* A kernel that knows its limit refuses one of the additions; the list is then as long as it was. */
static void longer_than_a_message(const void *data)
{
	struct testbed *net = testbed_build(data);
	size_t count = LONGEST;
	struct answer answer;

	create_listening(net, "mvtA", "");
	answer = set_numbered(net, LONGEST);
	if (answer.error)
		skip("this kernel refuses a list that fills a message");
	for (; count < LONGEST + BEYOND; count++) {
		struct mac address = numbered(count);

		if (try_macvtap_edit_sources(net->host, "mvtA", SOURCES_ADD, &address, 1).error)
			break;
	}
	expect_numbered(net, count);
}

#define LEAVE(word, mode_)                                                                                   \
	{                                                                                                    \
		.id = "source.list.left_for_" word, .requirement = &LINK_CHG_04, .run = leave_and_return,    \
		.shares = &bare_unwatched, .data = &(const enum mode){mode_},                                \
		.summary = "a source-mode child becomes a " word " child and a source-mode child again",     \
	}
#define LONG(word, count)                                                                                    \
	{                                                                                                    \
		.id = "source.list.length_" word, .requirement = &LINK_MACMODE_13, .run = long_list,         \
		.shares = &bare_unwatched, .data = &(const size_t){count},                                   \
		.summary = "a list of " word " senders is set and flushed",                                  \
	}
#define SEQUENCE(name, requirement_, run_, summary_)                                                         \
	{                                                                                                    \
		.id = "source.list." name, .requirement = &requirement_, .run = run_,                        \
		.data = &bare_unwatched, .shares = &bare_unwatched, .summary = summary_,                     \
	}

/* clang-format off */
const struct testcase source_list_cases[] = {
	LEAVE("private", MODE_PRIVATE),
	LEAVE("vepa",    MODE_VEPA),
	LEAVE("bridge",  MODE_BRIDGE),
	SEQUENCE("siblings",  SRC_LIST_01,     siblings_apart,        "three children list the same senders, and one changes its mind"),
	SEQUENCE("down_up",   SRC_LIST_02,     down_and_up,           "a source-mode child goes down, gets other addresses and comes up again"),
	SEQUENCE("one_by_one", LINK_MACMODE_07, one_after_the_other,  "senders are added one by one and deleted in another order"),
	LONG("2000", 2000),
	LONG("5400", 5400),
	SEQUENCE("length_beyond", LINK_MACMODE_14, longer_than_a_message, "a list grows beyond what a message can tell"),
	{.id = NULL},
};
/* clang-format on */
