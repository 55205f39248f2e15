/* html_parts.h - the parts of the HTML report and what they share; for html_*.c alone. */
#ifndef MVC_REPORTS_HTML_PARTS_H
#define MVC_REPORTS_HTML_PARTS_H

#include "reports/html.h"
#include "reports/html_report.h"

/* Made of html.css and html.js by scripts/lib/embed-html.cmake, with the hashes that the page's policy admits them by. */
extern const char html_style[], html_style_hash[], html_script[], html_script_hash[];

/* One run on the page. */
struct shown_run {
	const struct run *run;
	const char *file;       /* NULL: none */
	char *name;             /* owned: the kernel, and what tells it from the others */
	unsigned number;        /* 0, 1 ...: a part of its anchors */
	unsigned char *in_full; /* owned: for each result, whether it has an article */
	size_t left_out;        /* results that should have one */
};

struct page {
	struct html html;
	char *folder; /* owned: where the report goes, a real path */
	struct shown_run *runs;
	size_t run_count;
	size_t in_full; /* octets of articles so far */
};

/* How a verdict is shown: never by its colour alone. */
struct look {
	const char *glyph, *class, *word; /* "✓" "p" "passed" */
};

struct look look_of(enum verdict verdict);

/* Whether somebody may want more than a line about it: whatever is neither PASS nor SKIP. */
int deserves_article(enum verdict verdict);

/* <span class="badge f">✗ FAIL</span> */
void put_badge(struct html *html, enum verdict verdict);

/* An <a> to the article of a result is left open; returns 0, and opens nothing, if the result has none. */
int open_link_to(struct html *html, const struct shown_run *shown, const struct result *result);

/* A wide table that scrolls by itself, by keyboard too. */
void open_scroller(struct html *html, const char *label);

/* How to get from the folder to a file, as a URL; owned by the caller, NULL without memory. */
char *link_between(const char *folder, const char *path);

/* Where the capture of a result is: where it was written or, if the results have been carried elsewhere, in the folder
 * pcap beside them. Owned by the caller, NULL without memory. */
char *capture_of(const struct shown_run *shown, const struct result *result);

/* Decides which results have an article: links to them are written before they are. */
void choose_articles(struct shown_run *shown);

/* ---- parts ---- */

void put_summary(struct page *page, const struct shown_run *shown);
void put_comparison(struct page *page);
void put_head_of_runs(struct page *page, const char *corner);
void put_matrix_of_runs(struct page *page);
void put_matrix(struct page *page, const struct shown_run *shown);
void put_articles(struct page *page, const struct shown_run *shown);
void put_skips(struct page *page, const struct shown_run *shown);
void put_unmet(struct page *page, const struct shown_run *shown);
void put_list(struct page *page, const struct shown_run *shown);
void put_environment(struct page *page, const struct shown_run *shown);

/* A frame's way over its testbed: a drawing, and what was seen of it in the order of time. */
void put_drawing(struct html *html, const struct result *result, size_t journey);
void put_ladder(struct html *html, const struct result *result, size_t journey);

#endif
