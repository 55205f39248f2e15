/* kinds: whether it matters what a frame carries, what tag it bears, and which reserved group it is for. But for MAC
 * control, it must not.
 */
#include "suites/isolation/table.h"

#include "fixtures/duo.h"
#include "fixtures/trio.h"
#include "suites/isolation/requirements.h"

/* clang-format off */
static const struct delivery pause[] = {
	/* requirement     from            frame to          arrives at, once, unchanged - and nowhere else */
	{ &ISO_PAUSE_01,   FROM_WIRE,      TO_PAUSE,         AT(HOST) },
	{ &ISO_PAUSE_01,   FROM_WIRE,      TO_EVERYONE,      AT(HOST) },
	{ &ISO_PAUSE_01,   FROM_WIRE,      TO_GROUP_ALL,     AT(HOST) },
	{ &ISO_PAUSE_02,   FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_PAUSE_02,   FROM_WIRE,      TO_HOST,          AT(HOST) },
	{ &ISO_PAUSE_01,   FROM_WIRE_AS_A, TO_EVERYONE,      AT(HOST) },
	{ &ISO_PAUSE_01,   FROM_GUEST_A,   TO_PAUSE,         AT(WIRE) },
	{ &ISO_PAUSE_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE) },
	{ &ISO_PAUSE_01,   FROM_GUEST_A,   TO_GROUP_ALL,     AT(WIRE) },
	{ &ISO_PAUSE_02,   FROM_GUEST_A,   TO_GUEST_B,       AT(GUEST_B) },
};
static const struct delivery pause_private[] = {
	{ &ISO_PAUSE_01,   FROM_WIRE,      TO_EVERYONE,      AT(HOST) },
	{ &ISO_PAUSE_02,   FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
};
static const struct delivery pause_vepa_reflected[] = {
	{ &ISO_PAUSE_01,   FROM_GUEST_A,   TO_PAUSE,         AT(WIRE) },
	{ &ISO_PAUSE_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, HOST) },
	{ &ISO_PAUSE_02,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE, GUEST_B) },
};
static const struct delivery pause_bridge_reflected[] = {
	{ &ISO_PAUSE_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, HOST) },
	{ &ISO_PAUSE_02,   FROM_GUEST_A,   TO_GUEST_B,       AT(GUEST_B) },
};

/* the same for every other EtherType */
static const struct delivery nothing_special[] = {
	{ &ISO_ETYPE_01,   FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_ETYPE_01,   FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_ETYPE_01,   FROM_GUEST_A,   TO_GUEST_B,       AT(GUEST_B) },
	{ &ISO_ETYPE_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B) },
};

static const struct delivery reserved[] = {
	{ &ISO_LL_01,      FROM_WIRE,      TO_STP,           AT(HOST) },
	{ &ISO_LL_01,      FROM_WIRE,      TO_SLOW,          AT(HOST) },
	{ &ISO_LL_01,      FROM_WIRE,      TO_EAPOL,         AT(HOST) },
	{ &ISO_LL_01,      FROM_HOST,      TO_EAPOL,         AT(WIRE) },
	{ &ISO_LL_01,      FROM_GUEST_A,   TO_STP,           AT(WIRE) },
	{ &ISO_LL_01,      FROM_GUEST_A,   TO_PAUSE,         AT(WIRE) },
	{ &ISO_LL_01,      FROM_GUEST_A,   TO_SLOW,          AT(WIRE) },
	{ &ISO_LL_01,      FROM_GUEST_A,   TO_EAPOL,         AT(WIRE) },
};

/* the tables of the modes are tried in a VLAN; these, under tags of other kinds */
static const struct delivery tags_bridge[] = {
	{ &ISO_TAG_01,     FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_TAG_01,     FROM_WIRE,      TO_HOST,          AT(HOST) },
	{ &ISO_TAG_01,     FROM_WIRE,      TO_UNKNOWN,       AT(HOST_IGNORES) },
	{ &ISO_TAG_01,     FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_TAG_01,     FROM_WIRE,      TO_GROUP_A,       AT(GUEST_A, HOST) },
	{ &ISO_TAG_01,     FROM_HOST,      TO_GUEST_A,       AT(WIRE) },
	{ &ISO_TAG_01,     FROM_GUEST_A,   TO_GUEST_B,       AT(GUEST_B) },
	{ &ISO_TAG_01,     FROM_GUEST_A,   TO_UNKNOWN,       AT(WIRE) },
	{ &ISO_TAG_01,     FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B) },
};
static const struct delivery tags_vepa_reflected[] = {
	{ &ISO_TAG_01,     FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE, GUEST_B) },
	{ &ISO_TAG_01,     FROM_GUEST_A,   TO_HOST,          AT(WIRE, HOST) },
	{ &ISO_TAG_01,     FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B, HOST) },
};

#define CARRYING(name_, topology_, carries_, rows_)                                                          \
	{ .name = name_, .topology = &topology_, .carries = carries_, .taggings = TRIED(UNTAGGED),           \
	  .rows = rows_, .count = sizeof(rows_) / sizeof(rows_)[0] }

const struct table kinds_tables[] = {
	CARRYING("pause",                  trio_bridge[WIRE_PLAIN],    CARRIES_PAUSE,  pause),
	CARRYING("pause_private",          trio_private[WIRE_PLAIN],   CARRIES_PAUSE,  pause_private),
	CARRYING("pause_vepa_reflected",   trio_vepa[WIRE_REFLECTS],   CARRIES_PAUSE,  pause_vepa_reflected),
	CARRYING("pause_bridge_reflected", trio_bridge[WIRE_REFLECTS], CARRIES_PAUSE,  pause_bridge_reflected),
	CARRYING("carries_eapol",          duo_bridge[WIRE_PLAIN],     CARRIES_EAPOL,  nothing_special),
	CARRYING("carries_lldp",           duo_bridge[WIRE_PLAIN],     CARRIES_LLDP,   nothing_special),
	CARRYING("carries_slow",           duo_bridge[WIRE_PLAIN],     CARRIES_SLOW,   nothing_special),
	CARRYING("carries_length",         duo_bridge[WIRE_PLAIN],     CARRIES_LENGTH, nothing_special),
	CARRYING("carries_arp",            duo_bridge[WIRE_PLAIN],     CARRIES_ARP,    nothing_special),
	CARRYING("carries_ipv4",           duo_bridge[WIRE_PLAIN],     CARRIES_IPV4,   nothing_special),
	CARRYING("carries_ipv6",           duo_bridge[WIRE_PLAIN],     CARRIES_IPV6,   nothing_special),
	TABLE("reserved",                  duo_bridge[WIRE_PLAIN],     TRIED(UNTAGGED), reserved),
	TABLE("tags_bridge",               duo_bridge[WIRE_PLAIN],     TRIED(PRIORITY_TAG, SERVICE_TAG), tags_bridge),
	TABLE("tags_vepa_reflected",       duo_vepa[WIRE_REFLECTS],    TRIED(PRIORITY_TAG, SERVICE_TAG), tags_vepa_reflected),
	END_OF_TABLES,
};
/* clang-format on */
