/* console.h - a run on the terminal: what went wrong as it happens, a progress line, and the verdict at the
 * end. */
#ifndef MVC_REPORTS_CONSOLE_H
#define MVC_REPORTS_CONSOLE_H

#include "reports/result.h"

#include <stdio.h>

enum console_style {
	CONSOLE_LINES,    /* a line for whatever did not pass, then the summary: logs and pipes */
	CONSOLE_VERBOSE,  /* a line for every case */
	CONSOLE_PROGRESS, /* a terminal: CONSOLE_LINES above a progress line that is redrawn */
};

struct console; /* owned by whoever began it; freed by console_end() */

/* selected: how many results will come. */
struct console *console_begin(FILE *stream, enum console_style style, size_t selected);

void console_result(struct console *console, const struct result *result);

/* A line of the runner's own (where reports are, how to enter a kept topology), above the progress line. */
void console_note(struct console *console, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The summary: counts a verdict, skips grouped by reason, duration. Frees the console. */
void console_end(struct console *console, const struct run *run);

#endif
