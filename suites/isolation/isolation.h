/* isolation.h - the two suites of this folder: the tables and cases written by hand, and the model's cross product. */
#ifndef MVC_SUITES_ISOLATION_ISOLATION_H
#define MVC_SUITES_ISOLATION_ISOLATION_H

#include "harness/case/case.h"

void isolation_add_cases(struct case_list *list);
void model_add_cases(struct case_list *list);

#endif
