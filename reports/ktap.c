#include "reports/ktap.h"
#include "reports/file.h"
#include "reports/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define REASON_LIMIT   100 /* what follows a directive: one reader appends it to the name */
#define FINDINGS_SHOWN 10

/* Some readers take "TAP version" for the beginning of the results, and "KTAP version 1" for none. The kernel's runner sets
 * the variable for programs whose lines it nests into its own: those have no beginning of their own. */
static void put_version(FILE *out)
{
	if (!getenv("KSFT_TAP_LEVEL"))
		fputs("TAP version 13\n", out);
}

static void put_name(FILE *out, const struct result *result)
{
	fputs(result->id, out);
	if (result->repeat)
		fprintf(out, ".repeat_%u", result->repeat);
}

/* A # would begin another directive. */
static void put_reason(FILE *out, const char *text)
{
	char *reason = strndup(text_or(text, "no reason was given"), REASON_LIMIT);

	if (!reason)
		return;
	reason[text_cut(reason, strcspn(reason, "\r\n"))] = '\0';
	for (char *mark = strchr(reason, '#'); mark; mark = strchr(mark, '#'))
		*mark = '_';
	text_for_terminal(out, reason);
	free(reason);
}

/* Whether something that fails ends with a verdict of its own: a reader sees from it that nothing was decided. */
static const char *directive_of(enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_TIMEOUT:
		return "TIMEOUT";
	case VERDICT_CRASH:
	case VERDICT_BROKEN:
		return "ERROR";
	default:
		return NULL;
	}
}

static void put_line(FILE *out, const struct result *result, size_t number)
{
	const char *directive = directive_of(result->verdict);

	fprintf(out, "%s %zu ", verdict_is_trouble(result->verdict) ? "not ok" : "ok", number);
	put_name(out, result);
	switch (result->verdict) {
	case VERDICT_SKIP:
		fputs(" # SKIP ", out);
		put_reason(out, result->reason);
		break;
	case VERDICT_XFAIL:
	case VERDICT_XPASS:
		fprintf(out, " # %s ", verdict_name(result->verdict));
		put_reason(out, result->known_bug);
		break;
	default:
		if (directive)
			fprintf(out, " # %s", directive);
		else
			fprintf(out, " # time=%" PRIu64 "ms", (result->duration_ns + 500000) / 1000000);
	}
	fputc('\n', out);
}

static void put_remark(FILE *out, const char *what, const char *text)
{
	if (!text || !*text)
		return;
	fprintf(out, "#   %s", what);
	text_for_terminal(out, text);
	fputc('\n', out);
}

/* What readers take for a remark, and people for an explanation. */
static void put_details(FILE *out, const struct result *result)
{
	put_remark(out, "", result->reason);
	for (size_t i = 0; i < result->finding_count && i < FINDINGS_SHOWN; i++) {
		const struct finding *finding = &result->findings[i];

		if (*finding->file) {
			fputs("#   ", out);
			text_for_terminal(out, finding->file);
			fprintf(out, ":%u\n", finding->line);
		}
		if (strcmp(finding->text, text_or(result->reason, "")))
			put_remark(out, "", finding->text);
	}
	put_remark(out, "requirement: ", result->sentence);
	put_remark(out, "packets: ", result->pcapng);
	if (result_is_flake(result))
		fprintf(out, "#   flake: passed %u of %u times when it was run again\n",
			result->reruns_passed, result->reruns);
	if (result_is_a_cases(result))
		fprintf(out, "#   again: macvtap-conform %s%s\n", result_again(result), result->id);
}

static void put_environment(FILE *out, const struct run *run)
{
	for (size_t i = 0; i < run->property_count; i++) {
		fputs("# ", out);
		text_for_terminal(out, run->properties[i].name);
		fputs(": ", out);
		text_for_terminal(out, run->properties[i].value);
		fputc('\n', out);
	}
	if (run->shard.count)
		fprintf(out, "# shard: %u/%u\n", run->shard.index, run->shard.count);
}

static void put_totals(FILE *out, const struct run *run)
{
	fprintf(out, "# Totals: pass:%zu fail:%zu xfail:%zu xpass:%zu skip:%zu error:%zu\n",
		run_count(run, VERDICT_PASS), run_count(run, VERDICT_FAIL), run_count(run, VERDICT_XFAIL),
		run_count(run, VERDICT_XPASS), run_count(run, VERDICT_SKIP),
		run_count(run, VERDICT_BROKEN) + run_count(run, VERDICT_TIMEOUT) +
			run_count(run, VERDICT_CRASH));
}

void ktap_print(FILE *out, const struct run *run)
{
	put_version(out);
	fprintf(out, "1..%zu\n", run->selected > run->count ? run->selected : run->count);
	put_environment(out, run);
	for (size_t i = 0; i < run->count; i++) {
		put_line(out, &run->results[i], i + 1);
		if (verdict_is_trouble(run->results[i].verdict))
			put_details(out, &run->results[i]);
	}
	if (run->selected > run->count)
		fprintf(out, "Bail out! cut short: %zu of %zu cases ran\n", run->count, run->selected);
	put_totals(out, run);
}

int ktap_write(const struct run *run, const char *path, char *error, size_t size)
{
	struct report_file file;

	if (report_file_open(&file, path, error, size))
		return -1;
	ktap_print(file.stream, run);
	return report_file_commit(&file, error, size);
}
