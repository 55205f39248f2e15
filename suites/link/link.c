#include "suites/link/link.h"

#include "suites/link/tables.h"

void link_add_cases(struct case_list *list)
{
	readings_add_cases(list);
	refusals_add_cases(list);
	neighbours_add_cases(list);
	case_add_all(list, made_cases);
	case_add_all(list, name_cases);
	case_add_all(list, address_cases);
	case_add_all(list, parent_cases);
	case_add_all(list, passthru_cases);
	case_add_all(list, unharmed_cases);
}
