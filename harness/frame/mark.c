#include "harness/frame/mark.h"
#include "harness/core/own_pid.h"
#include "harness/frame/octets.h"

#include <string.h>

#define MAGIC     0x6d61637674617021ULL /* reads "macvtap!" in a dump */
#define GOLDEN    0x9e3779b97f4a7c15ULL
#define PID_SHIFT 40 /* 2^22 processes at most (PID_MAX_LIMIT), 2^40 frames each */

/* Octets 8 i ... 8 i + 7 of the pattern, i = 0, 1 ...: the generator splitmix64, seeded with the nonce.
 * Neighbouring nonces have patterns that agree nowhere but by chance. */
static uint64_t pattern(uint64_t nonce, size_t i)
{
	uint64_t x = nonce + (i + 1) * GOLDEN;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
	x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
	return x ^ x >> 31;
}

static void write_pattern(uint64_t nonce, uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < length; i += 8) {
		uint8_t octets[8];

		put_u64(octets, pattern(nonce, i / 8));
		memcpy(bytes + i, octets, length - i < 8 ? length - i : 8);
	}
}

void mark_write(struct mark mark, uint8_t *bytes, size_t length)
{
	uint8_t *at = put_u64(bytes, MAGIC);

	/* role and seven zeroes in one */
	at = put_u64(at, (uint64_t)mark.role << 56);
	at = put_u64(at, mark.nonce);
	write_pattern(mark.nonce, at, length - FRAME_MARK_SIZE);
}

static bool read_mark(const uint8_t *bytes, struct mark *mark)
{
	uint64_t role = get_u64(bytes + 8);

	if (role != (uint64_t)ROLE_PROBE << 56 && role != (uint64_t)ROLE_FENCE << 56)
		return false;
	*mark = (struct mark){.role = (enum role)bytes[8], .nonce = get_u64(bytes + 16)};
	return true;
}

bool frame_find_mark(const uint8_t *bytes, size_t length, struct mark *mark)
{
	uint8_t magic[8];

	put_u64(magic, MAGIC);
	while (length >= FRAME_MARK_SIZE) {
		const uint8_t *at =
			memmem(bytes, length - FRAME_MARK_SIZE + sizeof magic, magic, sizeof magic);

		if (!at)
			return false;
		if (read_mark(at, mark))
			return true;
		length -= (size_t)(at + 1 - bytes);
		bytes = at + 1;
	}
	return false;
}

uint64_t fresh_nonce(void)
{
	static uint64_t frames;

	/* a fork inherits the count */
	return ((uint64_t)own_pid() << PID_SHIFT) + ++frames;
}
