/* html_report.h - runs as one HTML file that needs nothing beside it: no network, no script to be read. */
#ifndef MVC_REPORTS_HTML_REPORT_H
#define MVC_REPORTS_HTML_REPORT_H

#include "reports/result.h"

#include <stddef.h>
#include <stdio.h>

/* A run to be shown; several are shown side by side. */
struct html_run {
	const struct run *run;
	const char *file; /* that it was read from; NULL if it has just been run */
};

/* As junit_write(): temporary name, rename, 0 or -1 with one line in error. Captures are linked to by their way from the
 * report's folder. Two MiB are enough for 2000 cases, whatever becomes of them: of more failures than anybody reads the
 * last ones have a line each. */
int html_write(const struct html_run *runs, size_t count, const char *path, char *error, size_t size);

/* The same on a stream, with links from the folder that we are in. 0, or -1 if memory did not suffice; errors of the stream
 * stay with it. */
int html_print(const struct html_run *runs, size_t count, FILE *out);

#endif
