#include "harness/virt/guest_line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ERRNO_MAX = 134 };

/* Takes the next word out of the line; NULL if there is none. */
static char *word_of(char **rest)
{
	char *word = strsep(rest, " ");

	return word && *word ? word : NULL;
}

static bool take_number(char **rest, uint64_t most, uint64_t *number)
{
	char *word = word_of(rest), *end;

	if (!word || word[0] < '0' || word[0] > '9')
		return false;
	errno = 0;
	*number = strtoull(word, &end, 10);
	return !*end && !errno && *number <= most;
}

static bool take_nic(char **rest, char *nic)
{
	const char *word = word_of(rest);

	if (!word || strlen(word) >= NIC_NAME_SIZE)
		return false;
	memcpy(nic, word, strlen(word) + 1);
	return true;
}

/* One of two words. */
static bool take_choice(char **rest, const char *yes, const char *no, bool *choice)
{
	const char *word = word_of(rest);

	*choice = word && !strcmp(word, yes);
	return *choice || (word && !strcmp(word, no));
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Two digits an octet; to may be where the digits are. False if it is anything else. */
static bool octets_of(const char *digits, uint8_t *to, size_t room, size_t *count)
{
	size_t length = strlen(digits);

	if (length % 2 || length / 2 > room)
		return false;
	for (size_t i = 0; i < length / 2; i++) {
		int high = digit_of(digits[2 * i]), low = digit_of(digits[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		to[i] = (uint8_t)(high << 4 | low);
	}
	*count = length / 2;
	return true;
}

static int error_named(const char *name)
{
	for (int error = 1; error < ERRNO_MAX; error++) {
		const char *known = strerrorname_np(error);

		if (known && !strcmp(known, name))
			return error;
	}
	return EPROTO;
}

/* ---- line by line: each gets what is behind its first word ---- */

static bool parse_hello(char *rest, struct guest_line *parsed)
{
	uint64_t version;

	if (!take_number(&rest, 1000, &version) || !rest)
		return false;
	parsed->version = (unsigned)version;
	parsed->words = rest;
	return true;
}

static bool parse_ok(char *rest, struct guest_line *parsed)
{
	parsed->words = rest ? rest : "";
	return true;
}

static bool parse_no(char *rest, struct guest_line *parsed)
{
	const char *name = word_of(&rest);

	if (!name || !rest)
		return false;
	parsed->error = error_named(name);
	parsed->words = rest;
	return true;
}

static bool parse_frame(char *rest, struct guest_line *parsed)
{
	const char *header;
	char *frame;
	uint64_t type;
	size_t header_length;

	if (!take_nic(&rest, parsed->nic) || !take_number(&rest, PACKET_TYPES - 1, &type))
		return false;
	header = word_of(&rest);
	frame = word_of(&rest);
	if (!header || !frame || rest ||
	    !octets_of(header, parsed->header, sizeof parsed->header, &header_length) ||
	    header_length != sizeof parsed->header ||
	    !octets_of(frame, (uint8_t *)frame, GUEST_FRAME_MAX + 4, &parsed->length))
		return false;
	parsed->packet_type = (unsigned)type;
	parsed->octets = (uint8_t *)frame;
	return parsed->length > 0;
}

static bool parse_lost(char *rest, struct guest_line *parsed)
{
	return take_nic(&rest, parsed->nic) && take_number(&rest, UINT32_MAX, &parsed->lost) && !rest;
}

static bool parse_link(char *rest, struct guest_line *parsed)
{
	return take_nic(&rest, parsed->nic) && take_choice(&rest, "up", "down", &parsed->up) &&
	       take_choice(&rest, "carrier", "nocarrier", &parsed->carrier) && !rest;
}

bool guest_line_parse(char *line, struct guest_line *parsed)
{
	static const struct {
		const char *word;
		enum guest_line_kind kind;
		bool (*parse)(char *rest, struct guest_line *parsed);
	} kinds[] = {
		{"frame", LINE_FRAME, parse_frame}, {"ok", LINE_OK, parse_ok},
		{"no", LINE_NO, parse_no},          {"lost", LINE_LOST, parse_lost},
		{"link", LINE_LINK, parse_link},    {"hello", LINE_HELLO, parse_hello},
	};
	const char *word = word_of(&line);

	*parsed = (struct guest_line){0};
	for (size_t i = 0; word && i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strcmp(kinds[i].word, word) != 0)
			continue;
		parsed->kind = kinds[i].kind;
		return kinds[i].parse(line, parsed);
	}
	return false;
}
