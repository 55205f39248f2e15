/* html_matrix.c - how each suite does in each mode, large enough for the other end of the room; and below it, suite by suite,
 * each behaviour.
 */
#include "reports/html_parts.h"
#include "reports/matrix.h"
#include "reports/summary.h"

#include <stdlib.h>
#include <string.h>

struct view {
	struct page *page;
	const struct shown_run *shown;
	const struct matrix *matrix;
};

/* ---- cells ---- */

/* How many of how many: all are what the worst is, or some. */
static void put_share(struct html *html, const struct cell *cell)
{
	enum verdict worst = cell_verdict(cell);
	unsigned total = cell_total(cell), count = cell->counts[worst];

	if (worst == VERDICT_PASS)
		count += cell->counts
				 [VERDICT_SKIP]; /* skips do not spoil it: they have a section of their own */
	if (count == total)
		html_textf(html, "%u", cell->counts[worst]);
	else
		html_textf(html, "%u of %u", cell->counts[worst], total);
}

static void put_large(struct html *html, const struct shown_run *shown, const struct cell *cell)
{
	struct look look;
	int linked;

	if (!cell_total(cell)) {
		html_put(html, "td", "none", "");
		return;
	}
	look = look_of(cell_verdict(cell));
	html_open_class(html, "td", look.class);
	linked = open_link_to(html, shown, cell->worst);
	html_open_class(html, "span", "glyph");
	html_attribute(html, "aria-hidden", "true");
	html_text(html, look.glyph);
	html_close(html);
	html_open_class(html, "span", "share");
	put_share(html, cell);
	html_textf(html, " %s", cell_verdict(cell) == VERDICT_XPASS ? "unexpected" : look.word);
	html_close(html);
	if (linked)
		html_close(html);
	html_close(html);
}

static void put_small(const struct view *view, const struct cell *cell)
{
	struct html *html = &view->page->html;
	unsigned total = cell_total(cell);
	struct look look;
	int linked;

	if (!total) {
		html_put(html, "td", NULL, "");
		return;
	}
	look = look_of(cell_verdict(cell));
	html_open_class(html, "td", look.class);
	linked = open_link_to(html, view->shown, cell->worst);
	html_textf(html, "%s ", look.glyph);
	if (total > 1)
		put_share(html, cell);
	html_put(html, "i", NULL, look.word);
	if (linked)
		html_close(html);
	html_close(html);
}

/* ---- tables ---- */

static void put_heading(struct html *html, const char *scope, const char *text)
{
	html_open(html, "th");
	html_attribute(html, "scope", "%s", scope);
	html_text(html, text);
	html_close(html);
}

static void put_head(const struct view *view, const char *corner, const char *last)
{
	struct html *html = &view->page->html;

	html_open(html, "thead");
	html_open(html, "tr");
	put_heading(html, "col", corner);
	for (size_t i = 0; i < view->matrix->mode_count; i++)
		put_heading(html, "col", mode_heading(view->matrix->modes[i]));
	if (last)
		put_heading(html, "col", last);
	html_close(html);
	html_close(html);
}

static int same_suite(const struct matrix_row *one, const struct matrix_row *other)
{
	return one->suite_length == other->suite_length &&
	       !memcmp(one->suite, other->suite, other->suite_length);
}

/* One behind the last row of the suite that begins here. */
static size_t end_of_suite(const struct matrix *matrix, size_t first)
{
	size_t end = first;

	while (end < matrix->row_count && same_suite(&matrix->rows[end], &matrix->rows[first]))
		end++;
	return end;
}

/* Adds up rows [first, end): a cell a mode, and all of them in the one behind. */
static void add_up(const struct matrix *matrix, size_t first, size_t end, struct cell sums[MATRIX_MODES + 1])
{
	memset(sums, 0, (MATRIX_MODES + 1) * sizeof(*sums));
	for (size_t row = first; row < end; row++) {
		for (size_t mode = 0; mode < matrix->mode_count; mode++) {
			cell_add(&sums[mode], &matrix->rows[row].cells[mode]);
			cell_add(&sums[matrix->mode_count], &matrix->rows[row].cells[mode]);
		}
	}
}

static void put_sums(const struct view *view, const char *name, int length, size_t first, size_t end)
{
	struct html *html = &view->page->html;
	struct cell sums[MATRIX_MODES + 1];

	add_up(view->matrix, first, end, sums);
	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	html_textf(html, "%.*s", length, name);
	html_close(html);
	for (size_t mode = 0; mode <= view->matrix->mode_count; mode++)
		put_large(html, view->shown, &sums[mode]);
	html_close(html);
}

static void put_overview(const struct view *view)
{
	struct html *html = &view->page->html;
	const struct matrix *matrix = view->matrix;

	open_scroller(html, "Suites by modes");
	html_open_class(html, "table", "overview");
	html_put(html, "caption", "unseen", "The worst verdict of each suite in each mode");
	put_head(view, "suite", "all");
	html_open(html, "tbody");
	for (size_t first = 0, end; first < matrix->row_count; first = end) {
		end = end_of_suite(matrix, first);
		put_sums(view, matrix->rows[first].suite, (int)matrix->rows[first].suite_length, first, end);
	}
	html_close(html);
	html_open(html, "tfoot");
	put_sums(view, "all", 3, 0, matrix->row_count);
	html_close(html);
	html_close(html);
	html_close(html);
}

