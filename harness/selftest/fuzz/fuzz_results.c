/* Results: what is taken can be shown in every form, and is taken again when it is written. */
#include "harness/selftest/fuzz/fuzz.h"
#include "reports/console.h"
#include "reports/json.h"
#include "reports/junit.h"
#include "reports/ktap.h"
#include "reports/saved.h"

#include <stdio.h>
#include <stdlib.h>

static void show(const struct run *run)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	struct console *console = console_begin(out, CONSOLE_VERBOSE, run->selected);

	for (size_t i = 0; i < run->count; i++)
		console_result(console, &run->results[i]);
	console_end(console, run);
	ktap_print(out, run);
	for (enum junit_flavor flavor = JUNIT_JENKINS; flavor <= JUNIT_GITLAB; flavor++)
		must_hold(!junit_print(run, flavor, out), "JUnit can be written");
	fclose(out);
	free(text);
}

static void write_and_read(const struct run *run)
{
	char *text, error[512];
	struct saved again;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	must_hold(!json_print(run, out), "results can be written");
	fclose(out);
	if (saved_parse(&again, FUZZED_NAME, text, size, error, sizeof(error)))
		must_hold(0, error);
	must_hold(again.run.count == run->count, "as many are read as were written");
	saved_free(&again);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size)
{
	struct saved saved;
	char error[512];

	if (saved_parse(&saved, FUZZED_NAME, (const char *)octets, size, error, sizeof(error))) {
		must_be_a_line(error);
		return 0;
	}
	show(&saved.run);
	write_and_read(&saved.run);
	saved_free(&saved);
	return 0;
}
