/* What is said of frames: one line each, and why two are not the same. */
#include "harness/frame/frame.h"
#include "harness/selftest/selftest.h"

#include <string.h>

#define A      ((struct mac){{0x02, 0, 0, 0, 0, 0x0a}})
#define B      ((struct mac){{0x02, 0, 0, 0, 0, 0x0b}})
#define A_TO_B "02:00:00:00:00:0a > 02:00:00:00:00:0b"

/* ---- one line ---- */

static void lines_for_frames(void)
{
	/* clang-format off */
	static const struct {
		struct frame frame;
		const char *line;
	} rows[] = {
		{{.nonce = 17}, A_TO_B ", 0x88b5, 60 octets, probe 17"},
		{{.role = ROLE_FENCE, .nonce = 18}, A_TO_B ", 0x88b6, 60 octets, fence 18"},
		{{.tag = {{TPID_8021Q, 5}}, .tags = 1, .nonce = 17}, A_TO_B ", vlan 5, 0x88b5, 64 octets, probe 17"},
		{{.tag = {{TPID_8021Q, 0xffff}}, .tags = 1, .nonce = 17},
			A_TO_B ", vlan 4095 pcp 7 dei, 0x88b5, 64 octets, probe 17"},
		{{.tag = {{TPID_8021AD, 100}, {TPID_8021Q, 5}}, .tags = 2, .content = CONTENT_UDP4, .nonce = UINT64_MAX},
			A_TO_B ", vlan 100 (0x88a8), vlan 5, 0x0800, 74 octets, probe 18446744073709551615"},
		{{.content = CONTENT_ICMP6, .length = 1514, .nonce = 1}, A_TO_B ", 0x86dd, 1514 octets, probe 1"},
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct frame frame = rows[i].frame;
		uint8_t bytes[1600];
		char text[200];

		frame.dst = B;
		frame.src = A;
		CU_ASSERT_PTR_EQUAL(frame_to_text(&frame, text, sizeof text), text);
		CU_ASSERT_STRING_EQUAL(text, rows[i].line);
		/* The octets are called the same as the frame. */
		CU_ASSERT_PTR_EQUAL(
			bytes_to_text(bytes, frame_render(&frame, bytes, sizeof bytes), text, sizeof text),
			text);
		CU_ASSERT_STRING_EQUAL(text, rows[i].line);
	}
}

static void lines_for_anything(void)
{
	static const uint8_t octets[] = {0x33, 0x33, 0,    0, 0,    0x16, 2,    0,    0, 0,
					 0,    0x0a, 0x81, 0, 0x60, 5,    0x86, 0xdd, 1};
	static const struct {
		size_t length;
		const char *line;
	} rows[] = {
		{0, "runt of 0 octets"},
		{1, "runt of 1 octet: 33"},
		{13, "runt of 13 octets: 33 33 00 00 00 16 02 00 00 00 00 0a 81"},
		{14, "02:00:00:00:00:0a > 33:33:00:00:00:16, 0x8100, 14 octets"},
		{17, "02:00:00:00:00:0a > 33:33:00:00:00:16, 0x8100, 17 octets"},
		{18, "02:00:00:00:00:0a > 33:33:00:00:00:16, vlan 5 pcp 3, 0x86dd, 18 octets"},
		{19, "02:00:00:00:00:0a > 33:33:00:00:00:16, vlan 5 pcp 3, 0x86dd, 19 octets"},
	};
	char text[200];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CU_ASSERT_STRING_EQUAL(bytes_to_text(octets, rows[i].length, text, sizeof text),
				       rows[i].line);
	CU_ASSERT_STRING_EQUAL(bytes_to_text(NULL, 0, text, sizeof text), "runt of 0 octets");
	CU_ASSERT_STRING_EQUAL(bytes_to_text(octets, 14, text, 18), "02:00:00:00:00:0a");
}

/* ---- why not the same ---- */

#define TAGGED                                                                                               \
	{                                                                                                    \
		.dst = B, .src = A, .tag = {{TPID_8021Q, 0x6005}}, .tags = 1, .nonce = 17                    \
	}

static const struct frame tagged = TAGGED;

static void the_same_has_no_reasons(void)
{
	char reasons[100] = "what was there before";
	uint8_t bytes[64];

	frame_render(&tagged, bytes, sizeof bytes);
	CU_ASSERT_TRUE(frame_equals(&tagged, bytes, sizeof bytes, reasons, sizeof reasons));
	CU_ASSERT_STRING_EQUAL(reasons, "");
}

