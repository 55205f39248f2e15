/* parents: devices that can tell addresses apart, and devices that must let in everything instead. */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "harness/net/attribute.h"
#include "harness/net/settle.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <errno.h>
#include <stdio.h>

struct parent {
	const char *kind, *unknown; /* why it is skipped where the kernel has none */
	enum { LETS_IN_EVERYTHING, FILTERS } does;
	/* what it needs to know to stand on the testbed's parent; none: it stands alone */
	struct attribute on_top;
};

static void make_parent(struct testbed *net, const struct parent *parent)
{
	uint32_t index = (uint32_t)link_state(net->host, device_of(HOST)).index;
	struct attribute attributes[] = {parent->on_top, {OF_DEVICE, IFLA_LINK, sizeof index, &index}};
	struct answer answer;

	if (parent->on_top.length)
		answer = try_link_request(net->host, REQUEST_CREATE, "p9", parent->kind, attributes, 2);
	else
		answer = try_link_request(net->host, REQUEST_CREATE, "p9", parent->kind, NULL, 0);
	if (answer.error == EOPNOTSUPP)
		skip("%s", parent->unknown);
	expect_answer("make a parent", answer, 0);
	link_set_up(net->host, "p9");
}

static void expect_promiscuity_of_parent(struct testbed *net, uint64_t expected)
{
	uint64_t count;

	link_settle(net->host, "p9");
	count = link_number(net->host, "p9", OF_DEVICE, IFLA_PROMISCUITY);
	if (count == expected)
		passed();
	else
		fail("the promiscuity of the parent is %llu instead of %llu", (unsigned long long)count,
		     (unsigned long long)expected);
}

static void add_guest(struct testbed *net, enum place guest)
{
	struct mac address = address_of(guest);

	macvtap_create(net->host, &(struct macvtap){.name = device_of(guest),
						    .parent = "p9",
						    .mode = MODE_BRIDGE,
						    .address = &address});
}

static void on_parent(const void *data)
{
	const struct parent *parent = data;
	struct testbed *net = testbed_build(&bare_unwatched);
	uint64_t open = parent->does == LETS_IN_EVERYTHING;

	make_parent(net, parent);
	add_guest(net, GUEST_A);
	add_guest(net, GUEST_B);
	expect_promiscuity_of_parent(net, 0);
	link_set_up(net->host, device_of(GUEST_A));
	expect_promiscuity_of_parent(net, open);
	link_set_up(net->host, device_of(GUEST_B));
	expect_promiscuity_of_parent(net, open);
	link_set_down(net->host, device_of(GUEST_A));
	expect_promiscuity_of_parent(net, open);
	link_set_down(net->host, device_of(GUEST_B));
	expect_promiscuity_of_parent(net, 0);
}

/* clang-format off */
#define STANDS_ALONE {OF_DEVICE, 0, 0, NULL}

static const struct parent parents[] = {
	{"veth",   "this kernel has no veth",   LETS_IN_EVERYTHING, STANDS_ALONE},
	{"bridge", "this kernel has no bridge", LETS_IN_EVERYTHING, STANDS_ALONE},
	{"ifb",    "this kernel has no ifb",    LETS_IN_EVERYTHING, STANDS_ALONE},
	{"dummy",  "this kernel has no dummy",  LETS_IN_EVERYTHING, STANDS_ALONE},
	{"bond",   "this kernel has no bond",   FILTERS,            STANDS_ALONE},
	{"vlan",   "this kernel has no vlan",   FILTERS,            NUMBER16(OF_DRIVER, IFLA_VLAN_ID, 5)},
};
/* clang-format on */

void parents_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < sizeof parents / sizeof parents[0]; i++) {
		char summary[120];

		snprintf(summary, sizeof summary, "two children of a %s go up and down: who lets in what",
			 parents[i].kind);
		case_add_as(list,
			    &(struct testcase){.requirement = &MACF_UC_02,
					       .run = on_parent,
					       .data = &parents[i],
					       .shares = &bare_unwatched,
					       .summary = summary},
			    "filter.parent.%s", parents[i].kind);
	}
}
