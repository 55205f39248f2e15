/* The model is right where people have written down what is right, and it tells apart what differs. */
#include "harness/selftest/selftest.h"

#include "fixtures/duo.h"
#include "fixtures/families.h"
#include "fixtures/parents.h"
#include "fixtures/quartet.h"
#include "fixtures/solo.h"
#include "fixtures/trio.h"
#include "suites/isolation/model_cells.h"
#include "suites/isolation/table.h"

#include <stdio.h>

/* Any will do, as long as they differ. */
static const struct groups groups = {
	.all = {{0x01, 0x00, 0x5e, 0x40, 0, 1}},
	.a_only = {{0x01, 0x00, 0x5e, 0x40, 0, 2}},
	.nobody = {{0x01, 0x00, 0x5e, 0x40, 0, 3}},
};

static places model_says(const struct row *row)
{
	struct frame frame = row_frame(row, &groups);

	return model_receivers(row->topology, place_of_sender(row->delivery.from), &frame, &groups);
}

static void check_row(const char *table, const struct row *row)
{
	char model[128], written[128];
	places says = model_says(row), expects = row_expects(row, &groups);

	CU_ASSERT(says == expects);
	if (says != expects)
		printf("\n    %s, %s to %s, %s: the row says %s, the model %s", table,
		       sender_word(row->delivery.from), destination_word(row->delivery.to),
		       tagging_word(row->tagging), places_to_text(expects, written, sizeof written),
		       places_to_text(says, model, sizeof model));
}

static void check_table(const struct table *table)
{
	for (enum tagging tagging = 0; tagging < TAGGINGS; tagging++) {
		for (size_t i = 0; i < table->count; i++) {
			struct row row = {table->topology, table->rows[i], tagging, table->carries};

			if (table->taggings & TRIED(tagging))
				check_row(table->name, &row);
		}
	}
}

static void agrees_with_every_row(void)
{
	for (size_t i = 0; tables[i]; i++) {
		for (const struct table *table = tables[i]; table->name; table++)
			check_table(table);
	}
}

/* A row is about what arrives exactly once; so the model must not expect it twice. */
static void expect_single_arrivals(const struct table *table)
{
	for (size_t r = 0; r < table->count; r++) {
		struct row row = {table->topology, table->rows[r], UNTAGGED, table->carries};
		struct frame frame = row_frame(&row, &groups);
		enum place from = place_of_sender(row.delivery.from);

		CU_ASSERT(model_doubles(row.topology, from, &frame, &groups) == NOWHERE);
	}
}

static void no_row_arrives_twice(void)
{
	for (size_t i = 0; tables[i]; i++) {
		for (const struct table *table = tables[i]; table->name; table++)
			expect_single_arrivals(table);
	}
}

/* ---- what must differ ---- */

static places answer(const struct topology *topology, const struct cell *cell, enum tagging tagging)
{
	struct frame frame = sentence_frame(topology, &groups, cell->from, cell->to, tagging, cell->carries);

	return model_receivers(topology, place_of_sender(cell->from), &frame, &groups);
}

static bool differ_somewhere(const struct topology *one, const struct topology *other)
{
	struct cells cells = {one, UNTAGGED};
	struct cell cell = {.from = 0};

	for (cell.from = 0; cell.from < SENDERS; cell.from++) {
		for (cell.to = 0; cell.to < DESTINATIONS; cell.to++) {
			if (cells_have(&cells, &cell) &&
			    answer(one, &cell, UNTAGGED) != answer(other, &cell, UNTAGGED))
				return true;
		}
	}
	return false;
}

/* On one wire or the other: on a plain one, nobody hears what a switch would send back. */
static bool family_tells(const struct topology family[2], unsigned guest, enum mode mode)
{
	for (unsigned wire = WIRE_PLAIN; wire <= WIRE_REFLECTS; wire++) {
		struct topology flipped = family[wire];

		flipped.guest[guest].mode = mode;
		if (differ_somewhere(&family[wire], &flipped))
			return true;
	}
	return false;
}

/* Nobody can tell how GUEST_A's frames come back if another guest keeps them all to itself. */
static bool is_kept_by_another(const struct topology *topology, unsigned guest)
{
	for (unsigned i = 0; i < topology->guests; i++) {
		if (guest == 0 && (topology->guest[i].flags & FLAG_NODST) &&
		    (topology->guest[i].listens_to & LISTS_A))
			return true;
	}
	return false;
}