static void put_behaviours(const struct view *view, size_t first, size_t end)
{
	struct html *html = &view->page->html;

	open_scroller(html, "Behaviours by modes");
	html_open_class(html, "table", "behaviours");
	put_head(view, "behaviour", NULL);
	html_open(html, "tbody");
	for (size_t row = first; row < end; row++) {
		html_open(html, "tr");
		put_heading(html, "row", view->matrix->rows[row].behaviour);
		for (size_t mode = 0; mode < view->matrix->mode_count; mode++)
			put_small(view, &view->matrix->rows[row].cells[mode]);
		html_close(html);
	}
	html_close(html);
	html_close(html);
	html_close(html);
}

/* "isolation: 940 passed, 4 xfailed" */
static void put_suite(const struct view *view, size_t first, size_t end)
{
	struct html *html = &view->page->html;
	const struct matrix_row *row = &view->matrix->rows[first];
	struct cell sums[MATRIX_MODES + 1];
	const struct cell *all = &sums[view->matrix->mode_count];
	const char *separator = "";

	add_up(view->matrix, first, end, sums);
	html_open_class(html, "details", "suite");
	html_open(html, "summary");
	html_putf(html, "b", NULL, "%.*s", (int)row->suite_length, row->suite);
	html_text(html, " ");
	for (size_t i = 0; i < VERDICTS; i++) {
		struct look look = look_of(by_weight[i]);

		if (!all->counts[by_weight[i]])
			continue;
		html_text(html, separator);
		html_putf(html, "span", look.class, "%s %u %s", look.glyph, all->counts[by_weight[i]],
			  verdict_counted(by_weight[i]));
		separator = ", ";
	}
	html_close(html);
	put_behaviours(view, first, end);
	html_close(html);
}

static void put_legend(struct html *html)
{
	static const enum verdict shown[] = {VERDICT_PASS,  VERDICT_FAIL,  VERDICT_BROKEN,
					     VERDICT_XFAIL, VERDICT_XPASS, VERDICT_SKIP};
	static const char *const words[] = {"passed",
					    "failed, timed out or crashed",
					    "not decided",
					    "fails, as is known of this kernel",
					    "passed, though known to fail",
					    "skipped"};

	html_open_class(html, "ul", "legend");
	html_attribute(html, "aria-label", "Legend");
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		struct look look = look_of(shown[i]);

		html_open(html, "li");
		html_open(html, "span");
		html_attribute(html, "class", "key %s", look.class);
		html_attribute(html, "aria-hidden", "true");
		html_text(html, look.glyph);
		html_close(html);
		html_textf(html, " %s", words[i]);
		html_close(html);
	}
	html_close(html);
}

void put_matrix(struct page *page, const struct shown_run *shown)
{
	struct html *html = &page->html;
	struct matrix matrix;
	struct view view = {page, shown, &matrix};

	if (!shown->run->count)
		return;
	html_open_class(html, "section", "matrix");
	html_put(html, "h3", NULL, "Behaviours by modes");
	if (matrix_count(&matrix, shown->run)) {
		html_put(html, "p", "note", "No memory was left to count them.");
	} else {
		put_overview(&view);
		put_legend(html);
		for (size_t first = 0, end; first < matrix.row_count; first = end) {
			end = end_of_suite(&matrix, first);
			put_suite(&view, first, end);
		}
		matrix_free(&matrix);
	}
	html_close(html);
}

/* ---- runs side by side ---- */

/* Whether an earlier run has this suite, too: then it has its row. */
static int came_before(const struct matrix *matrices, size_t run, const struct matrix_row *row)
{
	for (size_t r = 0; r < run; r++)
		for (size_t i = 0; i < matrices[r].row_count; i++)
			if (same_suite(&matrices[r].rows[i], row))
				return 1;
	return 0;
}

static void put_suite_of_runs(struct page *page, const struct matrix *matrices,
			      const struct matrix_row *suite)
{
	struct html *html = &page->html;

	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	html_textf(html, "%.*s", (int)suite->suite_length, suite->suite);
	html_close(html);
	for (size_t r = 0; r < page->run_count; r++) {
		struct cell sum = {0};

		for (size_t i = 0; i < matrices[r].row_count; i++)
			for (size_t mode = 0; mode < matrices[r].mode_count; mode++)
				if (same_suite(&matrices[r].rows[i], suite))
					cell_add(&sum, &matrices[r].rows[i].cells[mode]);
		put_large(html, &page->runs[r], &sum);
	}
	html_close(html);
}

/* A row a suite, in the order in which the runs have them. */
static void put_suites_of_runs(struct page *page, const struct matrix *matrices)
{
	for (size_t r = 0; r < page->run_count; r++) {
		const struct matrix *matrix = &matrices[r];

		for (size_t first = 0; first < matrix->row_count; first = end_of_suite(matrix, first))
			if (!came_before(matrices, r, &matrix->rows[first]))
				put_suite_of_runs(page, matrices, &matrix->rows[first]);
	}
}

void put_matrix_of_runs(struct page *page)
{
	struct html *html = &page->html;
	struct matrix *matrices = calloc(page->run_count, sizeof(*matrices));
	int failed = !matrices;

	for (size_t r = 0; r < page->run_count && !failed; r++)
		failed = matrix_count(&matrices[r], page->runs[r].run);
	if (!failed) {
		open_scroller(html, "Suites by runs");
		html_open_class(html, "table", "overview");
		html_put(html, "caption", "unseen", "The worst verdict of each suite in each run");
		put_head_of_runs(page, "suite");
		html_open(html, "tbody");
		put_suites_of_runs(page, matrices);
		html_close(html);
		html_close(html);
		html_close(html);
	}
	for (size_t r = 0; matrices && r < page->run_count; r++)
		matrix_free(&matrices[r]);
	free(matrices);
}
