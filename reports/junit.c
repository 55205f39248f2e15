#include "reports/junit.h"
#include "reports/file.h"
#include "reports/text.h"
#include "reports/xml.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROOT           "macvtap-conform" /* first part of every classname */
#define FINDINGS_SHOWN 100
#define ATTACHMENT     "[[ATTACHMENT|"
#define MESSAGE_LIMIT  1000 /* a message is a line in a list of cases; the whole text stands below it */

/* What is being written. */
struct junit {
	struct xml *xml;
	const struct run *run;
	enum junit_flavor flavor;
	unsigned suites; /* begun so far */
};

struct tally {
	size_t tests, failures, errors, skipped;
	uint64_t duration_ns;
};

static void put_seconds(struct xml *xml, uint64_t duration_ns)
{
	xml_attribute(xml, "time", "%.3f", (double)duration_ns / 1e9);
}

/* One line, and not a long one. */
static void put_message(struct xml *xml, const char *text)
{
	size_t line = strcspn(text, "\r\n"), shown = text_cut(text, MESSAGE_LIMIT);

	if (shown > line)
		shown = line;
	xml_attribute(xml, "message", "%.*s%s", (int)shown, text, text[shown] ? "..." : "");
}

static const char *reason_of(const struct result *result)
{
	if (result->reason && *result->reason)
		return result->reason;
	return result->finding_count ? result->findings[0].text : "no reason was given";
}

/* The path as CI systems want it: from the project's folder if it is in there, else from the root. */
static void put_attachment(struct xml *xml, const char *path)
{
	const char *base = getenv("CI_PROJECT_DIR");
	char *whole = realpath(path, NULL), *folder = base ? realpath(base, NULL) : NULL;
	const char *shown = whole ? whole : path;
	size_t length;

	if (folder)
		base = folder;
	length = base ? strlen(base) : 0;
	if (length && !strncmp(shown, base, length) && shown[length] == '/')
		shown += length + 1;
	xml_text(xml, ATTACHMENT "%s]]\n", shown);
	free(whole);
	free(folder);
}

/* "at suites.isolation.ISO_VEPA_01(vepa.c:12)": report viewers that know Java's traces find
 * suites/isolation/vepa.c by the parts before the first capital letter, and annotate the line. */
static void put_trace(struct xml *xml, const struct result *result, const struct finding *finding)
{
	const char *slash = strrchr(finding->file, '/');
	char folder[PATH_MAX];

	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - finding->file) : 0, finding->file);
	for (char *separator = strchr(folder, '/'); separator; separator = strchr(separator, '/'))
		*separator = '.';
	xml_text(xml, "at %s%s%s(%s:%u)\n", folder, slash ? "." : "", text_or(result->requirement, "Case"),
		 slash ? slash + 1 : finding->file, finding->line);
}

static void put_requirement(struct xml *xml, const struct result *result)
{
	if (!result->requirement)
		return;
	xml_text(xml, "%s: %s\n", result->requirement, text_or(result->sentence, ""));
	if (result->source)
		xml_text(xml, "source: %s\n", result->source);
}

static void put_findings(struct xml *xml, const struct result *result)
{
	for (size_t i = 0; i < result->finding_count && i < FINDINGS_SHOWN; i++) {
		const struct finding *finding = &result->findings[i];

		if (!*finding->file) {
			xml_text(xml, "%s\n", finding->text);
			continue;
		}
		xml_text(xml, "%s:%u: %s\n", finding->file, finding->line, finding->text);
		put_trace(xml, result, finding);
	}
	if (result->finding_count > FINDINGS_SHOWN)
		xml_text(xml, "and %zu more findings\n", result->finding_count - FINDINGS_SHOWN);
}

