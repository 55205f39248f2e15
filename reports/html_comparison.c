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

/* ---- tables ---- */

static void put_runs(struct html *html, const struct page *page, const char *corner)
{
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

static void put_counts(struct html *html, const struct page *page)
{
	open_scroller(html, "Counts");
	html_open_class(html, "table", "plain counted");
	put_runs(html, page, "verdict");
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

/* Entries [first, end) are one case. Whether all runs agree about it. */
static int agree(const struct page *page, const struct entry *first, const struct entry *end)
{
	if ((size_t)(end - first) != page->run_count)
		return 0;
	for (const struct entry *entry = first + 1; entry < end; entry++)
		if (entry->result->verdict != first->result->verdict)
			return 0;
	return 1;
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

static size_t count_differences(const struct page *page, const struct entry *entries, size_t count)
{
	size_t differences = 0, end;

	for (size_t first = 0; first < count; first = end) {
		for (end = first + 1; end < count && same_case(&entries[first], &entries[end]);)
			end++;
		differences += !agree(page, entries + first, entries + end);
	}
	return differences;
}

static void put_differences(struct html *html, const struct page *page, const struct entry *entries,
			    size_t count)
{
	size_t shown = 0, end;

	open_scroller(html, "Cases about which runs differ");
	html_open_class(html, "table", "plain differences");
	put_runs(html, page, "case");
	html_open(html, "tbody");
	for (size_t first = 0; first < count && shown < DIFFERENCES; first = end) {
		for (end = first + 1; end < count && same_case(&entries[first], &entries[end]);)
			end++;
		if (agree(page, entries + first, entries + end))
			continue;
		put_case(html, page, entries + first, entries + end);
		shown++;
	}
	html_close(html);
	html_close(html);
	html_close(html);
}

void put_comparison(struct page *page)
{
	struct html *html = &page->html;
	size_t count, differences;
	struct entry *entries = collect(page, &count);

	html_open_class(html, "section", "comparison");
	html_put(html, "h2", NULL, "Side by side");
	put_counts(html, page);
	differences = entries ? count_differences(page, entries, count) : 0;
	html_putf(html, "h3", NULL, "Where they differ (%zu)", differences);
	if (differences > DIFFERENCES)
		html_putf(html, "p", "note", "The first %d of them.", DIFFERENCES);
	if (differences)
		put_differences(html, page, entries, count);
	else
		html_put(html, "p", "note", "Every case has the same verdict in all of them.");
	html_close(html);
	free(entries);
}
