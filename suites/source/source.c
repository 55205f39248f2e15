#include "suites/source/source.h"

void source_add_cases(struct case_list *list)
{
	size_t first = list->count;

	source_add_requests(list);
	case_add_all(list, source_list_cases);
	source_add_effects(list);
	case_add_all(list, source_claim_cases);
	case_add_all(list, source_kind_cases);
	for (size_t i = first; i < list->count; i++) {
		if (!*list->cases[i].mode)
			list->cases[i].mode = "source";
	}
}
