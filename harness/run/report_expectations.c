/* `report update-expectations`: what a run has shown to be known, or to be known no longer, goes into a file of
 * expectations. Lines that somebody wrote stay as they are; only such as speak of nothing but this kernel go, once all
 * their cases have passed.
 */
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/complain.h"
#include "harness/run/expected.h"
#include "harness/run/report_kinds.h"
#include "reports/file.h"
#include "reports/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REASON_LIMIT 300
#define LINUS        "https://git.kernel.org/linus/"

struct update {
	const struct run *run;
	const char *path;
	struct expectations expectations;
	struct kernel_version kernel;
	char kernel_text[64];
	size_t *failed, *passed; /* owned; of each expectation: how many results it names */
	size_t added, removed, left;
};

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for expectations; give this process more");
	return memory;
}

/* ---- what the results say ---- */

static bool may_be_known(const struct result *result)
{
	return (result->verdict == VERDICT_FAIL || result->verdict == VERDICT_XFAIL) &&
	       result_is_a_cases(result) && !expected_runner_saw(result);
}

static const struct expectation *find(const struct update *update, const struct result *result)
{
	return expectations_find(&update->expectations, result->id, &update->kernel,
				 result->served_by ? result->served_by : "");
}

static void count_result(struct update *update, const struct result *result)
{
	const struct expectation *expectation = find(update, result);

	if (!expectation)
		return;
	if (result->verdict == VERDICT_FAIL || result->verdict == VERDICT_XFAIL)
		update->failed[expectation - update->expectations.at]++;
	else if (result->verdict == VERDICT_PASS || result->verdict == VERDICT_XPASS)
		update->passed[expectation - update->expectations.at]++;
}

static void count_results(struct update *update)
{
	size_t count = update->expectations.count;

	update->failed = enough(calloc(count + 1, sizeof(size_t)));
	update->passed = enough(calloc(count + 1, sizeof(size_t)));
	for (size_t i = 0; i < update->run->count; i++)
		count_result(update, &update->run->results[i]);
}

/* ---- lines that stay, and lines that go ---- */

/* A line that speaks of this kernel alone has nothing left to say. */
static bool is_over(const struct update *update, const struct expectation *expectation)
{
	size_t at = (size_t)(expectation - update->expectations.at);

	return update->passed[at] && !update->failed[at] &&
	       !strcmp(expectation->kernels, update->kernel_text);
}

static const struct expectation *of_line(const struct update *update, unsigned line)
{
	for (size_t i = 0; i < update->expectations.count; i++)
		if (update->expectations.at[i].line == line)
			return &update->expectations.at[i];
	return NULL;
}

/* Which part of a line to change is not for us to say: other kernels are its subject, too. */
static void tell_of_passes(struct update *update, const struct expectation *expectation)
{
	size_t at = (size_t)(expectation - update->expectations.at);

	if (!update->passed[at])
		return;
	update->left++;
	printf("%s:%u: %s: %zu passed on %s, %zu failed; narrow its cases or its kernels by hand\n",
	       update->path, expectation->line, expectation->glob, update->passed[at], update->kernel_text,
	       update->failed[at]);
}

/* Copies the file but for what is over. There may be none yet. */
static void copy_lines(struct update *update, FILE *out)
{
	AUTO_FCLOSE FILE *file = fopen(update->path, "re");
	AUTO_FREE char *line = NULL;
	size_t capacity = 0;
	ssize_t length;

	for (unsigned number = 1; file && (length = getline(&line, &capacity, file)) > 0; number++) {
		const struct expectation *expectation = of_line(update, number);

		if (expectation && is_over(update, expectation)) {
			update->removed++;
			continue;
		}
		if (expectation)
			tell_of_passes(update, expectation);
		fwrite(line, 1, (size_t)length, out);
		if (line[length - 1] != '\n')
			fputc('\n', out);
	}
}

/* ---- lines that come ---- */

/* One line without what sets fields apart. */
static void put_text(FILE *out, const char *text)
{
	size_t length = text_cut(text, REASON_LIMIT);

	for (size_t i = 0; i < length; i++) {
		unsigned char letter = (unsigned char)text[i];

		fputc(letter == '|' ? '/' : letter < ' ' || letter == 0x7f ? ' ' : letter, out);
	}
}

