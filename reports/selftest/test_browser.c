/* The HTML report in a real browser (browse.py): as it looks, to the keyboard, to a screen reader and on paper. */
#include "harness/selftest/selftest.h"
#include "reports/html_report.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* One page with all that a page can have. */
static char *good_page(void)
{
	const struct html_run runs[] = {{sample_run("part"), "part.json"},
					{sample_run("every_verdict"), "every_verdict.json"},
					{sample_run("hostile"), "hostile.json"}};
	const char *path = scratch("good.html");
	char error[256];

	CU_ASSERT_EQUAL_FATAL(html_write(runs, COUNT(runs), path, error, sizeof(error)), 0);
	return content_of(path);
}

static char *complaints_about(const char *paths)
{
	int status;
	char *complaints =
		output_of(&status, "/usr/bin/python3 %s/reports/selftest/browse.py %s", SOURCE_DIR, paths);

	CU_ASSERT_EQUAL(status, 0);
	return complaints;
}

static void need_programs(void)
{
	need("chromium --version", "chromium");
	need("pdftotext -v", "poppler-utils");
	need("/usr/bin/python3 --version", "python3");
}

static void a_browser_finds_nothing_wrong(void)
{
	char *complaints;

	need_programs();
	free(good_page());
	complaints = complaints_about(scratch("good.html"));
	printf("%s", complaints);
	CU_ASSERT_STRING_EQUAL(complaints, "");
	free(complaints);
}

/* ---- whoever checks must be able to complain ---- */

enum policy { POLICY_STAYS, POLICY_GOES };

#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789"

static const struct {
	enum policy policy;
	const char *from, *to, *complaint;
} spoils[] = {
	{POLICY_STAYS, ":root", " :root", "its style is not applied"},
	{POLICY_STAYS, "\"use strict\";", "\"use strict\"; ", "its script has not run"},
	{POLICY_STAYS, "<footer>", "<footer><img src=\"x.png\" alt=\"\">", "the browser says: "},
	{POLICY_GOES, "<footer>", "<footer><img src=\"http://127.0.0.1:9/x.png\" alt=\"\">",
	 "it fetches http://127.0.0.1"},
	{POLICY_GOES, "\"use strict\";", "throw 1;", "its script fails"},
	{POLICY_STAYS, "<footer>", "<footer><span class=\"badge f\">" LONG LONG LONG "</span>",
	 "pixels wider than the window of 1400"},
	{POLICY_STAYS, "<footer>", "<footer><span class=\"badge f\">" LONG "</span>",
	 "pixels wider than the window of 360"},
	{POLICY_GOES, "<footer>", "<footer><p style=\"color: #bbb\">pale</p>",
	 "light: contrast 1.9 of 'pale'"},
	{POLICY_GOES, "<footer>", "<footer><p style=\"color: #444\">murky</p>",
	 "dark: contrast 1.8 of 'murky'"},
	{POLICY_STAYS, "<footer>", "<footer><table><tr><td class=\"p\">✓</td></tr></table>",
	 "a colour without a word"},
	{POLICY_GOES, "<header>", "<header><a href=\"#r0\" style=\"outline: none\">x</a>",
	 "the focus cannot be seen on a A"},
	{POLICY_GOES, "<summary>", "<summary tabindex=\"-1\">", "nothing that opens can be reached by Tab"},
	{POLICY_STAYS, "<footer>", "<footer><svg role=\"img\"></svg>", "a image without a name"},
	{POLICY_STAYS, "<footer>", "<footer><h6>x</h6>", "a heading of level 6 below one of level "},
	{POLICY_GOES, "row.hidden = !", "row.hidden = false && !", "are called 'no such case'"},
	{POLICY_STAYS, "id=\"r0-isolation", "id=\"x", "a link from the matrix does not open its case"},
	{POLICY_GOES, "\"beforeprint\"", "\"x\"", "not on paper: "},
	{POLICY_GOES, "reveal();\n\n", "document.querySelector(\"main\").append(\"more\");",
	 "without its script the page has other words"},
};

/* The content with every "from" become "to", freed by the caller. */
static char *replaced(const char *content, const char *from, const char *to)
{
	char *result = NULL;
	const char *at;
	size_t size;
	FILE *out = open_memstream(&result, &size);

	CU_ASSERT_PTR_NOT_NULL(strstr(content, from));
	while ((at = strstr(content, from))) {
		fprintf(out, "%.*s%s", (int)(at - content), content, to);
		content = at + strlen(from);
	}
	fputs(content, out);
	fclose(out);
	return result;
}

static void write_spoilt(const char *good, size_t i, char *path, size_t size)
{
	char name[32], *spoilt = replaced(good, spoils[i].from, spoils[i].to), *bare;

	snprintf(name, sizeof(name), "spoilt-%zu.html", i);
	snprintf(path, size, "%s", scratch(name));
	bare = spoils[i].policy == POLICY_GOES ? replaced(spoilt, "Content-Security-Policy", "x")
					       : strdup(spoilt);
	write_content(path, bare);
	free(bare);
	free(spoilt);
}

static int is_complained_of(const char *complaints, const char *path, const char *complaint)
{
	size_t length = strlen(path);

	for (const char *at = complaints; (at = strstr(at, path)); at += length) {
		const char *found = strstr(at, complaint), *end = strchr(at, '\n');

		if (found && (!end || found < end))
			return 1;
	}
	return 0;
}

static void complaints_are_made(void)
{
	char paths[COUNT(spoils)][256], all[COUNT(spoils) * 256] = "", *good = good_page(), *complaints;

	need_programs();
	for (size_t i = 0; i < COUNT(spoils); i++) {
		write_spoilt(good, i, paths[i], sizeof(paths[i]));
		strcat(strcat(all, paths[i]), " ");
	}
	complaints = complaints_about(all);
	for (size_t i = 0; i < COUNT(spoils); i++) {
		int made = is_complained_of(complaints, paths[i], spoils[i].complaint);

		if (!made)
			printf("\nnobody complains that %s: %s\n", paths[i], spoils[i].complaint);
		CU_ASSERT(made);
	}
	if (getenv("MVC_VERBOSE"))
		printf("%s", complaints);
	free(complaints);
	free(good);
}

static const struct selftest tests[] = {
	{"a browser finds nothing wrong", a_browser_finds_nothing_wrong},
	{"complaints are made", complaints_are_made},
};

SELFTEST_MAIN("reports/browser", tests)
