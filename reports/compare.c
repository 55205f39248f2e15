#include "reports/compare.h"
#include "reports/saved.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

/* NULL: it is not there. */
struct pair {
	const struct result *old, *new;
};

static const struct {
	const char *heading, *counted;
} changes[CHANGES] = {
	[CHANGE_NEW_FAILURE] = {"new failures:", "new failures"},
	[CHANGE_STILL_FAILS] = {"failed before, too:", "failed before"},
	[CHANGE_FLAKE] = {"flakes - failed, and passed when run again:", "flakes"},
	[CHANGE_XPASS] = {"PASSED, though known to fail on this kernel:", "unexpected passes"},
	[CHANGE_XFAIL] = {"fail now, as is known of this kernel:", "new expected failures"},
	[CHANGE_MENDED] = {"mended:", "mended"},
	[CHANGE_SKIPPED] = {"skipped now:", "skipped now"},
	[CHANGE_RUNS] = {"not skipped any more:", "not skipped any more"},
	[CHANGE_MISSING] = {"missing - in the old results only:", "missing"},
	[CHANGE_ADDED] = {"added:", "added"},
	[CHANGE_NONE] = {NULL, "unchanged"},
};

/* ---- pairs ---- */

static int badness(enum verdict verdict)
{
	static const int worse[VERDICTS] = {
		[VERDICT_PASS] = 0,   [VERDICT_SKIP] = 1,    [VERDICT_XPASS] = 2, [VERDICT_XFAIL] = 3,
		[VERDICT_BROKEN] = 4, [VERDICT_TIMEOUT] = 5, [VERDICT_FAIL] = 6,  [VERDICT_CRASH] = 7,
	};

	return worse[verdict];
}

/* By id, the worst first. */
static int by_id(const void *one, const void *other)
{
	const struct result *a = *(const struct result *const *)one,
			    *b = *(const struct result *const *)other;
	int order = strcmp(a->id, b->id);

	if (!order)
		order = badness(b->verdict) - badness(a->verdict);
	return order ? order : (a > b) - (a < b);
}

/* The worst result of each case, sorted by id, owned by the caller; NULL without memory. */
static const struct result **worst_of(const struct run *run, size_t *count)
{
	const struct result **sorted = calloc(run->count + 1, sizeof(struct result *));

	*count = 0;
	if (!sorted)
		return NULL;
	for (size_t i = 0; i < run->count; i++)
		sorted[i] = &run->results[i];
	qsort(sorted, run->count, sizeof(*sorted), by_id);
	for (size_t i = 0; i < run->count; i++)
		if (!*count || strcmp(sorted[i]->id, sorted[*count - 1]->id))
			sorted[(*count)++] = sorted[i];
	return sorted;
}

static size_t pair_up(const struct result *const *old, size_t old_count, const struct result *const *new,
		      size_t new_count, struct pair *pairs)
{
	size_t count = 0, o = 0, n = 0;

	while (o < old_count || n < new_count) {
		int order = o == old_count ? 1 : n == new_count ? -1 : strcmp(old[o]->id, new[n]->id);

		pairs[count++] = (struct pair){order <= 0 ? old[o] : NULL, order >= 0 ? new[n] : NULL};
		o += order <= 0;
		n += order >= 0;
	}
	return count;
}

/* ---- changes ---- */

static enum change change_to_trouble(const struct pair *pair)
{
	if (result_is_flake(pair->new))
		return CHANGE_FLAKE;
	return pair->old && verdict_is_trouble(pair->old->verdict) ? CHANGE_STILL_FAILS : CHANGE_NEW_FAILURE;
}

static enum change change_of(const struct pair *pair)
{
	enum verdict old = pair->old ? pair->old->verdict : VERDICTS;

