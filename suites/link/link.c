#include "suites/link/link.h"

#include "suites/link/tables.h"

static void add_all(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		case_add(list, cases);
}

void link_add_cases(struct case_list *list)
{
	readings_add_cases(list);
	refusals_add_cases(list);
	neighbours_add_cases(list);
	add_all(list, made_cases);
	add_all(list, name_cases);
	add_all(list, address_cases);
	add_all(list, parent_cases);
	add_all(list, passthru_cases);
	add_all(list, unharmed_cases);
}
