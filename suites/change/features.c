/* features: what a child offers to those above it, and what of that it has from its parent. */
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

static void always_on(const void *data)
{
	const char *feature = data;

	bed_with(MODE_BRIDGE, 0, UP);
	expect_active("whether it is on", feature, true);
	expect_number("whether it is fixed", link_feature(CHILD, feature).fixed, true);
	expect_error("switching it off", try_link_switch_feature(CHILD, feature, OFF), EOPNOTSUPP);
	link_switch_feature(PARENT, feature, OFF);
	expect_active("whether it is on when the parent's is off", feature, true);
}

static void never_on(const void *data)
{
	const char *feature = data;

	bed_with(MODE_BRIDGE, 0, UP);
	expect_active("whether it is on", feature, false);
	expect_number("whether it is fixed", link_feature(CHILD, feature).fixed, true);
	expect_error("switching it on", try_link_switch_feature(CHILD, feature, ON), EOPNOTSUPP);
}

static void follows_parent(const void *data)
{
	const char *feature = data;

	bed_with(MODE_BRIDGE, 0, UP);
	link_switch_feature(PARENT, feature, ON);
	expect_active("whether it is on when the parent's is", feature, true);
	link_switch_feature(PARENT, feature, OFF);
	expect_active("whether it is on when the parent's is off", feature, false);
	link_switch_feature(PARENT, feature, ON);
	expect_active("whether it is on when the parent's is again", feature, true);
}

static void no_lro_without_the_parents(const void *data)
{
	bed_with(MODE_BRIDGE, 0, UP);
	(void)data;
	expect_error("asking for it", try_link_switch_feature(CHILD, "rx-lro", ON), 0);
	expect_active("whether it is on", "rx-lro", false);
}

static void segmentation_limits(const void *data)
{
	struct testbed *net = bed_with(MODE_VEPA, 0, UP);
	struct link_facts *parent = link_facts(net->host, PARENT);
	size_t length;

	(void)data;
	if (!fact_octets(parent, OF_DEVICE, IFLA_TSO_MAX_SIZE, &length))
		skip("this kernel does not tell the limits of segmentation");
	expect_number("the child's limit in octets",
		      link_number(net->host, CHILD, OF_DEVICE, IFLA_TSO_MAX_SIZE),
		      *(const uint32_t *)fact_octets(parent, OF_DEVICE, IFLA_TSO_MAX_SIZE, &length));
	expect_number("the child's limit in segments",
		      link_number(net->host, CHILD, OF_DEVICE, IFLA_TSO_MAX_SEGS),
		      *(const uint32_t *)fact_octets(parent, OF_DEVICE, IFLA_TSO_MAX_SEGS, &length));
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

#define ALWAYS(feature)                                                                                      \
	CHANGE("feature.always." feature, CHG_FEAT_01, always_on, feature,                                   \
	       feature " of a child, its parent's on and off")
#define NEVER(feature)                                                                                       \
	CHANGE("feature.never." feature, CHG_FEAT_04, never_on, feature,                                     \
	       feature " of a child whose parent has none")
#define FOLLOWS(feature)                                                                                     \
	CHANGE("feature.follows." feature, CHG_FEAT_02, follows_parent, feature,                             \
	       feature " of a child, its parent's on and off")

/* clang-format off */
const struct testcase change_features[] = {
	ALWAYS("tx-scatter-gather"),
	ALWAYS("tx-checksum-ip-generic"),
	ALWAYS("tx-tcp-segmentation"),
	ALWAYS("tx-tcp6-segmentation"),
	ALWAYS("tx-tcp-ecn-segmentation"),
	FOLLOWS("rx-checksum"),
	FOLLOWS("rx-gro"),
	NEVER("rx-vlan-filter"),
	NEVER("tx-vlan-hw-insert"),
	NEVER("hw-tc-offload"),
	CHANGE("feature.lro",          CHG_FEAT_03, no_lro_without_the_parents, NULL, "rx-lro of a child whose parent has none"),
	CHANGE("feature.limits",       CHG_FEAT_05, segmentation_limits,        NULL, "the limits of segmentation of a child and its parent"),
	CHANGE("feature.speed",        CHG_FEAT_06, speed,                      NULL, "speed and duplex of a child of a veth"),
	CHANGE("feature.driver",       CHG_FEAT_07, driver,                     NULL, "the driver's name for ethtool"),
	CHANGE("feature.timestamping", CHG_FEAT_06, timestamping,               NULL, "time stamps that a child of a veth can give"),
	{.id = NULL},
};
/* clang-format on */
