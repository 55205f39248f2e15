#include "suites/source/source.h"

static void add_all(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		case_add(list, cases);
}

void source_add_cases(struct case_list *list)
{
	source_add_requests(list);
	add_all(list, source_list_cases);
	source_add_effects(list);
	add_all(list, source_claim_cases);
	add_all(list, source_kind_cases);
}
