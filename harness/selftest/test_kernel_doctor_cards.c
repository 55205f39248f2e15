/* The doctor on what only cards have, in a guest that has been given these: three vmxnet3, two e1000e and an rtl8139, for a card is
 * back only some time after a set-up has ended. Nothing is tried unless it is said that cards may be taken (--take): on a machine
 * that is no such guest they are somebody's. */
#include "harness/net/ethtool.h"
#include "harness/selftest/card.h"
#include "harness/selftest/doctor_scenario.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <string.h>

static void plug_card(const char *driver)
{
	struct links *links;

	card_take(driver, "p0");
	links = links_of(netns_here());
	link_set_up(links, "p0");
	link_wait_running(links, "p0");
}

static void with_lro(void)
{
	plug_card("vmxnet3");
	link_switch_feature("p0", "rx-lro", ON);
}

/* Of a card that could. */
static void without_lro(void)
{
	plug_card("vmxnet3");
	link_switch_feature("p0", "rx-lro", OFF);
}

/* Whether they do is no matter of settings with either of these: their drivers let nobody switch it. */
static void on_a_card_that_filters_vlans(void)
{
	plug_card("e1000e");
}

static void on_a_card_that_hears_all_vlans(void)
{
	plug_card("8139cp");
}

static const struct {
	struct scenario with;
	void (*without)(void);
} pairs[] = {
	{{with_lro, "p0", "offload.lro", "limits", "p0", "LRO is on", "parent.outside"}, without_lro},
	{{on_a_card_that_filters_vlans, "p0", "offload.vlan_filter", "note", "p0", "rx-vlan-filter", NULL},
	 on_a_card_that_hears_all_vlans},
	{{without_lro, "p0", "parent.outside", "limits", "p0", "VMware (vmxnet3)", NULL},
	 on_a_card_that_filters_vlans},
};

static void expect_not(const struct scenario *scenario, void (*without)(void))
{
	const struct scenario none = {.id = "nothing", .besides = scenario->besides};
	struct examined examined = examine_setup(without, scenario->parent);

	CU_ASSERT_EQUAL(examined.code, 0);
	CU_ASSERT_EQUAL(json_array_size(json_object_get(examined.json, "parents")), 1);
	CU_ASSERT_PTR_NULL(finding_of(&examined, scenario->id, scenario->severity, scenario->subject));
	scenario_expect_nothing_else(&examined, &none);
	examined_free(&examined);
}

static void finds_what_a_card_has_and_only_then(void)
{
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		scenario_try(&pairs[i].with);
		expect_not(&pairs[i].with, pairs[i].without);
	}
}

static const struct selftest tests[] = {
	{"finds what a card has, and only then", finds_what_a_card_has_and_only_then},
};

int main(int argc, char **argv)
{
	if (argc != 2 || strcmp(argv[1], "--take") != 0) {
		printf("no cards: nothing is tried\n");
		return 0;
	}
	return selftest_main("kernel_doctor_cards", tests, sizeof tests / sizeof tests[0]);
}
