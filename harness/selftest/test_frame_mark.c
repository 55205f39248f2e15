/* How frames of ours are recognised in octets of any origin. */
#include "harness/core/cleanup.h"
#include "harness/frame/frame.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <stdlib.h>
#include <string.h>

enum { MARK_AT = 14 };

static size_t render(uint8_t *bytes, size_t capacity, enum role role, uint64_t nonce)
{
	struct frame frame = {.role = role, .nonce = nonce};

	return frame_render(&frame, bytes, capacity);
}

/* A copy that ends where its memory ends, so that a sanitizer sees each octet read beyond. */
static uint8_t *tight_copy(const uint8_t *bytes, size_t length)
{
	return memcpy(malloc(length ? length : 1), bytes, length);
}

static bool find(const uint8_t *bytes, size_t length, struct mark *mark)
{
	AUTO_FREE uint8_t *copy = tight_copy(bytes, length);

	return frame_find_mark(copy, length, mark);
}

static void found_with_role_and_nonce(void)
{
	uint8_t bytes[100];
	struct mark mark;
	size_t length;

	length = render(bytes, sizeof bytes, 0, 17);
	CU_ASSERT_TRUE_FATAL(find(bytes, length, &mark));
	CU_ASSERT_EQUAL(mark.role, ROLE_PROBE);
	CU_ASSERT_EQUAL(mark.nonce, 17);
	length = render(bytes, sizeof bytes, ROLE_FENCE, UINT64_MAX);
	CU_ASSERT_TRUE_FATAL(find(bytes, length, &mark));
	CU_ASSERT_EQUAL(mark.role, ROLE_FENCE);
	CU_ASSERT_EQUAL(mark.nonce, UINT64_MAX);
}

static void found_in_every_content(void)
{
	for (enum content content = CONTENT_MARK; content <= CONTENT_ICMP6; content++) {
		for (unsigned tags = 0; tags <= FRAME_TAGS_MAX; tags++) {
			struct frame frame = {.content = content, .tags = (uint8_t)tags, .nonce = 99};
			uint8_t bytes[200];
			struct mark mark = {0};

			CU_ASSERT_TRUE(find(bytes, frame_render(&frame, bytes, sizeof bytes), &mark));
			CU_ASSERT_EQUAL(mark.nonce, 99);
		}
	}
}

static void cut_anywhere(void)
{
	uint8_t bytes[60];
	struct mark mark;

	render(bytes, sizeof bytes, ROLE_PROBE, 17);
	for (size_t length = 0; length <= sizeof bytes; length++)
		CU_ASSERT_EQUAL(find(bytes, length, &mark), length >= MARK_AT + FRAME_MARK_SIZE);
	CU_ASSERT_TRUE(find(bytes + MARK_AT, FRAME_MARK_SIZE, &mark));
	CU_ASSERT_FALSE(find(bytes + MARK_AT, FRAME_MARK_SIZE - 1, &mark));
	for (size_t from = 0; from <= sizeof bytes; from++)
		CU_ASSERT_EQUAL(find(bytes + from, sizeof bytes - from, &mark), from <= MARK_AT);
}

/* One octet of the mark is another: it is no mark any more, but for the nonce, which is then another. */
static void damaged_anywhere(void)
{
	for (size_t at = 0; at < FRAME_MARK_SIZE; at++) {
		uint8_t bytes[60];
		struct mark mark = {0};

		render(bytes, sizeof bytes, ROLE_PROBE, 17);
		bytes[MARK_AT + at] ^= 0x40;
		CU_ASSERT_EQUAL(find(bytes, sizeof bytes, &mark), at >= 16);
		CU_ASSERT_NOT_EQUAL(mark.nonce, 17);
	}
}

static void the_role_is_one_of_two(void)
{
	for (unsigned role = 0; role < 256; role++) {
		uint8_t bytes[60];
		struct mark mark;

		render(bytes, sizeof bytes, ROLE_PROBE, 17);
		bytes[MARK_AT + 8] = (uint8_t)role;
		CU_ASSERT_EQUAL(find(bytes, sizeof bytes, &mark), role == ROLE_PROBE || role == ROLE_FENCE);
	}
}

/* What looks like the beginning of a mark, several times, does not hide the one that comes after. */
static void found_behind_false_beginnings(void)
{
	uint8_t bytes[200] = {0}, frame[60];
	struct mark mark = {0};

	render(frame, sizeof frame, ROLE_FENCE, 17);
	for (size_t i = 0; i < 10; i++)
		memcpy(bytes + 8 * i, frame + MARK_AT, 8);
	memcpy(bytes + 83, frame + MARK_AT, 7);
	memcpy(bytes + 90, frame + MARK_AT, FRAME_MARK_SIZE);
	CU_ASSERT_TRUE(find(bytes, sizeof bytes, &mark));
	CU_ASSERT_EQUAL(mark.nonce, 17);
	CU_ASSERT_FALSE(find(bytes, 90 + FRAME_MARK_SIZE - 1, &mark));
}

static void nothing_in_garbage(void)
{
	uint8_t bytes[300];
	struct mark mark = {.nonce = 4711};

	srandom(1);
	for (int round = 0; round < 2000; round++) {
		size_t length = (size_t)random() % sizeof bytes;

		for (size_t i = 0; i < length; i++)
			bytes[i] = (uint8_t)random();
		if (find(bytes, length, &mark) || mark.nonce != 4711)
			CU_FAIL("a mark in garbage");
	}
	CU_ASSERT_FALSE(frame_find_mark(NULL, 0, &mark));
}

