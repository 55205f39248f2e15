/* source: a child hears whom it lists, whoever they talk to, and nobody else; with nodst, it keeps what it hears.
 *
 * A lists the station; B lists the station and A; C lists nobody. The witness is private and hears strangers' broadcasts.
 */
#include "suites/isolation/table.h"

#include "fixtures/trio.h"
#include "suites/isolation/requirements.h"

/* clang-format off */
static const struct delivery plain[] = {
	/* requirement   from            frame to          arrives at, once, unchanged - and nowhere else */
	{ &ISO_SRC_02,   FROM_WIRE,      TO_GUEST_A,       AT(HOST_IGNORES) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_GUEST_C,       AT(HOST_IGNORES) },
	{ &ISO_EXT_04,   FROM_WIRE,      TO_HOST,          AT(HOST) },
	{ &ISO_EXT_03,   FROM_WIRE,      TO_UNKNOWN,       AT(HOST_IGNORES) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_EVERYONE,      AT(HOST, WITNESS) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_GROUP_ALL,     AT(HOST) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_GROUP_A,       AT(HOST) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_GROUP_NOBODY,  AT(HOST) },
	{ &ISO_LL_01,    FROM_WIRE,      TO_LLDP,          AT(HOST) },

	{ &ISO_SRC_03,   FROM_LISTED,    TO_GUEST_A,       AT(GUEST_A, GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_GUEST_C,       AT(GUEST_A, GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_HOST,          AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_UNKNOWN,       AT(GUEST_A, GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_EVERYONE,      AT(GUEST_A, GUEST_B, HOST, WITNESS) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_GROUP_ALL,     AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_GROUP_NOBODY,  AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_SRC_01,   FROM_LISTED,    TO_LLDP,          AT(GUEST_A, GUEST_B, HOST) },

	{ &ISO_SRC_01,   FROM_WIRE_AS_A, TO_GUEST_A,       AT(GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_01,   FROM_WIRE_AS_A, TO_HOST,          AT(GUEST_B, HOST) },
	{ &ISO_SRC_01,   FROM_WIRE_AS_A, TO_UNKNOWN,       AT(GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_08,   FROM_WIRE_AS_A, TO_EVERYONE,      AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_08,   FROM_WIRE_AS_A, TO_GROUP_NOBODY,  AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_02,   FROM_WIRE_AS_C, TO_GUEST_C,       AT(HOST_IGNORES) },
	{ &ISO_SRC_08,   FROM_WIRE_AS_C, TO_EVERYONE,      AT(GUEST_C) },
	{ &ISO_SRC_08,   FROM_WIRE_AS_C, TO_GROUP_ALL,     AT(GUEST_C) },
	{ &ISO_SRC_08,   FROM_WIRE_AS_C, TO_LLDP,          AT(GUEST_C) },

	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_GUEST_A,    AT(HOST_IGNORES) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_HOST,       AT(HOST) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_EVERYONE,   AT(HOST, WITNESS) },

	{ &ISO_HOST_02,  FROM_HOST,      TO_GUEST_A,       AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_HOST,          AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_EVERYONE,      AT(WIRE) },

	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_GUEST_A,       AT(WIRE) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE) },
	{ &ISO_HOST_03,  FROM_GUEST_A,   TO_HOST,          AT(WIRE) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_GROUP_ALL,     AT(WIRE) },
	{ &ISO_LL_01,    FROM_GUEST_A,   TO_LLDP,          AT(WIRE) },
};

static const struct delivery reflected[] = {
	{ &ISO_SRC_01,   FROM_GUEST_A,   TO_GUEST_A,       AT(WIRE, GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_01,   FROM_GUEST_A,   TO_GUEST_C,       AT(WIRE, GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_01,   FROM_GUEST_A,   TO_HOST,          AT(WIRE, GUEST_B, HOST) },
	{ &ISO_SRC_01,   FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE, GUEST_B, HOST_IGNORES) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_WIRE,          AT(WIRE) },
	{ &ISO_SRC_08,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_A, GUEST_B) },
	{ &ISO_SRC_08,   FROM_GUEST_A,   TO_GROUP_NOBODY,  AT(WIRE, GUEST_A, GUEST_B) },
	{ &ISO_SRC_08,   FROM_GUEST_A,   TO_LLDP,          AT(WIRE, GUEST_A, GUEST_B) },
	{ &ISO_LL_01,    FROM_GUEST_A,   TO_SLOW,          AT(WIRE) },
	{ &ISO_SRC_02,   FROM_GUEST_C,   TO_GUEST_A,       AT(WIRE, HOST_IGNORES) },
	{ &ISO_EXT_10,   FROM_GUEST_C,   TO_HOST,          AT(WIRE, HOST) },
	{ &ISO_SRC_08,   FROM_GUEST_C,   TO_EVERYONE,      AT(WIRE, GUEST_C) },
	{ &ISO_SRC_08,   FROM_GUEST_C,   TO_GROUP_ALL,     AT(WIRE, GUEST_C) },

	{ &ISO_SRC_02,   FROM_HOST,      TO_GUEST_A,       AT(WIRE, HOST_IGNORES) },
	{ &ISO_EXT_09,   FROM_HOST,      TO_HOST,          AT(WIRE, HOST) },
	{ &ISO_SRC_02,   FROM_HOST,      TO_EVERYONE,      AT(WIRE, HOST, WITNESS) },
};

static const struct delivery nodst_plain[] = {
	{ &ISO_SRC_04,   FROM_LISTED,    TO_GUEST_A,       AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_GUEST_C,       AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_HOST,          AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_UNKNOWN,       AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_EVERYONE,      AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_GROUP_ALL,     AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_GROUP_NOBODY,  AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_LISTED,    TO_LLDP,          AT(GUEST_A, GUEST_B) },
	{ &ISO_SRC_04,   FROM_WIRE_AS_A, TO_GUEST_A,       AT(GUEST_B) },
	{ &ISO_SRC_04,   FROM_WIRE_AS_A, TO_HOST,          AT(GUEST_B) },
	{ &ISO_SRC_04,   FROM_WIRE_AS_A, TO_EVERYONE,      AT(GUEST_B) },
	{ &ISO_SRC_08,   FROM_WIRE_AS_C, TO_EVERYONE,      AT(GUEST_C) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_GUEST_A,       AT(HOST_IGNORES) },
	{ &ISO_SRC_02,   FROM_WIRE,      TO_EVERYONE,      AT(HOST, WITNESS) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE) },
	{ &ISO_SRC_07,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE) },
};

