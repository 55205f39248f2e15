#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/expected.h"
#include "harness/run/select.h"
#include "harness/run/shipped.h"

#include <string.h>

static void explain_requirement(const struct requirement *requirement)
{
	printf("%s: %s\n", requirement->id, requirement->sentence);
	printf("  source:  %s\n", requirement->source);
	printf("  since:   %s\n", *requirement->since ? requirement->since : "every kernel that has macvtap");
	if (requirement->untested)
		printf("  untested: %s\n", requirement->untested);
}

static void print_reproducer(const char *name)
{
	for (const struct shipped_file *file = shipped_reproducers; file->name; file++)
		if (!strcmp(file->name, name))
			printf("\nwithout this program, as root:\n\n%s", file->text);
}

/* The bug that is expected on this kernel, or else the first that is known of any. */
static void explain_known_bug(const struct expected *expected, const char *id)
{
	const struct kernel_version *here = expected->kernel_known ? &expected->kernel : NULL;
	const struct expectation *known =
		here ? expectations_find(&expected->expectations, id, here, NULL) : NULL;
	bool concerned = known;

	if (!known)
		known = expectations_find(&expected->expectations, id, NULL, NULL);
	if (!known)
		return;
	printf("\nknown to fail: %s\n", known->reason);
	printf("  kernels: %s; %s\n", strcmp(known->kernels, "*") ? known->kernels : "all",
	       concerned ? "this one is among them" : "this one is not among them");
	if (known->software)
		printf("  %s:%*s%s; expected where one of these serves the case\n", known->software,
		       (int)(8 - strlen(known->software)), "",
		       strcmp(known->versions, "*") ? known->versions : "all");
	printf("  state:   %s\n", known->fix);
	if (known->reproducer)
		print_reproducer(known->reproducer);
}

static int explain_case(const struct testcase *testcase, const struct expected *expected)
{
	printf("%s\n", testcase->id);
	if (*testcase->summary)
		printf("  what:    %s\n", testcase->summary);
	if (testcase->danger)
		printf("  danger:  %s\n", testcase->danger);
	printf("  alone:   macvtap-conform run %s\n\n", testcase->id);
	explain_requirement(testcase->requirement);
	explain_known_bug(expected, testcase->id);
	return EXIT_ALL_PASSED;
}

static int explain_all_of(const struct catalogue *catalogue, const struct requirement *requirement)
{
	explain_requirement(requirement);
	if (!catalogue_proofs(catalogue, requirement) && !requirement->untested)
		puts("  no case proves it");
	for (size_t i = 0; i < catalogue->count; i++) {
		const struct testcase *testcase = &catalogue->list.cases[i];

		if (testcase->requirement == requirement)
			printf("  alone:   macvtap-conform run %s\n", testcase->id);
	}
	return EXIT_ALL_PASSED;
}

int command_explain(const struct options *options)
{
	const char *word = options->words[0];
	const struct requirement *requirement = catalogue_requirement(word);
	static struct catalogue catalogue; /* it lives as long as the program */
	static struct expected expected;
	char hint[512];

	if (expected_load(&expected, options, hint, sizeof(hint)))
		return complain("explain: %s", hint);
	catalogue_build(&catalogue);
	if (requirement)
		return explain_all_of(&catalogue, requirement);
	for (size_t i = 0; i < catalogue.count; i++)
		if (!strcmp(catalogue.list.cases[i].id, word))
			return explain_case(&catalogue.list.cases[i], &expected);
	select_hint(&catalogue, word, hint, sizeof(hint));
	return complain("explain: '%s' is neither a case nor a requirement; %s", word, hint);
}
