#include "harness/proof/topology.h"
#include "harness/core/text.h"
#include "harness/core/verdict.h"

#include <string.h>

/* clang-format off */
static const struct {
	const char *name;
	struct mac address;
} plan[] = {
	[WIRE]           = {"WIRE",           ADDRESS_WIRE},
	[HOST]           = {"HOST",           ADDRESS_HOST},
	[HOST_IGNORES]   = {"HOST_IGNORES",   ADDRESS_HOST},
	[WIRE_2]         = {"WIRE_2",         ADDRESS_WIRE_2},
	[HOST_2]         = {"HOST_2",         ADDRESS_HOST_2},
	[HOST_2_IGNORES] = {"HOST_2_IGNORES", ADDRESS_HOST_2},
	[GUEST_A]        = {"GUEST_A",        ADDRESS_GUEST_A},
	[GUEST_B]        = {"GUEST_B",        {{0x02, 0, 0, 0, 0, 0x0b}}},
	[GUEST_C]        = {"GUEST_C",        {{0x02, 0, 0, 0, 0, 0x0c}}},
	[GUEST_D]        = {"GUEST_D",        {{0x02, 0, 0, 0, 0, 0x0d}}},
	[WITNESS]        = {"WITNESS",        ADDRESS_WITNESS},
};

/* From the inside out. */
static const enum place reading_order[] = {
	GUEST_A, GUEST_B, GUEST_C, GUEST_D, WITNESS,
	HOST, HOST_IGNORES, HOST_2, HOST_2_IGNORES,
	WIRE, WIRE_2,
};
/* clang-format on */

_Static_assert(sizeof plan / sizeof plan[0] == PLACES, "every place has a name and an address");
_Static_assert(sizeof reading_order / sizeof reading_order[0] == PLACES, "every place can be told");

static bool is_place(enum place place)
{
	return (unsigned)place < PLACES;
}

const char *place_name(enum place place)
{
	return is_place(place) ? plan[place].name : "?";
}

char *places_to_text(places set, char *text, size_t size)
{
	struct text list = text_in(text, size);

	for (size_t i = 0; i < PLACES; i++) {
		if (!(set & AT(reading_order[i])))
			continue;
		text_separate(&list, ", ");
		text_add(&list, "%s", place_name(reading_order[i]));
	}
	if (!list.length)
		text_add(&list, "nowhere");
	return text;
}

struct mac address_of(enum place place)
{
	if (!is_place(place))
		broken("there is no place %d that could have an address", (int)place);
	return plan[place].address;
}

struct mac address_of_guest(const struct topology *topology, enum place guest)
{
	static const struct mac none;
	const struct child *child =
		guest >= GUEST_A && guest <= GUEST_D ? &topology->guest[guest - GUEST_A] : NULL;

	if (child && child->mode == MODE_PASSTHRU)
		return address_of(child->parent ? HOST_2 : HOST);
	return child && !mac_equal(child->address, none) ? child->address : address_of(guest);
}

const char *wire_name(enum wire_kind wire)
{
	static const char *const names[] = {
		[WIRE_PLAIN] = "plain", [WIRE_REFLECTS] = "reflecting", [WIRE_HAIRPIN] = "hairpin"};

	return names[wire];
}

const char *child_word(const struct child *child)
{
	if (child->mode == MODE_SOURCE && child->flags & FLAG_NODST)
		return "nodst";
	if (child->mode == MODE_PASSTHRU && child->flags & FLAG_NOPROMISC)
		return "nopromisc";
	return mode_name(child->mode);
}

const char *topology_mode(const struct topology *topology)
{
	const char *word = topology->guests ? child_word(&topology->guest[0]) : "";

	for (unsigned i = 1; i < topology->guests; i++) {
		if (strcmp(word, child_word(&topology->guest[i])) != 0)
			return "mixed";
	}
	return word;
}
