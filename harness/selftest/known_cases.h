/* known_cases.h - for runner_cases.c: cases with an expectation each, which is shipped with that program. */
#ifndef MVC_SELFTEST_KNOWN_CASES_H
#define MVC_SELFTEST_KNOWN_CASES_H

#include "harness/case/case.h"

void known_add_cases(struct case_list *list);

extern const struct requirement *const known_requirements[2];

#endif
