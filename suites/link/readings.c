/* readings: requests for a macvtap that the kernel must grant, and how the macvtap reads then, one a row. */
#include "fixtures/bare.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

struct reading {
	const char *name; /* of the case; NULL ends a table */
	const struct requirement *requirement;
	struct attributes has;
	struct facts reads;
	const char *mode; /* "" if the row is not about one */
};

/* clang-format off */
#define ASKED(...) ATTRIBUTES(__VA_ARGS__)
#define READS(...) FACTS(__VA_ARGS__)
#define NOTHING    {NULL, 0}

#define MODE(mode)     NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, mode)
#define FLAGS(flags)   NUMBER16(OF_DRIVER, IFLA_MACVLAN_FLAGS, flags)
#define QUEUE(length)  NUMBER32(OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN, length)
#define CUTOFF(number) NUMBER32(OF_DRIVER, DRIVER_BC_CUTOFF, number)

#define IS_MODE(mode)     {OF_DRIVER, IFLA_MACVLAN_MODE, mode}
#define HAS_FLAGS(flags)  {OF_DRIVER, IFLA_MACVLAN_FLAGS, flags}
#define WANTS(length)     {OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN, length}
#define USES(length)      {OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED, length}
#define CUTS_OFF(number)  {OF_DRIVER, DRIVER_BC_CUTOFF, (uint32_t)(number)}
#define NO_CUTOFF         {OF_DRIVER, DRIVER_BC_CUTOFF, NOT_GIVEN}
#define HAS_MTU(mtu)      {OF_DEVICE, IFLA_MTU, mtu}
#define RING(length)      {OF_DEVICE, IFLA_TXQLEN, length}
#define QUEUES_OUT(count) {OF_DEVICE, IFLA_NUM_TX_QUEUES, count}
#define QUEUES_IN(count)  {OF_DEVICE, IFLA_NUM_RX_QUEUES, count}

#define IN_MODE(word, mode) \
	{"mode_" word, &LINK_MODE_01, ASKED(MODE(mode)), READS(IS_MODE(mode), HAS_FLAGS(0)), word}
