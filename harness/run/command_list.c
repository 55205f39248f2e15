#include "harness/core/cleanup.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/select.h"

#include <string.h>

static int widest(const struct catalogue *catalogue, const struct selection *selection)
{
	size_t width = 0;

	for (size_t i = 0; i < selection->count; i++) {
		size_t length = strlen(catalogue->list.cases[selection->index[i]].id);

		width = length > width ? length : width;
	}
	return (int)width;
}

static void list_cases(const struct catalogue *catalogue, const struct selection *selection)
{
	for (size_t i = 0; i < selection->count; i++) {
		const struct testcase *testcase = &catalogue->list.cases[selection->index[i]];

		printf("%s%s\n", testcase->id, testcase->danger ? " (dangerous)" : "");
	}
}

static void list_summaries(const struct catalogue *catalogue, const struct selection *selection)
{
	int width = widest(catalogue, selection);

	for (size_t i = 0; i < selection->count; i++) {
		const struct testcase *testcase = &catalogue->list.cases[selection->index[i]];

		printf("%-*s  %-14s %s%s\n", width, testcase->id, testcase->requirement->id,
		       testcase->danger ? "(dangerous) " : "", testcase->summary);
	}
}

static bool is_selected(const struct catalogue *catalogue, const struct selection *selection,
			const struct requirement *requirement)
{
	for (size_t i = 0; i < selection->count; i++)
		if (catalogue->list.cases[selection->index[i]].requirement == requirement)
			return true;
	return false;
}

/* How it is proven, or why not. Without either, or with both, it is an error of the suite: marked, and the exit code
 * tells. */
static int list_proofs(const struct requirement *requirement, size_t proofs)
{
	if (requirement->untested)
		printf("    untested: %s\n", requirement->untested);
	if (!proofs && !requirement->untested) {
		puts("    NO CASE proves it");
		return EXIT_FAILED;
	}
	if (proofs && requirement->untested) {
		printf("    NOT SO: %zu case%s\n", proofs, proofs == 1 ? "" : "s");
		return EXIT_FAILED;
	}
	if (proofs)
		printf("    %zu case%s\n", proofs, proofs == 1 ? "" : "s");
	return EXIT_ALL_PASSED;
}

static int list_requirement(const struct catalogue *catalogue, const struct requirement *requirement)
{
	printf("%s  %s\n", requirement->id, requirement->sentence);
	printf("    source: %s\n", requirement->source);
	if (*requirement->since)
		printf("    since: %s\n", requirement->since);
	return list_proofs(requirement, catalogue_proofs(catalogue, requirement));
}

static int list_requirements(const struct catalogue *catalogue, const struct selection *selection)
{
	bool all = selection->count == catalogue->count;
	int code = EXIT_ALL_PASSED;

	for (const struct suite *suite = suites; suite->name; suite++)
		for (size_t i = 0; i < suite->requirement_count; i++)
			if (all || is_selected(catalogue, selection, suite->requirements[i]))
				code |= list_requirement(catalogue, suite->requirements[i]);
	return code;
}

int command_list(const struct options *options)
{
	static struct catalogue catalogue; /* it lives as long as the program */
	static struct selection selection;
	char error[1024];

	catalogue_build(&catalogue);
	if (select_cases(&catalogue, DANGEROUS_TOO, options->words, options->word_count, &selection, error,
			 sizeof(error)))
		return complain("list: %s", error);
	if (options->requirements)
		return list_requirements(&catalogue, &selection);
	if (options->verbose)
		list_summaries(&catalogue, &selection);
	else
		list_cases(&catalogue, &selection);
	return EXIT_ALL_PASSED;
}
