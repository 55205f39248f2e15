/* unharmed: what refused requests leave behind, which is nothing. */
#include "fixtures/bare.h"
#include "harness/net/tun.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <errno.h>
#include <linux/if_arp.h>

static bool has_parent_of_its_own(const struct refusal *refusal)
{
	return refusal->wish.parent != NULL;
}

/* Who does not know the attribute ignores it. */
static bool is_refused_here(struct testbed *net, const struct refusal *refusal)
{
	return refusal->requirement != &LINK_BCQ_02 || knows_broadcast_queue(net);
}

/* The wish of a row, but on this parent. */
static struct answer ask_on(struct testbed *net, const struct refusal *refusal, const char *parent)
{
	struct wish wish = refusal->wish;

	wish.parent = parent;
	return ask_for(net, &wish);
}

/* A tap of the tun driver tells at once whether it is still somebody's parent: it may then not change its type. */
static void parent_stays_free(const void *data)
{
	struct testbed *net = testbed_build(data);
	int tap = tun_create("tap", TUN_FRAMES);

	link_set_mtu(net->host, "tap", TESTBED_MTU);
	for (const struct refusal *refusal = refusals; refusal->name; refusal++) {
		struct answer answer;

		if (has_parent_of_its_own(refusal) || !is_refused_here(net, refusal))
			continue;
		answer = ask_on(net, refusal, "tap");
		expect_refused(refusal->name, answer, refusal->error, NULL);
		expect_that(!try_tun_set_type(tap, ARPHRD_ETHER), "%s: the parent is still held",
			    refusal->name);
	}
	expect_made(net, &(struct wish){.parent = "tap"});
	expect_that(try_tun_set_type(tap, ARPHRD_ETHER) == EPERM,
		    "a parent with a child may change its type");
}

static void parent_becomes_port(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer answer;

	need_device(net, "bridge", "br0", "this kernel has no bridge");
	for (const struct refusal *refusal = refusals; refusal->name; refusal++) {
		if (has_parent_of_its_own(refusal) || !is_refused_here(net, refusal))
			continue;
		answer = ask_on(net, refusal, device_of(HOST));
		expect_refused(refusal->name, answer, refusal->error, NULL);
	}
	answer = ask_to_enslave(net, device_of(HOST), index_of(net, "br0"));
	expect_accepted("the parent's becoming a bridge's port after all refusals", answer);
}

/* ---- siblings ---- */

/* The name is looked at last of all, when the driver has done its part. */
#define REFUSED_BY_NAME(...)                                                                                 \
	{                                                                                                    \
		.name = "a/b", .has = ATTRIBUTES(__VA_ARGS__)                                                \
	}

static void siblings_queue(const void *data)
{
	const struct wish refused = REFUSED_BY_NAME(NUMBER32(OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN, 5000));
	struct testbed *net = testbed_build(data);

	need_broadcast_queue(net);
	expect_made(net, &(struct wish){.name = NULL});
	expect_not_made(net, &refused, EINVAL, NULL);
	expect_fact(net, device_of(GUEST_A), OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED, 1000);
}

static void siblings_cutoff(const void *data)
{
	const struct wish refused = REFUSED_BY_NAME(NUMBER32(OF_DRIVER, DRIVER_BC_CUTOFF, 7));
	struct testbed *net = testbed_build(data);

	need_cutoff(net);
	expect_made(net, &(struct wish){.name = NULL});
	expect_not_made(net, &refused, EINVAL, NULL);
	expect_fact(net, device_of(GUEST_A), OF_DRIVER, DRIVER_BC_CUTOFF, NOT_GIVEN);
}

static void siblings_refusals(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect_made(net, &(struct wish){.name = "sibling"});
	for (const struct refusal *refusal = refusals; refusal->name; refusal++) {
		if (is_refused_here(net, refusal))
			expect_not_made(net, &refusal->wish, refusal->error, refusal->text);
	}
	expect_facts(net, "sibling",
		     &(struct facts)FACTS({OF_DRIVER, IFLA_MACVLAN_MODE, MODE_VEPA},
					  {OF_DRIVER, IFLA_MACVLAN_FLAGS, 0},
					  {OF_DEVICE, IFLA_MTU, TESTBED_MTU}));
	if (knows_broadcast_queue(net))
		expect_fact(net, "sibling", OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED, 1000);
}

#define UNHARMED(name, requirement_, run_, summary_)                                                         \
	{                                                                                                    \
		.id = "link.unharmed." name, .requirement = &requirement_, .run = run_,                      \
		.data = &bare_unwatched, .shares = &bare_unwatched, .summary = summary_,                     \
	}

/* clang-format off */
const struct testcase unharmed_cases[] = {
	UNHARMED("parent_stays_free",   LINK_CREATE_19, parent_stays_free,   "after each refusal, nobody holds the parent, a tap of the tun driver"),
	UNHARMED("parent_becomes_port", LINK_CREATE_19, parent_becomes_port, "after all refusals, the parent becomes a bridge's port"),
	UNHARMED("siblings",            LINK_CREATE_25, siblings_refusals,   "all refusals once more, on a parent that has a child"),
	UNHARMED("siblings_queue",      LINK_CREATE_25, siblings_queue,      "a child that asks for a longer queue is refused beside another"),
	UNHARMED("siblings_cutoff",     LINK_CREATE_25, siblings_cutoff,     "a child that asks for another cutoff is refused beside another"),
	{.id = NULL},
};
/* clang-format on */
