/* mixed: children of two modes on one parent. A and B are of the first mode, C and D of the second; of two in source
 * mode the first lists the station, the second GUEST_A.
 */
#include "suites/isolation/table.h"

#include "fixtures/quartet.h"
#include "suites/isolation/requirements.h"

#define ALL_FOUR GUEST_A, GUEST_B, GUEST_C, GUEST_D

/* clang-format off */
static const struct delivery private_vepa[] = {
	/* requirement    from            frame to       arrives at, once, unchanged - and nowhere else */
	{ &ISO_EXT_01,    FROM_WIRE,      TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_EXT_01,    FROM_WIRE,      TO_GUEST_C,    AT(GUEST_C) },
	{ &ISO_EXT_02,    FROM_WIRE,      TO_EVERYONE,   AT(ALL_FOUR, HOST) },
	{ &ISO_PRIV_04,   FROM_WIRE_AS_C, TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_PRIV_03,   FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_A) },
	{ &ISO_VEPA_03,   FROM_WIRE_AS_C, TO_EVERYONE,   AT(GUEST_D, HOST) },
	{ &ISO_PRIV_02,   FROM_WIRE_AS_C, TO_GROUP_A,    AT(HOST) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE) },
};
static const struct delivery private_vepa_reflected[] = {
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE, GUEST_C) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_PRIV_03,   FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_A) },
	{ &ISO_PRIV_02,   FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_D, HOST) },
	{ &ISO_PRIV_02,   FROM_GUEST_C,   TO_GROUP_ALL,  AT(WIRE, GUEST_D, HOST) },
	{ &ISO_EXT_09,    FROM_HOST,      TO_EVERYONE,   AT(WIRE, ALL_FOUR, HOST) },
};

static const struct delivery private_bridge[] = {
	{ &ISO_EXT_01,    FROM_WIRE,      TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_EXT_01,    FROM_WIRE,      TO_GUEST_C,    AT(GUEST_C) },
	{ &ISO_EXT_02,    FROM_WIRE,      TO_EVERYONE,   AT(ALL_FOUR, HOST) },
	{ &ISO_PRIV_04,   FROM_WIRE_AS_C, TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_PRIV_03,   FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_A) },
	{ &ISO_PRIV_02,   FROM_WIRE_AS_C, TO_EVERYONE,   AT(HOST) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE) },
	{ &ISO_BRIDGE_05, FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
	{ &ISO_BRIDGE_01, FROM_GUEST_C,   TO_GUEST_D,    AT(GUEST_D) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE) },
	{ &ISO_BRIDGE_03, FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_D) },
	{ &ISO_BRIDGE_04, FROM_GUEST_C,   TO_GROUP_A,    AT(WIRE) },
};
static const struct delivery private_bridge_reflected[] = {
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE, GUEST_C) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_BRIDGE_01, FROM_GUEST_C,   TO_GUEST_D,    AT(GUEST_D) },
	{ &ISO_PRIV_03,   FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_A) },
	{ &ISO_PRIV_02,   FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_D, HOST) },
	{ &ISO_PRIV_02,   FROM_GUEST_C,   TO_GROUP_A,    AT(WIRE, HOST) },
};

static const struct delivery private_source[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_GUEST_C,    AT(HOST_IGNORES) },
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_A, GUEST_C) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_GUEST_D,    AT(GUEST_C, HOST_IGNORES) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_SRC_01,    FROM_WIRE_AS_A, TO_GUEST_B,    AT(GUEST_B, GUEST_D) },
	{ &ISO_PRIV_03,   FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_A, GUEST_D) },
	{ &ISO_PRIV_03,   FROM_WIRE_AS_B, TO_EVERYONE,   AT(GUEST_B) },
	{ &ISO_SRC_08,    FROM_WIRE_AS_C, TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_D,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE) },
};
static const struct delivery private_source_reflected[] = {
	{ &ISO_SRC_01,    FROM_GUEST_A,   TO_GUEST_B,    AT(WIRE, GUEST_B, GUEST_D) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE, GUEST_D, HOST_IGNORES) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_PRIV_03,   FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_A, GUEST_D) },
	{ &ISO_PRIV_03,   FROM_GUEST_B,   TO_EVERYONE,   AT(WIRE, GUEST_B) },
	{ &ISO_SRC_08,    FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_C) },
};

