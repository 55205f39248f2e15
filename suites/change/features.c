/* features: what a child says of itself to ethtool. What follows its parent feature by feature is in offers.c. */
#include "suites/change/change.h"

#include "harness/net/ethtool.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <linux/net_tstamp.h>

static void expect_active(const char *what, const char *feature, bool wanted)
{
	expect_number(what, link_feature(CHILD, feature).active, wanted);
}
#define expect_active(...) (caller_is(HERE), expect_active(__VA_ARGS__))

static void no_lro_without_the_parents(const void *data)
{
	bed_with(MODE_BRIDGE, 0, UP);
	(void)data;
	expect_error("asking for it", try_link_switch_feature(CHILD, "rx-lro", ON), 0);
	expect_active("whether it is on", "rx-lro", false);
}

/* A veth's: drivers/net/veth.c, veth_get_link_ksettings. */
static void speed(const void *data)
{
	enum { VETH_SPEED = 10000 };

	bed_with(MODE_VEPA, 0, UP);
	(void)data;
	expect_number("the parent's speed", link_speed(PARENT), VETH_SPEED);
	expect_number("the child's speed", link_speed(CHILD), VETH_SPEED);
	expect_number("whether it is full duplex", link_is_full_duplex(CHILD), true);
}

static void driver(const void *data)
{
	bed_with(MODE_VEPA, 0, UP);
	(void)data;
	expect_number("whether it calls itself macvlan", link_driver_is(CHILD, "macvlan"), true);
}

static void timestamping(const void *data)
{
	const uint64_t software =
		SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;

	bed_with(MODE_VEPA, 0, UP);
	(void)data;
	expect_number("the parent's, in software", link_timestamping(PARENT) & software, software);
	expect_number("the child's, in software", link_timestamping(CHILD) & software, software);
}

/* clang-format off */
const struct testcase change_features[] = {
	CHANGE("feature.lro",          CHG_FEAT_03, no_lro_without_the_parents, NULL, "rx-lro of a child whose parent has none"),
	CHANGE("feature.speed",        CHG_FEAT_06, speed,                      NULL, "speed and duplex of a child of a veth"),
	CHANGE("feature.driver",       CHG_FEAT_07, driver,                     NULL, "the driver's name for ethtool"),
	CHANGE("feature.timestamping", CHG_FEAT_06, timestamping,               NULL, "time stamps that a child of a veth can give"),
	{.id = NULL},
};
/* clang-format on */
