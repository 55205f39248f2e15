#include "harness/proof/journal.h"
#include "harness/selftest/selftest.h"

#include <string.h>

static const struct mark probe = {ROLE_PROBE, 17};
static const struct mark fence = {ROLE_FENCE, 17};

/* What was seen or put in, by mark; role 0 stands for somebody else's frame. */
static struct entry *note(struct journal *journal, enum place place, enum direction direction,
			  struct mark mark)
{
	struct frame frame = {
		.dst = STATION_STRANGER, .src = ADDRESS_GUEST_A, .role = mark.role, .nonce = mark.nonce};
	uint8_t bytes[FRAME_LENGTH_MAX];
	size_t length = frame_render(&frame, bytes, sizeof bytes);
	struct entry *entry;

	if (!mark.role)
		memset(bytes + 14, 0, length - 14);
	entry = journal_add(journal, place, direction, 4711, bytes, length);
	/* The octets are copied: nothing that becomes of the caller's may show. */
	memset(bytes, 0xee, length);
	return entry;
}

static void an_entry_holds_what_was_added(void)
{
	struct journal journal = {0};
	struct entry *entry = note(&journal, GUEST_B, PUT_IN, fence);
	struct frame same = {
		.dst = STATION_STRANGER, .src = ADDRESS_GUEST_A, .role = ROLE_FENCE, .nonce = 17};
	char reasons[200];

	CU_ASSERT_EQUAL(journal.count, 1);
	CU_ASSERT_PTR_EQUAL(entry, &journal.entries[0]);
	CU_ASSERT_EQUAL(entry->time, 4711);
	CU_ASSERT_EQUAL(entry->place, GUEST_B);
	CU_ASSERT_EQUAL(entry->direction, PUT_IN);
	CU_ASSERT_EQUAL(entry->judgement, UNJUDGED);
	CU_ASSERT_EQUAL(entry->mark.role, ROLE_FENCE);
	CU_ASSERT_EQUAL(entry->mark.nonce, 17);
	CU_ASSERT_TRUE(frame_equals(&same, entry->bytes, entry->length, reasons, sizeof reasons));
	journal_clear(&journal);
}

static void a_frame_without_mark_has_role_zero(void)
{
	struct journal journal = {0};

	CU_ASSERT_EQUAL(note(&journal, WIRE, SEEN, (struct mark){0})->mark.role, 0);
	CU_ASSERT_EQUAL(journal_add(&journal, WIRE, SEEN, 1, (const uint8_t *)"x", 1)->mark.role, 0);
	CU_ASSERT_EQUAL(journal_add(&journal, WIRE, SEEN, 1, NULL, 0)->length, 0);
	CU_ASSERT_EQUAL(journal.count, 3);
	journal_clear(&journal);
}

static void sightings_count_place_mark_and_what_was_seen(void)
{
	struct journal journal = {0};

	note(&journal, WIRE, PUT_IN, probe);
	note(&journal, GUEST_A, SEEN, probe);
	note(&journal, GUEST_B, SEEN, probe);
	note(&journal, GUEST_B, SEEN, fence);
	note(&journal, GUEST_B, SEEN, probe);
	note(&journal, GUEST_B, SEEN, (struct mark){ROLE_PROBE, 18});
	note(&journal, GUEST_C, SEEN, (struct mark){0});
	CU_ASSERT_EQUAL(journal_sightings(&journal, WIRE, probe), 0);
	CU_ASSERT_EQUAL(journal_sightings(&journal, GUEST_A, probe), 1);
	CU_ASSERT_EQUAL(journal_sightings(&journal, GUEST_B, probe), 2);
	CU_ASSERT_EQUAL(journal_sightings(&journal, GUEST_B, fence), 1);
	CU_ASSERT_EQUAL(journal_sightings(&journal, GUEST_A, fence), 0);
	CU_ASSERT_EQUAL(journal_sightings(&journal, GUEST_C, probe), 0);
	journal_clear(&journal);
}

static void grows_and_keeps_the_order(void)
{
	enum { FRAMES = 1000 };
	struct journal journal = {0};
	size_t in_order = 0;

	for (uint64_t i = 1; i <= FRAMES; i++)
		note(&journal, i % 2 ? WIRE : HOST, SEEN, (struct mark){ROLE_PROBE, i});
	CU_ASSERT_EQUAL(journal.count, FRAMES);
	CU_ASSERT_TRUE(journal.capacity >= FRAMES);
	for (size_t i = 0; i < journal.count; i++)
		in_order += journal.entries[i].mark.nonce == i + 1 && journal.entries[i].length == 60;
	CU_ASSERT_EQUAL(in_order, FRAMES);
	CU_ASSERT_EQUAL(journal_sightings(&journal, WIRE, (struct mark){ROLE_PROBE, 999}), 1);
	journal_clear(&journal);
}

static void cleared_is_as_new(void)
{
	struct journal journal = {0};

	journal_clear(&journal);
	for (int round = 0; round < 2; round++) {
		note(&journal, WIRE, SEEN, probe);
		CU_ASSERT_EQUAL(journal_sightings(&journal, WIRE, probe), 1);
		journal_clear(&journal);
		CU_ASSERT_EQUAL(journal.count, 0);
		CU_ASSERT_EQUAL(journal_sightings(&journal, WIRE, probe), 0);
	}
}

static const struct selftest tests[] = {
	{"an entry holds what was added", an_entry_holds_what_was_added},
	{"a frame without mark has role zero", a_frame_without_mark_has_role_zero},
	{"sightings count place, mark and what was seen", sightings_count_place_mark_and_what_was_seen},
	{"grows and keeps the order", grows_and_keeps_the_order},
	{"cleared is as new", cleared_is_as_new},
};

SELFTEST_MAIN("journal", tests)
