#include "harness/run/expected.h"
#include "harness/run/shipped.h"

#include <fnmatch.h>
#include <stdint.h>
#include <string.h>
#include <sys/utsname.h>

int expected_load(struct expected *expected, const struct options *options, char *error, size_t size)
{
	const struct shipped_file *shipped = &shipped_expectations;
	struct utsname machine;

	*expected = (struct expected){0};
	uname(&machine);
	expected->kernel_known = kernel_version_of(machine.release, machine.version, &expected->kernel);
	if (options->no_expectations)
		return 0;
	if (options->expect)
		return expectations_read(&expected->expectations, options->expect, error, size);
	return expectations_parse(&expected->expectations, shipped->name, shipped->text,
				  strlen(shipped->text), error, size);
}

bool expected_runner_saw(const struct result *result)
{
	for (size_t i = 0; i < result->finding_count; i++)
		if (!*result->findings[i].file)
			return true;
	return false;
}

/* They live as long as the program; nothing in reports/ writes to them. */
static char *borrowed(const char *text)
{
	return (char *)(uintptr_t)text;
}

void expected_judge(const struct expected *expected, struct result *result)
{
	const struct expectation *expectation;

	if (result->verdict != VERDICT_PASS && result->verdict != VERDICT_FAIL)
		return;
	expectation = expected->kernel_known
			      ? expectations_find(&expected->expectations, result->id, &expected->kernel,
						  result->served_by ? result->served_by : "")
			      : NULL;
	if (!expectation || expected_runner_saw(result))
		return;
	result->verdict = result->verdict == VERDICT_PASS ? VERDICT_XPASS : VERDICT_XFAIL;
	result->known_bug = borrowed(expectation->reason);
	result->known_fix = borrowed(expectation->fix);
}

const struct expectation *expected_of_nothing(const struct expected *expected,
					      const struct catalogue *catalogue)
{
	for (size_t i = 0; i < expected->expectations.count; i++) {
		const struct expectation *expectation = &expected->expectations.at[i];
		size_t at = 0;

		while (at < catalogue->count && fnmatch(expectation->glob, catalogue->list.cases[at].id, 0))
			at++;
		if (at == catalogue->count)
			return expectation;
	}
	return NULL;
}
