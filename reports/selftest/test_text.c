#include "harness/selftest/selftest.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

struct pair {
	const char *given, *wanted;
};

/* What the rendering makes of each text must be what is wanted. */
static void check_pairs(void (*render)(FILE *out, const char *text), const struct pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *rendered = NULL;
		size_t size;
		FILE *out = open_memstream(&rendered, &size);

		render(out, pairs[i].given);
		fclose(out);
		if (strcmp(rendered, pairs[i].wanted))
			printf("\nwanted %s\ngot    %s\n", pairs[i].wanted, rendered);
		CU_ASSERT_STRING_EQUAL(rendered, pairs[i].wanted);
		free(rendered);
	}
}

#define CHECK_PAIRS(render, pairs) check_pairs(render, pairs, sizeof(pairs) / sizeof((pairs)[0]))

static void xml_keeps_what_it_can_hold(void)
{
	static const struct pair pairs[] = {
		{"", ""},
		{"plain <&>\"' ]]>", "plain <&>\"' ]]>"},
		{"tab\tline\nreturn\r", "tab\tline\nreturn\r"},
		{"\x7f\xc2\x80\xc2\x85", "\x7f\xc2\x80\xc2\x85"},
		{"\xc3\xa4 \xe2\x82\xac \xf0\x9f\x90\xa7", "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x90\xa7"},
		{"\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd", "\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd"},
		{"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"},
	};

	CHECK_PAIRS(text_for_xml, pairs);
}

static void xml_shows_what_it_cannot_hold(void)
{
	static const struct pair pairs[] = {
		{"a\x1b[0m", "a[NON-XML-CHAR-0x1B][0m"},
		{"\x01\x1f", "[NON-XML-CHAR-0x01][NON-XML-CHAR-0x1F]"},
		{"\x80", "[NON-XML-CHAR-0x80]"}, /* nothing to continue */
		{"\xff\xfe", "[NON-XML-CHAR-0xFF][NON-XML-CHAR-0xFE]"},
		{"\xe2\x82", "[NON-XML-CHAR-0xE2][NON-XML-CHAR-0x82]"}, /* cut at the end */
		{"\xe2x", "[NON-XML-CHAR-0xE2]x"},                      /* cut before a character */
		{"\xc0\xaf", "[NON-XML-CHAR-0xC0][NON-XML-CHAR-0xAF]"}, /* overlong */
		{"\xe0\x9f\xbf", "[NON-XML-CHAR-0xE0][NON-XML-CHAR-0x9F][NON-XML-CHAR-0xBF]"},
		{"\xed\xa0\x80", "[NON-XML-CHAR-0xED][NON-XML-CHAR-0xA0][NON-XML-CHAR-0x80]"}, /* surrogate */
		{"\xed\xbf\xbf", "[NON-XML-CHAR-0xED][NON-XML-CHAR-0xBF][NON-XML-CHAR-0xBF]"},
		{"\xf4\x90\x80\x80",
		 "[NON-XML-CHAR-0xF4][NON-XML-CHAR-0x90][NON-XML-CHAR-0x80][NON-XML-CHAR-0x80]"},
		{"\xef\xbf\xbe\xef\xbf\xbf", "[NON-XML-CHAR-0xFFFE][NON-XML-CHAR-0xFFFF]"},
	};

	CHECK_PAIRS(text_for_xml, pairs);
}

static void terminal_gets_one_harmless_line(void)
{
	static const struct pair pairs[] = {
		{"", ""},
		{"plain\ttab \xc3\xa4\xe2\x82\xac", "plain\ttab \xc3\xa4\xe2\x82\xac"},
		{"two\nlines\r", "two\\nlines\\r"},
		{"\033[2J\a\x7f", "\\x1b[2J\\x07\\x7f"},
		{"\xc2\x9b"
		 "31m",
		 "\\u009b31m"}, /* the control sequence introducer as one character */
		{"\xe2\x80\xaegnp\xe2\x80\xac", "\\u202egnp\\u202c"},
		{"\xe2\x81\xa6\xe2\x80\x8f\xe2\x81\xa9", "\\u2066\\u200f\\u2069"},
		{"\x9b\xe2\x82", "\\x9b\\xe2\\x82"},
	};

	CHECK_PAIRS(text_for_terminal, pairs);
}

