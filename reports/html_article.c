/* html_article.c - all that is known of one case that did not simply pass. */
#include "reports/html_parts.h"
#include "reports/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
	OPEN_AT_FIRST = 12,      /* articles of failures that need no click */
	ARTICLES = 300,          /* of a run: nobody reads more of them */
	IN_FULL_MAX = 640 << 10, /* octets of articles of the whole page, from which on they are brief */
	FINDINGS_SHOWN = 8,      /* of a case */
	JOURNEYS_SHOWN = 2,      /* of a case */
	TEXT_SHOWN = 1200,       /* octets of a finding */
	BRIEF_TEXT_SHOWN = 300,
	OUTPUT_SHOWN = 2000, /* octets of what it wrote */
};

static void put_shortened(struct html *html, const char *text, size_t limit)
{
	char *copy = strlen(text) > limit ? strdup(text) : NULL;

	if (copy)
		text_shorten(copy, limit);
	html_text(html, copy ? copy : text);
	free(copy);
}

/* ---- what was wrong ---- */

static void put_finding(struct html *html, const char *element, const struct finding *finding)
{
	html_open(html, element);
	put_shortened(html, finding->text, TEXT_SHOWN);
	if (*finding->file) {
		html_text(html, " ");
		html_putf(html, "code", "at", "%s:%u", finding->file, finding->line);
	}
	html_close(html);
}

static void put_findings(struct html *html, const struct result *result)
{
	size_t shown = result->finding_count < FINDINGS_SHOWN ? result->finding_count : FINDINGS_SHOWN;

	if (!result->finding_count ||
	    (result->reason && strcmp(result->reason, result->findings[0].text) != 0)) {
		html_open_class(html, "p", "finding");
		put_shortened(html, text_or(result->reason, ""), TEXT_SHOWN);
		html_close(html);
	}
	if (!result->finding_count)
		return;
	html_open_class(html, "ol", result->finding_count == 1 ? "findings one" : "findings");
	for (size_t i = 0; i < shown; i++)
		put_finding(html, "li", &result->findings[i]);
	if (result->finding_count > shown)
		html_putf(html, "li", NULL, "and %zu more; the JUnit report has them",
			  result->finding_count - shown);
	html_close(html);
}

static void put_reruns(struct html *html, const struct result *result)
{
	if (result->reruns)
		html_putf(html, "p", "note", "Run again %u times, it passed %u times%s.", result->reruns,
			  result->reruns_passed,
			  result_is_flake(result) ? ": a flake, and a failure all the same" : "");
}

static void put_requirement(struct html *html, const struct result *result)
{
	if (!result->sentence)
		return;
	html_open_class(html, "blockquote", "must");
	html_put(html, "p", NULL, result->sentence);
	html_open(html, "footer");
	html_put(html, "b", NULL, text_or(result->requirement, ""));
	html_text(html, " ");
	html_put(html, "cite", NULL, text_or(result->source, ""));
	html_close(html);
	html_close(html);
}

static void put_known(struct html *html, const struct result *result)
{
	if (!result->known_bug)
		return;
	html_open_class(html, "p", "known");
	html_put(html, "b", NULL,
		 result->verdict == VERDICT_XPASS ? "It passed, though this kernel is known for: "
						  : "A known bug of this kernel: ");
	html_textf(html, "%s (%s)", result->known_bug, text_or(result->known_fix, "unreported"));
	html_close(html);
}

/* ---- where ---- */

static void put_journeys(struct html *html, const struct result *result)
{
	size_t shown = result->journey_count < JOURNEYS_SHOWN ? result->journey_count : JOURNEYS_SHOWN;

	for (size_t i = 0; i < shown; i++) {
		const struct journey *journey = &result->journeys[i];

		html_open_class(html, "figure", "journey");
		html_open(html, "figcaption");
		html_put(html, "b", NULL, journey->testbed);
		html_textf(html, ": %s put in ", journey->from);
		html_put(html, "code", NULL, journey->frame);
		html_close(html);
		open_scroller(html, "Drawing of the testbed");
		put_drawing(html, result, i);
		html_close(html);
		put_ladder(html, result, i);
		html_close(html);
	}
	if (result->journey_count > shown)
		html_putf(html, "p", "note", "%zu more frames went wrong; the capture has the first few.",
			  result->journey_count - shown);
}

/* ---- how to look closer ---- */

static void put_fact(struct html *html, const char *name, const char *code)
{
	html_put(html, "dt", NULL, name);
	html_open(html, "dd");
	html_put(html, "code", NULL, code);
	html_close(html);
}

static void put_capture(struct page *page, const struct shown_run *shown, const struct result *result)
{
	struct html *html = &page->html;
	char *path = capture_of(shown, result);
	char *url = path ? link_between(page->folder, path) : NULL;

	html_put(html, "dt", NULL, "packets");
	html_open(html, "dd");
	html_open(html, "a");
	html_attribute(html, "href", "%s", text_or(url, ""));
	html_text(html, result->pcapng);
	html_close(html);
	html_text(html, " for Wireshark or tshark");
	html_close(html);
	free(url);
	free(path);
}

