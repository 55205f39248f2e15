/* names: who the new device is, and who bears its name or index already. */
#include "fixtures/bare.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <errno.h>

static const struct attribute bridge_mode[] = {NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE)};

static struct answer ask_for_bridge_mode(struct testbed *net, enum link_request request, const char *kind)
{
	return try_link_request(net->host, request, device_of(GUEST_A), kind, bridge_mode, 1);
}

static void expect_mode(struct testbed *net, enum mode mode)
{
	expect_fact(net, device_of(GUEST_A), OF_DRIVER, IFLA_MACVLAN_MODE, mode);
}

static void name_taken(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct wish again = {.has = {bridge_mode, 1}};
	struct answer answer;

	expect_made(net, &(struct wish){.name = NULL});
	answer = ask_for(net, &again);
	expect_refused("the same name again", answer, EEXIST, NULL);
	expect_mode(net, MODE_VEPA);
}

static void name_of_a_stranger(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer answer = ask_for(net, &(struct wish){.name = device_of(HOST)});

	expect_refused("the parent's own name", answer, EEXIST, NULL);
	expect_there(net, device_of(HOST));
	expect_fact(net, device_of(HOST), OF_DEVICE, IFLA_PROMISCUITY, 0);
}

static void made_or_changed(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer answer;

	expect_made(net, &(struct wish){.name = NULL});
	answer = ask_for_bridge_mode(net, REQUEST_CREATE_OR_CHANGE, "macvtap");
	expect_accepted("the request that may change", answer);
	expect_mode(net, MODE_BRIDGE);
}

static void changed_as_macvlan(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer answer;

	expect_made(net, &(struct wish){.name = NULL});
	answer = ask_for_bridge_mode(net, REQUEST_CHANGE, "macvlan");
	expect_refused("a change in the name of macvlan", answer, EOPNOTSUPP, NULL);
	expect_mode(net, MODE_VEPA);
}

static void nameless(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_made(net, &(struct wish){.name = ""});
	expect_there(net, "macvtap0");
	expect_made(net, &(struct wish){.name = ""});
	expect_there(net, "macvtap1");
}

static void pattern(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_made(net, &(struct wish){.name = "foo0"});
	expect_made(net, &(struct wish){.name = "foo2"});
	expect_made(net, &(struct wish){.name = "foo%d"});
	expect_there(net, "foo1");
	expect_made(net, &(struct wish){.name = "foo%d"});
	expect_there(net, "foo3");
}

static void index_free(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct link_facts *facts;

	expect_made(net, &(struct wish){.has = ATTRIBUTES(INDEX(4711))});
	facts = link_facts(net->host, device_of(GUEST_A));
	expect_that(fact_index(facts) == 4711, "its index is %d, must be 4711", fact_index(facts));
	link_facts_free(facts);
}

static void index_taken(const void *data)
{
	struct testbed *net = testbed_build(data);
	const int index = (int)index_of(net, device_of(HOST));
	const struct attribute taken = {OF_HEADER, 0, sizeof index, &index};

	expect_not_made(net, &(struct wish){.has = {&taken, 1}}, EEXIST, NULL);
}

#define NAME(name, requirement_, run_, summary_)                                                             \
	{                                                                                                    \
		.id = "link.name." name, .requirement = &requirement_, .run = run_, .data = &bare_unwatched, \
		.shares = &bare_unwatched, .summary = summary_,                                              \
	}

/* clang-format off */
const struct testcase name_cases[] = {
	NAME("taken",              LINK_CREATE_13, name_taken,         "the same macvtap is asked for twice"),
	NAME("of_parent",          LINK_CREATE_13, name_of_a_stranger, "a macvtap is asked for by its parent's name"),
	NAME("made_or_changed",    LINK_CREATE_14, made_or_changed,    "a request that may make or change finds the device there"),
	NAME("changed_as_macvlan", LINK_CREATE_15, changed_as_macvlan, "a macvtap is to be changed as if it were a macvlan"),
	NAME("none",               LINK_CREATE_17, nameless,           "two macvtaps without names"),
	NAME("pattern",            LINK_CREATE_17, pattern,            "a pattern for names, of which some are taken"),
	NAME("index_free",         LINK_CREATE_18, index_free,         "a macvtap is asked for by index"),
	NAME("index_taken",        LINK_CREATE_18, index_taken,        "a macvtap is asked for by its parent's index"),
	{.id = NULL},
};
/* clang-format on */
