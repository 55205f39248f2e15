/* globs.c - which cases of the catalogue are about what a guest has: data. */
#include "harness/domain/guests.h"

#include <string.h>

static bool has_siblings(const struct wanted_guests *guests, const struct wanted_guest *guest,
			 bool (*are)(const struct wanted_guest *one, const struct wanted_guest *other))
{
	for (size_t i = 0; i < guests->count; i++) {
		const struct wanted_guest *other = &guests->at[i];

		if (other != guest && !strcmp(other->parent, guest->parent) && are(guest, other))
			return true;
	}
	return false;
}

static bool is(const struct wanted_guest *guest, const struct wanted_guest *other, enum mode one,
	       enum mode two)
{
	return guest->mode == one && other->mode == two;
}

static bool are_private_and_vepa(const struct wanted_guest *one, const struct wanted_guest *other)
{
	return is(one, other, MODE_PRIVATE, MODE_VEPA);
}

static bool are_private_and_bridge(const struct wanted_guest *one, const struct wanted_guest *other)
{
	return is(one, other, MODE_PRIVATE, MODE_BRIDGE);
}

static bool are_vepa_and_bridge(const struct wanted_guest *one, const struct wanted_guest *other)
{
	return is(one, other, MODE_VEPA, MODE_BRIDGE);
}

static bool has_header(const struct wanted_guest *guest)
{
	return guest->vnet_header;
}

static bool has_queues(const struct wanted_guest *guest)
{
	return guest->queues > 1;
}

static const struct {
	enum mode mode;                                /* 0: any */
	bool (*has)(const struct wanted_guest *guest); /* NULL: no more is asked for */
	/* with another one on its parent; NULL: no more is asked for */
	bool (*are)(const struct wanted_guest *one, const struct wanted_guest *other);
	const char *globs[6];
} about[] = {
	{MODE_BRIDGE,
	 NULL,
	 NULL,
	 {"isolation.bridge.*", "isolation.bridge_reflected.*", "model.trio_bridge.*"}},
	{MODE_VEPA, NULL, NULL, {"isolation.vepa.*", "isolation.vepa_reflected.*", "model.trio_vepa.*"}},
	{MODE_PRIVATE,
	 NULL,
	 NULL,
	 {"isolation.private.*", "isolation.private_reflected.*", "model.trio_private.*"}},
	{MODE_PASSTHRU, NULL, NULL, {"isolation.passthru.*", "model.solo_passthru.*", "link.passthru.*"}},
	{0, NULL, are_private_and_vepa, {"isolation.private_vepa*", "model.quartet_private_vepa.*"}},
	{0, NULL, are_private_and_bridge, {"isolation.private_bridge*", "model.quartet_private_bridge.*"}},
	{0, NULL, are_vepa_and_bridge, {"isolation.vepa_bridge*", "model.quartet_vepa_bridge.*"}},
	{0, has_header, NULL, {"offload.write.*", "offload.read.*", "offload.set.*"}},
	{0, has_queues, NULL, {"queue.*", "tap.queue.*"}},
	{0,
	 NULL,
	 NULL,
	 {"filter.groups.*", "filter.address.*", "filter.tags.*", "tap.read.*", "tap.write.*"}},
};

static bool concerns(size_t row, const struct wanted_guests *guests, const struct wanted_guest *guest)
{
	return (!about[row].mode || about[row].mode == guest->mode) &&
	       (!about[row].has || about[row].has(guest)) &&
	       (!about[row].are || has_siblings(guests, guest, about[row].are));
}

static bool concerns_any(size_t row, const struct wanted_guests *guests)
{
	for (size_t i = 0; i < guests->count; i++) {
		if (concerns(row, guests, &guests->at[i]))
			return true;
	}
	return false;
}

void guests_globs(const struct wanted_guests *guests, const char *globs[GUEST_GLOBS])
{
	size_t count = 0;

	globs[count++] = "domain.*";
	for (size_t row = 0; row < sizeof about / sizeof about[0]; row++) {
		if (!concerns_any(row, guests))
			continue;
		for (size_t i = 0; about[row].globs[i]; i++)
			globs[count++] = about[row].globs[i];
	}
	globs[count] = NULL;
}
