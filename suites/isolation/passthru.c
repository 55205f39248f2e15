/* passthru: the child takes the parent over: its address, and all the unicast there is. What is for GUEST_A is for HOST,
 * and what GUEST_A sends bears HOST's address: they are the same.
 */
#include "suites/isolation/table.h"

#include "fixtures/solo.h"
#include "suites/isolation/requirements.h"

/* clang-format off */
static const struct delivery plain[] = {
	/* requirement   from            frame to          arrives at, once, unchanged - and nowhere else */
	{ &ISO_PASS_01,  FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_PASS_01,  FROM_WIRE,      TO_UNKNOWN,       AT(GUEST_A) },
	{ &ISO_PASS_01,  FROM_WIRE,      TO_WIRE,          AT(GUEST_A) },
	{ &ISO_PASS_02,  FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, HOST) },
	{ &ISO_PASS_02,  FROM_WIRE,      TO_GROUP_ALL,     AT(GUEST_A, HOST) },
	{ &ISO_PASS_03,  FROM_WIRE,      TO_GROUP_NOBODY,  AT(HOST) },
	{ &ISO_PASS_03,  FROM_WIRE,      TO_LLDP,          AT(HOST) },
	{ &ISO_PASS_03,  FROM_WIRE,      TO_PAUSE,         AT(HOST) },

	{ &ISO_PASS_01,  FROM_WIRE_AS_A, TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_PASS_01,  FROM_WIRE_AS_A, TO_UNKNOWN,       AT(GUEST_A) },
	{ &ISO_PASS_06,  FROM_WIRE_AS_A, TO_EVERYONE,      AT(GUEST_A) },
	{ &ISO_PASS_06,  FROM_WIRE_AS_A, TO_GROUP_ALL,     AT(GUEST_A) },
	{ &ISO_PASS_06,  FROM_WIRE_AS_A, TO_GROUP_NOBODY,  AT(GUEST_A) },
	{ &ISO_PASS_06,  FROM_WIRE_AS_A, TO_LLDP,          AT(GUEST_A) },

	{ &ISO_HOST_02,  FROM_HOST,      TO_GUEST_A,       AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_EVERYONE,      AT(WIRE) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_GROUP_ALL,     AT(WIRE) },

	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_GUEST_A,       AT(WIRE) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_WIRE,          AT(WIRE) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_GROUP_ALL,     AT(WIRE) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_GROUP_NOBODY,  AT(WIRE) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_LLDP,          AT(WIRE) },
};

static const struct delivery reflected[] = {
	{ &ISO_PASS_01,  FROM_GUEST_A,   TO_GUEST_A,       AT(WIRE, GUEST_A) },
	{ &ISO_PASS_01,  FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE, GUEST_A) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_WIRE,          AT(WIRE) },
	{ &ISO_PASS_06,  FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_A) },
	{ &ISO_PASS_06,  FROM_GUEST_A,   TO_GROUP_ALL,     AT(WIRE, GUEST_A) },
	{ &ISO_PASS_06,  FROM_GUEST_A,   TO_GROUP_NOBODY,  AT(WIRE, GUEST_A) },
	{ &ISO_PASS_06,  FROM_GUEST_A,   TO_LLDP,          AT(WIRE, GUEST_A) },
	{ &ISO_PASS_07,  FROM_GUEST_A,   TO_SLOW,          AT(WIRE) },

	{ &ISO_PASS_01,  FROM_HOST,      TO_GUEST_A,       AT(WIRE, GUEST_A) },
	{ &ISO_PASS_01,  FROM_HOST,      TO_UNKNOWN,       AT(WIRE, GUEST_A) },
	{ &ISO_PASS_06,  FROM_HOST,      TO_EVERYONE,      AT(WIRE, GUEST_A) },
	{ &ISO_PASS_06,  FROM_HOST,      TO_GROUP_NOBODY,  AT(WIRE, GUEST_A) },
	{ &ISO_HOST_02,  FROM_HOST,      TO_SLOW,          AT(WIRE) },
};

/* a veth takes in everything, promiscuous or not */
static const struct delivery nopromisc[] = {
	{ &ISO_PASS_05,  FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_PASS_05,  FROM_WIRE,      TO_UNKNOWN,       AT(GUEST_A) },
	{ &ISO_PASS_05,  FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, HOST) },
	{ &ISO_PASS_05,  FROM_WIRE,      TO_GROUP_ALL,     AT(GUEST_A, HOST) },
	{ &ISO_PASS_05,  FROM_WIRE,      TO_GROUP_NOBODY,  AT(HOST) },
	{ &ISO_PASS_05,  FROM_WIRE_AS_A, TO_EVERYONE,      AT(GUEST_A) },
	{ &ISO_PASS_05,  FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_PASS_05,  FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE) },
};

static const struct delivery nopromisc_reflected[] = {
	{ &ISO_PASS_05,  FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE, GUEST_A) },
	{ &ISO_PASS_05,  FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_A) },
	{ &ISO_PASS_05,  FROM_GUEST_A,   TO_GROUP_NOBODY,  AT(WIRE, GUEST_A) },
};

const struct table passthru_tables[] = {
	TABLE("passthru",            solo_passthru[WIRE_PLAIN],     TRIED(UNTAGGED, VLAN_5), plain),
	TABLE("passthru_reflected",  solo_passthru[WIRE_REFLECTS],  TRIED(UNTAGGED, VLAN_5), reflected),
	TABLE("nopromisc",           solo_nopromisc[WIRE_PLAIN],    TRIED(UNTAGGED, VLAN_5), nopromisc),
	TABLE("nopromisc_reflected", solo_nopromisc[WIRE_REFLECTS], TRIED(UNTAGGED, VLAN_5), nopromisc_reflected),
	END_OF_TABLES,
};
/* clang-format on */