static const struct delivery private_nodst[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_GUEST_C,    AT(HOST_IGNORES) },
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_HOST,       AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_GUEST_B,    AT(GUEST_D) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_D) },
	{ &ISO_PRIV_03,   FROM_WIRE_AS_B, TO_EVERYONE,   AT(GUEST_B) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_D,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
};
static const struct delivery private_nodst_reflected[] = {
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_GUEST_B,    AT(WIRE, GUEST_D) },
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_D) },
	{ &ISO_PRIV_04,   FROM_GUEST_B,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
};

static const struct delivery vepa_bridge[] = {
	{ &ISO_EXT_01,    FROM_WIRE,      TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_EXT_01,    FROM_WIRE,      TO_GUEST_C,    AT(GUEST_C) },
	{ &ISO_EXT_02,    FROM_WIRE,      TO_EVERYONE,   AT(ALL_FOUR, HOST) },
	{ &ISO_VEPA_02,   FROM_WIRE_AS_A, TO_GUEST_C,    AT(GUEST_C) },
	{ &ISO_VEPA_03,   FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_B, GUEST_C, GUEST_D, HOST) },
	{ &ISO_BRIDGE_08, FROM_WIRE_AS_C, TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_BRIDGE_08, FROM_WIRE_AS_C, TO_GROUP_A,    AT(GUEST_A, HOST) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE) },
	{ &ISO_BRIDGE_05, FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
	{ &ISO_BRIDGE_01, FROM_GUEST_C,   TO_GUEST_D,    AT(GUEST_D) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE) },
	{ &ISO_BRIDGE_03, FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_D) },
};
static const struct delivery vepa_bridge_reflected[] = {
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE, GUEST_C) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_VEPA_03,   FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B, GUEST_C, GUEST_D, HOST) },
	{ &ISO_BRIDGE_08, FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_A, GUEST_B, GUEST_D, HOST) },
	{ &ISO_BRIDGE_08, FROM_GUEST_C,   TO_GROUP_A,    AT(WIRE, GUEST_A, HOST) },
};

static const struct delivery vepa_source[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_GUEST_C,    AT(HOST_IGNORES) },
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_A, GUEST_C) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_SRC_01,    FROM_WIRE_AS_A, TO_GUEST_B,    AT(GUEST_B, GUEST_D) },
	{ &ISO_VEPA_03,   FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_B, GUEST_D, HOST) },
	{ &ISO_SRC_08,    FROM_WIRE_AS_C, TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_D,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE) },
};
static const struct delivery vepa_source_reflected[] = {
	{ &ISO_SRC_01,    FROM_GUEST_A,   TO_GUEST_B,    AT(WIRE, GUEST_B, GUEST_D) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE, GUEST_D, HOST_IGNORES) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_VEPA_03,   FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B, GUEST_D, HOST) },
	{ &ISO_SRC_08,    FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_C) },
};

static const struct delivery vepa_nodst[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_GUEST_B,    AT(GUEST_D) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_D) },
	{ &ISO_VEPA_03,   FROM_WIRE_AS_B, TO_EVERYONE,   AT(GUEST_A, HOST) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_D,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
};
static const struct delivery vepa_nodst_reflected[] = {
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_GUEST_B,    AT(WIRE, GUEST_D) },
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_D) },
	{ &ISO_VEPA_02,   FROM_GUEST_B,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_VEPA_03,   FROM_GUEST_B,   TO_EVERYONE,   AT(WIRE, GUEST_A, HOST) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
};

