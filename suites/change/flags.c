/* flags: nopromisc and nodst, set and cleared on a child that exists. What counts the parent's promiscuity is the parent's
 * own counter (IFLA_PROMISCUITY), which outlives the child.
 */
#include "harness/net/filters.h"
#include "suites/change/change.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

static uint64_t promiscuity(struct testbed *net)
{
	return link_number(net->host, PARENT, OF_DEVICE, IFLA_PROMISCUITY);
}

static void set_flags(struct testbed *net, uint16_t flags)
{
	struct answer answer = TRY_CHANGE(net->host, CHILD, NUMBER16(OF_DRIVER, IFLA_MACVLAN_FLAGS, flags));

	skip_without_nodst(answer, flags);
	expect_accepted("the flags", answer);
	expect_number("flags", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_FLAGS), flags);
}
#define set_flags(...) (caller_is(HERE), set_flags(__VA_ARGS__))

static void on_other_modes(const void *data)
{
	const enum mode *mode = data;
	struct testbed *net = bed_with(*mode, 0, UP);
	uint64_t before = promiscuity(net);

	for (uint16_t flags = 4; flags-- > 0;) {
		set_flags(net, flags);
		expect_number("the parent's promiscuity", promiscuity(net), before);
	}
}

/* ---- passthru, up ---- */

static void nopromisc_set_and_cleared(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);

	(void)data;
	expect_number("promiscuity without the flag", promiscuity(net), 1);
	set_flags(net, FLAG_NOPROMISC);
	expect_number("promiscuity with the flag", promiscuity(net), 0);
	set_flags(net, FLAG_NOPROMISC);
	expect_number("promiscuity with the flag set again", promiscuity(net), 0);
	set_flags(net, 0);
	expect_number("promiscuity with the flag cleared", promiscuity(net), 1);
	link_delete(net->host, CHILD);
	expect_number("promiscuity without the child", promiscuity(net), 0);
}

static void nopromisc_from_the_start(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, FLAG_NOPROMISC, UP);

	(void)data;
	expect_number("promiscuity with the flag", promiscuity(net), 0);
	set_flags(net, 0);
	expect_number("promiscuity with the flag cleared", promiscuity(net), 1);
	link_set_down(net->host, CHILD);
	expect_number("promiscuity while the child is down", promiscuity(net), 0);
}

static void nodst_on_passthru(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);

	(void)data;
	set_flags(net, FLAG_NODST);
	expect_number("promiscuity with nodst", promiscuity(net), 1);
	set_flags(net, FLAG_NODST | FLAG_NOPROMISC);
	expect_number("promiscuity with both", promiscuity(net), 0);
	set_flags(net, FLAG_NODST);
	expect_number("promiscuity with nodst alone again", promiscuity(net), 1);
}

/* Somebody else wants the parent promiscuous, too. */
static void promiscuous_for_another(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, UP);

	(void)data;
	filter_bypass(net->host, PARENT, EVERY_FRAME);
	expect_number("promiscuity with two that want it", promiscuity(net), 2);
	set_flags(net, FLAG_NOPROMISC);
	expect_number("promiscuity with one", promiscuity(net), 1);
	link_delete(net->host, CHILD);
	expect_number("promiscuity without the child", promiscuity(net), 1);
}

/* ---- passthru, down ---- */

static void nopromisc_set_while_down(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, 0, DOWN);

	(void)data;
	set_flags(net, FLAG_NOPROMISC);
	expect_number("promiscuity while the child is down", promiscuity(net), 0);
	expect_accepted("going up", try_link_set_up(net->host, CHILD));
	expect_number("promiscuity when it is up", promiscuity(net), 0);
}

static void nopromisc_cleared_while_down(const void *data)
{
	struct testbed *net = bed_with(MODE_PASSTHRU, FLAG_NOPROMISC, DOWN);

	(void)data;
	set_flags(net, 0);
	expect_number("promiscuity while the child is down", promiscuity(net), 0);
	expect_accepted("going up", try_link_set_up(net->host, CHILD));
	expect_number("promiscuity when it is up", promiscuity(net), 1);
	link_delete(net->host, CHILD);
	expect_number("promiscuity without the child", promiscuity(net), 0);
}

#define OTHER(word, mode_)                                                                                   \
	CHANGE_BARE("flags." word, CHG_FLAG_01, on_other_modes, &(const enum mode){mode_},                   \
		    "all combinations of flags on a child in mode " word)

/* clang-format off */
const struct testcase change_flags[] = {
	OTHER("private", MODE_PRIVATE),
	OTHER("vepa",    MODE_VEPA),
	OTHER("bridge",  MODE_BRIDGE),
	OTHER("source",  MODE_SOURCE),
	CHANGE_BARE("flags.passthru.nopromisc",            CHG_FLAG_02, nopromisc_set_and_cleared,    NULL, "nopromisc is set and cleared while the child is up"),
	CHANGE_BARE("flags.passthru.nopromisc_from_start", CHG_FLAG_02, nopromisc_from_the_start,     NULL, "nopromisc is cleared on a child made with it"),
	CHANGE_BARE("flags.passthru.nodst",                CHG_FLAG_02, nodst_on_passthru,            NULL, "nodst is set beside nopromisc"),
	CHANGE_BARE("flags.passthru.another_promiscuous",  CHG_FLAG_02, promiscuous_for_another,      NULL, "nopromisc is set on a parent that is promiscuous for another reason"),
	CHANGE_BARE("flags.passthru.nopromisc_set_down",   CHG_FLAG_03, nopromisc_set_while_down,     NULL, "nopromisc is set while the child is down"),
	CHANGE_BARE("flags.passthru.nopromisc_clear_down", CHG_FLAG_03, nopromisc_cleared_while_down, NULL, "nopromisc is cleared while the child is down"),
	{.id = NULL},
};
/* clang-format on */