static void terminal_words_are_not_taken_for_verdicts(void)
{
	static const struct pair pairs[] = {
		{"FAIL: x", "FAIL : x"},
		{"XFAIL:FAIL:", "XFAIL :FAIL :"},
		{"[FAIL][SKIP]", "[ FAIL ][ SKIP ]"},
		{"ok 1 a # SKIP no", "ok 1 a #  SKIP no"},
		{"SKIP: \033", "SKIP : \\x1b"},
		{"FAIL  SKIP failed: skipped:", "FAIL  SKIP failed: skipped:"},
		{"FAI", "FAI"},
	};

	CHECK_PAIRS(text_for_terminal, pairs);
}

static void cut_keeps_characters_whole(void)
{
	CU_ASSERT_EQUAL(text_cut("abc", 5), 3);
	CU_ASSERT_EQUAL(text_cut("abc", 3), 3);
	CU_ASSERT_EQUAL(text_cut("abc", 2), 2);
	CU_ASSERT_EQUAL(text_cut("abc", 0), 0);
	CU_ASSERT_EQUAL(text_cut("a\xe2\x82\xac", 4), 4);
	CU_ASSERT_EQUAL(text_cut("a\xe2\x82\xac", 3), 1);
	CU_ASSERT_EQUAL(text_cut("a\xe2\x82\xac", 2), 1);
	CU_ASSERT_EQUAL(text_cut("\xf0\x9f\x90\xa7", 3), 0);
	CU_ASSERT_EQUAL(text_cut("\x80\x80\x80\x80\x80\x80", 5), 5); /* not UTF-8: anywhere */
}

static void shorten_leaves_out_the_middle_only_if_needed(void)
{
	char text[1001], untouched[] = "short";

	snprintf(text, sizeof(text), "head%0992dtail", 0);
	text_shorten(text, 1000);
	CU_ASSERT_EQUAL(strlen(text), 1000);
	text_shorten(text, 200);
	CU_ASSERT_EQUAL(strncmp(text, "head00", 6), 0);
	CU_ASSERT_STRING_EQUAL(text + strlen(text) - 6, "00tail");
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "0\n[... 800 octets left out ...]\n0"));
	text_shorten(untouched, 4); /* the note would be longer than the text */
	CU_ASSERT_STRING_EQUAL(untouched, "short");
}

static void shorten_keeps_characters_whole(void)
{
	char text[301], *note;

	for (size_t i = 0; i < 100; i++)
		memcpy(text + 3 * i, "\xe2\x82\xac", 4);
	text_shorten(text, 100); /* 50 octets of each end are 16 characters and a part of one */
	note = strstr(text, "\n[... 204 octets left out ...]\n");
	CU_ASSERT_PTR_NOT_NULL_FATAL(note);
	CU_ASSERT_EQUAL(note - text, 48);
	CU_ASSERT_EQUAL(strlen(strstr(text, "...]\n") + 5), 48);
}

static void missing_text_has_a_stand_in(void)
{
	CU_ASSERT_STRING_EQUAL(text_or("a", "b"), "a");
	CU_ASSERT_STRING_EQUAL(text_or(NULL, "b"), "b");
}

static const struct selftest tests[] = {
	{"XML keeps what it can hold", xml_keeps_what_it_can_hold},
	{"XML shows what it cannot hold", xml_shows_what_it_cannot_hold},
	{"a terminal gets one harmless line", terminal_gets_one_harmless_line},
	{"words on a terminal are not taken for verdicts", terminal_words_are_not_taken_for_verdicts},
	{"text_cut keeps characters whole", cut_keeps_characters_whole},
	{"text_shorten leaves out the middle only if needed", shorten_leaves_out_the_middle_only_if_needed},
	{"text_shorten keeps characters whole", shorten_keeps_characters_whole},
	{"missing text has a stand-in", missing_text_has_a_stand_in},
};

SELFTEST_MAIN("reports/text", tests)
