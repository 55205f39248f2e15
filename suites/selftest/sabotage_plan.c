#include "suites/selftest/sabotage_plan.h"

#include "fixtures/families.h"

#include <stdio.h>
#include <stdlib.h>

static const enum mode modes[] = {MODE_PRIVATE, MODE_VEPA, MODE_BRIDGE, MODE_SOURCE};

enum { MODES = sizeof modes / sizeof modes[0] };

/* The groups that a testbed draws make no difference to where a row is to arrive. */
static const struct groups no_groups;

static const char *const says[DEEDS] = {
	[LOSE] = "%s did not get it",
	[DOUBLE] = "%s got it 2 times",
	[ALTER] = "%s got it altered",
	[LEAK] = "%s got it, and must not",
};

/* A frame with real headers ends where its mark does: with another last octet, it is another frame. */
static bool ends_with_its_mark(const struct row *row)
{
	return row_frame(row, &no_groups).content != CONTENT_MARK;
}

static void add(struct attempts *attempts, struct sabotage sabotage)
{
	struct attempt *attempt;

	attempts->attempt = realloc(attempts->attempt, (attempts->count + 1) * sizeof *attempts->attempt);
	if (!attempts->attempt)
		abort();
	attempt = &attempts->attempt[attempts->count++];
	*attempt = (struct attempt){.sabotage = sabotage};
	if (says[sabotage.deed])
		snprintf(attempt->says, sizeof attempt->says, says[sabotage.deed],
			 place_name(sabotage.place));
}

static unsigned size_of(places set)
{
	return (unsigned)__builtin_popcount(set);
}

/* The places of a set take turns. */
static enum place whose_turn(places set, unsigned turn)
{
	enum place place = 0;

	for (unsigned left = turn % size_of(set); !(set & AT(place)) || left; place++)
		left -= (set & AT(place)) != 0;
	return place;
}

/* Whether a mode is another for one of the children at least, and may be entered. */
static bool is_wrong_mode(const struct topology *topology, enum mode mode)
{
	for (unsigned guest = 0; guest < topology->guests; guest++) {
		if (topology->guest[guest].mode != mode && topology->guest[guest].mode != MODE_PASSTHRU)
			return true;
	}
	return false;
}

static void add_wrong_mode(struct attempts *attempts, const struct topology *topology, unsigned turn)
{
	for (unsigned i = 0; i < MODES; i++) {
		enum mode mode = modes[(turn + i) % MODES];

		if (is_wrong_mode(topology, mode)) {
			add(attempts, (struct sabotage){.deed = CHANGE_MODE, .mode = mode});
			return;
		}
	}
}

static bool has_listeners(const struct topology *topology)
{
	for (unsigned guest = 0; guest < topology->guests; guest++) {
		if (topology->guest[guest].mode == MODE_SOURCE && topology->guest[guest].listens_to)
			return true;
	}
	return false;
}

static bool has_passthru(const struct topology *topology)
{
	for (unsigned guest = 0; guest < topology->guests; guest++) {
		if (topology->guest[guest].mode == MODE_PASSTHRU)
			return true;
	}
	return false;
}

static places expected(const struct row *row)
{
	return row_expects(row, &no_groups);
}

places places_to_leak_to(const struct row *row)
{
	struct frame frame = row_frame(row, &no_groups);
	places set = NOWHERE;
	unsigned parent;

	for (enum place place = 0; place < PLACES; place++) {
		if (place_on(row->topology, place, &parent))
			set |= AT(place);
	}
	/* the host's stack takes no frame of a VLAN for its own; and beside a passthru child it is given nothing but
	 * floods, which it takes for its own */
	if (is_in_a_vlan(&frame))
		set &= ~AT(HOST, HOST_2);
	else if (has_passthru(row->topology))
		set &= ~AT(HOST_IGNORES, HOST_2_IGNORES);
	return set & ~expected(row);
}

/* Rows about reserved groups ask the testbed first what its filters make of such a group, by a frame to another. That
 * one is spared: or the testbed would answer that they let everything through. */
static const struct mac *address_to_strike(const struct row *row)
{
	struct mac *address;

	if (!is_reserved_group(row->delivery.to))
		return NULL;
	address = malloc(sizeof *address); /* as long as the program */
	if (!address)
		abort();
	*address = row_frame(row, &no_groups).dst;
	return address;
}

/* Now and then a child's filter confuses a reserved group with one that the child has joined (proof/filter.h). It may hear
 * the group then, and what a leak adds is a second copy: red, in other words. */
static void let_leaks_say_anything(struct attempts *attempts)
{
	for (size_t i = 0; i < attempts->count; i++) {
		if (attempts->attempt[i].sabotage.deed == LEAK)
			attempts->attempt[i].says[0] = '\0';
	}
}

struct attempts plan_for_row(const struct row *row, unsigned turn)
{
	struct attempts attempts = {.count = 0};
	places at = expected(row), elsewhere = places_to_leak_to(row);
	struct sabotage sabotage = {.from = place_of_sender(row->delivery.from),
				    .only_to = address_to_strike(row)};

	for (sabotage.place = 0; sabotage.place < PLACES; sabotage.place++) {
		sabotage.deed = LOSE;
		if (at & AT(sabotage.place))
			add(&attempts, sabotage);
	}
	for (sabotage.deed = DOUBLE; at && sabotage.deed <= ALTER; sabotage.deed++) {
		sabotage.place = whose_turn(at, turn++);
		add(&attempts, sabotage);
	}
	if (at && ends_with_its_mark(row))
		snprintf(attempts.attempt[attempts.count - 1].says, sizeof attempts.attempt->says, says[LOSE],
			 place_name(whose_turn(at, turn - 1)));
	sabotage.deed = LEAK;
	sabotage.place = elsewhere ? whose_turn(elsewhere, turn) : PLACES;
	if (elsewhere)
		add(&attempts, sabotage);
	add_wrong_mode(&attempts, row->topology, turn);
	if (has_listeners(row->topology))
		add(&attempts, (struct sabotage){.deed = FORGET_SOURCES});
	if (is_reserved_group(row->delivery.to))
		let_leaks_say_anything(&attempts);
	return attempts;
}

struct attempts plan_for_any(void)
{
	/* on every way there is: at HOST passes all that comes by the wire, at WIRE all that leaves by it */
	static const enum place at[] = {GUEST_A, GUEST_B, WIRE, HOST};
	struct attempts attempts = {.count = 0};

	for (unsigned i = 0; i < sizeof at / sizeof at[0]; i++) {
		add(&attempts, (struct sabotage){.deed = ALTER, .place = at[i]});
		add(&attempts, (struct sabotage){.deed = LOSE, .place = at[i]});
	}
	for (size_t i = 0; i < attempts.count; i++)
		attempts.attempt[i].says[0] = '\0';
	return attempts;
}
