/* spoof: a child that writes another's address into its frames. Only what a wire sends back is judged by its sender, and
 * then by the one it claims to be.
 */
#include "suites/isolation/table.h"

#include "fixtures/trio.h"
#include "suites/isolation/requirements.h"

/* clang-format off */
static const struct delivery bridge[] = {
	/* requirement   from                frame to      arrives at, once, unchanged - and nowhere else */
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_GUEST_B,   AT(GUEST_B) },
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_GUEST_C,   AT(GUEST_C) },
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE, GUEST_B, GUEST_C) },
	{ &ISO_SPOOF_01, FROM_A_AS_HOST,     TO_GUEST_B,   AT(GUEST_B) },
	{ &ISO_SPOOF_01, FROM_A_AS_HOST,     TO_EVERYONE,  AT(WIRE, GUEST_B, GUEST_C) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_GUEST_B,   AT(GUEST_B) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_UNKNOWN,   AT(WIRE) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_EVERYONE,  AT(WIRE, GUEST_B, GUEST_C) },
};
static const struct delivery bridge_reflected[] = {
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE, GUEST_B, GUEST_C, HOST) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_UNKNOWN,   AT(WIRE, HOST_IGNORES) },
};
static const struct delivery vepa[] = {
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_GUEST_C,   AT(WIRE) },
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE) },
};
static const struct delivery vepa_reflected[] = {
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_GUEST_C,   AT(WIRE, GUEST_C) },
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE, GUEST_A, GUEST_C, HOST) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_EVERYONE,  AT(WIRE, GUEST_A, GUEST_B, GUEST_C, HOST) },
};
static const struct delivery private[] = {
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_GUEST_C,   AT(WIRE) },
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE) },
};
static const struct delivery private_reflected[] = {
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE, GUEST_B) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_EVERYONE,  AT(WIRE, GUEST_A, GUEST_B, GUEST_C, HOST) },
};
static const struct delivery source_reflected[] = {
	{ &ISO_SPOOF_01, FROM_A_AS_B,        TO_EVERYONE,  AT(WIRE, GUEST_B) },
	{ &ISO_SPOOF_01, FROM_A_AS_STRANGER, TO_EVERYONE,  AT(WIRE, HOST, WITNESS) },
};

const struct table spoof_tables[] = {
	TABLE("spoof_bridge",            trio_bridge[WIRE_PLAIN],     TRIED(UNTAGGED), bridge),
	TABLE("spoof_bridge_reflected",  trio_bridge[WIRE_REFLECTS],  TRIED(UNTAGGED), bridge_reflected),
	TABLE("spoof_vepa",              trio_vepa[WIRE_PLAIN],       TRIED(UNTAGGED), vepa),
	TABLE("spoof_vepa_reflected",    trio_vepa[WIRE_REFLECTS],    TRIED(UNTAGGED), vepa_reflected),
	TABLE("spoof_private",           trio_private[WIRE_PLAIN],    TRIED(UNTAGGED), private),
	TABLE("spoof_private_reflected", trio_private[WIRE_REFLECTS], TRIED(UNTAGGED), private_reflected),
	TABLE("spoof_source_reflected",  trio_source[WIRE_REFLECTS],  TRIED(UNTAGGED), source_reflected),
	END_OF_TABLES,
};
/* clang-format on */
