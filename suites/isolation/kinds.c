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

#define TABLE(name_, topology_, carries_, rows_)                                                             \
	{ .name = name_, .topology = &topology_, .carries = carries_, .taggings = TRIED(UNTAGGED), ROWS(rows_) }
#define TAGS(name_, topology_, rows_)                                                                        \
	{ .name = name_, .topology = &topology_, .taggings = TRIED(PRIORITY_TAG, SERVICE_TAG), ROWS(rows_) }

const struct table kinds_tables[] = {
	TABLE("pause",                  trio_bridge[WIRE_PLAIN],    CARRIES_PAUSE,  pause),
	TABLE("pause_private",          trio_private[WIRE_PLAIN],   CARRIES_PAUSE,  pause_private),
	TABLE("pause_vepa_reflected",   trio_vepa[WIRE_REFLECTS],   CARRIES_PAUSE,  pause_vepa_reflected),
	TABLE("pause_bridge_reflected", trio_bridge[WIRE_REFLECTS], CARRIES_PAUSE,  pause_bridge_reflected),
	TABLE("carries_eapol",          duo_bridge[WIRE_PLAIN],     CARRIES_EAPOL,  nothing_special),
	TABLE("carries_lldp",           duo_bridge[WIRE_PLAIN],     CARRIES_LLDP,   nothing_special),
	TABLE("carries_slow",           duo_bridge[WIRE_PLAIN],     CARRIES_SLOW,   nothing_special),
	TABLE("carries_length",         duo_bridge[WIRE_PLAIN],     CARRIES_LENGTH, nothing_special),
	TABLE("carries_arp",            duo_bridge[WIRE_PLAIN],     CARRIES_ARP,    nothing_special),
	TABLE("carries_ipv4",           duo_bridge[WIRE_PLAIN],     CARRIES_IPV4,   nothing_special),
	TABLE("carries_ipv6",           duo_bridge[WIRE_PLAIN],     CARRIES_IPV6,   nothing_special),
	TABLE("reserved",               duo_bridge[WIRE_PLAIN],     CARRIES_PROBE,  reserved),
	TAGS("tags_bridge",             duo_bridge[WIRE_PLAIN],     tags_bridge),
	TAGS("tags_vepa_reflected",     duo_vepa[WIRE_REFLECTS],    tags_vepa_reflected),
	{ .name = NULL },
};
/* clang-format on */