#define WITH_FLAGS(word, mode, flags) \
	{"flags_" #flags "_" word, &LINK_FLAGS_01, ASKED(MODE(mode), FLAGS(flags)), READS(IS_MODE(mode), HAS_FLAGS(flags)), word}
#define WITH_ALL_FLAGS(word, mode) \
	WITH_FLAGS(word, mode, 0), WITH_FLAGS(word, mode, 1), WITH_FLAGS(word, mode, 2), WITH_FLAGS(word, mode, 3)
#define WITH_QUEUE(word, length) \
	{"queue_" word, &LINK_BCQ_01, ASKED(QUEUE(length)), READS(WANTS(length), USES(length)), ""}
#define WITH_CUTOFF(word, number) \
	{"cutoff_" word, &LINK_CUT_01, ASKED(CUTOFF(number)), READS(CUTS_OFF(number)), ""}
#define WITH_MTU(mtu) \
	{"mtu_" #mtu, &LINK_MTU_04, ASKED(NUMBER32(OF_DEVICE, IFLA_MTU, mtu)), READS(HAS_MTU(mtu)), ""}

static const struct reading readings[] = {
	{"nothing",          &LINK_CREATE_01, NOTHING,           READS(IS_MODE(MODE_VEPA), HAS_FLAGS(0)), ""},
	{"empty_data",       &LINK_CREATE_02, ASKED(EMPTY_DATA), READS(IS_MODE(MODE_VEPA), HAS_FLAGS(0)), ""},

	IN_MODE("private",  MODE_PRIVATE),
	IN_MODE("vepa",     MODE_VEPA),
	IN_MODE("bridge",   MODE_BRIDGE),
	IN_MODE("passthru", MODE_PASSTHRU),
	IN_MODE("source",   MODE_SOURCE),
	{"mode_eight_octets", &LINK_MODE_04, ASKED({OF_DRIVER, IFLA_MACVLAN_MODE, 8, (const uint32_t[]){MODE_BRIDGE, 7}}), READS(IS_MODE(MODE_BRIDGE)), ""},

	WITH_ALL_FLAGS("private",  MODE_PRIVATE),
	WITH_ALL_FLAGS("vepa",     MODE_VEPA),
	WITH_ALL_FLAGS("bridge",   MODE_BRIDGE),
	WITH_ALL_FLAGS("passthru", MODE_PASSTHRU),
	WITH_ALL_FLAGS("source",   MODE_SOURCE),

	{"queue_default",    &LINK_BCQ_03, NOTHING, READS(WANTS(1000), USES(1000)), ""},
	WITH_QUEUE("0",        0),
	WITH_QUEUE("1",        1),
	WITH_QUEUE("999",      999),
	WITH_QUEUE("1000",     1000),
	WITH_QUEUE("greatest", 4294967295),

	{"cutoff_default",   &LINK_CUT_02, NOTHING,          READS(NO_CUTOFF), ""},
	{"cutoff_1",         &LINK_CUT_02, ASKED(CUTOFF(1)), READS(NO_CUTOFF), ""},
	WITH_CUTOFF("0",        0),
	WITH_CUTOFF("2",        2),
	WITH_CUTOFF("minus_1",  -1),
	WITH_CUTOFF("least",    INT32_MIN),
	WITH_CUTOFF("greatest", INT32_MAX),

	{"unknown_of_driver",  &LINK_UNK_01, ASKED(NUMBER32(OF_DRIVER, 200, 1), MODE(MODE_BRIDGE)), READS(IS_MODE(MODE_BRIDGE)), ""},
	{"unknown_of_device",  &LINK_UNK_01, ASKED(NUMBER32(OF_DEVICE, 4000, 1), MODE(MODE_BRIDGE)), READS(IS_MODE(MODE_BRIDGE)), ""},

	{"mtu_default",      &LINK_MTU_01, NOTHING, READS(HAS_MTU(TESTBED_MTU)), ""},
	WITH_MTU(68),
	WITH_MTU(576),
	WITH_MTU(1199),
	WITH_MTU(1200), /* the parent's */

	{"queues_default",   &LINK_CREATE_21, NOTHING, READS(QUEUES_OUT(1), QUEUES_IN(1)), ""},
	{"queues_out_4",     &LINK_CREATE_21, ASKED(NUMBER32(OF_DEVICE, IFLA_NUM_TX_QUEUES, 4)), READS(QUEUES_OUT(4), QUEUES_IN(1)), ""},
	{"queues_in_4",      &LINK_CREATE_21, ASKED(NUMBER32(OF_DEVICE, IFLA_NUM_RX_QUEUES, 4)), READS(QUEUES_OUT(1), QUEUES_IN(4)), ""},
	{"queues_4_and_16",  &LINK_CREATE_21, ASKED(NUMBER32(OF_DEVICE, IFLA_NUM_TX_QUEUES, 4), NUMBER32(OF_DEVICE, IFLA_NUM_RX_QUEUES, 16)), READS(QUEUES_OUT(4), QUEUES_IN(16)), ""},

	{"ring_7",           &LINK_CREATE_23, ASKED(NUMBER32(OF_DEVICE, IFLA_TXQLEN, 7)), READS(RING(7)), ""},
	{"ring_0",           &LINK_CREATE_23, ASKED(NUMBER32(OF_DEVICE, IFLA_TXQLEN, 0)), READS(RING(0)), ""},
	{"ring_10000",       &LINK_CREATE_23, ASKED(NUMBER32(OF_DEVICE, IFLA_TXQLEN, 10000)), READS(RING(10000)), ""},

	{"all_at_once",      &LINK_MODE_01,
	 ASKED(MODE(MODE_PRIVATE), FLAGS(FLAG_NODST), QUEUE(77), NUMBER32(OF_DEVICE, IFLA_MTU, 700), NUMBER32(OF_DEVICE, IFLA_TXQLEN, 9)),
	 READS(IS_MODE(MODE_PRIVATE), HAS_FLAGS(FLAG_NODST), WANTS(77), USES(77), HAS_MTU(700), RING(9)), "private"},
	{.name = NULL},
};
/* clang-format on */

static void reading_run(const void *data)
{
	const struct reading *reading = data;
	struct testbed *net = testbed_shared(&bare_unwatched);

	need_attributes(net, &reading->has);
	need_facts(net, &reading->reads);
	expect_made(net, &(struct wish){.has = reading->has});
	expect_facts(net, device_of(GUEST_A), &reading->reads);
}

void readings_add_cases(struct case_list *list)
{
	for (const struct reading *reading = readings; reading->name; reading++) {
		struct testcase testcase = {
			.requirement = reading->requirement,
			.run = reading_run,
			.data = reading,
			.mode = reading->mode,
			.shares = &bare_unwatched,
			.summary = "a macvtap is made, and reads as it was asked for",
		};

		case_add_as(list, &testcase, "link.made.%s", reading->name);
	}
}