static const struct delivery bridge_source[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_GUEST_C,    AT(HOST_IGNORES) },
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_A, GUEST_C) },
	{ &ISO_SRC_01,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_SRC_01,    FROM_WIRE_AS_A, TO_GUEST_B,    AT(GUEST_B, GUEST_D) },
	{ &ISO_BRIDGE_08, FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_D, HOST) },
	{ &ISO_SRC_08,    FROM_WIRE_AS_C, TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_GUEST_B,    AT(GUEST_B, GUEST_D) },
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_GUEST_A,    AT(GUEST_A, GUEST_D) },
	{ &ISO_BRIDGE_01, FROM_GUEST_B,   TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B) },
	{ &ISO_BRIDGE_05, FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
	{ &ISO_SRC_07,    FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE) },
};
static const struct delivery bridge_source_reflected[] = {
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_GUEST_B,    AT(GUEST_B, GUEST_D) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE, GUEST_D, HOST_IGNORES) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
	{ &ISO_BRIDGE_08, FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B, GUEST_D, HOST) },
	{ &ISO_SRC_08,    FROM_GUEST_C,   TO_EVERYONE,   AT(WIRE, GUEST_C) },
};

static const struct delivery bridge_nodst[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_D) },
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_GUEST_B,    AT(GUEST_D) },
	{ &ISO_BRIDGE_01, FROM_GUEST_B,   TO_GUEST_A,    AT(GUEST_A) },
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE) },
};
static const struct delivery bridge_nodst_reflected[] = {
	{ &ISO_SRC_11,    FROM_GUEST_A,   TO_GUEST_B,    AT(GUEST_D) },
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_UNKNOWN,    AT(WIRE, GUEST_D) },
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B, GUEST_D) },
	{ &ISO_BRIDGE_08, FROM_GUEST_B,   TO_EVERYONE,   AT(WIRE, GUEST_A, HOST) },
	{ &ISO_MIX_01,    FROM_GUEST_C,   TO_GUEST_A,    AT(WIRE, GUEST_A) },
};

static const struct delivery source_nodst[] = {
	{ &ISO_SRC_02,    FROM_WIRE,      TO_GUEST_A,    AT(HOST_IGNORES) },
	{ &ISO_SRC_02,    FROM_WIRE,      TO_EVERYONE,   AT(HOST, WITNESS) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_GUEST_A,    AT(GUEST_A, GUEST_C) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_HOST,       AT(GUEST_A, GUEST_C) },
	{ &ISO_SRC_04,    FROM_LISTED,    TO_EVERYONE,   AT(GUEST_A, GUEST_C) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_HOST,       AT(GUEST_B, GUEST_D) },
	{ &ISO_SRC_04,    FROM_WIRE_AS_A, TO_EVERYONE,   AT(GUEST_B, GUEST_D) },
	{ &ISO_SRC_08,    FROM_WIRE_AS_B, TO_EVERYONE,   AT(GUEST_B) },
	{ &ISO_SRC_08,    FROM_WIRE_AS_C, TO_EVERYONE,   AT(GUEST_C) },
	{ &ISO_MIX_01,    FROM_GUEST_A,   TO_GUEST_C,    AT(WIRE) },
};
static const struct delivery source_nodst_reflected[] = {
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_GUEST_B,    AT(WIRE, GUEST_B, GUEST_D) },
	{ &ISO_SRC_04,    FROM_GUEST_A,   TO_EVERYONE,   AT(WIRE, GUEST_B, GUEST_D) },
	{ &ISO_SRC_02,    FROM_GUEST_B,   TO_GUEST_A,    AT(WIRE, HOST_IGNORES) },
	{ &ISO_SRC_08,    FROM_GUEST_B,   TO_EVERYONE,   AT(WIRE, GUEST_B) },
};

#define TABLES_OF(one, other)                                                                                \
	TABLE(#one "_" #other,              quartet_##one##_##other[WIRE_PLAIN],    TRIED(UNTAGGED), one##_##other), \
	TABLE(#one "_" #other "_reflected", quartet_##one##_##other[WIRE_REFLECTS], TRIED(UNTAGGED), one##_##other##_reflected),

const struct table mixed_tables[] = {
	QUARTETS(TABLES_OF)
	END_OF_TABLES,
};
/* clang-format on */
