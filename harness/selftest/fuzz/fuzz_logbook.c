/* A logbook: whatever is taken from it is a result. */
#include "harness/run/logbook.h"
#include "harness/selftest/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

static bool note_begin(void *data, const char *id, unsigned repeat)
{
	(void)data, (void)repeat;
	return *id;
}

static bool note_end(void *data, const char *id, struct result *result)
{
	(void)data;
	must_hold(result->verdict < VERDICTS, "a result has a verdict");
	if (!*id)
		return false;
	result_free(result);
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size)
{
	/* as in the seed */
	static const struct run_identity identity = {
		.version = "1", .kernel = "6.1", .selection = "2 cases, 0", .repeats = "1", .seed = "0"};
	static const struct logbook_reader reader = {NULL, note_begin, note_end};
	FILE *file = size ? fmemopen((void *)(uintptr_t)octets, size, "r") : NULL;
	enum how_it_ended how;
	char error[512];

	if (!file)
		return 0;
	if (logbook_parse(file, FUZZED_NAME, &identity, &reader, &how, error, sizeof(error)))
		must_hold(strstr(error, FUZZED_NAME) != NULL, "a complaint names the file");
	fclose(file);
	return 0;
}
