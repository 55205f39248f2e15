#include "harness/run/catalogue.h"
#include "harness/case/preflight.h"
#include "harness/core/verdict.h"

#include <string.h>

void catalogue_build(struct catalogue *catalogue)
{
	struct case_list *list = &catalogue->list;

	*catalogue = (struct catalogue){0};
	for (const struct suite *suite = suites; suite->name; suite++) {
		size_t length = strlen(suite->name);

		suite->add_cases(list);
		for (; catalogue->count < list->count; catalogue->count++) {
			struct testcase *testcase = &list->cases[catalogue->count];
			const char *id = testcase->id;

			if (!testcase->lacks)
				testcase->lacks = suite->lacks;
			if (strncmp(id, suite->name, length) || id[length] != '.')
				broken("the case %s does not begin with the name of its suite, %s", id,
				       suite->name);
		}
	}
	case_add(list, &preflight);
}

size_t catalogue_proofs(const struct catalogue *catalogue, const struct requirement *requirement)
{
	size_t proofs = 0;

	for (size_t i = 0; i < catalogue->count; i++)
		proofs += catalogue->list.cases[i].requirement == requirement;
	return proofs;
}

const struct requirement *catalogue_requirement(const char *id)
{
	for (const struct suite *suite = suites; suite->name; suite++)
		for (size_t i = 0; i < suite->requirement_count; i++)
			if (!strcmp(suite->requirements[i]->id, id))
				return suite->requirements[i];
	return NULL;
}
