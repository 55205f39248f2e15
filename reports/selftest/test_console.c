/* What lines say is in golden/; here is what a terminal needs. */
#include "harness/selftest/selftest.h"
#include "reports/console.h"
#include "reports/selftest/samples.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define REDRAW "\r\033[K"

static const struct result passed = {.id = "isolation.vepa.passes"};

/* A console that writes to memory. */
struct shown {
	FILE *stream;
	char *text;
	size_t size;
	struct console *console;
};

static void show_begin(struct shown *shown, enum console_style style, size_t selected)
{
	shown->text = NULL;
	shown->stream = open_memstream(&shown->text, &shown->size);
	shown->console = console_begin(shown->stream, style, selected);
}

static void show_end(struct shown *shown, const struct run *run)
{
	console_end(shown->console, run);
	fclose(shown->stream);
}

static void show_run(struct shown *shown, enum console_style style, const struct run *run)
{
	show_begin(shown, style, run->selected);
	for (size_t i = 0; i < run->count; i++)
		console_result(shown->console, &run->results[i]);
	show_end(shown, run);
}

static size_t occurrences(const char *text, const char *word)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
		count++;
	return count;
}

static int ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), wanted = strlen(end);

	return length >= wanted && !strcmp(text + length - wanted, end);
}

static void closing_line_counts_what_neither_passed_nor_was_skipped_as_failed(void)
{
	static const enum console_style styles[] = {CONSOLE_LINES, CONSOLE_VERBOSE, CONSOLE_PROGRESS};

	for (size_t i = 0; i < 3; i++) {
		struct shown shown;

		show_run(&shown, styles[i], sample_run("every_verdict"));
		CU_ASSERT(ends_with(shown.text, "\n3 passed, 4 failed, 5 skipped\n"));
		free(shown.text);
	}
}

static void no_control_character_and_no_verdict_word_gets_through(void)
{
	static const char *const words[] = {"FAIL:", "[FAIL]", "SKIP:", "[SKIP]", " # SKIP"};
	static const enum console_style styles[] = {CONSOLE_LINES, CONSOLE_VERBOSE};

	for (size_t i = 0; i < 2; i++) {
		struct shown shown;

		show_run(&shown, styles[i], sample_run("hostile"));
		for (const char *at = shown.text; *at; at++)
			CU_ASSERT((unsigned char)*at >= 0x20 || *at == '\n' || *at == '\t');
		CU_ASSERT_PTR_NULL(strchr(shown.text, 0x7f));
		CU_ASSERT_PTR_NULL(strstr(shown.text, "\xc2\x85"));
		for (size_t word = 0; word < sizeof(words) / sizeof(words[0]); word++)
			CU_ASSERT_PTR_NULL(strstr(shown.text, words[word]));
		free(shown.text);
	}
}

static void passes_and_skips_are_silent_in_lines(void)
{
	static const struct result skipped = {.id = "a.b", .verdict = VERDICT_SKIP, .reason = "not here"};
	static const struct result known = {.id = "a.c", .verdict = VERDICT_XFAIL, .reason = "not right"};
	struct shown shown;

	show_begin(&shown, CONSOLE_LINES, 3);
	console_result(shown.console, &passed);
	console_result(shown.console, &skipped);
	console_result(shown.console, &known);
	fflush(shown.stream);
	CU_ASSERT_EQUAL(shown.size, 0);
	show_end(&shown, sample_run("empty"));
	free(shown.text);
}

static void a_pass_against_expectation_is_shown_at_once(void)
{
	static const struct result mended = {
		.id = "a.b", .verdict = VERDICT_XPASS, .known_bug = "it leaks", .known_fix = "unreported"};
	struct shown shown;

	show_begin(&shown, CONSOLE_LINES, 1);
	console_result(shown.console, &mended);
	CU_ASSERT_STRING_EQUAL(shown.text,
			       "XPASS  a.b\n      but this was expected: it leaks (unreported)\n");
	show_end(&shown, sample_run("empty"));
	free(shown.text);
}

