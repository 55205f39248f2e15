/* flood.h - the suite about broadcasts and groups: the parent's queue for them, its length and its cutoff. Who is to get
 * which flood at all is the isolation suite's.
 */
#ifndef MVC_SUITES_FLOOD_FLOOD_H
#define MVC_SUITES_FLOOD_FLOOD_H

#include "harness/case/case.h"

void flood_add_cases(struct case_list *list);

/* closed.c: what passes a queue of length 0, a row each. bursts.c: many floods at once, a row each. */
void flood_add_closed(struct case_list *list);
void flood_add_bursts(struct case_list *list);

/* Each ends with a case without id. */
extern const struct testcase flood_limit_cases[], flood_backlog_cases[], flood_single_cases[];

#endif
