#include "reports/console.h"
#include "reports/summary.h"
#include "reports/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#define FINDINGS_SHOWN     10 /* the report has them all */
#define OUTPUT_LINES_SHOWN 20
#define LINE_LIMIT         600
#define REDRAW_NS          100000000ULL /* nobody reads more than ten lines a second */
#define USUAL_WIDTH        80

struct console {
	FILE *stream;
	enum console_style style;
	int coloured;
	int drawn; /* the progress line is on the terminal */
	size_t selected, done;
	size_t verdicts[VERDICTS];
	uint64_t begun_ns, drawn_ns;
};

static const char *const colours[VERDICTS] = {
	[VERDICT_PASS] = "\033[32m",   [VERDICT_FAIL] = "\033[1;31m",  [VERDICT_SKIP] = "\033[33m",
	[VERDICT_BROKEN] = "\033[35m", [VERDICT_TIMEOUT] = "\033[35m", [VERDICT_CRASH] = "\033[35m",
	[VERDICT_XFAIL] = "\033[33m",  [VERDICT_XPASS] = "\033[1;36m",
};

static uint64_t clock_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000ULL + (uint64_t)time.tv_nsec;
}

struct console *console_begin(FILE *stream, enum console_style style, size_t selected)
{
	struct console *console = calloc(1, sizeof(*console));
	const char *no_color = getenv("NO_COLOR");

	if (!console)
		abort();
	console->stream = stream;
	console->style = style;
	console->coloured = style == CONSOLE_PROGRESS && !(no_color && *no_color);
	console->selected = selected;
	console->begun_ns = clock_ns();
	return console;
}

static void put_coloured(const struct console *console, enum verdict verdict, const char *text)
{
	if (console->coloured)
		fprintf(console->stream, "%s%s\033[0m", colours[verdict], text);
	else
		fputs(text, console->stream);
}

static void clear_progress(struct console *console)
{
	if (console->drawn)
		fputs("\r\033[K", console->stream);
	console->drawn = 0;
}

static size_t width_of(FILE *stream)
{
	struct winsize window;

	if (ioctl(fileno(stream), TIOCGWINSZ, &window) || !window.ws_col)
		return USUAL_WIDTH;
	return window.ws_col;
}

/* A line that reaches the last column would wrap on some terminals, and could not be redrawn. */
static void draw_progress(struct console *console, uint64_t time_ns)
{
	size_t width = width_of(console->stream) - 1, used;
	enum verdict worst = VERDICT_PASS;
	char line[256];

	used = (size_t)snprintf(line, sizeof(line), "%zu/%zu", console->done, console->selected);
	for (enum verdict verdict = VERDICT_FAIL; verdict < VERDICTS; verdict++) {
		if (!console->verdicts[verdict])
			continue;
		used += (size_t)snprintf(line + used, sizeof(line) - used, ", %zu %s",
					 console->verdicts[verdict], verdict_counted(verdict));
		if (verdict_is_trouble(verdict) && worst == VERDICT_PASS)
			worst = verdict;
	}
	snprintf(line + used, sizeof(line) - used, "  %.1f s", (double)(time_ns - console->begun_ns) / 1e9);
	line[width < sizeof(line) ? width : sizeof(line) - 1] = '\0';
	fputs("\r\033[K", console->stream);
	put_coloured(console, worst, line);
	fflush(console->stream);
	console->drawn = 1;
	console->drawn_ns = time_ns;
}

/* Redrawn when it is due, or when lines have been written over it. */
static void update_progress(struct console *console)
{
	uint64_t time_ns = clock_ns();

	if (console->style != CONSOLE_PROGRESS)
		return;
	if (!console->drawn || time_ns - console->drawn_ns >= REDRAW_NS)
		draw_progress(console, time_ns);
}

/* At most length octets of text, on the line that is being written. */
static void put_text(const struct console *console, const char *text, size_t length)
{
	size_t shown = text_cut(text, length < LINE_LIMIT ? length : LINE_LIMIT);
	char *part = strndup(text, shown);

	if (!part)
		return;
	text_for_terminal(console->stream, part);
	if (shown < length && text[shown])
		fputs("...", console->stream);
	free(part);
}

/* A detail of the result above, on a line of its own; nothing if there is none. */
static void put_detail(const struct console *console, const char *what, const char *text)
{
	if (!text)
		return;
	fprintf(console->stream, "      %s", what);
	put_text(console, text, strlen(text));
	fputc('\n', console->stream);
}

static void put_requirement(const struct console *console, const struct result *result)
{
	if (!result->requirement)
		return;
	fputs("      ", console->stream);
	text_for_terminal(console->stream, result->requirement);
	fputs(": ", console->stream);
	text_for_terminal(console->stream, text_or(result->sentence, ""));
	if (result->source) {
		fputs(" (", console->stream);
		text_for_terminal(console->stream, result->source);
		fputc(')', console->stream);
	}
	fputc('\n', console->stream);
}