static const struct delivery nodst_reflected[] = {
	{ &ISO_SRC_04,   FROM_GUEST_A,   TO_GUEST_C,       AT(WIRE, GUEST_B) },
	{ &ISO_SRC_04,   FROM_GUEST_A,   TO_HOST,          AT(WIRE, GUEST_B) },
	{ &ISO_SRC_04,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B) },
	{ &ISO_SRC_08,   FROM_GUEST_C,   TO_EVERYONE,      AT(WIRE, GUEST_C) },
	{ &ISO_SRC_02,   FROM_HOST,      TO_EVERYONE,      AT(WIRE, HOST, WITNESS) },
};

const struct table source_tables[] = {
	TABLE("source",           trio_source[WIRE_PLAIN],    TRIED(UNTAGGED, VLAN_5), plain),
	TABLE("source_reflected", trio_source[WIRE_REFLECTS], TRIED(UNTAGGED, VLAN_5), reflected),
	TABLE("nodst",            trio_nodst[WIRE_PLAIN],     TRIED(UNTAGGED, VLAN_5), nodst_plain),
	TABLE("nodst_reflected",  trio_nodst[WIRE_REFLECTS],  TRIED(UNTAGGED, VLAN_5), nodst_reflected),
	END_OF_TABLES,
};
/* clang-format on */
