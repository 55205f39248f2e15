/* cuts: reads into buffers that do not hold what there is. */
#include "suites/tap/tap.h"

#include "harness/frame/octets.h"
#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <string.h>

struct room_row {
	const char *name;
	size_t room;
};

enum { UNTOUCHED = 0xee };

/* Neither more nor less than the room was written. */
static void expect_cut(const uint8_t *octets, const uint8_t *wanted, size_t whole, size_t room)
{
	static const uint8_t untouched[] = {UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED};
	size_t given = room < whole ? room : whole;

	expect_octets("what was read", octets, wanted, given);
	expect_octets("what lies behind it", octets + given, untouched, sizeof untouched);
}

/* ---- without header ---- */

/* clang-format off */
static const struct room_row plain_rooms[] = {
	{"1", 1}, {"13", 13}, {"14", 14}, {"59", 59}, {"60", 60}, {"61", 61}, {"2000", 2000},
};
/* clang-format on */

static void plain(const void *data)
{
	const struct room_row *row = data;
	size_t given = row->room < FRAME ? row->room : FRAME;
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];

	memset(octets, UNTOUCHED, sizeof octets);
	send_number(&bench, 1);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_length("read", try_tap_read(bench.a, octets, row->room), given);
	expect_cut(octets, frame_number(1, FRAME), FRAME, row->room);
	expect_frame_at("the next frame", bench.a, 2);
	expect_empty(&bench);
}

/* ---- with header ---- */

struct header_row {
	const char *name;
	int size; /* of the header */
	size_t room;
};

/* clang-format off */
static const struct header_row header_rooms[] = {
	{"header_alone",     10, 10},
	{"header_and_octet", 10, 11},
	{"ethernet_header",  10, 24},
	{"all_but_an_octet", 10, 69},
	{"exactly",          10, 70},
	{"of_12",            12, 72},
	{"of_24",            24, 84},
	{"of_24_alone",      24, 24},
	{"of_64",            64, 2000},
};
static const struct header_row too_small[] = {
	{"1_of_10",  10, 1},
	{"9_of_10",  10, 9},
	{"10_of_12", 12, 10},
	{"63_of_64", 64, 63},
};
/* clang-format on */

/* What is in a longer header's padding is nobody's business: kernels differ. */
static void with_header(const void *data)
{
	const struct header_row *row = data;
	size_t size = (size_t)row->size, whole = size + FRAME, given = row->room < whole ? row->room : whole;
	static const uint8_t no_offload[HEADER];
	struct bench bench = bench_pair();
	uint8_t octets[LONGEST];

	memset(octets, UNTOUCHED, sizeof octets);
	tap_set_number(bench.a, TUNSETVNETHDRSZ, row->size);
	send_number(&bench, 1);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_length("read", try_tap_read(bench.a, octets, row->room), given);
	expect_octets("the header", octets, no_offload, HEADER);
	expect_cut(octets + size, frame_number(1, FRAME), FRAME, row->room - size);
	tap_set_flags(bench.a, PLAIN);
	expect_frame_at("the next frame", bench.a, 2);
	expect_empty(&bench);
}

static void refused(const void *data)
{
	const struct header_row *row = data;
	struct bench bench = bench_pair();
	uint8_t octets[LONGEST];

	tap_set_number(bench.a, TUNSETVNETHDRSZ, row->size);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_refusal("read", try_tap_read(bench.a, octets, row->room), EINVAL);
	tap_set_flags(bench.a, PLAIN);
	send_number(&bench, 2);
	expect_frame_at("the frame that was there", bench.a, 1);
}

/* ---- tagged ---- */

/* clang-format off */
static const struct room_row tagged_rooms[] = {
	{"before", 12}, {"tag_1", 13}, {"tag_2", 14}, {"tag_3", 15}, {"tag_4", 16}, {"behind", 17}, {"whole", 64},
};
/* clang-format on */

/* The kernel keeps a tag beside the frame and puts it back in while it copies. */
static void tagged(const void *data)
{
	const struct room_row *row = data;
	struct bench bench = bench_plain();
	uint8_t frame[FRAME + 4], octets[LONGEST];

	memset(octets, UNTOUCHED, sizeof octets);
	memcpy(frame, frame_number(1, FRAME), 12);
	put_u16(put_u16(frame + 12, 0x8100), 5);
	memcpy(frame + 16, frame_number(1, FRAME) + 12, FRAME - 12);
	tap_write(bench.b, frame, sizeof frame);
	settle_ring(&bench);
	expect_length("read", try_tap_read(bench.a, octets, row->room), row->room);
	expect_cut(octets, frame, sizeof frame, row->room);
	expect_empty(&bench);
}

void tap_add_cuts(struct case_list *list)
{
	ADD_ROWS(list, "tap.room.plain", &TAP_CUT_01, plain, plain_rooms,
		 "A reads the first of two frames into so many octets");
	ADD_ROWS(list, "tap.room.header", &TAP_CUT_02, with_header, header_rooms,
		 "A reads header and frame into so many octets");
	ADD_ROWS(list, "tap.room.too_small", &TAP_CUT_03, refused, too_small,
		 "A reads into fewer octets than the header has, then with room enough");
	ADD_ROWS(list, "tap.room.tagged", &TAP_CUT_04, tagged, tagged_rooms,
		 "A reads a tagged frame into so many octets");
}
