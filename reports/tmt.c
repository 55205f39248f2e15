#include "reports/tmt.h"
#include "reports/file.h"
#include "reports/text.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>

/* What did not pass and is no trouble is told apart from what passed, and fails nothing: info. */
static const char *const outcomes[VERDICTS] = {
	[VERDICT_PASS] = "pass",    [VERDICT_FAIL] = "fail",     [VERDICT_SKIP] = "skip",
	[VERDICT_BROKEN] = "error", [VERDICT_TIMEOUT] = "error", [VERDICT_CRASH] = "error",
	[VERDICT_XFAIL] = "info",   [VERDICT_XPASS] = "warn",
};

static json_t *text_value(const char *text)
{
	char *fitting = NULL;
	size_t size;
	FILE *stream = open_memstream(&fitting, &size);
	json_t *value;

	if (!stream)
		return NULL;
	text_for_json(stream, text);
	value = fclose(stream) ? NULL : json_string(fitting);
	free(fitting);
	return value;
}

/* "/isolation/vepa/guest_a_to_guest_b": names are paths there. */
static json_t *name_of(const struct result *result)
{
	json_t *value;
	char *name;

	if (result->repeat ? asprintf(&name, "/%s/repeat_%u", result->id, result->repeat) < 0
			   : asprintf(&name, "/%s", result->id) < 0)
		return NULL;
	for (char *c = name; *c; c++)
		if (*c == '.')
			*c = '/';
	value = json_string(name);
	free(name);
	return value;
}

/* Whole seconds; a case takes some milliseconds. */
static json_t *duration_of(const struct result *result)
{
	uint64_t seconds = (result->duration_ns + 500000000) / 1000000000;
	char text[40];

	snprintf(text, sizeof(text), "%02" PRIu64 ":%02u:%02u", seconds / 3600, (unsigned)(seconds / 60 % 60),
		 (unsigned)(seconds % 60));
	return json_string(text);
}

static json_t *notes_of(const struct result *result)
{
	const char *const notes[] = {result->known_bug, result->reason, result->sentence};
	json_t *values = json_array();

	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (notes[i] && *notes[i] && json_array_append_new(values, text_value(notes[i]))) {
			json_decref(values);
			return NULL;
		}
	return values;
}

static bool put_result(json_t *results, const struct result *result)
{
	json_t *object = json_object();
	bool good = !json_object_set_new(object, "name", name_of(result)) &&
		    !json_object_set_new(object, "result", json_string(outcomes[result->verdict])) &&
		    !json_object_set_new(object, "duration", duration_of(result));

	if (good && result->verdict != VERDICT_PASS)
		good = !json_object_set_new(object, "note", notes_of(result));
	return !json_array_append_new(results, object) && good;
}

/* A run that was cut short must not look like one that passed. */
static bool put_cut_short(json_t *results)
{
	return !json_array_append_new(results, json_pack("{s:s, s:s, s:[s]}", "name", "/complete-run",
							 "result", "error", "note", "the run was cut short"));
}

int tmt_print(const struct run *run, FILE *out)
{
	json_t *results = json_array();
	bool good = results;

	for (size_t i = 0; i < run->count && good; i++)
		good = put_result(results, &run->results[i]);
	if (good && run->selected > run->count)
		good = put_cut_short(results);
	if (good)
		good = !json_dumpf(results, out, JSON_INDENT(1)) || ferror(out);
	fputc('\n', out);
	json_decref(results);
	return good ? 0 : -1;
}

int tmt_write(const struct run *run, const char *path, char *error, size_t size)
{
	struct report_file file;

	if (report_file_open(&file, path, error, size))
		return -1;
	if (tmt_print(run, file.stream)) {
		snprintf(error, size, "cannot write %s: out of memory; give this process more", path);
		report_file_abandon(&file);
		return -1;
	}
	return report_file_commit(&file, error, size);
}
