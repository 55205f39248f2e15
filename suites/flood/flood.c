#include "suites/flood/flood.h"

void flood_add_cases(struct case_list *list)
{
	flood_add_bursts(list);
	flood_add_closed(list);
	case_add_all(list, flood_limit_cases);
	case_add_all(list, flood_backlog_cases);
	case_add_all(list, flood_single_cases);
}
