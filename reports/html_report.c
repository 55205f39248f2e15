#include "reports/html_report.h"
#include "reports/file.h"
#include "reports/html_parts.h"
#include "reports/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the parts share ---- */

static const char *kernel_of(const struct run *run)
{
	for (size_t i = 0; i < run->property_count; i++)
		if (!strcmp(run->properties[i].name, "kernel.release"))
			return run->properties[i].value;
	return "of an unknown version";
}

/* Runs of one kernel are told apart by their files. */
static char *name_of(const struct html_run *runs, size_t count, size_t which)
{
	const char *kernel = kernel_of(runs[which].run);
	size_t alike = 0;
	char *name;

	for (size_t i = 0; i < count; i++)
		alike += !strcmp(kernel_of(runs[i].run), kernel);
	if (alike > 1 && runs[which].file) {
		if (asprintf(&name, "Linux %s, %s", kernel, runs[which].file) < 0)
			return NULL;
		return name;
	}
	return asprintf(&name, "Linux %s", kernel) < 0 ? NULL : name;
}

/* The folder of a path that can be written to, so that there is one; NULL without memory. */
static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, slash > path ? (size_t)(slash - path) : 1) : strdup(".");
	char *real = folder ? realpath(folder, NULL) : NULL;

	free(folder);
	return real;
}

static void end_page(struct page *page)
{
	for (size_t i = 0; page->runs && i < page->run_count; i++) {
		free(page->runs[i].name);
		free(page->runs[i].in_full);
	}
	free(page->runs);
	free(page->folder);
}

/* 0, or -1 without memory. */
static int begin_page(struct page *page, const struct html_run *runs, size_t count, const char *path)
{
	page->run_count = count;
	page->folder = folder_of(path);
	page->runs = calloc(count, sizeof(*page->runs));
	for (unsigned i = 0; page->runs && i < count; i++) {
		struct shown_run *shown = &page->runs[i];

		*shown = (struct shown_run){
			.run = runs[i].run,
			.file = runs[i].file,
			.name = name_of(runs, count, i),
			.number = i,
			.in_full = calloc(runs[i].run->count + 1, 1),
		};
		if (!shown->name || !shown->in_full)
			return -1;
		choose_articles(shown);
	}
	return page->runs ? 0 : -1;
}

/* ---- the page ---- */

static void put_meta(struct html *html, const char *attribute, const char *name, const char *content)
{
	html_open(html, "meta");
	html_attribute(html, attribute, "%s", name);
	html_attribute(html, "content", "%s", content);
	html_close(html);
}

/* Nothing is fetched, from anywhere; no style and no script but the two that are the program's own. */
static void put_policy(struct html *html)
{
	char policy[512];

	snprintf(policy, sizeof(policy),
		 "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'",
		 html_style_hash, html_script_hash);
	put_meta(html, "http-equiv", "Content-Security-Policy", policy);
}

static void put_head(const struct page *page, struct html *html)
{
	html_open(html, "head");
	html_open(html, "meta");
	html_attribute(html, "charset", "utf-8");
	html_close(html);
	put_policy(html);
	put_meta(html, "name", "viewport", "width=device-width, initial-scale=1");
	put_meta(html, "name", "color-scheme", "light dark");
	put_meta(html, "name", "generator", "macvtap-conform " MVC_VERSION);
	if (page->run_count == 1)
		html_putf(html, "title", NULL, "macvtap-conform: %s", page->runs[0].name);
	else
		html_putf(html, "title", NULL, "macvtap-conform: %zu runs", page->run_count);
	html_open(html, "style");
	html_own_markup(html, html_style);
	html_close(html);
	html_close(html);
}

static void put_run(struct page *page, const struct shown_run *shown)
{
	struct html *html = &page->html;

	html_open_class(html, "section", "run");
	html_attribute(html, "id", "r%u", shown->number);
	html_put(html, "h2", NULL, shown->name);
	put_summary(page, shown);
	put_matrix(page, shown);
	put_articles(page, shown);
	put_skips(page, shown);
	put_unmet(page, shown);
	put_list(page, shown);
	put_environment(page, shown);
	html_close(html);
}

static void put_page(struct page *page)
{
	struct html *html = &page->html;

	html_own_markup(html, "<!DOCTYPE html>\n");
	html_open(html, "html");
	html_attribute(html, "lang", "en");
	put_head(page, html);
	html_open(html, "body");
	html_open(html, "header");
	html_put(html, "h1", NULL, "macvtap-conform");
	html_put(html, "p", NULL, "Does this kernel's macvtap deliver as it must?");
	html_close(html);
	html_open(html, "main");
	if (page->run_count > 1)
		put_comparison(page);
	for (size_t i = 0; i < page->run_count; i++)
		put_run(page, &page->runs[i]);
	html_close(html);
	html_put(html, "footer", NULL, "macvtap-conform " MVC_VERSION);
	html_open(html, "script");
	html_own_markup(html, html_script);
	html_close(html);
	html_close(html);
	html_close(html);
	html_own_markup(html, "\n");
}

static int print_page(const struct html_run *runs, size_t count, const char *path, FILE *out)
{
	struct page page = {.html = {.out = out}};
	int failed = begin_page(&page, runs, count, path);

	if (!failed)
		put_page(&page);
	end_page(&page);
	return failed;
}

int html_print(const struct html_run *runs, size_t count, FILE *out)
{
	return print_page(runs, count, "-", out);
}

int html_write(const struct html_run *runs, size_t count, const char *path, char *error, size_t size)
{
	struct report_file file;

	if (report_file_open(&file, path, error, size))
		return -1;
	if (print_page(runs, count, path, file.stream)) {
		report_file_abandon(&file);
		snprintf(error, size, "cannot write %s: out of memory; give this process more", path);
		return -1;
	}
	return report_file_commit(&file, error, size);
}
