/* The doctor on what not every kernel has: all who can own a parent, and Wi-Fi. To be run in a guest whose kernel has them; where
 * one is missing, that is said and nothing else. */
#include "harness/selftest/doctor_scenario.h"
#include "harness/selftest/doctor_setups.h"
#include "harness/selftest/radio.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/wireless_trial.h"

static const struct scenario scenarios[] = {
	{in_a_bond, "p0", "parent.busy", "stops", "p0", "belongs to the bond owner0", NULL},
	{in_a_team, "p0", "parent.busy", "stops", "p0", "belongs to the team owner0", NULL},
	{in_a_ring, "p0", "parent.busy", "stops", "p0", "port of the redundant ring owner0", NULL},
	{in_an_open_vswitch, "p0", "parent.busy", "stops", "p0", "port of Open vSwitch", NULL},
	{below_an_ipvlan, "p0", "parent.busy", "stops", "p0", "has an ipvlan: owner0", NULL},
	{below_macsec, "p0", "parent.busy", "stops", "p0", "carries MACsec: owner0", NULL},
};

static void names_every_owner(void)
{
	for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++)
		scenario_try(&scenarios[i]);
}

static void tells_a_station_from_an_access_point(void)
{
	static const struct scenario wireless = {.id = "parent.wireless"};
	struct examined examined = examine_setup(on_the_air, NULL);

	if (examined.code != NO_SUCH_KIND) {
		CU_ASSERT_EQUAL(examined.code, 0);
		CU_ASSERT_PTR_NOT_NULL(finding_of(&examined, wireless.id, "stops", STATION_DEVICE));
		CU_ASSERT_PTR_NULL(finding_of(&examined, wireless.id, "stops", ACCESS_POINT_DEVICE));
		scenario_expect_nothing_else(&examined, &wireless);
	}
	examined_free(&examined);
}

static const struct selftest tests[] = {
	{"names every owner", names_every_owner},
	{"tells a station from an access point", tells_a_station_from_an_access_point},
	{"wireless guests are as said", wireless_guests_are_as_said},
};

SELFTEST_MAIN("kernel_doctor_kinds", tests)
