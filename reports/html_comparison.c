/* html_comparison.c - several runs side by side: a column each. */
#include "reports/html_parts.h"
#include "reports/matrix.h"
#include "reports/summary.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

enum { DIFFERENCES = 1000 }; /* rows: more than anybody reads */

/* The results of all runs in one array, those of a case next to each other. */
struct entry {
	const struct result *result;
	unsigned run;
};

static int compare_cases(const void *one, const void *other)
{
	const struct entry *a = one, *b = other;
	int order = strcmp(a->result->id, b->result->id);

	if (!order)
		order = (a->result->repeat > b->result->repeat) - (a->result->repeat < b->result->repeat);
	return order ? order : (a->run > b->run) - (a->run < b->run);
}

static int same_case(const struct entry *a, const struct entry *b)
{
	return !strcmp(a->result->id, b->result->id) && a->result->repeat == b->result->repeat;
}

static struct entry *collect(const struct page *page, size_t *count)
{
	size_t total = 0;
	struct entry *entries;

	for (size_t r = 0; r < page->run_count; r++)
		total += page->runs[r].run->count;
	entries = calloc(total + 1, sizeof(*entries));
	*count = 0;
	for (unsigned r = 0; entries && r < page->run_count; r++)
		for (size_t i = 0; i < page->runs[r].run->count; i++)
			entries[(*count)++] = (struct entry){&page->runs[r].run->results[i], r};
	if (entries)
		qsort(entries, total, sizeof(*entries), compare_cases);
	return entries;
}

/* What runs say of a case: all the same, not the same, or not all of them anything. */
enum relation { THE_SAME, DIFFERENT, MISSING, RELATIONS };

/* ---- tables ---- */

void put_head_of_runs(struct page *page, const char *corner)
{
	struct html *html = &page->html;

	html_open(html, "thead");
	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "col");
	html_text(html, corner);
	html_close(html);
	for (size_t r = 0; r < page->run_count; r++) {
		html_open(html, "th");
		html_attribute(html, "scope", "col");
		html_open(html, "a");
		html_attribute(html, "href", "#r%zu", r);
		html_text(html, page->runs[r].name);
		html_close(html);
		html_close(html);
	}
	html_close(html);
	html_close(html);
}

static void put_counts(struct page *page)
{
	struct html *html = &page->html;

	open_scroller(html, "Counts");
	html_open_class(html, "table", "plain counted");
	put_head_of_runs(page, "verdict");
	html_open(html, "tbody");
	for (size_t v = 0; v < VERDICTS; v++) {
		struct look look = look_of(by_weight[v]);
		size_t any = 0;

		for (size_t r = 0; r < page->run_count; r++)
			any += run_count(page->runs[r].run, by_weight[v]);
		if (!any)
			continue;
		html_open(html, "tr");
		html_open(html, "th");
		html_attribute(html, "scope", "row");
		html_attribute(html, "class", "%s", look.class);
		html_textf(html, "%s %s", look.glyph, verdict_counted(by_weight[v]));
		html_close(html);
		for (size_t r = 0; r < page->run_count; r++)
			html_putf(html, "td", "number", "%zu", run_count(page->runs[r].run, by_weight[v]));
		html_close(html);
	}
	html_close(html);
	html_close(html);
	html_close(html);
}

/* Entries [first, end) are one case. */
static enum relation relation_of(const struct page *page, const struct entry *first, const struct entry *end)
{
	for (const struct entry *entry = first + 1; entry < end; entry++)
		if (entry->result->verdict != first->result->verdict)
			return DIFFERENT;
	return (size_t)(end - first) == page->run_count ? THE_SAME : MISSING;
}

static void put_verdict(struct html *html, const struct page *page, const struct entry *entry)
{
	struct look look = look_of(entry->result->verdict);
	int linked;

	html_open_class(html, "td", look.class);
	linked = open_link_to(html, &page->runs[entry->run], entry->result);
	html_textf(html, "%s %s", look.glyph, verdict_name(entry->result->verdict));
	if (linked)
		html_close(html);
	html_close(html);
}

static void put_case(struct html *html, const struct page *page, const struct entry *first,
		     const struct entry *end)
{
	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	html_text(html, first->result->id);
	if (first->result->repeat)
		html_textf(html, " (repeat %u)", first->result->repeat);
	html_close(html);
	for (unsigned r = 0; r < page->run_count; r++) {
		const struct entry *entry = first;

		while (entry < end && entry->run != r)
			entry++;
		if (entry < end)
			put_verdict(html, page, entry);
		else
			html_put(html, "td", "none", "not run");
	}
	html_close(html);
}

static size_t end_of_case(const struct entry *entries, size_t count, size_t first)
{
	size_t end = first + 1;

	while (end < count && same_case(&entries[first], &entries[end]))
		end++;
	return end;
}

/* The cases that are related so. */
static void put_cases(struct page *page, const struct entry *entries, size_t count, enum relation relation)
{
	struct html *html = &page->html;
	size_t shown = 0, end;

	open_scroller(html, relation == MISSING ? "Cases that some runs have not"
						: "Cases about which runs differ");
	html_open_class(html, "table", "plain differences");
	put_head_of_runs(page, "case");
	html_open(html, "tbody");
	for (size_t first = 0; first < count && shown < DIFFERENCES; first = end) {
		end = end_of_case(entries, count, first);
		if (relation_of(page, entries + first, entries + end) != relation)
			continue;
		put_case(html, page, entries + first, entries + end);
		shown++;
	}
	html_close(html);
	html_close(html);
	html_close(html);
}

static void put_relations(struct page *page, const struct entry *entries, size_t count)
{
	struct html *html = &page->html;
	size_t counts[RELATIONS] = {0}, end;

	for (size_t first = 0; first < count; first = end) {
		end = end_of_case(entries, count, first);
		counts[relation_of(page, entries + first, entries + end)]++;
	}
	html_putf(html, "h3", NULL, "Where they differ (%zu)", counts[DIFFERENT]);
	if (counts[DIFFERENT] > DIFFERENCES)
		html_putf(html, "p", "note", "The first %d of them.", DIFFERENCES);
	if (counts[DIFFERENT])
		put_cases(page, entries, count, DIFFERENT);
	else
		html_put(html, "p", "note", "No case has one verdict here and another there.");
	if (!counts[MISSING])
		return;
	html_open(html, "details");
	html_putf(html, "summary", NULL, "Not in every run (%zu)", counts[MISSING]);
	put_cases(page, entries, count, MISSING);
	html_close(html);
}

void put_comparison(struct page *page)
{
	struct html *html = &page->html;
	size_t count;
	struct entry *entries = collect(page, &count);

	html_open_class(html, "section", "comparison");
	html_put(html, "h2", NULL, "Side by side");
	put_counts(page);
	put_matrix_of_runs(page);
	if (entries)
		put_relations(page, entries, count);
	html_close(html);
	free(entries);
}
