#include "harness/core/verdict.h"
#include "harness/domain/domain.h"
#include "harness/domain/guests.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/diagnose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct files {
	struct document *documents; /* owned */
	size_t count;
};

static void free_files(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		document_free(&files->documents[i]);
	free(files->documents);
}

/* 0, or a complaint's exit code. */
static int read_files(const struct options *options, struct files *files)
{
	char error[1024];

	files->documents = calloc(options->word_count, sizeof(*files->documents));
	if (!files->documents)
		broken("out of memory for %zu files", options->word_count);
	for (; files->count < options->word_count; files->count++) {
		if (document_read(&files->documents[files->count], options->words[files->count], error,
				  sizeof(error)))
			return complain("domain: %s", error);
	}
	return 0;
}

static int examine_files(const struct options *options, const struct files *files)
{
	struct host *host = host_look();
	struct diagnosis diagnosis = diagnosis_begin(host, EVERY_INTERFACE);
	int code;

	domain_examine(host, files->documents, files->count, &diagnosis);
	code = show_diagnosis("domain", options, &diagnosis);
	if (!code && !diagnosis_judged(&diagnosis))
		code = EXIT_ALL_SKIPPED;
	else if (!code && !diagnosis_is_ready(&diagnosis))
		code = EXIT_FAILED;
	diagnosis_free(&diagnosis);
	host_free(host);
	return code;
}

/* ---- building what they ask for ---- */

/* What is left out is said. */
static void tell_of_guests(const struct wanted_guests *guests)
{
	fputc('\n', stdout);
	for (size_t i = 0; i < guests->untried_count; i++)
		printf("%s is not tried: %s.\n", guests->untried[i].name, guests->untried[i].why);
}

static int run_cases(const struct options *options, const struct wanted_guests *guests, int argc, char **argv)
{
	const char *globs[GUEST_GLOBS];
	struct options of_run = *options;

	guests_globs(guests, globs);
	of_run.command = COMMAND_RUN;
	of_run.json = NULL; /* of domain it is the findings' */
	of_run.words = globs;
	for (of_run.word_count = 0; globs[of_run.word_count];)
		of_run.word_count++;
	wanted_guests = guests;
	return command_run(&of_run, argc, argv);
}

/* The findings' exit code, or worse. */
static int try_guests(const struct options *options, const struct files *files, int argc, char **argv,
		      int code)
{
	struct wanted_guests guests = guests_of(files->documents, files->count);
	int of_run = EXIT_ALL_PASSED;

	tell_of_guests(&guests);
	if (guests.count)
		of_run = run_cases(options, &guests, argc, argv);
	if (of_run == EXIT_ALL_PASSED || (of_run == EXIT_ALL_SKIPPED && code))
		of_run = code;
	wanted_guests = NULL;
	guests_free(&guests);
	return of_run;
}

static int check_options(const struct options *options)
{
	if (options->run && options->json && !strcmp(options->json, "-"))
		return complain(
			"domain: with --run, standard output has the run's lines; say where the findings go: "
			"--json=FILE");
	if (options->run && geteuid())
		return complain(
			"domain: --run needs root, to make network namespaces and devices; type: sudo "
			"macvtap-conform domain --run");
	return EXIT_ALL_PASSED;
}

int command_domain(const struct options *options, int argc, char **argv)
{
	struct files files = {0};
	int code = check_options(options);

	if (!code)
		code = read_files(options, &files);
	if (!code)
		code = examine_files(options, &files);
	if (options->run && (code == EXIT_ALL_PASSED || code == EXIT_FAILED) && files.count)
		code = try_guests(options, &files, argc, argv, code);
	free_files(&files);
	return code;
}
