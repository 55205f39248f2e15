/* html_list.c - the long tail: what was skipped and why, every case, and the machine. */
#include "reports/html_parts.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

enum { REASON_SHOWN = 160 }; /* octets of a reason in the list of all cases */

/* ---- skips ---- */

static const char *reason_of(const struct result *result)
{
	return text_or(result->reason, "no reason was given");
}

static int compare_reasons(const void *one, const void *other)
{
	const struct result *a = *(const struct result *const *)one,
			    *b = *(const struct result *const *)other;
	int order = strcmp(reason_of(a), reason_of(b));

	return order ? order : (a > b) - (a < b);
}

static void put_reason(struct html *html, const struct result *const *results, size_t count)
{
	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	html_text(html, reason_of(results[0]));
	html_close(html);
	html_putf(html, "td", "number", "%zu", count);
	html_open(html, "td");
	for (size_t i = 0; i < count && i < 20; i++) {
		html_text(html, i ? " " : "");
		html_put(html, "code", NULL, results[i]->id);
	}
	html_text(html, count > 20 ? " …" : "");
	html_close(html);
	html_close(html);
}

static void put_columns(struct html *html, const char *const *names, size_t count)
{
	html_open(html, "thead");
	html_open(html, "tr");
	for (size_t i = 0; i < count; i++) {
		html_open(html, "th");
		html_attribute(html, "scope", "col");
		html_text(html, names[i]);
		html_close(html);
	}
	html_close(html);
	html_close(html);
}

static void put_reasons(struct html *html, const struct result **results, size_t count)
{
	static const char *const columns[] = {"reason", "cases", "which"};
	size_t next;

	qsort(results, count, sizeof(*results), compare_reasons);
	open_scroller(html, "Skipped, by reason");
	html_open_class(html, "table", "plain");
	put_columns(html, columns, sizeof(columns) / sizeof(columns[0]));
	html_open(html, "tbody");
	for (size_t first = 0; first < count; first = next) {
		for (next = first + 1; next < count;)
			if (strcmp(reason_of(results[next]), reason_of(results[first])) != 0)
				break;
			else
				next++;
		put_reason(html, results + first, next - first);
	}
	html_close(html);
	html_close(html);
	html_close(html);
}

void put_skips(struct page *page, const struct shown_run *shown)
{
	const struct run *run = shown->run;
	size_t count = run_count(run, VERDICT_SKIP), filled = 0;
	const struct result **results = count ? calloc(count, sizeof(*results)) : NULL;

	if (!results)
		return;
	for (size_t i = 0; i < run->count; i++)
		if (run->results[i].verdict == VERDICT_SKIP)
			results[filled++] = &run->results[i];
	html_open_class(&page->html, "section", "skips");
	html_putf(&page->html, "h3", NULL, "Skipped (%zu)", count);
	put_reasons(&page->html, results, count);
	html_close(&page->html);
	free(results);
}

/* ---- bugs that were expected of no case that ran ---- */

void put_unmet(struct page *page, const struct shown_run *shown)
{
	static const char *const columns[] = {"expected of", "why nobody met it", "where it is expected"};
	struct html *html = &page->html;

	if (!shown->run->unmet_count)
		return;
	html_open_class(html, "section", "unmet");
	html_putf(html, "h3", NULL, "Expected bugs that no case could meet (%zu)", shown->run->unmet_count);
	open_scroller(html, "Expected bugs that no case could meet");
	html_open_class(html, "table", "plain");
	put_columns(html, columns, sizeof(columns) / sizeof(columns[0]));
	html_open(html, "tbody");
	for (size_t i = 0; i < shown->run->unmet_count; i++) {
		const struct unmet *unmet = &shown->run->unmet[i];

		html_open(html, "tr");
		html_put(html, "td", NULL, unmet->glob);
		html_put(html, "td", NULL, unmet->why);
		html_putf(html, "td", NULL, "%s:%u", text_or(unmet->file, "?"), unmet->line);
		html_close(html);
	}
	html_close(html);
	html_close(html);
	html_close(html);
	html_close(html);
}

/* ---- all cases ---- */

static void put_why(struct html *html, const struct shown_run *shown, const struct result *result)
{
	char text[REASON_SHOWN + 1];
	size_t cut;

	if (result->verdict == VERDICT_PASS || shown->in_full[result - shown->run->results])
		return;
	cut = text_cut(reason_of(result), REASON_SHOWN);
	snprintf(text, sizeof(text), "%.*s", (int)cut, reason_of(result));
	html_open(html, "br");
	html_close(html);
	html_textf(html, "%s%s", text, reason_of(result)[cut] ? "…" : "");
}

static void put_row(struct html *html, const struct shown_run *shown, const struct result *result)
{
	struct look look = look_of(result->verdict);
	int linked;

	html_open(html, "tr");
	html_open_class(html, "td", look.class);
	html_textf(html, "%s %s", look.glyph, verdict_name(result->verdict));
	html_close(html);
	html_open(html, "td");
	linked = open_link_to(html, shown, result);
	html_text(html, result->id);
	if (linked)
		html_close(html);
	if (result->repeat)
		html_textf(html, " (repeat %u)", result->repeat);
	put_why(html, shown, result);
	html_close(html);
	html_put(html, "td", NULL, text_or(result->requirement, ""));
	html_putf(html, "td", "number", "%.1f", (double)result->duration_ns / 1e6);
	html_close(html);
}

void put_list(struct page *page, const struct shown_run *shown)
{
	static const char *const columns[] = {"verdict", "case", "requirement", "ms"};
	struct html *html = &page->html;

	html_open_class(html, "details", "all");
	html_open(html, "summary");
	html_putf(html, "h3", NULL, "All cases (%zu)", shown->run->count);
	html_close(html);
	open_scroller(html, "All cases");
	html_open_class(html, "table", "plain list");
	put_columns(html, columns, sizeof(columns) / sizeof(columns[0]));
	html_open(html, "tbody");
	for (size_t i = 0; i < shown->run->count; i++)
		put_row(html, shown, &shown->run->results[i]);
	html_close(html);
	html_close(html);
	html_close(html);
	html_close(html);
}

/* ---- the machine ---- */

void put_environment(struct page *page, const struct shown_run *shown)
{
	struct html *html = &page->html;

	if (!shown->run->property_count)
		return;
	html_open_class(html, "section", "environment");
	html_put(html, "h3", NULL, "Where it ran");
	html_open_class(html, "dl", "facts");
	if (shown->file) {
		html_put(html, "dt", NULL, "read from");
		html_put(html, "dd", NULL, shown->file);
	}
	if (shown->run->shard.count) {
		html_put(html, "dt", NULL, "part");
		html_putf(html, "dd", NULL, "%u of %u", shown->run->shard.index, shown->run->shard.count);
	}
	for (size_t i = 0; i < shown->run->property_count; i++) {
		html_put(html, "dt", NULL, shown->run->properties[i].name);
		html_put(html, "dd", NULL, shown->run->properties[i].value);
	}
	html_close(html);
	html_close(html);
}
