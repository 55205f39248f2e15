#include "suites/lifecycle/lifecycle.h"

void lifecycle_add_cases(struct case_list *list)
{
	ends_add_cases(list); /* the longest first, or the run waits for them at its end */
	gone_add_cases(list);
	races_add_cases(list);
	users_add_cases(list);
	regressions_add_cases(list);
}