static void expect_told_apart(const struct topology family[2], unsigned guest)
{
	static const enum mode modes[] = {MODE_PRIVATE, MODE_VEPA, MODE_BRIDGE, MODE_SOURCE};

	for (unsigned i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		if (modes[i] == family->guest[guest].mode || is_kept_by_another(family, guest))
			continue;
		CU_ASSERT(family_tells(family, guest, modes[i]));
	}
}

/* Every cell of the cross product together tells any mode of any guest from any other. */
static void every_mode_of_every_guest_matters(void)
{
	for (size_t i = 0; families[i]; i++) {
		for (unsigned guest = 0; guest < families[i]->guests; guest++)
			expect_told_apart(families[i], guest);
	}
}

static void the_wire_matters(void)
{
	for (size_t i = 0; families[i]; i++)
		CU_ASSERT(differ_somewhere(&families[i][WIRE_PLAIN], &families[i][WIRE_REFLECTS]));
}

static void lists_and_nodst_matter(void)
{
	struct topology changed = trio_source[WIRE_PLAIN];

	changed.guest[0].listens_to = LISTS_NOBODY;
	CU_ASSERT(differ_somewhere(&trio_source[WIRE_PLAIN], &changed));
	changed = trio_source[WIRE_PLAIN];
	changed.guest[1].listens_to = LISTS_STATION;
	CU_ASSERT(differ_somewhere(&trio_source[WIRE_PLAIN], &changed));
	changed = trio_source[WIRE_PLAIN];
	changed.guest[0].flags = FLAG_NODST;
	CU_ASSERT(differ_somewhere(&trio_source[WIRE_PLAIN], &changed));
}

static void the_parent_a_child_is_on_matters(void)
{
	struct topology changed = parents_bridge[WIRE_PLAIN];

	changed.guest[2].parent = 0;
	CU_ASSERT(differ_somewhere(&parents_bridge[WIRE_PLAIN], &changed));
}

/* ---- single rules ---- */

static void a_vlan_is_the_hosts_to_ignore(void)
{
	struct cell cell = {FROM_WIRE, TO_EVERYONE, CARRIES_PROBE};

	CU_ASSERT(answer(&duo_vepa[0], &cell, UNTAGGED) == AT(GUEST_A, GUEST_B, HOST));
	CU_ASSERT(answer(&duo_vepa[0], &cell, PRIORITY_TAG) == AT(GUEST_A, GUEST_B, HOST));
	CU_ASSERT(answer(&duo_vepa[0], &cell, VLAN_5) == AT(GUEST_A, GUEST_B, HOST_IGNORES));
	CU_ASSERT(answer(&duo_vepa[0], &cell, SERVICE_TAG) == AT(GUEST_A, GUEST_B, HOST_IGNORES));
	CU_ASSERT(as_host_sees_tagged(AT(WIRE, HOST, HOST_2)) == AT(WIRE, HOST_IGNORES, HOST_2_IGNORES));
	CU_ASSERT(as_host_sees_tagged(AT(HOST_IGNORES, GUEST_A)) == AT(HOST_IGNORES, GUEST_A));
}

static void a_filter_lets_through_what_it_cannot_tell_apart(void)
{
	struct groups confused = groups;
	struct row row = {
		&duo_vepa[0], {.from = FROM_WIRE, .to = TO_LLDP, .at = AT(HOST)}, UNTAGGED, CARRIES_PROBE};

	CU_ASSERT(row_expects(&row, &confused) == AT(HOST));
	confused.lets_through = AT(GUEST_B);
	CU_ASSERT(row_expects(&row, &confused) == AT(HOST, GUEST_B));
	row.topology = &duo_private[WIRE_PLAIN];
	row.delivery.from = FROM_GUEST_A;
	row.delivery.at =
		AT(WIRE); /* where the group does not get, a filter that would let it through adds nothing */
	CU_ASSERT(row_expects(&row, &confused) == AT(WIRE));
}

static void a_liar_among_siblings_is_heard_twice(void)
{
	struct frame frame = sentence_frame(&trio_bridge[WIRE_REFLECTS], &groups, FROM_A_AS_STRANGER,
					    TO_EVERYONE, UNTAGGED, CARRIES_PROBE);

	CU_ASSERT(model_doubles(&trio_bridge[WIRE_REFLECTS], GUEST_A, &frame, &groups) ==
		  AT(GUEST_B, GUEST_C));
	CU_ASSERT(model_doubles(&trio_bridge[WIRE_PLAIN], GUEST_A, &frame, &groups) == NOWHERE);
}