static void what_did_not_pass_is_shown_at_once(void)
{
	struct shown shown;

	show_begin(&shown, CONSOLE_LINES, 1);
	console_result(shown.console, &sample_run("crash")->results[0]);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(shown.text, "CRASH  isolation.vepa.guest_a_to_guest_b  ended by SIGABRT\n"));
	CU_ASSERT(ends_with(shown.text, "again: macvtap-conform run isolation.vepa.guest_a_to_guest_b\n"));
	show_end(&shown, sample_run("crash"));
	free(shown.text);
}

static void too_many_findings_are_counted(void)
{
	struct finding findings[25];
	struct result result = {.id = "a.b",
				.verdict = VERDICT_FAIL,
				.reason = "x",
				.findings = findings,
				.finding_count = 25};
	struct shown shown;

	for (size_t i = 0; i < 25; i++)
		findings[i] = (struct finding){"suites/a.c", (unsigned)i, "y"};
	show_begin(&shown, CONSOLE_LINES, 1);
	console_result(shown.console, &result);
	CU_ASSERT_EQUAL(occurrences(shown.text, "suites/a.c:"), 10);
	CU_ASSERT_PTR_NOT_NULL(strstr(shown.text, "      and 15 more findings\n"));
	show_end(&shown, sample_run("empty"));
	free(shown.text);
}

static void long_text_is_cut(void)
{
	char *large = malloc((1 << 20) + 1);
	struct result result = {.id = "a.b", .verdict = VERDICT_BROKEN, .reason = large, .output = large};
	struct shown shown;

	memset(large, 'l', 1 << 20);
	large[1 << 20] = '\0';
	show_begin(&shown, CONSOLE_LINES, 1);
	console_result(shown.console, &result);
	CU_ASSERT(shown.size < 2000);
	CU_ASSERT_EQUAL(occurrences(shown.text, "l...\n"), 2);
	show_end(&shown, sample_run("empty"));
	free(shown.text);
	free(large);
}

static void note_is_a_line(void)
{
	struct shown shown;

	show_begin(&shown, CONSOLE_LINES, 1);
	console_note(shown.console, "reports are in %s\033[2J", "results/");
	CU_ASSERT_STRING_EQUAL(shown.text, "reports are in results/\\x1b[2J\n");
	show_end(&shown, sample_run("empty"));
	free(shown.text);
}

static void progress_tells_how_far_and_how_bad(void)
{
	struct shown shown;

	setenv("NO_COLOR", "1", 1);
	show_begin(&shown, CONSOLE_PROGRESS, 412);
	console_result(shown.console, &passed);
	CU_ASSERT_EQUAL(strncmp(shown.text, REDRAW "1/412  ", strlen(REDRAW "1/412  ")), 0);
	for (size_t i = 0; i < 9; i++)
		console_result(shown.console, &sample_run("every_verdict")->results[i]);
	console_note(shown.console, "now");
	CU_ASSERT_PTR_NOT_NULL(strstr(shown.text,
				      "now\n" REDRAW
				      "10/412, 1 failed, 3 skipped, 1 broken, 1 timed out, 1 crashed  "));
	show_end(&shown, sample_run("every_verdict"));
	CU_ASSERT_PTR_NOT_NULL(strstr(shown.text, " s" REDRAW "skipped:\n")); /* gone before the summary */
	free(shown.text);
}

/* What is known of the kernel is counted, and is no trouble. */
static void progress_tells_what_is_known(void)
{
	struct shown shown;

	unsetenv("NO_COLOR");
	show_begin(&shown, CONSOLE_PROGRESS, 412);
	for (size_t i = 9; i < 12; i++)
		console_result(shown.console, &sample_run("every_verdict")->results[i]);
	console_note(shown.console, "now");
	CU_ASSERT_PTR_NOT_NULL(strstr(shown.text, "now\n" REDRAW "\033[32m3/412, 2 xfailed, 1 xpassed  "));
	show_end(&shown, sample_run("empty"));
	free(shown.text);
}

