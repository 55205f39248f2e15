/* The HTML report as a file: nothing breaks out of it, nothing leads out of it, and it is never too large. */
#include "harness/selftest/selftest.h"
#include "reports/html.h"
#include "reports/html_parts.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *write_html(const struct html_run *runs, size_t count)
{
	const char *path = scratch("report.html");
	char error[256] = "";

	CU_ASSERT_EQUAL(html_write(runs, count, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
	return path;
}

/* What html_valid.py complains of, freed by the caller. */
static char *complaints_about(const char *path)
{
	return output_of(NULL, "python3 %s/reports/selftest/html_valid.py %s", SOURCE_DIR, path);
}

static void must_be_valid(const char *path)
{
	char *complaints = complaints_about(path);

	CU_ASSERT_STRING_EQUAL(complaints, "");
	printf("%s", complaints);
	free(complaints);
}

static void every_sample_is_valid(void)
{
	need("python3 --version", "python3");
	for (const struct sample *sample = samples; sample->name; sample++)
		must_be_valid(write_html(&(struct html_run){&sample->run, NULL}, 1));
}

static void samples_side_by_side_are_valid(void)
{
	struct html_run runs[16];
	size_t count = 0;

	for (const struct sample *sample = samples; sample->name; sample++)
		runs[count++] = (struct html_run){&sample->run, sample->name};
	must_be_valid(write_html(runs, count));
}

/* Ids need not be ids: a results file may say anything. */
static void ids_need_not_be_ids(void)
{
	static const struct result results[] = {
		{.id = "\"><script>alert(1)</script>",
		 .verdict = VERDICT_FAIL,
		 .mode = "<b>",
		 .behaviour = "<i>"},
		{.id = "javascript:alert(1)", .verdict = VERDICT_CRASH, .pcapng = "javascript:alert(1)"},
		{.id = "", .verdict = VERDICT_BROKEN, .pcapng = "//host/share", .reason = "' onload='x"},
		{.id = ".", .verdict = VERDICT_XFAIL, .known_bug = "<!-- ", .known_fix = "]]>"},
	};
	const struct run run = {.results = results, .count = COUNT(results), .selected = COUNT(results)};
	const char *path = write_html(&(struct html_run){&run, "<results>"}, 1);
	char *content = content_of(path);

	must_be_valid(path);
	CU_ASSERT_PTR_NULL(strstr(content, "<script>alert"));
	CU_ASSERT_PTR_NULL(strstr(content, "href=\"javascript"));
	CU_ASSERT_PTR_NULL(strstr(content, "href=\"//"));
	free(content);
}

/* ---- whoever checks must be able to complain ---- */

static const struct {
	const char *from, *to, *complaint;
} spoils[] = {
	{"</tbody>", "", "an end of table that is not open"},
	{"<footer>", "<footer><img src=\"x\">", "a foreign element: img"},
	{"<footer>", "<footer onclick=\"x\">", "a foreign attribute: onclick"},
	{"<footer>", "<footer id=\"r0\">", "an id twice: r0"},
	{"<footer>", "<footer><a href=\"https://host/\"></a>", "a link to elsewhere"},
	{"<footer>", "<footer><a href=\"#x\"></a>", "a link to nowhere: x"},
	{"<footer>", "<footer>\x07", "a control character"},
	{"<footer>", "<footer><!-- x -->", "a comment"},
	{"<footer>", "<footer><script></script>", "2 of script"},
	{"<th scope=\"col\">", "<th>", "a heading of a table without scope"},
	{" tabindex=\"0\"", "", "something that scrolls, and not by keyboard"},
	{"\"use strict\";", "\"use strict\"; ", "a script that the policy does not admit"},
	{":root", " :root", "a style that the policy does not admit"},
	{"default-src", "img-src", "no policy that forbids everything"},
	{"<title>The testbed", "<g></g><title>The testbed", "a drawing that nobody can hear"},
};

static void complaints_are_made(void)
{
	const char *good = write_html(&(struct html_run){sample_run("part"), NULL}, 1);
	char *content = content_of(good);

	for (size_t i = 0; i < COUNT(spoils); i++) {
		const char *at = strstr(content, spoils[i].from), *path = scratch("spoilt.html");
		char *spoilt, *complaints;

		CU_ASSERT_PTR_NOT_NULL_FATAL(at);
		if (asprintf(&spoilt, "%.*s%s%s", (int)(at - content), content, spoils[i].to,
			     at + strlen(spoils[i].from)) < 0)
			abort();
		write_content(path, spoilt);
		complaints = complaints_about(path);
		if (!strstr(complaints, spoils[i].complaint))
			printf("\ninstead of '%s': %s\n", spoils[i].complaint, complaints);
		CU_ASSERT_PTR_NOT_NULL(strstr(complaints, spoils[i].complaint));
		free(complaints);
		free(spoilt);
	}
	free(content);
}

/* ---- texts ---- */

static void nothing_in_a_text_is_markup(void)
{
	static const struct {
		const char *text, *shown;
	} rows[] = {
		{"<&>\"'", "&lt;&amp;&gt;&quot;&#39;"},
		{"a\tb\nc", "a\tb\nc"},
		{"\r\x01\x1b\x7f", "\\r\\x01\\x1b\\x7f"},
		{"\xc3\xa4\xe2\x82\xac", "\xc3\xa4\xe2\x82\xac"},
		{"\x80\xc0\xaf", "\\x80\\xc0\\xaf"},
		{"\xc2\x85\xe2\x80\xae\xe2\x80\xac", "\\u0085\\u202e\\u202c"},
		{"", ""},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		char *content = NULL;
		size_t size;
		FILE *out = open_memstream(&content, &size);
		struct html html = {.out = out};

		html_open(&html, "a");
		html_attribute(&html, "href", "%s", rows[i].text);
		html_text(&html, rows[i].text);
		html_close(&html);
		fclose(out);
		CU_ASSERT_EQUAL(html.written, size);
		CU_ASSERT_EQUAL(size, strlen("<a href=\"\"></a>") + 2 * strlen(rows[i].shown));
		CU_ASSERT_PTR_NOT_NULL(strstr(content, rows[i].shown));
		free(content);
	}
}

/* ---- links ---- */

static void captures_are_linked_from_where_the_report_is(void)
{
	static const struct {
		const char *folder, *path, *url;
	} rows[] = {
		{"out", "out/pcap/a.b.pcapng", "pcap/a.b.pcapng"},
		{"out/html", "out/pcap/a.b.pcapng", "../pcap/a.b.pcapng"},
		{"out/pcap", "out/pcap/a.b.pcapng", "a.b.pcapng"},
		{"out/pca", "out/pcap/a.b.pcapng", "../pcap/a.b.pcapng"},
		{"out", "out/50 % <&>.pcapng", "50%20%25%20%3C%26%3E.pcapng"},
	};
	char base[256];

	snprintf(base, sizeof(base), "%s", scratch(""));
	free(output_of(NULL,
		       "cd %s && mkdir -p out/html out/pcap out/pca && touch out/pcap/a.b.pcapng "
		       "'out/50 %% <&>.pcapng'",
		       base));
	for (size_t i = 0; i < COUNT(rows); i++) {
		char folder[512], path[512], *url;

		snprintf(folder, sizeof(folder), "%s%s", base, rows[i].folder);
		snprintf(path, sizeof(path), "%s%s", base, rows[i].path);
		url = link_between(folder, path);
		CU_ASSERT_STRING_EQUAL(url, rows[i].url);
		free(url);
	}
}

static void what_is_not_there_is_linked_as_it_is_named(void)
{
	char *relative = link_between("/", "javascript:x"), *whole = link_between("/", "/no/such file");

	CU_ASSERT_STRING_EQUAL(relative, "./javascript%3Ax");
	CU_ASSERT_STRING_EQUAL(whole, "/no/such%20file");
	free(relative);
	free(whole);
}

static void captures_are_found_beside_results_carried_elsewhere(void)
{
	struct result result = {.id = (char *)"a.b", .pcapng = (char *)"/gone/pcap/a.b.pcapng"};
	char base[256], file[512], beside[512], *found;

	snprintf(base, sizeof(base), "%s", scratch("carried"));
	snprintf(file, sizeof(file), "%s/results.json", base);
	snprintf(beside, sizeof(beside), "%s/pcap/a.b.pcapng", base);
	free(output_of(NULL, "mkdir -p %s/pcap && touch %s", base, beside));
	found = capture_of(&(struct shown_run){.file = file}, &result);
	CU_ASSERT_STRING_EQUAL(found, beside);
	free(found);
	found = capture_of(&(struct shown_run){.file = NULL}, &result);
	CU_ASSERT_STRING_EQUAL(found, result.pcapng);
	free(found);
}

/* ---- size ---- */

enum { MANY = 2000, FRAMES = 100 };

/* All that a case can have, and more than is shown of it. */
static void fail_at_length(struct result *results, size_t count)
{
	static char id[MANY][64], text[3000], output[65536];
	static struct finding findings[64];
	static struct packet frames[FRAMES];
	static uint8_t bytes[64];
	static struct site sites[11];
	static struct journey journeys[8];

	memset(text, 'x', sizeof(text) - 1);
	memset(output, '<', sizeof(output) - 1);
	for (size_t i = 0; i < COUNT(findings); i++)
		findings[i] = (struct finding){(char *)"suites/a.c", 1, text};
	for (size_t i = 0; i < COUNT(sites); i++)
		sites[i] = (struct site){
			i ? SITE_CHILD : SITE_WIRE, (char *)"GUEST_A", (char *)"mvtA", (char *)"vepa", 0, 1};
	for (size_t i = 0; i < FRAMES; i++)
		frames[i] = (struct packet){i, (char *)"GUEST_A", 0, text, 60, bytes, 0, PACKET_ALTERED};
	for (size_t i = 0; i < COUNT(journeys); i++)
		journeys[i] = (struct journey){(char *)"t",  (char *)"plain", (char *)"GUEST_A", text, sites,
					       COUNT(sites), 10 * i};
	for (size_t i = 0; i < count; i++) {
		snprintf(id[i], sizeof(id[i]), "isolation.vepa_reflected.case_%zu_to_everybody", i);
		results[i] =
			(struct result){.id = id[i],
					.requirement = (char *)"ISO_VEPA_01",
					.sentence = (char *)"A sentence that is "
							    "neither short nor long, as most of them are.",
					.source = (char *)"macvlan_queue_xmit",
					.mode = (char *)"vepa",
					.behaviour = id[i],
					.verdict = VERDICT_FAIL,
					.reason = text,
					.findings = findings,
					.finding_count = COUNT(findings),
					.packets = frames,
					.packet_count = FRAMES,
					.journeys = journeys,
					.journey_count = COUNT(journeys),
					.output = output,
					.pcapng = (char *)"results/pcap/a.pcapng",
					.checks = 1};
	}
}

static void two_mebibytes_hold_2000_failures(void)
{
	static struct result results[MANY];
	const struct run run = {.results = results, .count = MANY, .selected = MANY};
	const char *path;
	struct stat file;

	fail_at_length(results, MANY);
	path = write_html(&(struct html_run){&run, NULL}, 1);
	CU_ASSERT_EQUAL_FATAL(stat(path, &file), 0);
	if (file.st_size > 2 << 20)
		printf("\n%lld octets\n", (long long)file.st_size);
	CU_ASSERT(file.st_size <= 2 << 20);
	must_be_valid(path);
}

static void ordinary_cases_take_little(void)
{
	static struct result results[MANY];
	const struct run run = {.results = results, .count = MANY, .selected = MANY};
	struct stat file;

	fail_at_length(results, MANY);
	for (size_t i = 0; i < MANY; i++) {
		results[i].verdict = VERDICT_PASS;
		results[i].behaviour = (char *)"guest_a to everyone";
	}
	CU_ASSERT_EQUAL_FATAL(stat(write_html(&(struct html_run){&run, NULL}, 1), &file), 0);
	CU_ASSERT(file.st_size <= 512 << 10);
}

static void unwritable_path_is_refused(void)
{
	const struct html_run shown = {sample_run("crash"), NULL};
	char error[256] = "";

	CU_ASSERT_EQUAL(html_write(&shown, 1, "/proc/x/y.html", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "cannot write /proc/x/y.html: ENOENT"));
}

static const struct selftest tests[] = {
	{"every sample is valid", every_sample_is_valid},
	{"samples side by side are valid", samples_side_by_side_are_valid},
	{"ids need not be ids", ids_need_not_be_ids},
	{"complaints are made", complaints_are_made},
	{"nothing in a text is markup", nothing_in_a_text_is_markup},
	{"captures are linked from where the report is", captures_are_linked_from_where_the_report_is},
	{"what is not there is linked as it is named", what_is_not_there_is_linked_as_it_is_named},
	{"captures are found beside results carried elsewhere",
	 captures_are_found_beside_results_carried_elsewhere},
	{"two mebibytes hold 2000 failures", two_mebibytes_hold_2000_failures},
	{"ordinary cases take little", ordinary_cases_take_little},
	{"an unwritable path is refused", unwritable_path_is_refused},
};

SELFTEST_MAIN("reports/html", tests)