/* What fails a case is in words that vary from run to run; what it is about is not. */
static void put_reason(FILE *out, const struct result *result)
{
	if (result->known_bug && *result->known_bug) {
		put_text(out, result->known_bug);
		return;
	}
	fprintf(out, "%s does not hold: ", text_or(result->requirement, "its requirement"));
	put_text(out, text_or(result->sentence, result->id));
}

/* As the file has it, from what is shown of it. */
static void put_fix(FILE *out, const char *shown)
{
	const char *see = shown ? strstr(shown, "see ") : NULL;

	if (see && !strncmp(see + 4, LINUS, strlen(LINUS)))
		put_text(out, see + 4 + strlen(LINUS));
	else if (see)
		put_text(out, see + 4);
	else if (shown && !strncmp(shown, "fixed by ", 9))
		put_text(out, shown + 9);
	else
		fputs("unreported", out);
}

static bool was_added(const struct update *update, const struct result *result)
{
	const struct result *first = update->run->results;

	while (strcmp(first->id, result->id) || !may_be_known(first))
		first++;
	return first != result;
}

static void add_result(struct update *update, const struct result *result, FILE *out)
{
	if (!may_be_known(result) || find(update, result) || was_added(update, result))
		return;
	if (result->reruns_passed) {
		printf("%s: a flake, which is no known failure: it passed when it was run again\n",
		       result->id);
		update->left++;
		return;
	}
	fprintf(out, "%s | %s | ", result->id, update->kernel_text);
	put_reason(out, result);
	fputs(" | ", out);
	put_fix(out, result->known_fix);
	fputc('\n', out);
	update->added++;
}

/* ---- the file ---- */

static int write_file(const struct update *update, const char *text, size_t length)
{
	struct expectations parsed;
	struct report_file file;
	char error[1024];

	/* What we write must be what we read. */
	if (expectations_parse(&parsed, update->path, text, length, error, sizeof(error)))
		return complain("report: %s", error);
	expectations_free(&parsed);
	if (report_file_open(&file, update->path, error, sizeof(error)))
		return complain("report: %s", error);
	fwrite(text, 1, length, file.stream);
	if (report_file_commit(&file, error, sizeof(error)))
		return complain("report: %s", error);
	printf("%s: %zu added, %zu removed, %zu left to you\n", update->path, update->added, update->removed,
	       update->left);
	return EXIT_ALL_PASSED;
}

static int make_file(struct update *update)
{
	AUTO_FREE char *text = NULL;
	size_t length;
	FILE *out = enough(open_memstream(&text, &length));

	copy_lines(update, out);
	for (size_t i = 0; i < update->run->count; i++)
		add_result(update, &update->run->results[i], out);
	fclose(out);
	return write_file(update, text, length);
}

static void name_kernel(struct update *update)
{
	const struct kernel_version *kernel = &update->kernel;
	size_t used = 0, size = sizeof(update->kernel_text);

	for (unsigned i = 0; i < kernel->parts; i++)
		used += (size_t)snprintf(update->kernel_text + used, size - used, "%s%u", i ? "." : "",
					 kernel->part[i]);
	if (kernel->candidate != NO_CANDIDATE)
		snprintf(update->kernel_text + used, size - used, "-rc%u", kernel->candidate);
}

/* A file that is not there will be. */
static int read_expectations(struct update *update)
{
	char error[1024];

	if (access(update->path, F_OK) && errno == ENOENT)
		return EXIT_ALL_PASSED;
	if (expectations_read(&update->expectations, update->path, error, sizeof(error)))
		return complain("report: %s", error);
	return EXIT_ALL_PASSED;
}

static int do_update(struct update *update)
{
	const char *release = run_property(update->run, "kernel.release");
	int code;

	if (!release || !kernel_version_of(release, text_or(run_property(update->run, "kernel.version"), ""),
					   &update->kernel))
		return complain(
			"report: the results do not say of which kernel they are: its environment must "
			"have a kernel.release");
	name_kernel(update);
	code = read_expectations(update);
	if (code)
		return code;
	count_results(update);
	code = make_file(update);
	free(update->failed);
	free(update->passed);
	expectations_free(&update->expectations);
	return code;
}

int report_update_expectations(const struct options *options)
{
	struct update update = {.path = options->words[2]};
	struct saved saved;
	char error[1024];
	int code;

	if (saved_read(&saved, options->words[1], error, sizeof(error)))
		return complain("report: %s", error);
	update.run = &saved.run;
	code = do_update(&update);
	saved_free(&saved);
	return code;
}
