/* link.h - the suite of making macvtaps: what can be asked for, what comes of it, and what is refused. */
#ifndef MVC_SUITES_LINK_LINK_H
#define MVC_SUITES_LINK_LINK_H

#include "harness/case/case.h"

void link_add_cases(struct case_list *list);

#endif
