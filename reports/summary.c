#include "reports/summary.h"
#include "reports/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const char *const counted[VERDICTS] = {
	[VERDICT_PASS] = "passed",   [VERDICT_FAIL] = "failed",       [VERDICT_SKIP] = "skipped",
	[VERDICT_BROKEN] = "broken", [VERDICT_TIMEOUT] = "timed out", [VERDICT_CRASH] = "crashed",
	[VERDICT_XFAIL] = "xfailed", [VERDICT_XPASS] = "xpassed",
};

const char *verdict_counted(enum verdict verdict)
{
	return counted[verdict];
}

static void write_counts(FILE *out, const struct run *run)
{
	static const enum verdict order[VERDICTS] = {
		VERDICT_PASS,    VERDICT_XPASS, VERDICT_FAIL,  VERDICT_BROKEN,
		VERDICT_TIMEOUT, VERDICT_CRASH, VERDICT_XFAIL, VERDICT_SKIP,
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

/* ---- what is no trouble, grouped by why ---- */

static const struct {
	enum verdict verdict;
	const char *heading;
} groups[] = {
	{VERDICT_SKIP, "skipped:"},
	{VERDICT_XFAIL, "failed, as is known of this kernel:"},
	{VERDICT_XPASS,
	 "PASSED, though known to fail on this kernel; if it has been mended, the expectation must go:"},
};

static const char *why(const struct result *result)
{
	const char *reason = result->verdict == VERDICT_SKIP ? result->reason : result->known_bug;

	return text_or(reason, "no reason was given");
}

/* By reason, then in the order of the run. */
static int compare_reasons(const void *one, const void *other)
{
	const struct result *a = *(const struct result *const *)one,
			    *b = *(const struct result *const *)other;
	int order = strcmp(why(a), why(b));

	return order ? order : (a > b) - (a < b);
}

static void write_group(FILE *out, const struct result *const *results, size_t count)
{
	fprintf(out, "%6zu  ", count);
	text_for_terminal(out, why(results[0]));
	if (results[0]->known_fix) {
		fputs(" (", out);
		text_for_terminal(out, results[0]->known_fix);
		fputc(')', out);
	}
	fprintf(out, "\n        %s", results[0]->id);
	if (count > 1)
		fprintf(out, " and %zu more", count - 1);
	fputc('\n', out);
}

static void write_groups(FILE *out, const struct run *run, enum verdict verdict, const char *heading)
{
	size_t count = run_count(run, verdict), filled = 0, next;
	const struct result **results = count ? calloc(count, sizeof(*results)) : NULL;

	if (!results)
		return;
	for (size_t i = 0; i < run->count; i++)
		if (run->results[i].verdict == verdict)
			results[filled++] = &run->results[i];
	qsort(results, count, sizeof(*results), compare_reasons);
	fprintf(out, "%s\n", heading);
	for (size_t first = 0; first < count; first = next) {
		for (next = first + 1; next < count && !strcmp(why(results[next]), why(results[first]));)
			next++;
		write_group(out, results + first, next - first);
	}
	free(results);
}

static void write_flakes(FILE *out, const struct run *run)
{
	const char *heading = "flakes - they failed, and passed when they were run again:\n";

	for (size_t i = 0; i < run->count; i++) {
		const struct result *result = &run->results[i];

		if (!result_is_flake(result))
			continue;
		fprintf(out, "%s        %s: %u of %u passed\n", heading, result->id, result->reruns_passed,
			result->reruns);
		heading = "";
	}
}

static void put_property(FILE *out, const struct run *run, const char *name, const char *before,
			 const char *after)
{
	const char *value = run_property(run, name);

	if (!value)
		return;
	fputs(before, out);
	text_for_terminal(out, value);
	fputs(after, out);
}

/* Where it ran, in a line; the other reports have all that is known of it. */
static void write_place(FILE *out, const struct run *run)
{
	if (!run_property(run, "kernel.release"))
		return;
	put_property(out, run, "version", "macvtap-conform ", " on ");
	put_property(out, run, "kernel.release", "Linux ", "");
	put_property(out, run, "machine", ", ", "");
	put_property(out, run, "cpus", ", ", " CPUs");
	put_property(out, run, "kernel.taint.after", ", taint ", "");
	put_property(out, run, "shuffle", ", shuffled by ", "");
	if (run->shard.count)
		fprintf(out, ", shard %u/%u", run->shard.index, run->shard.count);
	fputc('\n', out);
}

void summary_write(FILE *out, const struct run *run)
{
	size_t passed = run_count(run, VERDICT_PASS) + run_count(run, VERDICT_XPASS);
	size_t skipped = run_count(run, VERDICT_SKIP) + run_count(run, VERDICT_XFAIL);

	for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		write_groups(out, run, groups[i].verdict, groups[i].heading);
	write_flakes(out, run);
	write_place(out, run);
	if (run->selected > run->count)
		fprintf(out, "cut short: %zu of %zu cases ran\n", run->count, run->selected);
	write_counts(out, run);
	/* Alone on its line and always in these words, for whatever reads logs; an XFAIL is skipped there, as it is
	 * in JUnit. */
	fprintf(out, "%zu passed, %zu failed, %zu skipped\n", passed, run->count - passed - skipped, skipped);
}
