#include "harness/core/verdict.h"
#include "harness/domain/domain.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/diagnose.h"

#include <stdlib.h>

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

int command_domain(const struct options *options)
{
	struct files files = {0};
	int code = read_files(options, &files);

	if (!code)
		code = examine_files(options, &files);
	free_files(&files);
	return code;
}
