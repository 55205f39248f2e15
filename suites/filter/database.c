/* database: a child's lists, edited and read in the words of a forwarding database (bridge fdb ... self). */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "harness/net/filters.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <errno.h>

static const struct mac group = {{0x01, 0x00, 0x5e, 0x40, 0x10, 0x01}};
static const struct mac station = {{0x02, 0, 0, 0, 0, 0x77}};

static struct answer edit(struct testbed *net, enum filter_edit edit, struct mac address)
{
	return try_filter_edit(net->host, device_of(GUEST_A), edit, address);
}

static void unicast_refused(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("list a station", edit(net, FILTER_ADD, station), EOPNOTSUPP);
	expect_unlisted(net, GUEST_A, station);
	expect_answer("unlist a station", edit(net, FILTER_DELETE, station), EOPNOTSUPP);
}

static void group_twice(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("list a group", edit(net, FILTER_ADD, group), 0);
	expect_answer("list it again", edit(net, FILTER_ADD, group), EEXIST);
	expect_listed(net, GUEST_A, group);
	expect_answer("unlist it", edit(net, FILTER_DELETE, group), 0);
	expect_unlisted(net, GUEST_A, group);
}

static void group_replaced(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("replace a group", edit(net, FILTER_REPLACE, group), EOPNOTSUPP);
	expect_unlisted(net, GUEST_A, group);
	expect_unlisted(net, HOST, group);
}

static void group_appended(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("append a group", edit(net, FILTER_APPEND, group), 0);
	expect_listed(net, GUEST_A, group);
	expect_listed(net, HOST, group);
	expect_answer("append it again", edit(net, FILTER_APPEND, group), EEXIST);
}

static void group_absent(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("unlist a group that is not listed", edit(net, FILTER_DELETE, group), ENOENT);
	expect_answer("list it", edit(net, FILTER_ADD, group), 0);
	expect_answer("unlist it", edit(net, FILTER_DELETE, group), 0);
	expect_answer("unlist it again", edit(net, FILTER_DELETE, group), ENOENT);
}

static void dumped(const void *data)
{
	struct testbed *net = with_child_up(data);
	uint64_t childs = filter_length(net->host, device_of(GUEST_A));
	uint64_t parents = filter_length(net->host, device_of(HOST));

	expect_answer("list a group", edit(net, FILTER_ADD, group), 0);
	expect_list_length(net, GUEST_A, childs + 1);
	expect_list_length(net, HOST, parents + 1);
	expect_listed(net, GUEST_A, group);
	expect_listed(net, HOST, group);
	expect_unlisted(net, GUEST_A, station);
	expect_answer("unlist it", edit(net, FILTER_DELETE, group), 0);
	expect_list_length(net, GUEST_A, childs);
	expect_list_length(net, HOST, parents);
}

static void unicast_listed(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("list a station", edit(net, FILTER_ADD, station), 0);
	expect_listed(net, GUEST_A, station);
	expect_listed(net, HOST, station);
	expect_answer("list it again", edit(net, FILTER_ADD, station), EEXIST);
	expect_answer("replace it", edit(net, FILTER_REPLACE, station), EOPNOTSUPP);
	expect_answer("unlist it", edit(net, FILTER_DELETE, station), 0);
	expect_unlisted(net, GUEST_A, station);
	expect_unlisted(net, HOST, station);
	expect_answer("unlist it again", edit(net, FILTER_DELETE, station), ENOENT);
}

static void unicast_down_and_up(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("list a station", edit(net, FILTER_ADD, station), 0);
	link_set_down(net->host, device_of(GUEST_A));
	expect_listed(net, GUEST_A, station);
	expect_unlisted(net, HOST, station);
	link_set_up(net->host, device_of(GUEST_A));
	expect_listed(net, HOST, station);
	link_delete(net->host, device_of(GUEST_A));
	expect_unlisted(net, HOST, station);
}

/* clang-format off */
const struct pattern database_patterns[] = {
	{"fdb.unicast",  &MACF_FDB_01, SHARING,    BARE, unicast_refused, "a station is listed and unlisted"},
	{"fdb.unicast",  &MACF_FDB_07, OWNING,     BARE, unicast_listed,  "a station is listed and unlisted"},
	{"fdb.unicast_down_up", &MACF_FDB_08, OWNING, BARE, unicast_down_and_up, "goes down and up with a station in its lists, and is deleted"},
	{"fdb.twice",    &MACF_FDB_03, EVERY_KIND, BARE, group_twice,     "a group is listed twice"},
	{"fdb.replace",  &MACF_FDB_04, EVERY_KIND, BARE, group_replaced,  "a group is to replace what is listed"},
	{"fdb.append",   &MACF_FDB_05, EVERY_KIND, BARE, group_appended,  "a group is appended"},
	{"fdb.absent",   &MACF_FDB_06, EVERY_KIND, BARE, group_absent,    "a group is unlisted that is not listed"},
	{"fdb.dump",     &MACF_FDB_09, EVERY_KIND, BARE, dumped,          "its lists and its parent's are read before, with and after a group"},
	{.name = NULL},
};

/* clang-format on */

/* ---- while it is down ---- */

static void edited_while_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child(net, any_kind, GUEST_A);
	expect_answer("list a group on a child that is down", edit(net, FILTER_ADD, group), 0);
	expect_listed(net, GUEST_A, group);
	expect_answer("list it again", edit(net, FILTER_ADD, group), EEXIST);
	expect_answer("list a station", edit(net, FILTER_ADD, station), EOPNOTSUPP);
	expect_answer("unlist the group", edit(net, FILTER_DELETE, group), 0);
	expect_unlisted(net, GUEST_A, group);
}

/* clang-format off */
const struct testcase database_cases[] = {
	{.id = "filter.fdb.down", .requirement = &MACF_FDB_02, .run = edited_while_down, .data = &bare_unwatched, .shares = &bare_unwatched,
	 .summary = "the lists of a child that is down are edited"},
	{.id = NULL},
};
/* clang-format on */