/* Where the findings were made, and what they say beyond the reason, which stands in the first line already.
 */
static void put_findings(const struct console *console, const struct result *result)
{
	for (size_t i = 0; i < result->finding_count && i < FINDINGS_SHOWN; i++) {
		const struct finding *finding = &result->findings[i];

		if (!*finding->file)
			continue;
		fputs("      ", console->stream);
		text_for_terminal(console->stream, finding->file);
		fprintf(console->stream, ":%u", finding->line);
		if (strcmp(finding->text, text_or(result->reason, ""))) {
			fputs(": ", console->stream);
			put_text(console, finding->text, strlen(finding->text));
		}
		fputc('\n', console->stream);
	}
	if (result->finding_count > FINDINGS_SHOWN)
		fprintf(console->stream, "      and %zu more findings\n",
			result->finding_count - FINDINGS_SHOWN);
}

/* Where the last lines of a text begin. */
static const char *last_lines(const char *text, size_t lines)
{
	const char *start = text + strlen(text);

	if (start > text && start[-1] == '\n')
		start--;
	while (lines && start > text) {
		lines -= start[-1] == '\n';
		start -= lines > 0;
	}
	return start;
}

/* What the case wrote last: that is where a crash shows. */
static void put_output(const struct console *console, const char *output)
{
	const char *line = last_lines(output, OUTPUT_LINES_SHOWN);

	fprintf(console->stream, "      it wrote%s:\n", line > output ? ", at last" : "");
	while (*line) {
		size_t length = strcspn(line, "\n");

		fputs("      | ", console->stream);
		put_text(console, line, length);
		fputc('\n', console->stream);
		line += length + (line[length] == '\n');
	}
}

static void put_details(const struct console *console, const struct result *result)
{
	put_requirement(console, result);
	put_findings(console, result);
	if (result->output && *result->output)
		put_output(console, result->output);
	put_detail(console, "packets: ", result->pcapng);
	put_detail(console, "enter: ", result->enter);
	if (result_is_a_cases(result))
		fprintf(console->stream, "      again: macvtap-conform %s%s\n", result_again(result),
			result->id);
}

/* What this kernel was expected to do wrong. */
static void put_known(const struct console *console, const struct result *result)
{
	if (!result->known_bug)
		return;
	fprintf(console->stream,
		"      %s: ", result->verdict == VERDICT_XPASS ? "but this was expected" : "known");
	put_text(console, result->known_bug, strlen(result->known_bug));
	if (result->known_fix) {
		fputs(" (", console->stream);
		put_text(console, result->known_fix, strlen(result->known_fix));
		fputc(')', console->stream);
	}
	fputc('\n', console->stream);
}

static void put_result(const struct console *console, const struct result *result)
{
	put_coloured(console, result->verdict, verdict_name(result->verdict));
	fprintf(console->stream, "  %s", result->id);
	if (result->repeat)
		fprintf(console->stream, " (repeat %u)", result->repeat);
	if (console->style == CONSOLE_VERBOSE)
		fprintf(console->stream, "  %.3f s", (double)result->duration_ns / 1e9);
	if (result->reason && *result->reason) {
		fputs("  ", console->stream);
		put_text(console, result->reason, strlen(result->reason));
	}
	fputc('\n', console->stream);
	put_known(console, result);
	if (verdict_is_trouble(result->verdict) || result->verdict == VERDICT_XFAIL)
		put_details(console, result);
}

/* Skips and known bugs are expected: the summary has them, grouped. */
static int is_shown(const struct console *console, const struct result *result)
{
	if (console->style == CONSOLE_VERBOSE)
		return 1;
	return verdict_is_trouble(result->verdict) || result->verdict == VERDICT_XPASS;
}

void console_result(struct console *console, const struct result *result)
{
	console->done++;
	console->verdicts[result->verdict]++;
	if (is_shown(console, result)) {
		clear_progress(console);
		put_result(console, result);
		fflush(console->stream);
	}
	update_progress(console);
}

void console_note(struct console *console, const char *format, ...)
{
	char *note = NULL;
	va_list arguments;

	va_start(arguments, format);
	if (vasprintf(&note, format, arguments) < 0)
		note = NULL;
	va_end(arguments);
	clear_progress(console);
	text_for_terminal(console->stream, text_or(note, format));
	fputc('\n', console->stream);
	fflush(console->stream);
	free(note);
	update_progress(console);
}

void console_end(struct console *console, const struct run *run)
{
	clear_progress(console);
	summary_write(console->stream, run);
	fflush(console->stream);
	free(console);
}
