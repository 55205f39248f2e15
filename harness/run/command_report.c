#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/report_kinds.h"
#include "harness/run/results.h"
#include "reports/console.h"
#include "reports/junit.h"
#include "reports/ktap.h"
#include "reports/tmt.h"

#include <string.h>

/* ---- one run in another form ---- */

static int out_of_memory(void)
{
	return complain("report: out of memory; give this process more");
}

static int write_junit(const struct options *options, const struct saved *saved)
{
	enum junit_flavor flavor = (enum junit_flavor)options->junit_flavor;
	char error[1024];

	if (!options->output)
		return junit_print(&saved->run, flavor, stdout) ? out_of_memory() : EXIT_ALL_PASSED;
	if (junit_write(&saved->run, flavor, options->output, error, sizeof(error)))
		return complain("report: %s", error);
	return EXIT_ALL_PASSED;
}

static int write_ktap(const struct options *options, const struct saved *saved)
{
	char error[1024];

	if (!options->output)
		ktap_print(stdout, &saved->run);
	else if (ktap_write(&saved->run, options->output, error, sizeof(error)))
		return complain("report: %s", error);
	return EXIT_ALL_PASSED;
}

static int write_tmt(const struct options *options, const struct saved *saved)
{
	char error[1024];

	if (!options->output)
		return tmt_print(&saved->run, stdout) ? out_of_memory() : EXIT_ALL_PASSED;
	if (tmt_write(&saved->run, options->output, error, sizeof(error)))
		return complain("report: %s", error);
	return EXIT_ALL_PASSED;
}

/* As the run itself did, and with its exit code. */
static int write_console(const struct options *options, const struct saved *saved)
{
	const struct run *run = &saved->run;
	struct console *console =
		console_begin(stdout, options->verbose ? CONSOLE_VERBOSE : CONSOLE_LINES, run->selected);

	for (size_t i = 0; i < run->count; i++)
		console_result(console, &run->results[i]);
	console_end(console, run);
	return (int)results_exit_code(run, SKIPS_PASS);
}

static int with_saved(const struct options *options,
		      int (*write)(const struct options *options, const struct saved *saved))
{
	struct saved saved;
	char error[1024];
	int code;

	if (saved_read(&saved, options->words[1], error, sizeof(error)))
		return complain("report: %s", error);
	code = write(options, &saved);
	saved_free(&saved);
	return code;
}

static int report_junit(const struct options *options)
{
	return with_saved(options, write_junit);
}

static int report_ktap(const struct options *options)
{
	return with_saved(options, write_ktap);
}

static int report_tmt(const struct options *options)
{
	return with_saved(options, write_tmt);
}

static int report_console(const struct options *options)
{
	return with_saved(options, write_console);
}

/* ---- which ---- */

static const struct report_kind kinds[] = {
	{"console", "RESULTS", 1, 1, report_console},
	{"junit", "RESULTS", 1, 1, report_junit},
	{"ktap", "RESULTS", 1, 1, report_ktap},
	{"html", "RESULTS...", 1, SIZE_MAX, report_html},
	{"tmt", "RESULTS", 1, 1, report_tmt},
	{"compare", "OLD NEW", 2, 2, report_compare},
	{"merge", "RESULTS... -o FILE", 1, SIZE_MAX, report_merge},
	{"update-expectations", "RESULTS EXPECTATIONS", 2, 2, report_update_expectations},
};

static int unknown_kind(const char *word)
{
	char names[256] = "";
	size_t used = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && used < sizeof(names); i++)
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
					 kinds[i].name);
	return complain("report: there is no report '%s'; there are %s", word, names);
}

int command_report(const struct options *options)
{
	size_t given = options->word_count - 1;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct report_kind *kind = &kinds[i];

		if (strcmp(kind->name, options->words[0]))
			continue;
		if (given < kind->words_min || given > kind->words_max)
			return complain("report: %s wants %s, and was given %zu file%s", kind->name,
					kind->words, given, given == 1 ? "" : "s");
		return kind->make(options);
	}
	return unknown_kind(options->words[0]);
}
