#include "reports/summary.h"
#include "reports/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const counted[VERDICTS] = {
	[VERDICT_PASS] = "passed",   [VERDICT_FAIL] = "failed",       [VERDICT_SKIP] = "skipped",
	[VERDICT_BROKEN] = "broken", [VERDICT_TIMEOUT] = "timed out", [VERDICT_CRASH] = "crashed",
};

const char *verdict_counted(enum verdict verdict)
{
	return counted[verdict];
}

static void write_counts(FILE *out, const struct run *run)
{
	static const enum verdict order[VERDICTS] = {
		VERDICT_PASS, VERDICT_FAIL, VERDICT_BROKEN, VERDICT_TIMEOUT, VERDICT_CRASH, VERDICT_SKIP,
	};
	size_t firsts = 0;
	uint64_t checks = 0;
	const char *separator = ": ";

	for (size_t i = 0; i < run->count; i++) {
		firsts += run->results[i].repeat == 0;
		checks += run->results[i].checks;
	}
	if (firsts < run->count)
		fprintf(out, "%zu runs of ", run->count);
	fprintf(out, "%zu case%s", firsts, firsts == 1 ? "" : "s");
	for (size_t i = 0; i < VERDICTS; i++) {
		size_t count = run_count(run, order[i]);

		if (!count)
			continue;
		fprintf(out, "%s%zu %s", separator, count, verdict_counted(order[i]));
		separator = ", ";
	}
	fprintf(out, " in %.1f s (%" PRIu64 " check%s)\n", (double)run->duration_ns / 1e9, checks,
		checks == 1 ? "" : "s");
}

/* By reason, then in the order of the run. */
static int compare_skips(const void *one, const void *other)
{
	const struct result *a = *(const struct result *const *)one,
			    *b = *(const struct result *const *)other;
	int order = strcmp(text_or(a->reason, ""), text_or(b->reason, ""));

	return order ? order : (a > b) - (a < b);
}

static void write_skip_group(FILE *out, const struct result *const *skips, size_t count)
{
	fprintf(out, "%6zu  ", count);
	text_for_terminal(out, text_or(skips[0]->reason, "no reason was given"));
	fprintf(out, "\n        %s", skips[0]->id);
	if (count > 1)
		fprintf(out, " and %zu more", count - 1);
	fputc('\n', out);
}

static void write_skips(FILE *out, const struct run *run)
{
	size_t count = run_count(run, VERDICT_SKIP), filled = 0, next;
	const struct result **skips = count ? calloc(count, sizeof(*skips)) : NULL;

	if (!skips)
		return;
	for (size_t i = 0; i < run->count; i++)
		if (run->results[i].verdict == VERDICT_SKIP)
			skips[filled++] = &run->results[i];
	qsort(skips, count, sizeof(*skips), compare_skips);
	fputs("skipped:\n", out);
	for (size_t first = 0; first < count; first = next) {
		const char *reason = text_or(skips[first]->reason, "");

		for (next = first + 1; next < count && !strcmp(text_or(skips[next]->reason, ""), reason);)
			next++;
		write_skip_group(out, skips + first, next - first);
	}
	free(skips);
}

void summary_write(FILE *out, const struct run *run)
{
	size_t passed = run_count(run, VERDICT_PASS), skipped = run_count(run, VERDICT_SKIP);

	write_skips(out, run);
	if (run->selected > run->count)
		fprintf(out, "cut short: %zu of %zu cases ran\n", run->count, run->selected);
	write_counts(out, run);
	/* Alone on its line and always in these words, for whatever reads logs. */
	fprintf(out, "%zu passed, %zu failed, %zu skipped\n", passed, run->count - passed - skipped, skipped);
}
