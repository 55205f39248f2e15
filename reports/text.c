#include "reports/text.h"

#include <stdint.h>
#include <string.h>

#define CONTINUES(octet) (((octet)&0xc0) == 0x80)

/* The lead octets of UTF-8: how many octets they begin, and the smallest character that needs so many. */
static const struct lead {
	uint8_t mask, bits;
	unsigned length;
	uint32_t smallest;
} leads[] = {
	{0x80, 0x00, 1, 0x0},
	{0xe0, 0xc0, 2, 0x80},
	{0xf0, 0xe0, 3, 0x800},
	{0xf8, 0xf0, 4, 0x10000},
};

/* The length of the character at text, which is written to character; 0 if it is not UTF-8. */
static unsigned decode(const char *text, uint32_t *character)
{
	const uint8_t *octets = (const uint8_t *)text;

	for (const struct lead *lead = leads; lead < leads + sizeof(leads) / sizeof(leads[0]); lead++) {
		if ((octets[0] & lead->mask) != lead->bits)
			continue;
		*character = octets[0] & (uint8_t)~lead->mask;
		for (unsigned i = 1; i < lead->length; i++) {
			if (!CONTINUES(octets[i]))
				return 0;
			*character = *character << 6 | (octets[i] & 0x3f);
		}
		if (*character < lead->smallest || *character > 0x10ffff ||
		    (*character >= 0xd800 && *character <= 0xdfff))
			return 0;
		return lead->length;
	}
	return 0;
}

static int xml_can_hold(uint32_t character)
{
	if (character < 0x20)
		return character == '\t' || character == '\n' || character == '\r';
	return character != 0xfffe && character != 0xffff;
}

void text_for_xml(FILE *out, const char *text)
{
	while (*text) {
		uint32_t character;
		unsigned length = decode(text, &character);

		if (length && xml_can_hold(character))
			fwrite(text, 1, length, out);
		else
			fprintf(out, "[NON-XML-CHAR-0x%02X]", length ? character : (uint8_t)*text);
		text += length ? length : 1;
	}
}

void text_for_json(FILE *out, const char *text)
{
	while (*text) {
		uint32_t character;
		unsigned length = decode(text, &character);

		if (length)
			fwrite(text, 1, length, out);
		else
			fprintf(out, "\\x%02x", (uint8_t)*text);
		text += length ? length : 1;
	}
}

/* Log parsers of kernel CI search a whole log for these, and take one for the verdict of the run. */
static const struct mark {
	const char *word, *shown;
} marks[] = {
	{"FAIL:", "FAIL :"},    {"SKIP:", "SKIP :"},     {"[FAIL]", "[ FAIL ]"},
	{"[SKIP]", "[ SKIP ]"}, {" # SKIP", " #  SKIP"},
};

static const struct mark *mark_at(const char *text)
{
	for (const struct mark *mark = marks; mark < marks + sizeof(marks) / sizeof(marks[0]); mark++)
		if (!strncmp(text, mark->word, strlen(mark->word)))
			return mark;
	return NULL;
}

static int turns_direction(uint32_t character)
{
	return character == 0x200e || character == 0x200f || (character >= 0x202a && character <= 0x202e) ||
	       (character >= 0x2066 && character <= 0x2069);
}

/* One character as it is shown where control characters must not be. */
static void shown_as(const char *text, unsigned length, uint32_t character, char *shown, size_t size)
{
	if (!length)
		snprintf(shown, size, "\\x%02x", (uint8_t)*text);
	else if (character == '\n')
		snprintf(shown, size, "\\n");
	else if (character == '\r')
		snprintf(shown, size, "\\r");
	else if ((character < 0x20 && character != '\t') || character == 0x7f)
		snprintf(shown, size, "\\x%02x", character);
	else if ((character >= 0x80 && character < 0xa0) || turns_direction(character))
		snprintf(shown, size, "\\u%04x", character);
	else
		snprintf(shown, size, "%.*s", (int)length, text);
}

void text_for_terminal(FILE *out, const char *text)
{
	while (*text) {
		const struct mark *mark = mark_at(text);
		uint32_t character;
		unsigned length;
		char shown[16];

		if (mark) {
			fputs(mark->shown, out);
			text += strlen(mark->word);
			continue;
		}
		length = decode(text, &character);
		shown_as(text, length, character, shown, sizeof(shown));
		fputs(shown, out);
		text += length ? length : 1;
	}
}

/* What HTML has in place of its own characters; NULL for all others. */
static const char *entity_of(char character)
{
	switch (character) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* The length of the beginning that HTML shows as it is: most of any text. */
static size_t plain(const char *text)
{
	size_t length = 0;

	while (text[length] == '\t' || text[length] == '\n' ||
	       (text[length] >= ' ' && text[length] < 0x7f && !entity_of(text[length])))
		length++;
	return length;
}

size_t text_for_html(FILE *out, const char *text)
{
	size_t written = 0;

	while (*text) {
		size_t as_it_is = plain(text);
		const char *entity = entity_of(text[as_it_is]);
		uint32_t character;
		char shown[16];
		unsigned length;

		written += fwrite(text, 1, as_it_is, out);
		text += as_it_is;
		if (!*text)
			break;
		if (entity) {
			written += fwrite(entity, 1, strlen(entity), out);
			text++;
			continue;
		}
		length = decode(text, &character);
		shown_as(text, length, character, shown, sizeof(shown));
		written += fwrite(shown, 1, strlen(shown), out);
		text += length ? length : 1;
	}
	return written;
}

size_t text_cut(const char *text, size_t limit)
{
	size_t length = strnlen(text, limit + 1);

	if (length <= limit)
		return length;
	length = limit;
	/* A character has at most three octets that continue it: more are not UTF-8, and may be cut anywhere.
	 */
	while (length > 0 && limit - length < 3 && CONTINUES(text[length]))
		length--;
	return CONTINUES(text[length]) ? limit : length;
}

void text_shorten(char *text, size_t limit)
{
	size_t length = strlen(text), head, tail;
	char note[64];
	int noted;

	if (length <= limit)
		return;
	head = text_cut(text, limit / 2);
	tail = length - limit / 2;
	while (tail < length && CONTINUES(text[tail]))
		tail++;
	noted = snprintf(note, sizeof(note), "\n[... %zu octets left out ...]\n", tail - head);
	if ((size_t)noted >= tail - head)
		return; /* the note would be longer than what it stands for */
	memcpy(text + head, note, (size_t)noted);
	memmove(text + head + noted, text + tail, length - tail + 1);
}