static void reasons_name_the_field_that_was_altered(void)
{
	/* clang-format off */
	static const struct {
		size_t at;
		uint8_t to[4];
		size_t count;
		const char *reasons;
	} rows[] = {
		{0,  {0xff}, 1, "destination ff:00:00:00:00:0b instead of 02:00:00:00:00:0b"},
		{5,  {0x0a}, 1, "destination 02:00:00:00:00:0a instead of 02:00:00:00:00:0b"},
		{6,  {0x03}, 1, "source 03:00:00:00:00:0a instead of 02:00:00:00:00:0a"},
		{11, {0x0c}, 1, "source 02:00:00:00:00:0c instead of 02:00:00:00:00:0a"},
		{12, {0x88, 0xa8}, 2, "tag 1 TPID 0x88a8 instead of 0x8100"},
		{15, {0x06}, 1, "tag 1 VID 6 instead of 5"},
		{14, {0x61}, 1, "tag 1 VID 261 instead of 5"},
		{14, {0xe0}, 1, "tag 1 PCP 7 instead of 3"},
		{14, {0x70}, 1, "tag 1 DEI 1 instead of 0"},
		{14, {0x00, 0x00}, 2, "tag 1 VID 0 instead of 5; tag 1 PCP 0 instead of 3"},
		{16, {0x08, 0x00}, 2, "EtherType 0x0800 instead of 0x88b5"},
		{18, {0x00}, 1, "octet 18 is 0x00, not 0x6d"},
		{41, {0x12}, 1, "octet 41 is 0x12, not 0x11"},
		{40, {0x01, 0x12}, 2, "octet 40 is 0x01, not 0x00, the first of 2 that differ"},
		{5,  {0x0a, 0xff}, 2, "destination 02:00:00:00:00:0a instead of 02:00:00:00:00:0b; "
				      "source ff:00:00:00:00:0a instead of 02:00:00:00:00:0a"},
		{16, {0x88, 0xb6, 0x00, 0x01}, 4, "EtherType 0x88b6 instead of 0x88b5; "
				      "octet 18 is 0x00, not 0x6d, the first of 2 that differ"},
		{12, {0x91, 0x00}, 2, "untagged instead of tagged 0x8100 VID 5 PCP 3; EtherType 0x9100 instead of 0x88b5; "
				      "4 octets too long; octet 14 is 0x60, not 0x6d, the first of 35 that differ"},
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint8_t bytes[64];
		char reasons[400];

		frame_render(&tagged, bytes, sizeof bytes);
		memcpy(bytes + rows[i].at, rows[i].to, rows[i].count);
		CU_ASSERT_FALSE(frame_equals(&tagged, bytes, sizeof bytes, reasons, sizeof reasons));
		CU_ASSERT_STRING_EQUAL(reasons, rows[i].reasons);
	}
}

static void no_altered_octet_goes_unnoticed(void)
{
	struct frame frame = TAGGED;
	uint8_t bytes[120];
	char reasons[400];

	frame.content = CONTENT_ICMP6;
	frame.length = sizeof bytes + 2;
	for (size_t i = 0; i < sizeof bytes; i++) {
		uint8_t altered[sizeof bytes + 2];

		frame_render(&frame, altered, sizeof altered);
		altered[i] ^= 1;
		CU_ASSERT_FALSE(frame_equals(&frame, altered, sizeof altered, reasons, sizeof reasons));
		CU_ASSERT_NOT_EQUAL(reasons[0], '\0');
	}
}

/* A frame of which the wanted one is a variation: as if tags had been popped, pushed or swapped on the way.
 */
static void reasons_for_tags(void)
{
	static const struct {
		struct vlan_tag tag[2];
		uint8_t tags;
		const char *reasons;
	} rows[] = {
		{{{0}}, 0, "untagged instead of tagged 0x8100 VID 5 PCP 3"},
		{{{TPID_8021AD, 100}, {TPID_8021Q, 0x6005}},
		 2,
		 "tagged 0x88a8 VID 100 PCP 0 and 0x8100 VID 5 PCP 3 instead of tagged 0x8100 VID 5 PCP 3"},
	};
	char reasons[400];
	uint8_t bytes[80];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct frame seen = tagged, twice = tagged;

		memcpy(seen.tag, rows[i].tag, sizeof seen.tag);
		seen.tags = rows[i].tags;
		CU_ASSERT_FALSE(frame_equals(&tagged, bytes, frame_render(&seen, bytes, sizeof bytes),
					     reasons, sizeof reasons));
		CU_ASSERT_STRING_EQUAL(reasons, rows[i].reasons);
		twice.tags = 2;
		twice.tag[1] = (struct vlan_tag){TPID_8021Q, 7};
		frame_render(&twice, bytes, sizeof bytes);
		bytes[19] = 8;
		CU_ASSERT_FALSE(frame_equals(&twice, bytes, frame_length(&twice), reasons, sizeof reasons));
		CU_ASSERT_STRING_EQUAL(reasons, "tag 2 VID 8 instead of 7");
	}
}

static void reasons_for_lengths(void)
{
	static const struct {
		size_t length;
		const char *reasons;
	} rows[] = {
		{0, "runt of 0 octets instead of 64"},
		{13, "runt of 13 octets instead of 64"},
		{14, "untagged instead of tagged 0x8100 VID 5 PCP 3; EtherType 0x8100 instead of 0x88b5; 46 "
		     "octets short"},
		{18, "46 octets short"},
		{60, "4 octets short"},
		{63, "1 octet short"},
		{65, "1 octet too long"},
		{80, "16 octets too long"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint8_t bytes[80] = {0};
		char reasons[400];

		frame_render(&tagged, bytes, sizeof bytes);
		CU_ASSERT_FALSE(frame_equals(&tagged, bytes, rows[i].length, reasons, sizeof reasons));
		CU_ASSERT_STRING_EQUAL(reasons, rows[i].reasons);
	}
}

static void reasons_are_cut_to_their_room(void)
{
	char reasons[8] = "#######";
	uint8_t bytes[64];

	frame_render(&tagged, bytes, sizeof bytes);
	CU_ASSERT_FALSE(frame_equals(&tagged, bytes, 60, reasons, 5));
	CU_ASSERT_STRING_EQUAL(reasons, "4 oc");
	CU_ASSERT_EQUAL(reasons[5], '#');
	CU_ASSERT_FALSE(frame_equals(&tagged, bytes, 60, NULL, 0));
}

static const struct selftest tests[] = {
	{"lines for frames", lines_for_frames},
	{"lines for anything", lines_for_anything},
	{"the same has no reasons", the_same_has_no_reasons},
	{"reasons name the field that was altered", reasons_name_the_field_that_was_altered},
	{"no altered octet goes unnoticed", no_altered_octet_goes_unnoticed},
	{"reasons for tags", reasons_for_tags},
	{"reasons for lengths", reasons_for_lengths},
	{"reasons are cut to their room", reasons_are_cut_to_their_room},
};

SELFTEST_MAIN("frame_text", tests)
