/* What frames render to. The expected octets were written by hand and by another program, not by the code
 * under test. */
#include "harness/frame/frame.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <string.h>

#define A ((struct mac){{0x02, 0, 0, 0, 0, 0x0a}})
#define B ((struct mac){{0x02, 0, 0, 0, 0, 0x0b}})

/* "0200 0a": the octets, and how many. */
static size_t unhex(const char *text, uint8_t *bytes)
{
	static const char digits[] = "0123456789abcdef";
	size_t nibbles = 0;
	uint8_t digit;

	for (; *text; text++) {
		if (*text == ' ')
			continue;
		digit = (uint8_t)(strchr(digits, *text) - digits);
		if (nibbles % 2)
			bytes[nibbles / 2] |= digit;
		else
			bytes[nibbles / 2] = (uint8_t)(digit << 4);
		nibbles++;
	}
	return nibbles / 2;
}

/* clang-format off */
#define MARK_17 "6d61637674617021" "01" "00000000000000" "1122334455667788"
#define FROM_A_TO_B "02000000000b" "02000000000a"
#define IP6_A "fe80000000000000" "000000fffe00000a"
#define IP6_B "fe80000000000000" "000000fffe00000b"

static const struct rendering {
	enum content content;
	uint16_t ethertype;
	size_t length;
	const char *payload;
} renderings[] = {
	{CONTENT_MARK, 0x88b5, 60, MARK_17 "757ae85dfe221ba9 22c97d66bf0a9a15 30d64b621459"},
	{CONTENT_ARP, 0x0806, 66,
		"0001 0800 06 04 0001"
		"02000000000a 0a00000a 000000000000 0a00000b" MARK_17},
	{CONTENT_UDP4, 0x0800, 66,
		"45 00 0034 0000 4000 40 11 26a5 0a00000a 0a00000b"
		"c001 c002 0020 a3e5" MARK_17},
	{CONTENT_TCP4, 0x0800, 78,
		"45 00 0040 0000 4000 40 06 26a4 0a00000a 0a00000b"
		"c001 c002 55667788 00000001 50 18 ffff 86fc 0000" MARK_17},
	{CONTENT_UDP6, 0x86dd, 86,
		"60000000 0020 11 40" IP6_A IP6_B
		"c001 c002 0020 bce3" MARK_17},
	{CONTENT_TCP6, 0x86dd, 98,
		"60000000 002c 06 40" IP6_A IP6_B
		"c001 c002 55667788 00000001 50 18 ffff 9ffa 0000" MARK_17},
	{CONTENT_ICMP6, 0x86dd, 118,
		"60000000 0040 3a ff" IP6_A IP6_B
		"87 00 5c27 00000000" IP6_B
		"01 01 02000000000a"
		"fd 04" MARK_17 "757ae85dfe22"},
};
static const size_t rendering_count = sizeof renderings / sizeof renderings[0];

static const struct {
	const char *octets;
	struct vlan_tag tag[2];
	uint8_t tags;
} taggings[] = {
	{"",                    {{0}},                                       0},
	{"8100 6005",           {{TPID_8021Q, 0x6005}},                      1},
	{"88a8 0fff 8100 f001", {{TPID_8021AD, 0x0fff}, {TPID_8021Q, 0xf001}}, 2},
};
/* clang-format on */

static void every_content_with_and_without_tags(void)
{
	for (size_t i = 0; i < rendering_count; i++) {
		for (size_t t = 0; t < sizeof taggings / sizeof taggings[0]; t++) {
			struct frame frame = {.dst = B, .src = A, .content = renderings[i].content};
			uint8_t expected[200], bytes[200];
			char text[400];
			size_t length;

			frame.nonce = 0x1122334455667788;
			frame.tags = taggings[t].tags;
			memcpy(frame.tag, taggings[t].tag, sizeof frame.tag);
			snprintf(text, sizeof text, FROM_A_TO_B "%s%04x%s", taggings[t].octets,
				 renderings[i].ethertype, renderings[i].payload);
			length = unhex(text, expected);
			CU_ASSERT_EQUAL(length, renderings[i].length + 4 * (size_t)frame.tags);
			CU_ASSERT_EQUAL(frame_length(&frame), length);
			CU_ASSERT_EQUAL(frame_ethertype(&frame), renderings[i].ethertype);
			CU_ASSERT_EQUAL_FATAL(frame_render(&frame, bytes, sizeof bytes), length);
			CU_ASSERT_EQUAL(memcmp(bytes, expected, length), 0);
		}
	}
}

