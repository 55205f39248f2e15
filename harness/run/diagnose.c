#include "harness/run/diagnose.h"

#include "harness/run/complain.h"
#include "reports/file.h"

#include <string.h>

/* 0, or a complaint's exit code. */
static int write_json(const char *command, const char *path, const struct diagnosis *diagnosis)
{
	struct report_file file;
	char error[1024];

	if (report_file_open(&file, path, error, sizeof(error)))
		return complain("%s: %s", command, error);
	if (diagnosis_json(file.stream, diagnosis) && !ferror(file.stream)) {
		report_file_abandon(&file);
		return complain("%s: cannot write %s: out of memory", command, path);
	}
	if (report_file_commit(&file, error, sizeof(error)))
		return complain("%s: %s", command, error);
	return 0;
}

int show_diagnosis(const char *command, const struct options *options, const struct diagnosis *diagnosis)
{
	bool to_stdout = options->json && !strcmp(options->json, "-");

	if (to_stdout) {
		if (diagnosis_json(stdout, diagnosis) && !ferror(stdout))
			return complain("%s: out of memory for the JSON of this host", command);
	} else {
		diagnosis_text(stdout, diagnosis, options->verbose ? ALL_OF_IT : BRIEF);
	}
	return options->json && !to_stdout ? write_json(command, options->json, diagnosis) : 0;
}
