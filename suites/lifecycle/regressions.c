#include "suites/lifecycle/lifecycle.h"

void regressions_add_cases(struct case_list *list)
{
	(void)list;
}
