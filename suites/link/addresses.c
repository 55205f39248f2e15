/* addresses: whose address a new macvtap has, and who else may have it. */
#include "fixtures/bare.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <errno.h>
#include <string.h>

static const struct mac given = {{0x02, 0, 0, 0, 0, 0x77}};

static void expect_origin(const char *name, enum address_origin origin)
{
	enum address_origin found = link_address_origin(name);

	expect_that(found == origin, "%s: its address is marked %d, must be %d", name, (int)found,
		    (int)origin);
}

static struct mac address_read(struct testbed *net, const char *name)
{
	return link_state(net->host, name).address;
}

static bool has_address(struct testbed *net, const char *name, struct mac address)
{
	struct link_facts *facts = link_facts(net->host, name);
	bool has = fact_is(facts, OF_DEVICE, IFLA_ADDRESS, address.octet, sizeof address.octet);

	link_facts_free(facts);
	return has;
}

static void expect_address(struct testbed *net, const char *name, struct mac address)
{
	expect_that(has_address(net, name, address), "%s: its address is %s, must be %s", name,
		    mac_to_text(address_read(net, name)).text, mac_to_text(address).text);
}

static void make_in_mode(struct testbed *net, const char *name, enum mode mode, const struct mac *address)
{
	const struct attribute attributes[] = {
		NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, mode),
		{OF_DEVICE, IFLA_ADDRESS, sizeof *address, address},
	};

	expect_made(net, &(struct wish){.name = name, .has = {attributes, address ? 2 : 1}});
}

static void random_address(const void *data)
{
	struct testbed *net = testbed_build(data);
	static const char *const names[] = {"a", "b"};

	for (unsigned i = 0; i < 2; i++) {
		uint8_t first;

		expect_made(net, &(struct wish){.name = names[i]});
		first = address_read(net, names[i]).octet[0];
		expect_origin(names[i], ADDRESS_RANDOM);
		expect_that((first & 3) == 2, "%s: its address begins with %02x: no local unicast one",
			    names[i], first);
	}
	expect_that(!has_address(net, "b", address_read(net, "a")), "two random addresses are the same");
}

static void given_address(const void *data)
{
	struct testbed *net = testbed_build(data);

	make_in_mode(net, "a", MODE_BRIDGE, &given);
	expect_address(net, "a", given);
	expect_origin("a", ADDRESS_SET);
}

/* ---- addresses that are taken ---- */

static void parents_address(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const enum mode *mode = data;
	struct answer up;

	make_in_mode(net, "a", *mode, &ADDRESS_HOST);
	expect_address(net, "a", ADDRESS_HOST);
	up = try_link_set_up(net->host, "a");
	expect_refused("its coming up with its parent's address", up, EADDRINUSE, NULL);
}

static void expect_up(struct testbed *net, const char *name)
{
	struct answer up = try_link_set_up(net->host, name);

	expect_accepted(name, up);
}

static void siblings_address(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer up;

	make_in_mode(net, "a", MODE_BRIDGE, &given);
	expect_up(net, "a");
	make_in_mode(net, "b", MODE_BRIDGE, &given);
	up = try_link_set_up(net->host, "b");
	expect_refused("the second's coming up", up, EADDRINUSE, NULL);
	link_set_down(net->host, "a");
	expect_up(net, "b");
	up = try_link_set_up(net->host, "a");
	expect_refused("the first's coming up again", up, EADDRINUSE, NULL);
}

static void siblings_address_across_modes(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer up;

	make_in_mode(net, "a", MODE_PRIVATE, &given);
	expect_up(net, "a");
	make_in_mode(net, "b", MODE_SOURCE, &given);
	up = try_link_set_up(net->host, "b");
	expect_refused("the second's coming up", up, EADDRINUSE, NULL);
}

/* ---- passthru ---- */

static void passthru_address(const void *data)
{
	struct testbed *net = testbed_build(data);

	make_in_mode(net, "a", MODE_PASSTHRU, NULL);
	expect_address(net, "a", ADDRESS_HOST);
	expect_origin("a", ADDRESS_SET); /* as its parent's */
	expect_up(net, "a");
}

static void passthru_given_address(const void *data)
{
	struct testbed *net = testbed_build(data);

	make_in_mode(net, "a", MODE_PASSTHRU, &given);
	expect_address(net, "a", ADDRESS_HOST);
	expect_address(net, device_of(HOST), ADDRESS_HOST);
}

static void passthru_random_address(const void *data)
{
	struct testbed *net = testbed_build(data);

	need_device(net, "ifb", "ifb0", "this kernel has no ifb");
	expect_made(net,
		    &(struct wish){.name = "a",
				   .parent = "ifb0",
				   .has = ATTRIBUTES(NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_PASSTHRU))});
	expect_address(net, "a", address_read(net, "ifb0"));
	expect_origin("a", ADDRESS_RANDOM);
}

#define ADDRESS_WITH(data_, name, requirement_, run_, summary_)                                              \
	{                                                                                                    \
		.id = "link.address." name, .requirement = &requirement_, .run = run_, .data = data_,        \
		.shares = &bare_unwatched, .summary = summary_,                                              \
	}
#define ADDRESS(...) ADDRESS_WITH(&bare_unwatched, __VA_ARGS__)
#define OF_PARENT(word, mode_)                                                                               \
	ADDRESS_WITH(&(const enum mode){mode_}, "of_parent_" word, LINK_ADDR_05, parents_address,            \
		     "a " word " child with its parent's address is to come up")

/* clang-format off */
const struct testcase address_cases[] = {
	ADDRESS("random",                   LINK_ADDR_01, random_address,                "two children without given addresses"),
	ADDRESS("given",                    LINK_ADDR_02, given_address,                 "a child with a given address"),
	OF_PARENT("private", MODE_PRIVATE),
	OF_PARENT("vepa",    MODE_VEPA),
	OF_PARENT("bridge",  MODE_BRIDGE),
	OF_PARENT("source",  MODE_SOURCE),
	ADDRESS("of_sibling",               LINK_ADDR_06, siblings_address,              "two children with one address come up by turns"),
	ADDRESS("of_sibling_in_other_mode", LINK_ADDR_06, siblings_address_across_modes, "two children with one address, one private and one in source mode"),
	ADDRESS("passthru",                 LINK_ADDR_07, passthru_address,              "a passthru child without a given address"),
	ADDRESS("passthru_given",           LINK_ADDR_07, passthru_given_address,        "a passthru child with a given address"),
	ADDRESS("passthru_random",          LINK_ADDR_07, passthru_random_address,       "a passthru child of a parent whose address is random"),
	{.id = NULL},
};
/* clang-format on */
