/* vepa: everything leaves by the wire; siblings meet only by reflective relay */
#include "suites/isolation/table.h"

#include "fixtures/trio.h"
#include "suites/isolation/requirements.h"

/* clang-format off */
static const struct delivery plain[] = {
	/* requirement   from            frame to          arrives at, once, unchanged - and nowhere else */
	{ &ISO_EXT_01,   FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_EXT_01,   FROM_WIRE,      TO_GUEST_B,       AT(GUEST_B) },
	{ &ISO_EXT_04,   FROM_WIRE,      TO_HOST,          AT(HOST) },
	{ &ISO_EXT_03,   FROM_WIRE,      TO_UNKNOWN,       AT(HOST_IGNORES) },
	{ &ISO_EXT_03,   FROM_WIRE,      TO_WIRE,          AT(HOST_IGNORES) },
	{ &ISO_EXT_02,   FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_EXT_07,   FROM_WIRE,      TO_GROUP_ALL,     AT(GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_EXT_07,   FROM_WIRE,      TO_GROUP_A,       AT(GUEST_A, HOST) },
	{ &ISO_EXT_08,   FROM_WIRE,      TO_GROUP_NOBODY,  AT(HOST) },
	{ &ISO_LL_01,    FROM_WIRE,      TO_LLDP,          AT(HOST) },
	{ &ISO_LL_01,    FROM_WIRE,      TO_PAUSE,         AT(HOST) },

	{ &ISO_VEPA_04,  FROM_WIRE_AS_A, TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_VEPA_02,  FROM_WIRE_AS_A, TO_GUEST_B,       AT(GUEST_B) },
	{ &ISO_EXT_10,   FROM_WIRE_AS_A, TO_HOST,          AT(HOST) },
	{ &ISO_EXT_10,   FROM_WIRE_AS_A, TO_UNKNOWN,       AT(HOST_IGNORES) },
	{ &ISO_VEPA_03,  FROM_WIRE_AS_A, TO_EVERYONE,      AT(GUEST_B, GUEST_C, HOST) },
	{ &ISO_VEPA_03,  FROM_WIRE_AS_A, TO_GROUP_ALL,     AT(GUEST_B, GUEST_C, HOST) },
	{ &ISO_VEPA_03,  FROM_WIRE_AS_A, TO_GROUP_A,       AT(HOST) },
	{ &ISO_VEPA_03,  FROM_WIRE_AS_B, TO_GROUP_A,       AT(GUEST_A, HOST) },
	{ &ISO_EXT_08,   FROM_WIRE_AS_A, TO_GROUP_NOBODY,  AT(HOST) },
	{ &ISO_LL_01,    FROM_WIRE_AS_A, TO_LLDP,          AT(HOST) },

	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_GUEST_A,      AT(GUEST_A) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_HOST,         AT(HOST) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_UNKNOWN,      AT(HOST_IGNORES) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_EVERYONE,     AT(GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_GROUP_A,      AT(GUEST_A, HOST) },
	{ &ISO_EXT_09,   FROM_WIRE_AS_HOST, TO_GROUP_NOBODY, AT(HOST) },

	{ &ISO_HOST_02,  FROM_HOST,      TO_GUEST_A,       AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_HOST,          AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_EVERYONE,      AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_GROUP_ALL,     AT(WIRE) },

	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_GUEST_A,       AT(WIRE) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE) },
	{ &ISO_HOST_03,  FROM_GUEST_A,   TO_HOST,          AT(WIRE) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_WIRE,          AT(WIRE) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_GROUP_ALL,     AT(WIRE) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_GROUP_NOBODY,  AT(WIRE) },
	{ &ISO_LL_01,    FROM_GUEST_A,   TO_LLDP,          AT(WIRE) },
};

static const struct delivery reflected[] = {
	{ &ISO_VEPA_04,  FROM_GUEST_A,   TO_GUEST_A,       AT(WIRE, GUEST_A) },
	{ &ISO_VEPA_02,  FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE, GUEST_B) },
	{ &ISO_EXT_10,   FROM_GUEST_A,   TO_HOST,          AT(WIRE, HOST) },
	{ &ISO_EXT_10,   FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE, HOST_IGNORES) },
	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_WIRE,          AT(WIRE) },
	{ &ISO_VEPA_03,  FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B, GUEST_C, HOST) },
	{ &ISO_VEPA_03,  FROM_GUEST_A,   TO_GROUP_ALL,     AT(WIRE, GUEST_B, GUEST_C, HOST) },
	{ &ISO_VEPA_03,  FROM_GUEST_A,   TO_GROUP_A,       AT(WIRE, HOST) },
	{ &ISO_VEPA_03,  FROM_GUEST_B,   TO_GROUP_A,       AT(WIRE, GUEST_A, HOST) },
	{ &ISO_EXT_08,   FROM_GUEST_A,   TO_GROUP_NOBODY,  AT(WIRE, HOST) },
	{ &ISO_LL_01,    FROM_GUEST_A,   TO_LLDP,          AT(WIRE, HOST) },
	{ &ISO_LL_01,    FROM_GUEST_A,   TO_SLOW,          AT(WIRE) },

	{ &ISO_EXT_09,   FROM_HOST,      TO_GUEST_A,       AT(WIRE, GUEST_A) },
	{ &ISO_EXT_09,   FROM_HOST,      TO_HOST,          AT(WIRE, HOST) },
	{ &ISO_EXT_09,   FROM_HOST,      TO_UNKNOWN,       AT(WIRE, HOST_IGNORES) },
	{ &ISO_EXT_09,   FROM_HOST,      TO_EVERYONE,      AT(WIRE, GUEST_A, GUEST_B, GUEST_C, HOST) },
	{ &ISO_EXT_09,   FROM_HOST,      TO_GROUP_A,       AT(WIRE, GUEST_A, HOST) },
	{ &ISO_EXT_09,   FROM_HOST,      TO_GROUP_NOBODY,  AT(WIRE, HOST) },
};

const struct table vepa_tables[] = {
	TABLE("vepa",           trio_vepa[WIRE_PLAIN],    TRIED(UNTAGGED, VLAN_5), plain),
	TABLE("vepa_reflected", trio_vepa[WIRE_REFLECTS], TRIED(UNTAGGED, VLAN_5), reflected),
	TABLE("vepa_hairpin",   hairpin_vepa,             TRIED(UNTAGGED), reflected),
	END_OF_TABLES,
};
/* clang-format on */