static void the_pattern_is_the_nonces_own(void)
{
	uint8_t one[200], other[200];
	size_t alike = 0;

	for (uint64_t nonce = 0; nonce < 1000; nonce++) {
		struct frame frame = {.length = sizeof one, .nonce = nonce};

		frame_render(&frame, one, sizeof one);
		frame.nonce++;
		frame_render(&frame, other, sizeof other);
		for (size_t i = MARK_AT + FRAME_MARK_SIZE; i < sizeof one; i++)
			alike += one[i] == other[i];
	}
	/* By chance it is one octet in 256: 633 of 162000. */
	CU_ASSERT_TRUE(alike < 1000);
}

static void ours_by_the_innermost_ethertype(void)
{
	/* clang-format off */
	static const struct {
		uint8_t behind_addresses[12];
		uint8_t length;
		bool ours;
	} rows[] = {
		{{0x88, 0xb5}, 14, true},
		{{0x88, 0xb6}, 14, true},
		{{0x88, 0xb5}, 13, false},
		{{0x88, 0xb5}, 0, false},
		{{0x88, 0xb4}, 14, false},
		{{0x88, 0xb7}, 60, false},
		{{0x08, 0x00}, 60, false},
		{{0xb5, 0x88}, 60, false},
		{{0x81, 0x00, 0, 5, 0x88, 0xb5}, 18, true},
		{{0x81, 0x00, 0, 5, 0x88, 0xb5}, 17, false},
		{{0x81, 0x00, 0x88, 0xb5, 0x08, 0x00}, 60, false},
		{{0x88, 0xa8, 0, 5, 0x88, 0xb6}, 18, true},
		{{0x88, 0xa8, 0, 5, 0x81, 0x00, 0, 6, 0x88, 0xb5}, 22, true},
		{{0x81, 0x00, 0, 5, 0x88, 0xa8, 0, 6, 0x88, 0xb6}, 22, true},
		{{0x81, 0x00, 0, 5, 0x81, 0x00, 0, 6, 0x88, 0xb5}, 21, false},
		{{0x81, 0x00, 0, 5, 0x81, 0x00, 0, 6, 0x81, 0x00, 0x88, 0xb5}, 60, false},
		{{0x91, 0x00, 0, 5, 0x88, 0xb5}, 60, false},
	};
	/* clang-format on */

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint8_t frame[60] = {0}, *copy;

		memcpy(frame + 12, rows[i].behind_addresses, sizeof rows[i].behind_addresses);
		copy = tight_copy(frame, rows[i].length);
		CU_ASSERT_EQUAL(frame_is_ours(copy, rows[i].length), rows[i].ours);
		free(copy);
	}
	CU_ASSERT_FALSE(frame_is_ours(NULL, 0));
}

static void ours_without_a_mark(void)
{
	uint8_t bytes[60];
	struct mark mark;

	render(bytes, sizeof bytes, ROLE_PROBE, 17);
	memset(bytes + MARK_AT, 0, sizeof bytes - MARK_AT);
	CU_ASSERT_FALSE(frame_find_mark(bytes, sizeof bytes, &mark));
	CU_ASSERT_TRUE(frame_is_ours(bytes, sizeof bytes));
}

static void write_nonces(const void *data)
{
	int fd = *(const int *)data;

	for (int i = 0; i < 100; i++) {
		uint64_t nonce = fresh_nonce();

		if (write(fd, &nonce, sizeof nonce) != sizeof nonce)
			abort();
	}
}

/* Two children, forked from the same state, and this process. */
static void nonces_are_never_the_same(void)
{
	uint64_t nonces[300];
	int ends[2];

	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	CU_ASSERT_EQUAL(ending_of(write_nonces, &ends[1]).code, ENDING_RETURNED);
	CU_ASSERT_EQUAL(ending_of(write_nonces, &ends[1]).code, ENDING_RETURNED);
	write_nonces(&ends[1]);
	CU_ASSERT_EQUAL_FATAL(read(ends[0], nonces, sizeof nonces), sizeof nonces);
	for (size_t i = 0; i < 300; i++) {
		CU_ASSERT_NOT_EQUAL(nonces[i], 0);
		for (size_t j = 0; j < i; j++)
			if (nonces[i] == nonces[j])
				CU_FAIL("two frames with one nonce");
	}
	close(ends[0]);
	close(ends[1]);
}

static const struct selftest tests[] = {
	{"found, with role and nonce", found_with_role_and_nonce},
	{"found in every content", found_in_every_content},
	{"cut anywhere", cut_anywhere},
	{"damaged anywhere", damaged_anywhere},
	{"the role is one of two", the_role_is_one_of_two},
	{"found behind false beginnings", found_behind_false_beginnings},
	{"nothing in garbage", nothing_in_garbage},
	{"the pattern is the nonce's own", the_pattern_is_the_nonces_own},
	{"ours by the innermost EtherType", ours_by_the_innermost_ethertype},
	{"ours without a mark", ours_without_a_mark},
	{"nonces are never the same", nonces_are_never_the_same},
};

SELFTEST_MAIN("frame_mark", tests)
