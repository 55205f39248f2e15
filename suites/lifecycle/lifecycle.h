/* lifecycle.h - the suite of beginnings and ends: descriptors without devices, races, the ends of parents and namespaces, users
 * without rights; and faults that have crashed kernels, as dangerous cases.
 */
#ifndef MVC_SUITES_LIFECYCLE_LIFECYCLE_H
#define MVC_SUITES_LIFECYCLE_LIFECYCLE_H

#include "harness/case/case.h"

void lifecycle_add_cases(struct case_list *list);

/* The parts of the suite, a file each. */
void gone_add_cases(struct case_list *list);
void races_add_cases(struct case_list *list);
void ends_add_cases(struct case_list *list);
void users_add_cases(struct case_list *list);
void regressions_add_cases(struct case_list *list);

#endif