static uint32_t sum_words(uint32_t sum, const uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		sum += i % 2 ? bytes[i] : (uint32_t)bytes[i] << 8;
	return sum;
}

/* A receiver's view: the sum over everything, the checksum itself included, is all ones. */
static bool sum_holds(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

/* An IPv4 or IPv6 packet: lengths agree, checksums hold. */
static bool packet_holds(const uint8_t *ip, size_t room)
{
	bool four = ip[0] >> 4 == 4;
	size_t header = four ? 20 : 40;
	size_t segment = four ? (size_t)(ip[2] << 8 | ip[3]) - header : (size_t)(ip[4] << 8 | ip[5]);
	uint8_t protocol = four ? ip[9] : ip[6];
	const uint8_t *l4 = ip + header;

	if (header + segment > room)
		return false;
	if (four && !sum_holds(sum_words(0, ip, header)))
		return false;
	if (protocol == 17 && ((size_t)(l4[4] << 8 | l4[5]) != segment || !(l4[6] | l4[7])))
		return false;
	return sum_holds(sum_words(
		sum_words(protocol + (uint32_t)segment, ip + (four ? 12 : 8), four ? 8 : 32), l4, segment));
}

static void checksums_hold_at_any_length(void)
{
	static const enum content packets[] = {CONTENT_UDP4, CONTENT_TCP4, CONTENT_UDP6, CONTENT_TCP6,
					       CONTENT_ICMP6};
	static const uint16_t lengths[] = {118, 119, 120, 121, 125, 126, 127, 1514, 1515, 9014, 65534, 65535};

	for (size_t c = 0; c < sizeof packets / sizeof packets[0]; c++) {
		for (size_t l = 0; l < sizeof lengths / sizeof lengths[0]; l++) {
			struct frame frame = {
				.dst = A, .src = B, .content = packets[c], .length = lengths[l]};
			uint8_t bytes[FRAME_LENGTH_MAX];

			frame.nonce = 1000 * c + l;
			CU_ASSERT_EQUAL(frame_render(&frame, bytes, sizeof bytes), lengths[l]);
			CU_ASSERT_TRUE(packet_holds(bytes + 14, lengths[l] - 14u));
		}
	}
}

/* About one nonce in 65536 sums up to a checksum of 0, which UDP must send as 0xffff. */
static void a_udp_checksum_is_never_zero(void)
{
	struct frame frame = {.dst = A, .src = B, .content = CONTENT_UDP4, .length = 70};
	uint8_t bytes[70];
	size_t seen = 0;

	for (frame.nonce = 0; frame.nonce < 400000; frame.nonce++) {
		frame_render(&frame, bytes, sizeof bytes);
		if (!packet_holds(bytes + 14, sizeof bytes - 14))
			CU_FAIL("a packet does not hold");
		seen += bytes[40] == 0xff && bytes[41] == 0xff;
	}
	CU_ASSERT_TRUE(seen > 0);
}

/* RFC 4861 4.6: options have a length in eights, never 0, and end where the packet ends. */
static void neighbour_options_fill_the_packet(void)
{
	for (uint16_t length = 118; length < 2500; length++) {
		struct frame frame = {.dst = A, .src = B, .content = CONTENT_ICMP6, .length = length};
		uint8_t bytes[2500];
		size_t segment, option, trailer;

		frame_render(&frame, bytes, sizeof bytes);
		segment = (size_t)(bytes[18] << 8 | bytes[19]);
		option = (size_t)bytes[14 + 40 + 32 + 1] * 8;
		trailer = length - 54 - segment;
		if (segment != 32 + option || option < 32 || (trailer >= 8 && option != 2040))
			CU_FAIL("the option does not fill the packet");
	}
}

static void groups_get_addresses_that_map_to_them(void)
{
	static const struct {
		const char *mac, *ip4, *ip6;
	} rows[] = {
		{"ff:ff:ff:ff:ff:ff", "ffffffff", "ff020000000000000000 0001ffffffff"},
		{"01:00:5e:01:02:03", "ef010203", "ff020000000000000000 00005e010203"},
		{"33:33:00:81:02:03", "ef010203", "ff020000000000000000 000000810203"},
		{"33:33:00:00:00:fb", "ef0000fb", "ff020000000000000000 0000000000fb"},
		{"33:33:ff:00:00:0b", "ef00000b", "ff020000000000000000 0001ff00000b"},
		{"02:11:22:33:44:55", "0a334455", "fe80000000000000 001122fffe334455"},
		{"00:11:22:b3:44:55", "0ab34455", "fe80000000000000 021122fffeb34455"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct frame frame = {.dst = mac(rows[i].mac), .src = A, .content = CONTENT_UDP4};
		uint8_t bytes[200], address[16];

		frame_render(&frame, bytes, sizeof bytes);
		CU_ASSERT_EQUAL(unhex(rows[i].ip4, address), 4);
		CU_ASSERT_EQUAL(memcmp(bytes + 30, address, 4), 0);
		frame.content = CONTENT_UDP6;
		frame_render(&frame, bytes, sizeof bytes);
		CU_ASSERT_EQUAL(unhex(rows[i].ip6, address), 16);
		CU_ASSERT_EQUAL(memcmp(bytes + 38, address, 16), 0);
	}
}

static void ethertype_follows_from_content_and_role_unless_given(void)
{
	CU_ASSERT_EQUAL(frame_ethertype(&(struct frame){0}), ETHERTYPE_PROBE);
	CU_ASSERT_EQUAL(frame_ethertype(&(struct frame){.role = ROLE_FENCE}), ETHERTYPE_FENCE);
	CU_ASSERT_EQUAL(frame_ethertype(&(struct frame){.role = ROLE_FENCE, .ethertype = 0x1234}), 0x1234);
	CU_ASSERT_EQUAL(frame_ethertype(&(struct frame){.content = CONTENT_UDP6, .ethertype = 0x0800}),
			0x0800);
}

static void render_into(const void *data)
{
	static uint8_t bytes[FRAME_LENGTH_MAX];
	const struct frame *frame = data;

	frame_render(frame, bytes, frame->nonce ? frame->nonce : sizeof bytes);
}

/* Lengths that just hold the frame, and those that just do not. */
static void the_shortest_frames(void)
{
	static const uint16_t shortest[] = {
		[CONTENT_MARK] = 38, [CONTENT_ARP] = 66,  [CONTENT_UDP4] = 66,   [CONTENT_TCP4] = 78,
		[CONTENT_UDP6] = 86, [CONTENT_TCP6] = 98, [CONTENT_ICMP6] = 118,
	};

	for (enum content content = CONTENT_MARK; content <= CONTENT_ICMP6; content++) {
		for (unsigned tags = 0; tags <= FRAME_TAGS_MAX; tags++) {
			struct frame frame = {.content = content, .tags = (uint8_t)tags};
			uint8_t bytes[200];
			struct mark mark;

			frame.length = (uint16_t)(shortest[content] + 4 * tags);
			CU_ASSERT_EQUAL(frame_render(&frame, bytes, frame.length), frame.length);
			CU_ASSERT_TRUE(frame_find_mark(bytes, frame.length, &mark));
			frame.length--;
			CU_ASSERT_TRUE(
				is_broken(render_into, &frame, "cannot hold its headers and the mark"));
		}
	}
}

static void what_cannot_be_rendered_is_broken(void)
{
	/* the nonce is the buffer's size */
	CU_ASSERT_TRUE(
		is_broken(render_into, &(struct frame){.nonce = 59}, "does not fit into a buffer of 59"));
	CU_ASSERT_EQUAL(ending_of(render_into, &(struct frame){.nonce = 60}).code, ENDING_RETURNED);
	CU_ASSERT_TRUE(is_broken(render_into, &(struct frame){.tags = 3}, "3 tags"));
	CU_ASSERT_TRUE(
		is_broken(render_into, &(struct frame){.content = (enum content)7}, "unknown content 7"));
	CU_ASSERT_TRUE(
		is_broken(render_into, &(struct frame){.content = (enum content) - 1}, "unknown content"));
}

static const struct selftest tests[] = {
	{"every content, with and without tags", every_content_with_and_without_tags},
	{"checksums hold at any length", checksums_hold_at_any_length},
	{"a UDP checksum is never zero", a_udp_checksum_is_never_zero},
	{"neighbour options fill the packet", neighbour_options_fill_the_packet},
	{"groups get addresses that map to them", groups_get_addresses_that_map_to_them},
	{"EtherType follows from content and role unless given",
	 ethertype_follows_from_content_and_role_unless_given},
	{"the shortest frames", the_shortest_frames},
	{"what cannot be rendered is BROKEN", what_cannot_be_rendered_is_broken},
};

SELFTEST_MAIN("frame", tests)
