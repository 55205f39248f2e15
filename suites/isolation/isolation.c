#include "suites/isolation/isolation.h"

#include "suites/isolation/changes.h"
#include "suites/isolation/table.h"

static void add_all(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		case_add(list, cases);
}

void isolation_add_cases(struct case_list *list)
{
	for (size_t i = 0; tables[i]; i++) {
		for (const struct table *table = tables[i]; table->name; table++)
			table_add_cases(table, list);
	}
	add_all(list, change_cases);
	add_all(list, odd_cases);
	add_all(list, host_side_cases);
}