/* A failure or an error: what, where, against which requirement, and how to see it again. */
static void put_trouble(struct xml *xml, const char *element, const struct result *result)
{
	const char *reason = reason_of(result);

	xml_open(xml, element);
	xml_attribute(xml, "type", "%s", verdict_name(result->verdict));
	put_message(xml, reason);
	if (!result->finding_count || strcmp(reason, result->findings[0].text))
		xml_text(xml, "%s\n", reason);
	put_findings(xml, result);
	put_requirement(xml, result);
	if (result->enter)
		xml_text(xml, "enter: %s\n", result->enter);
	if (result_is_a_cases(result))
		xml_text(xml, "again: " ROOT " %s%s\n", result_again(result), result->id);
	xml_close(xml);
}

static void put_skipped(struct xml *xml, const char *reason)
{
	xml_open(xml, "skipped");
	put_message(xml, reason);
	xml_close(xml);
}

/* An expected failure is what other tools report as skipped, and so do we; what failed stands in its output. */
static void put_known(struct xml *xml, const struct result *result)
{
	char *reason;

	if (asprintf(&reason, "XFAIL, a known bug: %s (%s)",
		     text_or(result->known_bug, "no reason was given"),
		     text_or(result->known_fix, "unreported")) < 0)
		reason = NULL;
	put_skipped(xml, text_or(reason, "XFAIL, a known bug"));
	free(reason);
}

static void put_verdict(struct xml *xml, const struct result *result)
{
	switch (result->verdict) {
	case VERDICT_PASS:
	case VERDICT_XPASS:
		break;
	case VERDICT_FAIL:
		put_trouble(xml, "failure", result);
		break;
	case VERDICT_SKIP:
		put_skipped(xml, reason_of(result));
		break;
	case VERDICT_XFAIL:
		put_known(xml, result);
		break;
	default:
		put_trouble(xml, "error", result);
	}
}

/* What a case wrote must not make a reader fetch files: only we name attachments. */
static void put_harmless(struct xml *xml, const char *output)
{
	const char *forged;

	while ((forged = strstr(output, ATTACHMENT))) {
		xml_text(xml, "%.*s[ [ATTACHMENT|", (int)(forged - output), output);
		output = forged + strlen(ATTACHMENT);
	}
	xml_text(xml, "%s", output);
}

/* What the verdict's element has no room for: a pass cannot say that it was not expected, nor a skip what failed. */
static void put_expectation(struct xml *xml, const struct result *result)
{
	if (result->verdict == VERDICT_XPASS)
		xml_text(xml, "XPASS: passed, though this kernel is known for a bug: %s (%s)\n",
			 text_or(result->known_bug, "no reason was given"),
			 text_or(result->known_fix, "unreported"));
	if (result->verdict == VERDICT_XFAIL)
		put_findings(xml, result);
	if (result_is_flake(result))
		xml_text(xml, "flake: passed %u of %u times when it was run again\n", result->reruns_passed,
			 result->reruns);
}

static void put_words(struct xml *xml, const struct result *result)
{
	put_expectation(xml, result);
	put_requirement(xml, result);
	if (result->pcapng)
		put_attachment(xml, result->pcapng);
	if (result->output)
		put_harmless(xml, result->output);
}

static void put_output(struct xml *xml, const struct result *result)
{
	xml_open(xml, "system-out");
	put_words(xml, result);
	xml_close(xml);
}

/* Where a reader is led to from the case. */
static void put_place(struct xml *xml, const struct result *result)
{
	for (size_t i = 0; i < result->finding_count; i++) {
		if (!*result->findings[i].file)
			continue;
		xml_attribute(xml, "file", "%s", result->findings[i].file);
		return;
	}
}

/* What CI systems group by is the classname, what they list is the name, and both together must be unique:
 * the last part of the id is the name, and a space, which no id has, sets a repeat apart. */