static void put_facts(struct page *page, const struct shown_run *shown, const struct result *result)
{
	struct html *html = &page->html;
	char again[512];

	snprintf(again, sizeof(again), "macvtap-conform %s%s", result_again(result), result->id);
	html_open_class(html, "dl", "facts");
	if (result_is_a_cases(result))
		put_fact(html, "again", again);
	if (result->enter)
		put_fact(html, "enter", result->enter);
	if (result->pcapng)
		put_capture(page, shown, result);
	html_put(html, "dt", NULL, "took");
	html_putf(html, "dd", NULL, "%.1f ms, %" PRIu64 " check%s", (double)result->duration_ns / 1e6,
		  result->checks, result->checks == 1 ? "" : "s");
	html_close(html);
}

static void put_output(struct html *html, const struct result *result)
{
	if (!result->output || !*result->output)
		return;
	html_open(html, "details");
	html_put(html, "summary", NULL, "What it wrote");
	html_open(html, "pre");
	put_shortened(html, result->output, OUTPUT_SHOWN);
	html_close(html);
	html_close(html);
}

/* ---- the article ---- */

static void put_title(struct html *html, const struct result *result)
{
	html_open(html, "summary");
	html_open(html, "h4");
	put_badge(html, result->verdict);
	html_text(html, " ");
	html_put(html, "code", NULL, result->id);
	if (result->repeat)
		html_textf(html, " (repeat %u)", result->repeat);
	html_close(html);
	if (result->summary || result->known_bug)
		html_put(html, "span", "gist", text_or(result->known_bug, result->summary));
	html_close(html);
}

static void put_body(struct page *page, const struct shown_run *shown, const struct result *result)
{
	struct html *html = &page->html;

	put_findings(html, result);
	put_known(html, result);
	put_reruns(html, result);
	put_requirement(html, result);
	put_journeys(html, result);
	put_facts(page, shown, result);
	put_output(html, result);
}

/* Where there are more failures than anybody reads: what it takes to look closer. */
static void put_brief_body(struct html *html, const struct result *result)
{
	html_open_class(html, "p", "finding");
	put_shortened(html, text_or(result->reason, "no reason was given"), BRIEF_TEXT_SHOWN);
	html_close(html);
	html_putf(html, "p", "note",
		  "%s; in brief, as this report has enough of the others. Again: macvtap-conform %s%s",
		  text_or(result->requirement, ""), result_again(result), result->id);
}

static void put_article(struct page *page, const struct shown_run *shown, const struct result *result,
			int open)
{
	struct html *html = &page->html;
	size_t before = html->written;

	html_open(html, "details");
	html_attribute(html, "class", "case %s", look_of(result->verdict).class);
	html_attribute(html, "id", "r%u-%s.%u", shown->number, result->id, result->repeat);
	if (open)
		html_attribute(html, "open", "%s", "");
	put_title(html, result);
	html_open_class(html, "div", "body");
	if (page->in_full < IN_FULL_MAX)
		put_body(page, shown, result);
	else
		put_brief_body(html, result);
	html_close(html);
	html_close(html);
	page->in_full += html->written - before;
}

/* ---- all of them ---- */

static const struct group {
	const char *heading, *note;
	unsigned verdicts; /* bits */
	int open;
} groups[] = {
	{"What went wrong", "The kernel did not do what it must, or it could not be decided.",
	 1U << VERDICT_FAIL | 1U << VERDICT_BROKEN | 1U << VERDICT_TIMEOUT | 1U << VERDICT_CRASH, 1},
	{"Passed, against expectation",
	 "This kernel is known for these bugs, and does not have them: if they have been mended, the "
	 "expectation must go.",
	 1U << VERDICT_XPASS, 0},
	{"Known bugs of this kernel", "They failed, as was expected; they fail no run.", 1U << VERDICT_XFAIL,
	 0},
};

enum { GROUPS = sizeof(groups) / sizeof(groups[0]) };

static size_t count_group(const struct run *run, const struct group *group)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += (group->verdicts >> run->results[i].verdict) & 1;
	return count;
}

void choose_articles(struct shown_run *shown)
{
	const struct run *run = shown->run;
	size_t chosen = 0;

	for (size_t g = 0; g < GROUPS; g++) {
		for (size_t i = 0; i < run->count; i++) {
			if (!((groups[g].verdicts >> run->results[i].verdict) & 1))
				continue;
			if (chosen++ < ARTICLES)
				shown->in_full[i] = 1;
		}
	}
	shown->left_out = chosen > ARTICLES ? chosen - ARTICLES : 0;
}

static void put_group(struct page *page, const struct shown_run *shown, const struct group *group)
{
	struct html *html = &page->html;
	size_t count = count_group(shown->run, group), open = 0;

	if (!count)
		return;
	html_open_class(html, "section", "cases");
	html_putf(html, "h3", NULL, "%s (%zu)", group->heading, count);
	html_put(html, "p", "note", group->note);
	for (size_t i = 0; i < shown->run->count; i++) {
		const struct result *result = &shown->run->results[i];

		if (shown->in_full[i] && ((group->verdicts >> result->verdict) & 1))
			put_article(page, shown, result, group->open && open++ < OPEN_AT_FIRST);
	}
	html_close(html);
}

void put_articles(struct page *page, const struct shown_run *shown)
{
	for (size_t g = 0; g < GROUPS; g++)
		put_group(page, shown, &groups[g]);
	if (shown->left_out)
		html_putf(&page->html, "p", "note",
			  "%zu more are in the list of all cases, and whole in the JUnit report.",
			  shown->left_out);
}
