/* unicast: whose addresses a parent lets in, and what that costs one which cannot tell addresses apart. */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

static const struct mac new_address = {{0x02, 0, 0, 0, 0, 0x3a}};

static void up_and_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
	link_set_up(net->host, device_of(GUEST_A));
	expect_listed(net, HOST, ADDRESS_GUEST_A);
	link_set_down(net->host, device_of(GUEST_A));
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
}

static void deleted_while_up(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_listed(net, HOST, ADDRESS_GUEST_A);
	expect_promiscuity(net, HOST, 1);
	link_delete(net->host, device_of(GUEST_A));
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
	expect_promiscuity(net, HOST, 0);
}

static void new_address_while_up(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_answer("change an address", try_link_set_mac(net->host, device_of(GUEST_A), new_address), 0);
	expect_listed(net, HOST, new_address);
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
	expect_promiscuity(net, HOST, 1);
	link_set_down(net->host, device_of(GUEST_A));
	expect_unlisted(net, HOST, new_address);
}

static void new_address_while_down(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child(net, data, GUEST_A);
	expect_answer("change an address", try_link_set_mac(net->host, device_of(GUEST_A), new_address), 0);
	expect_address(net, GUEST_A, new_address);
	expect_unlisted(net, HOST, new_address);
	link_set_up(net->host, device_of(GUEST_A));
	expect_listed(net, HOST, new_address);
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
}

/* The parent has its own address to know it by. */
static void passthru_unlisted(const void *data)
{
	struct testbed *net = with_child_up(data);

	expect_unlisted(net, HOST, ADDRESS_HOST);
	expect_address(net, GUEST_A, ADDRESS_HOST);
	expect_answer("change an address", try_link_set_mac(net->host, device_of(GUEST_A), new_address), 0);
	expect_unlisted(net, HOST, new_address);
	expect_address(net, HOST, new_address);
}

/* clang-format off */
const struct pattern unicast_patterns[] = {
	{"unicast.up_down",     &MACF_UC_01, SAMPLE, BARE, up_and_down,            "made, set up, set down"},
	{"unicast.unlisted",    &MACF_UC_01, OWNING,  BARE, passthru_unlisted,      "up, with its parent's address and with another"},
	{"unicast.deleted",     &MACF_UC_04, SHARING, BARE, deleted_while_up,       "deleted while it is up"},
	{"unicast.new_address", &MACF_UC_03, SAMPLE, BARE, new_address_while_up,   "changes its address while it is up"},
	{"unicast.new_address_down", &MACF_UC_03, SHARING, BARE, new_address_while_down, "changes its address while it is down"},
	{.name = NULL},
};
/* clang-format on */

/* ---- several ---- */

static void siblings(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child_up(net, any_kind, GUEST_A);
	add_child_up(net, any_kind, GUEST_B);
	expect_listed(net, HOST, ADDRESS_GUEST_A);
	expect_listed(net, HOST, address_of(GUEST_B));
	expect_promiscuity(net, HOST, 1);
	link_set_down(net->host, device_of(GUEST_A));
	expect_unlisted(net, HOST, ADDRESS_GUEST_A);
	expect_listed(net, HOST, address_of(GUEST_B));
	expect_promiscuity(net, HOST, 1);
	link_delete(net->host, device_of(GUEST_B));
	expect_unlisted(net, HOST, address_of(GUEST_B));
	expect_promiscuity(net, HOST, 0);
}

/* What is gone from the parent may be somebody else's now. */
static void handed_on(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child_up(net, any_kind, GUEST_A);
	add_child(net, any_kind, GUEST_B);
	expect_answer("change an address", try_link_set_mac(net->host, device_of(GUEST_A), new_address), 0);
	expect_answer("take what a sibling gave up",
		      try_link_set_mac(net->host, device_of(GUEST_B), ADDRESS_GUEST_A), 0);
	expect_answer("go up with it", try_link_set_up(net->host, device_of(GUEST_B)), 0);
	expect_listed(net, HOST, new_address);
	expect_listed(net, HOST, ADDRESS_GUEST_A);
}

static void parent_down(const void *data)
{
	struct testbed *net = testbed_build(data);

	add_child_up(net, any_kind, GUEST_A);
	link_set_down(net->host, device_of(HOST));
	expect_listed(net, HOST, ADDRESS_GUEST_A);
	link_set_up(net->host, device_of(HOST));
	expect_listed(net, HOST, ADDRESS_GUEST_A);
	expect_promiscuity(net, HOST, 1);
	link_set_down(net->host, device_of(GUEST_A));
	expect_promiscuity(net, HOST, 0);
}

#define ALONE(name, requirement_, run_, summary_)                                                            \
	{                                                                                                    \
		.id = "filter.unicast." name, .requirement = &requirement_, .run = run_,                     \
		.data = &bare_unwatched, .shares = &bare_unwatched, .summary = summary_,                     \
	}

/* clang-format off */
const struct testcase unicast_cases[] = {
	ALONE("siblings",    MACF_UC_02, siblings,    "two children go up, one goes down and one is deleted"),
	ALONE("handed_on",   MACF_UC_03, handed_on,   "a child takes the address that its sibling gave up"),
	ALONE("parent_down", MACF_UC_02, parent_down, "the parent goes down and comes up below a child that is up"),
	{.id = NULL},
};
/* clang-format on */
