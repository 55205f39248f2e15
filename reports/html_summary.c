/* html_summary.c - what became of a run, in one glance. */
#include "reports/html_parts.h"
#include "reports/matrix.h"
#include "reports/summary.h"
#include "reports/text.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

static const char *property_of(const struct run *run, const char *name)
{
	for (size_t i = 0; i < run->property_count; i++)
		if (!strcmp(run->properties[i].name, name))
			return run->properties[i].value;
	return NULL;
}

/* ---- the headline ---- */

static size_t troubles(const struct run *run)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += verdict_is_trouble(run->results[i].verdict) != 0;
	return count;
}

static void put_headline(struct html *html, const struct run *run)
{
	size_t trouble = troubles(run), broken = run_count(run, VERDICT_BROKEN);
	size_t skipped = run_count(run, VERDICT_SKIP);
	int cut_short = run->selected > run->count, none = skipped == run->count;

	html_open(html, "p");
	html_attribute(html, "class", "headline %s",
		       trouble > broken       ? "f"
		       : trouble || cut_short ? "b"
		       : none                 ? "s"
					      : "p");
	html_open(html, "span");
	html_attribute(html, "aria-hidden", "true");
	html_text(html, trouble > broken ? "✗ " : trouble || cut_short ? "? " : none ? "– " : "✓ ");
	html_close(html);
	if (trouble > broken)
		html_textf(html, "%zu of %zu went wrong", trouble, run->count);
	else if (trouble)
		html_textf(html, "%zu of %zu could not be decided", trouble, run->count);
	else if (cut_short)
		html_text(html, "Cut short");
	else if (none)
		html_text(html, "Nothing was checked");
	else
		html_textf(html, "All is as expected");
	html_close(html);
	if (cut_short)
		html_putf(html, "p", "warning", "The run was cut short: %zu of %zu cases ran.", run->count,
			  run->selected);
}

/* ---- counts ---- */

static void put_counts(struct html *html, const struct run *run)
{
	html_open_class(html, "ul", "counts");
	html_attribute(html, "aria-label", "Counts");
	for (size_t i = 0; i < VERDICTS; i++) {
		static const enum verdict order[VERDICTS] = {VERDICT_PASS,    VERDICT_FAIL,  VERDICT_BROKEN,
							     VERDICT_TIMEOUT, VERDICT_CRASH, VERDICT_XFAIL,
							     VERDICT_XPASS,   VERDICT_SKIP};
		struct look look = look_of(order[i]);
		size_t count = run_count(run, order[i]);

		if (!count && order[i] != VERDICT_PASS && order[i] != VERDICT_FAIL)
			continue;
		html_open(html, "li");
		html_attribute(html, "class", "%s", count ? look.class : "nil");
		html_open(html, "b");
		html_open(html, "span");
		html_attribute(html, "aria-hidden", "true");
		html_textf(html, "%s ", look.glyph);
		html_close(html);
		html_textf(html, "%zu", count);
		html_close(html);
		html_textf(html, " %s", verdict_counted(order[i]));
		html_close(html);
	}
	html_close(html);
}

/* A strip as wide as the run, in shares. */
static void put_strip(struct html *html, const struct run *run)
{
	double left = 0;

	if (!run->count)
		return;
	html_open_class(html, "svg", "strip");
	html_attribute(html, "viewBox", "0 0 1000 10");
	html_attribute(html, "preserveAspectRatio", "none");
	html_attribute(html, "aria-hidden", "true");
	for (size_t i = 0; i < VERDICTS; i++) {
		double width = 1000.0 * (double)run_count(run, by_weight[i]) / (double)run->count;

		if (width <= 0)
			continue;
		html_open_class(html, "rect", look_of(by_weight[i]).class);
		html_attribute(html, "x", "%.2f", left);
		html_attribute(html, "width", "%.2f", width);
		html_attribute(html, "height", "10");
		html_close(html);
		left += width;
	}
	html_close(html);
}

/* ---- when and where ---- */

static void put_about(struct html *html, const struct run *run)
{
	static const char *const names[] = {"hostname", "machine"};
	time_t started = (time_t)run->started_s;
	char stamp[64] = "";
	uint64_t checks = 0;
	struct tm utc;

	for (size_t i = 0; i < run->count; i++)
		checks += run->results[i].checks;
	html_open_class(html, "p", "about");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = property_of(run, names[i]);

		if (value)
			html_textf(html, "%s, ", value);
	}
	if (gmtime_r(&started, &utc))
		strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &utc);
	html_open(html, "time");
	html_attribute(html, "datetime", "%s", stamp);
	html_text(html, stamp);
	html_close(html);
	html_textf(html, ", %zu results and %" PRIu64 " checks in %.1f s", run->count, checks,
		   (double)run->duration_ns / 1e9);
	html_close(html);
}

void put_summary(struct page *page, const struct shown_run *shown)
{
	struct html *html = &page->html;

	html_open_class(html, "section", "summary");
	put_headline(html, shown->run);
	put_about(html, shown->run);
	put_counts(html, shown->run);
	put_strip(html, shown->run);
	html_close(html);
}
