/* two parents: each with its own wire and host; nothing crosses */
#include "suites/isolation/table.h"

#include "fixtures/parents.h"
#include "suites/isolation/requirements.h"

/* clang-format off */
static const struct delivery bridge[] = {
	/* requirement   from            frame to          arrives at, once, unchanged - and nowhere else */
	{ &ISO_TWO_01,   FROM_WIRE,      TO_GUEST_A,       AT(GUEST_A) },
	{ &ISO_TWO_01,   FROM_WIRE,      TO_GUEST_C,       AT(HOST_IGNORES) },
	{ &ISO_TWO_01,   FROM_WIRE,      TO_HOST_2,        AT(HOST_IGNORES) },
	{ &ISO_TWO_01,   FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_GUEST_A,       AT(HOST_2_IGNORES) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_HOST_2,        AT(HOST_2) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_EVERYONE,      AT(GUEST_C, GUEST_D, HOST_2) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_GROUP_ALL,     AT(GUEST_C, GUEST_D, HOST_2) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_GROUP_A,       AT(HOST_2) },
	{ &ISO_TWO_01,   FROM_HOST,      TO_GUEST_C,       AT(WIRE) },
	{ &ISO_TWO_01,   FROM_HOST_2,    TO_GUEST_A,       AT(WIRE_2) },
	{ &ISO_TWO_01,   FROM_HOST_2,    TO_EVERYONE,      AT(WIRE_2) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_B,       AT(GUEST_B) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_C,       AT(WIRE) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_HOST_2,        AT(WIRE) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B) },
	{ &ISO_TWO_01,   FROM_GUEST_C,   TO_EVERYONE,      AT(WIRE_2, GUEST_D) },
};

static const struct delivery bridge_reflected[] = {
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_C,       AT(WIRE, HOST_IGNORES) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B, HOST) },
	{ &ISO_TWO_01,   FROM_GUEST_C,   TO_EVERYONE,      AT(WIRE_2, GUEST_D, HOST_2) },
	{ &ISO_TWO_01,   FROM_HOST,      TO_EVERYONE,      AT(WIRE, GUEST_A, GUEST_B, HOST) },
	{ &ISO_TWO_01,   FROM_HOST_2,    TO_GUEST_A,       AT(WIRE_2, HOST_2_IGNORES) },
};

static const struct delivery vepa[] = {
	{ &ISO_TWO_01,   FROM_WIRE,      TO_EVERYONE,      AT(GUEST_A, GUEST_B, HOST) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_C,       AT(WIRE) },
	{ &ISO_TWO_01,   FROM_GUEST_D,   TO_EVERYONE,      AT(WIRE_2) },
};

static const struct delivery vepa_reflected[] = {
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE, GUEST_B) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_C,       AT(WIRE, HOST_IGNORES) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_EVERYONE,      AT(WIRE, GUEST_B, HOST) },
	{ &ISO_TWO_01,   FROM_GUEST_D,   TO_EVERYONE,      AT(WIRE_2, GUEST_C, HOST_2) },
};

/* GUEST_B is the second parent's, and has HOST_2's address */
static const struct delivery passthru[] = {
	{ &ISO_TWO_01,   FROM_WIRE,      TO_GUEST_B,       AT(GUEST_A) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_UNKNOWN,       AT(GUEST_B) },
	{ &ISO_TWO_01,   FROM_WIRE_2,    TO_EVERYONE,      AT(GUEST_B, HOST_2) },
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE) },
	{ &ISO_TWO_01,   FROM_GUEST_B,   TO_EVERYONE,      AT(WIRE_2) },
};

static const struct delivery passthru_reflected[] = {
	{ &ISO_TWO_01,   FROM_GUEST_A,   TO_GUEST_B,       AT(WIRE, GUEST_A) },
	{ &ISO_TWO_01,   FROM_GUEST_B,   TO_EVERYONE,      AT(WIRE_2, GUEST_B) },
};

const struct table parents_tables[] = {
	TABLE("parents_bridge",             parents_bridge[WIRE_PLAIN],      TRIED(UNTAGGED), bridge),
	TABLE("parents_bridge_reflected",   parents_bridge[WIRE_REFLECTS],   TRIED(UNTAGGED), bridge_reflected),
	TABLE("parents_vepa",               parents_vepa[WIRE_PLAIN],        TRIED(UNTAGGED), vepa),
	TABLE("parents_vepa_reflected",     parents_vepa[WIRE_REFLECTS],     TRIED(UNTAGGED), vepa_reflected),
	TABLE("parents_passthru",           parents_passthru[WIRE_PLAIN],    TRIED(UNTAGGED), passthru),
	TABLE("parents_passthru_reflected", parents_passthru[WIRE_REFLECTS], TRIED(UNTAGGED), passthru_reflected),
	END_OF_TABLES,
};
/* clang-format on */
