/* Reports about more than one run. */
#include "harness/core/verdict.h"
#include "harness/run/complain.h"
#include "harness/run/report_kinds.h"
#include "reports/compare.h"
#include "reports/html_report.h"
#include "reports/json.h"
#include "reports/merge.h"

#include <stdio.h>
#include <stdlib.h>

static void free_all(struct saved *runs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		saved_free(&runs[i]);
	free(runs);
}

/* All that are named, owned by the caller; NULL if one cannot be read, of which it is told. */
static struct saved *read_all(const struct options *options, size_t count)
{
	struct saved *runs = calloc(count, sizeof(*runs));
	char error[1024];

	if (!runs)
		broken("out of memory for %zu files", count);
	for (size_t i = 0; i < count; i++) {
		if (!saved_read(&runs[i], options->words[1 + i], error, sizeof(error)))
			continue;
		complain("report: %s", error);
		free_all(runs, i);
		return NULL;
	}
	return runs;
}

/* What is worse than before makes the exit code. */
int report_compare(const struct options *options)
{
	struct saved *runs = read_all(options, 2);
	struct comparison comparison;
	int failed;

	if (!runs)
		return EXIT_UNUSABLE;
	failed = compare_print(stdout, &runs[0].run, &runs[1].run, &comparison);
	free_all(runs, 2);
	if (failed)
		return complain("report: out of memory; give this process more");
	return comparison.count[CHANGE_NEW_FAILURE] ? EXIT_FAILED : EXIT_ALL_PASSED;
}

int report_merge(const struct options *options)
{
	size_t count = options->word_count - 1;
	struct saved *runs, whole;
	char error[1024];
	int failed;

	if (!options->output)
		return complain("report: merge lacks its output; say where it goes with -o FILE");
	runs = read_all(options, count);
	if (!runs)
		return EXIT_UNUSABLE;
	failed = merge_runs(runs, count, &whole, error, sizeof(error));
	if (!failed) {
		failed = json_write(&whole.run, options->output, error, sizeof(error));
		saved_free(&whole);
	}
	free_all(runs, count);
	return failed ? complain("report: %s", error) : EXIT_ALL_PASSED;
}

/* One run, or several side by side. */
int report_html(const struct options *options)
{
	size_t count = options->word_count - 1;
	struct saved *runs = read_all(options, count);
	struct html_run *shown = calloc(count, sizeof(*shown));
	char error[1024] = "out of memory; give this process more";
	int failed;

	if (!runs || !shown) {
		free(shown);
		return runs ? complain("report: %s", error) : EXIT_UNUSABLE;
	}
	for (size_t i = 0; i < count; i++)
		shown[i] = (struct html_run){&runs[i].run, options->words[1 + i]};
	if (options->output)
		failed = html_write(shown, count, options->output, error, sizeof(error));
	else
		failed = html_print(shown, count, stdout);
	free(shown);
	free_all(runs, count);
	return failed ? complain("report: %s", error) : EXIT_ALL_PASSED;
}