static double seconds_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void progress_is_not_redrawn_for_every_case(void)
{
	struct timespec begun;
	struct shown shown;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	show_begin(&shown, CONSOLE_PROGRESS, 10000);
	for (size_t i = 0; i < 10000; i++)
		console_result(shown.console, &passed);
	fflush(shown.stream);
	CU_ASSERT(occurrences(shown.text, REDRAW) <= 1 + (size_t)(seconds_since(&begun) * 10));
	CU_ASSERT(occurrences(shown.text, REDRAW) >= 1);
	show_end(&shown, sample_run("empty"));
	free(shown.text);
}

/* Colour is for a terminal whose owner did not decline it. */
static void colours_follow_style_and_wish(void)
{
	static const struct {
		const char *no_color;
		enum console_style style;
		unsigned coloured;
	} rows[] = {
		{NULL, CONSOLE_PROGRESS, 1}, {"", CONSOLE_PROGRESS, 1},  {"1", CONSOLE_PROGRESS, 0},
		{NULL, CONSOLE_LINES, 0},    {NULL, CONSOLE_VERBOSE, 0},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct shown shown;

		if (rows[i].no_color)
			setenv("NO_COLOR", rows[i].no_color, 1);
		else
			unsetenv("NO_COLOR");
		show_run(&shown, rows[i].style, sample_run("every_verdict"));
		CU_ASSERT_EQUAL(occurrences(shown.text, "\033[1;31mFAIL\033[0m  isolation."),
				rows[i].coloured);
		CU_ASSERT_EQUAL(occurrences(shown.text, "\033[0m") > 0, rows[i].coloured > 0);
		free(shown.text);
	}
	unsetenv("NO_COLOR");
}

/* A terminal of so many columns: its master, and its slave as a stream. */
static int open_terminal(FILE **slave, unsigned short columns)
{
	struct winsize window = {.ws_row = 24, .ws_col = columns};
	int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	CU_ASSERT_FATAL(master >= 0 && !grantpt(master) && !unlockpt(master));
	CU_ASSERT_EQUAL_FATAL(ioctl(master, TIOCSWINSZ, &window), 0);
	*slave = fopen(ptsname(master), "we");
	CU_ASSERT_PTR_NOT_NULL_FATAL(*slave);
	return master;
}

static void progress_fits_a_narrow_terminal(void)
{
	static const unsigned short widths[] = {80, 30, 12, 1};

	setenv("NO_COLOR", "1", 1);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		char shown[512] = "";
		FILE *slave;
		int master = open_terminal(&slave, widths[i]);
		struct console *console = console_begin(slave, CONSOLE_PROGRESS, 100000);

		console_result(console, &passed);
		CU_ASSERT(read(master, shown, sizeof(shown) - 1) > 0);
		CU_ASSERT_EQUAL(strncmp(shown, REDRAW, strlen(REDRAW)), 0);
		CU_ASSERT(strlen(shown) < strlen(REDRAW) + widths[i]);
		CU_ASSERT_EQUAL(strncmp(shown, REDRAW "1/100000  ", strnlen(shown, strlen(REDRAW) + 10)), 0);
		console_end(console, sample_run("empty"));
		fclose(slave);
		close(master);
	}
	unsetenv("NO_COLOR");
}

static const struct selftest tests[] = {
	{"the closing line counts what neither passed nor was skipped as failed",
	 closing_line_counts_what_neither_passed_nor_was_skipped_as_failed},
	{"no control character and no verdict word gets through",
	 no_control_character_and_no_verdict_word_gets_through},
	{"passes and skips are silent in lines", passes_and_skips_are_silent_in_lines},
	{"a pass against expectation is shown at once", a_pass_against_expectation_is_shown_at_once},
	{"what did not pass is shown at once", what_did_not_pass_is_shown_at_once},
	{"too many findings are counted", too_many_findings_are_counted},
	{"long text is cut", long_text_is_cut},
	{"a note is a line", note_is_a_line},
	{"progress tells how far and how bad", progress_tells_how_far_and_how_bad},
	{"progress tells what is known", progress_tells_what_is_known},
	{"progress is not redrawn for every case", progress_is_not_redrawn_for_every_case},
	{"colours follow style and wish", colours_follow_style_and_wish},
	{"progress fits a narrow terminal", progress_fits_a_narrow_terminal},
};

SELFTEST_MAIN("reports/console", tests)