	if (!pair->new)
		return CHANGE_MISSING;
	if (verdict_is_trouble(pair->new->verdict))
		return change_to_trouble(pair);
	if (pair->new->verdict == VERDICT_XPASS && old != VERDICT_XPASS)
		return CHANGE_XPASS;
	if (pair->new->verdict == old)
		return CHANGE_NONE;
	if (!pair->old)
		return CHANGE_ADDED;
	if (pair->new->verdict == VERDICT_XFAIL)
		return CHANGE_XFAIL;
	if (pair->new->verdict == VERDICT_SKIP)
		return CHANGE_SKIPPED;
	if (old == VERDICT_XPASS)
		return CHANGE_NONE; /* it passed and is not expected to fail any more */
	return old == VERDICT_SKIP ? CHANGE_RUNS : CHANGE_MENDED;
}

static void put_why(FILE *out, const struct result *result)
{
	const char *why = result->known_bug ? result->known_bug : result->reason;

	if (!why || !*why)
		return;
	fputs("  ", out);
	text_for_terminal(out, why);
}

static void put_pair(FILE *out, const struct pair *pair)
{
	const struct result *shown = pair->new ? pair->new : pair->old;

	fprintf(out, "  %s  %s -> %s", shown->id, pair->old ? verdict_name(pair->old->verdict) : "none",
		pair->new ? verdict_name(pair->new->verdict) : "none");
	if (pair->new &&result_is_flake(pair->new))
		fprintf(out, " (passed %u of %u times when run again)", pair->new->reruns_passed,
			pair->new->reruns);
	put_why(out, shown);
	fputc('\n', out);
}

static void put_group(FILE *out, const struct pair *pairs, size_t count, enum change change)
{
	fprintf(out, "%s\n", changes[change].heading);
	for (size_t i = 0; i < count; i++)
		if (change_of(&pairs[i]) == change)
			put_pair(out, &pairs[i]);
}

/* ---- all of it ---- */

static void put_run(FILE *out, const char *which, const struct run *run)
{
	fprintf(out, "%s: %zu results of ", which, run->count);
	text_for_terminal(out, text_or(run_property(run, "kernel.release"), "an unknown kernel"));
	fputs(", macvtap-conform ", out);
	text_for_terminal(out, text_or(run_property(run, "version"), "of an unknown version"));
	if (run->shard.count)
		fprintf(out, ", shard %u/%u", run->shard.index, run->shard.count);
	if (run->selected > run->count)
		fprintf(out, ", cut short: %zu were to run", run->selected);
	fputc('\n', out);
}

static void put_counts(FILE *out, const struct comparison *comparison)
{
	const char *separator = "";

	for (enum change change = 0; change < CHANGES; change++) {
		if (!comparison->count[change] && change != CHANGE_NEW_FAILURE)
			continue;
		fprintf(out, "%s%zu %s", separator, comparison->count[change], changes[change].counted);
		separator = ", ";
	}
	fputc('\n', out);
}

static void put_pairs(FILE *out, const struct pair *pairs, size_t count, struct comparison *comparison)
{
	*comparison = (struct comparison){0};
	for (size_t i = 0; i < count; i++)
		comparison->count[change_of(&pairs[i])]++;
	for (enum change change = 0; change < CHANGE_NONE; change++)
		if (comparison->count[change])
			put_group(out, pairs, count, change);
	put_counts(out, comparison);
}

int compare_print(FILE *out, const struct run *old, const struct run *new, struct comparison *comparison)
{
	size_t old_count, new_count;
	const struct result **olds = worst_of(old, &old_count), **news = worst_of(new, &new_count);
	struct pair *pairs = calloc(old_count + new_count + 1, sizeof(*pairs));
	int failed = olds && news && pairs ? 0 : -1;

	if (!failed) {
		put_run(out, "old", old);
		put_run(out, "new", new);
		put_pairs(out, pairs, pair_up(olds, old_count, news, new_count, pairs), comparison);
	}
	free(olds);
	free(news);
	free(pairs);
	return failed;
}
