/* tap.h - the contract of a child's tap as a descriptor: what it can be asked, read, written and waited for. What
 * several taps are to one device is the queue suite's; offloads are not in here either.
 */
#ifndef MVC_SUITES_TAP_TAP_H
#define MVC_SUITES_TAP_TAP_H

#include "harness/case/case.h"

void tap_add_cases(struct case_list *list);

/* The parts, a file each. */
void tap_add_requests(struct case_list *list);
void tap_add_refusals(struct case_list *list);
void tap_add_queues(struct case_list *list);
void tap_add_reads(struct case_list *list);
void tap_add_cuts(struct case_list *list);
void tap_add_writes(struct case_list *list);
void tap_add_runts(struct case_list *list);
void tap_add_rings(struct case_list *list);
void tap_add_readiness(struct case_list *list);
void tap_add_room(struct case_list *list);
void tap_add_waits(struct case_list *list);
void tap_add_absences(struct case_list *list);

#endif
