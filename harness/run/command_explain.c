#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/select.h"

#include <string.h>

static void explain_requirement(const struct requirement *requirement)
{
	printf("%s: %s\n", requirement->id, requirement->sentence);
	printf("  source:  %s\n", requirement->source);
	printf("  since:   %s\n", *requirement->since ? requirement->since : "every kernel that has macvtap");
}

static int explain_case(const struct testcase *testcase)
{
	printf("%s\n", testcase->id);
	if (*testcase->summary)
		printf("  what:    %s\n", testcase->summary);
	printf("  alone:   macvtap-conform run %s\n\n", testcase->id);
	explain_requirement(testcase->requirement);
	return EXIT_ALL_PASSED;
}

static int explain_all_of(const struct catalogue *catalogue, const struct requirement *requirement)
{
	explain_requirement(requirement);
	if (!catalogue_proofs(catalogue, requirement))
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
	char hint[512];

	catalogue_build(&catalogue);
	if (requirement)
		return explain_all_of(&catalogue, requirement);
	for (size_t i = 0; i < catalogue.count; i++)
		if (!strcmp(catalogue.list.cases[i].id, word))
			return explain_case(&catalogue.list.cases[i]);
	select_hint(&catalogue, word, hint, sizeof(hint));
	return complain("explain: '%s' is neither a case nor a requirement; %s", word, hint);
}