static void put_testcase(const struct junit *junit, const struct result *result)
{
	const char *dot = strrchr(result->id, '.');
	struct xml *xml = junit->xml;

	xml_open(xml, "testcase");
	if (result->repeat)
		xml_attribute(xml, "name", "%s (repeat %u)", dot ? dot + 1 : result->id, result->repeat);
	else
		xml_attribute(xml, "name", "%s", dot ? dot + 1 : result->id);
	xml_attribute(xml, "classname", ROOT "%s%.*s", dot ? "." : "", dot ? (int)(dot - result->id) : 0,
		      result->id);
	put_seconds(xml, result->duration_ns);
	if (junit->flavor == JUNIT_GITLAB)
		put_place(xml, result);
	put_verdict(xml, result);
	if (junit->flavor != JUNIT_ANT)
		put_output(xml, result);
	xml_close(xml);
}

static void count(struct tally *tally, const struct result *result)
{
	tally->tests++;
	tally->duration_ns += result->duration_ns;
	tally->failures += result->verdict == VERDICT_FAIL;
	tally->skipped += result->verdict == VERDICT_SKIP || result->verdict == VERDICT_XFAIL;
	tally->errors += verdict_is_trouble(result->verdict) && result->verdict != VERDICT_FAIL;
}

static void put_properties(struct xml *xml, const struct run *run)
{
	xml_open(xml, "properties");
	for (size_t i = 0; i < run->property_count; i++) {
		xml_open(xml, "property");
		xml_attribute(xml, "name", "%s", run->properties[i].name);
		xml_attribute(xml, "value", "%s", run->properties[i].value);
		xml_close(xml);
	}
	xml_close(xml);
}

/* What only the schema of Ant wants, and wants of every suite. */
static void put_package(struct junit *junit)
{
	if (junit->flavor != JUNIT_ANT)
		return;
	xml_attribute(junit->xml, "package", ROOT);
	xml_attribute(junit->xml, "id", "%u", junit->suites++);
}

static void put_hostname(const struct junit *junit)
{
	const struct run *run = junit->run;

	for (size_t i = 0; i < run->property_count; i++) {
		if (strcmp(run->properties[i].name, "hostname"))
			continue;
		xml_attribute(junit->xml, "hostname", "%s", run->properties[i].value);
		return;
	}
	if (junit->flavor == JUNIT_ANT)
		xml_attribute(junit->xml, "hostname", "localhost");
}

/* A testsuite up to its first testcase. */
static void open_suite(struct junit *junit, const struct tally *tally, const char *name, size_t length)
{
	time_t started = (time_t)junit->run->started_s;
	char stamp[sizeof("YYYY-MM-DDThh:mm:ss") + 8];
	struct xml *xml = junit->xml;
	struct tm utc;

	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S", gmtime_r(&started, &utc));
	xml_open(xml, "testsuite");
	xml_attribute(xml, "name", "%.*s", (int)length, name);
	xml_attribute(xml, "tests", "%zu", tally->tests);
	xml_attribute(xml, "failures", "%zu", tally->failures);
	xml_attribute(xml, "errors", "%zu", tally->errors);
	xml_attribute(xml, "skipped", "%zu", tally->skipped);
	put_seconds(xml, tally->duration_ns);
	xml_attribute(xml, "timestamp", "%s", stamp);
	put_hostname(junit);
	put_package(junit);
	put_properties(xml, junit->run);
}

/* Its case is over that had something to say. */
static int has_words(const struct result *result)
{
	return (result->verdict != VERDICT_PASS && result->verdict != VERDICT_SKIP) || result->output;
}

/* The schema of Ant gives no case an output, and every suite two. */
static void close_suite(const struct junit *junit, const struct result *const *results, size_t count)
{
	struct xml *xml = junit->xml;

	if (junit->flavor == JUNIT_ANT) {
		xml_open(xml, "system-out");
		for (size_t i = 0; i < count; i++) {
			if (!has_words(results[i]))
				continue;
			xml_text(xml, "%s:\n", results[i]->id);
			put_words(xml, results[i]);
		}
		xml_close(xml);
		xml_open(xml, "system-err");
		xml_close(xml);
	}
	xml_close(xml);
}

