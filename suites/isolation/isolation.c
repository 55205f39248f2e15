#include "suites/isolation/isolation.h"

#include "suites/isolation/changes.h"
#include "suites/isolation/table.h"

void isolation_add_cases(struct case_list *list)
{
	for (size_t i = 0; tables[i]; i++) {
		for (const struct table *table = tables[i]; table->name; table++)
			table_add_cases(table, list);
	}
	case_add_all(list, change_cases);
	case_add_all(list, odd_cases);
	case_add_all(list, host_side_cases);
}
