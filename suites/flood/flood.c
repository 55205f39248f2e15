#include "suites/flood/flood.h"

static void add_all(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		case_add(list, cases);
}

void flood_add_cases(struct case_list *list)
{
	flood_add_bursts(list);
	flood_add_closed(list);
	add_all(list, flood_limit_cases);
	add_all(list, flood_backlog_cases);
	add_all(list, flood_single_cases);
}
