/* refusals: requests for a macvtap on a parent without children that the kernel must refuse, one a row. */
#include "fixtures/bare.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <errno.h>

#define POLICY    "Attribute failed policy validation"
#define TOO_SMALL "mtu less than device minimum"
#define TOO_LARGE "mtu greater than device maximum"

/* clang-format off */
/* What a row asks for: attributes of a macvtap of no particular name, or a name without attributes. */
#define HAS(...)   {.has = ATTRIBUTES(__VA_ARGS__)}
#define MODE(mode) HAS(NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, mode))
#define FLAGS(flags) HAS(NUMBER16(OF_DRIVER, IFLA_MACVLAN_FLAGS, flags))
#define MTU(mtu)   HAS(NUMBER32(OF_DEVICE, IFLA_MTU, mtu))
#define ADDRESS(...) HAS(OCTETS(OF_DEVICE, IFLA_ADDRESS, __VA_ARGS__))
#define QUEUES(way, number) HAS(NUMBER32(OF_DEVICE, IFLA_NUM_##way##_QUEUES, number))
#define NAMED(name_) {.name = name_}

const struct refusal refusals[] = {
	/* no mode, or several */
	{"mode_0",              &LINK_MODE_02,   EINVAL,        NULL,      MODE(0)},
	{"mode_private_vepa",   &LINK_MODE_02,   EINVAL,        NULL,      MODE(MODE_PRIVATE | MODE_VEPA)},
	{"mode_private_bridge", &LINK_MODE_02,   EINVAL,        NULL,      MODE(MODE_PRIVATE | MODE_BRIDGE)},
	{"mode_vepa_bridge",    &LINK_MODE_02,   EINVAL,        NULL,      MODE(MODE_VEPA | MODE_BRIDGE)},
	{"mode_bridge_source",  &LINK_MODE_02,   EINVAL,        NULL,      MODE(MODE_BRIDGE | MODE_SOURCE)},
	{"mode_32",             &LINK_MODE_02,   EINVAL,        NULL,      MODE(32)},
	{"mode_high_bit",       &LINK_MODE_02,   EINVAL,        NULL,      MODE(0x80000004)},
	{"mode_all_bits",       &LINK_MODE_02,   EINVAL,        NULL,      MODE(0xffffffff)},
	{"mode_no_octets",      &LINK_MODE_03,   ERANGE,        POLICY,    HAS({OF_DRIVER, IFLA_MACVLAN_MODE, 0, NULL})},
	{"mode_one_octet",      &LINK_MODE_03,   ERANGE,        POLICY,    HAS(NUMBER8(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE))},
	{"mode_two_octets",     &LINK_MODE_03,   ERANGE,        POLICY,    HAS(NUMBER16(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE))},

	/* flags that are none */
	{"flags_4",             &LINK_FLAGS_02,  EINVAL,        NULL,      FLAGS(4)},
	{"flags_5",             &LINK_FLAGS_02,  EINVAL,        NULL,      FLAGS(5)},
	{"flags_8",             &LINK_FLAGS_02,  EINVAL,        NULL,      FLAGS(8)},
	{"flags_high_bit",      &LINK_FLAGS_02,  EINVAL,        NULL,      FLAGS(0x8000)},
	{"flags_all_bits",      &LINK_FLAGS_02,  EINVAL,        NULL,      FLAGS(0xffff)},
	{"flags_one_octet",     &LINK_FLAGS_02,  ERANGE,        POLICY,    HAS(NUMBER8(OF_DRIVER, IFLA_MACVLAN_FLAGS, FLAG_NODST))},

	/* the broadcast queue: what is used is not for asking */
	{"queue_used",          &LINK_BCQ_02,    EINVAL,        POLICY,    HAS(NUMBER32(OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED, 1000))},

	/* nobody's address, and no address */
	{"address_group",       &LINK_ADDR_03,   EADDRNOTAVAIL, NULL,      ADDRESS(0x01, 0, 0x5e, 0, 0, 1)},
	{"address_reserved",    &LINK_ADDR_03,   EADDRNOTAVAIL, NULL,      ADDRESS(0x01, 0x80, 0xc2, 0, 0, 0)},
	{"address_local_group", &LINK_ADDR_03,   EADDRNOTAVAIL, NULL,      ADDRESS(0x03, 0, 0, 0, 0, 1)},
	{"address_everyone",    &LINK_ADDR_03,   EADDRNOTAVAIL, NULL,      ADDRESS(0xff, 0xff, 0xff, 0xff, 0xff, 0xff)},
	{"address_zero",        &LINK_ADDR_03,   EADDRNOTAVAIL, NULL,      ADDRESS(0, 0, 0, 0, 0, 0)},
	{"address_no_octets",   &LINK_ADDR_04,   EINVAL,        NULL,      HAS({OF_DEVICE, IFLA_ADDRESS, 0, NULL})},
	{"address_5_octets",    &LINK_ADDR_04,   EINVAL,        NULL,      ADDRESS(2, 0, 0, 0, 1)},
	{"address_7_octets",    &LINK_ADDR_04,   EINVAL,        NULL,      ADDRESS(2, 0, 0, 0, 0, 0x0a, 1)},
	{"address_8_octets",    &LINK_ADDR_04,   EINVAL,        NULL,      ADDRESS(2, 0, 0, 0, 0, 0x0a, 0, 1)},
	{"address_33_octets",   &LINK_ADDR_04,   ERANGE,        POLICY,    HAS({OF_DEVICE, IFLA_ADDRESS, 33, (const uint8_t[33]){2}})},

	/* the parent's MTU is 1200 */
	{"mtu_0",               &LINK_MTU_03,    EINVAL,        TOO_SMALL, MTU(0)},
	{"mtu_67",              &LINK_MTU_03,    EINVAL,        TOO_SMALL, MTU(67)},
	{"mtu_high_bit",        &LINK_MTU_03,    EINVAL,        TOO_SMALL, MTU(0x80000000)},
	{"mtu_65536",           &LINK_MTU_03,    EINVAL,        TOO_LARGE, MTU(65536)},
	{"mtu_greatest",        &LINK_MTU_03,    EINVAL,        TOO_LARGE, MTU(0x7fffffff)},
	{"mtu_two_octets",      &LINK_MTU_03,    ERANGE,        POLICY,    HAS(NUMBER16(OF_DEVICE, IFLA_MTU, 1200))},
	{"mtu_parents_plus_1",  &LINK_MTU_02,    EINVAL,        NULL,      MTU(TESTBED_MTU + 1)},
	{"mtu_1500",            &LINK_MTU_02,    EINVAL,        NULL,      MTU(1500)},
	{"mtu_65535",           &LINK_MTU_02,    EINVAL,        NULL,      MTU(65535)},

	/* queues of the device */
	{"queues_out_0",        &LINK_CREATE_21, EINVAL,        "Invalid number of transmit queues", QUEUES(TX, 0)},
	{"queues_out_4097",     &LINK_CREATE_21, EINVAL,        "Invalid number of transmit queues", QUEUES(TX, 4097)},
	{"queues_in_0",         &LINK_CREATE_21, EINVAL,        "Invalid number of receive queues",  QUEUES(RX, 0)},
	{"queues_in_4097",      &LINK_CREATE_21, EINVAL,        "Invalid number of receive queues",  QUEUES(RX, 4097)},

	/* names that no device may have */
	{"name_16_letters",     &LINK_CREATE_16, ERANGE,        NULL,      NAMED("xxxxxxxxxxxxxxxx")},
	{"name_slash",          &LINK_CREATE_16, EINVAL,        NULL,      NAMED("a/b")},
	{"name_colon",          &LINK_CREATE_16, EINVAL,        NULL,      NAMED("a:b")},
	{"name_space",          &LINK_CREATE_16, EINVAL,        NULL,      NAMED("a b")},
	{"name_dot",            &LINK_CREATE_16, EINVAL,        NULL,      NAMED(".")},
	{"name_dots",           &LINK_CREATE_16, EINVAL,        NULL,      NAMED("..")},

	/* parents that are none */
	{"parent_none",         &LINK_CREATE_03, EINVAL,        NULL,      {.parent = ""}},
	{"parent_unknown",      &LINK_CREATE_04, ENODEV,        NULL,      {.parent = "", .has = ATTRIBUTES(NUMBER32(OF_DEVICE, IFLA_LINK, 4711))}},
	{"parent_index_0",      &LINK_CREATE_04, ENODEV,        NULL,      {.parent = "", .has = ATTRIBUTES(NUMBER32(OF_DEVICE, IFLA_LINK, 0))}},
	{"parent_lo",           &LINK_CREATE_05, EINVAL,        NULL,      {.parent = "lo"}},
	{.name = NULL},
};
/* clang-format on */

static void refusal_run(const void *data)
{
	const struct refusal *refusal = data;
	struct testbed *net = testbed_shared(&bare_unwatched);

	need_attributes(net, &refusal->wish.has);
	expect_not_made(net, &refusal->wish, refusal->error, refusal->text);
}

void refusals_add_cases(struct case_list *list)
{
	for (const struct refusal *refusal = refusals; refusal->name; refusal++) {
		struct testcase testcase = {
			.requirement = refusal->requirement,
			.run = refusal_run,
			.data = refusal,
			.shares = &bare_unwatched,
			.summary =
				"a macvtap is asked for that must be refused, on a parent without children",
		};

		case_add_as(list, &testcase, "link.refused.%s", refusal->name);
	}
}