static void floods_return_to_bridge_children_where_kernels_let_them(void)
{
	struct row row = {&trio_bridge[WIRE_PLAIN],
			  {NULL, FROM_WIRE_AS_A, TO_EVERYONE, AT(HOST)},
			  UNTAGGED,
			  CARRIES_PROBE};
	struct frame frame = row_frame(&row, &groups);
	struct groups returning = groups;

	returning.returns_to_bridge = true;
	CU_ASSERT(row_expects(&row, &groups) == AT(HOST));
	CU_ASSERT(row_expects(&row, &returning) == AT(GUEST_A, GUEST_B, GUEST_C, HOST));
	CU_ASSERT(model_doubles(&trio_bridge[WIRE_PLAIN], WIRE, &frame, &returning) == NOWHERE);
	CU_ASSERT(model_doubles(&trio_bridge[WIRE_REFLECTS], GUEST_A, &frame, &groups) == NOWHERE);
	CU_ASSERT(model_doubles(&trio_bridge[WIRE_REFLECTS], GUEST_A, &frame, &returning) ==
		  AT(GUEST_B, GUEST_C));
}

static void a_relay_keeps_what_it_must(void)
{
	struct cell to_relay = {FROM_GUEST_A, TO_WIRE, CARRIES_PROBE};
	struct cell to_lldp = {FROM_GUEST_A, TO_LLDP, CARRIES_PROBE};
	struct cell to_slow = {FROM_GUEST_A, TO_SLOW, CARRIES_PROBE};
	struct cell to_pause = {FROM_GUEST_A, TO_PAUSE, CARRIES_PROBE};

	CU_ASSERT(answer(&duo_vepa[WIRE_REFLECTS], &to_relay, UNTAGGED) == AT(WIRE));
	CU_ASSERT(answer(&duo_vepa[WIRE_REFLECTS], &to_lldp, UNTAGGED) == AT(WIRE, HOST));
	CU_ASSERT(answer(&duo_vepa[WIRE_REFLECTS], &to_slow, UNTAGGED) == AT(WIRE));
	CU_ASSERT(answer(&duo_vepa[WIRE_REFLECTS], &to_pause, UNTAGGED) == AT(WIRE));
}

static void passthru_has_the_address_of_its_parent(void)
{
	CU_ASSERT(mac_equal(address_on(&solo_passthru[0], GUEST_A), ADDRESS_HOST));
	CU_ASSERT(mac_equal(address_on(&parents_passthru[0], GUEST_B), ADDRESS_HOST_2));
	CU_ASSERT(mac_equal(address_on(&duo_vepa[0], GUEST_A), ADDRESS_GUEST_A));
}

static void a_place_that_is_not_there_sends_nothing(void)
{
	struct frame frame = {.dst = ADDRESS_HOST, .src = STATION_STRANGER};

	CU_ASSERT(model_receivers(&duo_vepa[0], GUEST_C, &frame, &groups) == NOWHERE);
	CU_ASSERT(model_receivers(&duo_vepa[0], WIRE_2, &frame, &groups) == NOWHERE);
}

static const struct selftest tests[] = {
	{"the model agrees with every row written by hand", agrees_with_every_row},
	{"no row expects what arrives twice", no_row_arrives_twice},
	{"every mode of every guest matters", every_mode_of_every_guest_matters},
	{"the wire matters", the_wire_matters},
	{"lists and nodst matter", lists_and_nodst_matter},
	{"the parent a child is on matters", the_parent_a_child_is_on_matters},
	{"a VLAN is the host's to ignore", a_vlan_is_the_hosts_to_ignore},
	{"a filter lets through what it cannot tell apart", a_filter_lets_through_what_it_cannot_tell_apart},
	{"a liar among siblings is heard twice", a_liar_among_siblings_is_heard_twice},
	{"floods return to bridge children where kernels let them",
	 floods_return_to_bridge_children_where_kernels_let_them},
	{"a relay keeps what it must", a_relay_keeps_what_it_must},
	{"passthru has the address of its parent", passthru_has_the_address_of_its_parent},
	{"a place that is not there sends nothing", a_place_that_is_not_there_sends_nothing},
};

SELFTEST_MAIN("suites.model", tests)