/* A suite is the first part of the ids of its cases. */
static int same_suite(const struct result *one, const struct result *other)
{
	size_t length = strcspn(one->id, ".");

	return length == strcspn(other->id, ".") && !memcmp(one->id, other->id, length);
}

static int begins_suite(const struct run *run, size_t index)
{
	const struct result *result = &run->results[index];

	if (index && same_suite(result - 1, result))
		return 0; /* the usual: the cases of a suite follow each other */
	for (size_t i = 0; i < index; i++)
		if (same_suite(&run->results[i], result))
			return 0;
	return 1;
}

static void put_suite(struct junit *junit, const struct result *first)
{
	const struct result *end = junit->run->results + junit->run->count;
	const struct result **ours = calloc((size_t)(end - first), sizeof(struct result *));
	struct tally tally = {0};

	if (!ours)
		abort();
	for (const struct result *result = first; result < end; result++) {
		if (!same_suite(first, result))
			continue;
		ours[tally.tests] = result;
		count(&tally, result);
	}
	open_suite(junit, &tally, first->id, strcspn(first->id, "."));
	for (size_t i = 0; i < tally.tests; i++)
		put_testcase(junit, ours[i]);
	close_suite(junit, ours, tally.tests);
	free(ours);
}

/* A run that was cut short must not look like one that passed to whoever reads nothing but the report. */
static void put_cut_short(struct junit *junit)
{
	static const struct tally one_error = {.tests = 1, .errors = 1};
	const struct run *run = junit->run;
	struct xml *xml = junit->xml;

	open_suite(junit, &one_error, ROOT, strlen(ROOT));
	xml_open(xml, "testcase");
	xml_attribute(xml, "name", "complete run");
	xml_attribute(xml, "classname", ROOT);
	put_seconds(xml, 0);
	xml_open(xml, "error");
	xml_attribute(xml, "type", "%s", verdict_name(VERDICT_BROKEN));
	xml_attribute(xml, "message", "cut short: %zu of %zu cases ran", run->count, run->selected);
	xml_close(xml);
	xml_close(xml);
	close_suite(junit, NULL, 0);
}

static void put_totals(struct xml *xml, const struct run *run, size_t cut_short)
{
	struct tally tally = {.tests = cut_short, .errors = cut_short};

	for (size_t i = 0; i < run->count; i++)
		count(&tally, &run->results[i]);
	xml_attribute(xml, "name", ROOT);
	xml_attribute(xml, "tests", "%zu", tally.tests);
	xml_attribute(xml, "failures", "%zu", tally.failures);
	xml_attribute(xml, "errors", "%zu", tally.errors);
	put_seconds(xml, run->duration_ns);
}

static void put_run(struct junit *junit)
{
	const struct run *run = junit->run;
	size_t cut_short = run->selected > run->count;

	xml_open(junit->xml, "testsuites");
	if (junit->flavor != JUNIT_ANT)
		put_totals(junit->xml, run, cut_short);
	for (size_t i = 0; i < run->count; i++)
		if (begins_suite(run, i))
			put_suite(junit, &run->results[i]);
	if (cut_short)
		put_cut_short(junit);
	xml_close(junit->xml);
}

int junit_print(const struct run *run, enum junit_flavor flavor, FILE *out)
{
	struct junit junit = {.xml = xml_begin(out), .run = run, .flavor = flavor};

	if (!junit.xml)
		return -1;
	put_run(&junit);
	return xml_end(junit.xml);
}

int junit_write(const struct run *run, enum junit_flavor flavor, const char *path, char *error, size_t size)
{
	struct report_file file;

	if (report_file_open(&file, path, error, size))
		return -1;
	if (junit_print(run, flavor, file.stream)) {
		snprintf(error, size, "cannot write %s: out of memory; give this process more", path);
		report_file_abandon(&file);
		return -1;
	}
	return report_file_commit(&file, error, size);
}
