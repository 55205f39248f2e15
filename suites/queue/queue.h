/* queue.h - the suite about a child with several taps: which of them gets a frame, and what becomes of frames while taps
 * come and go. What one tap owes to its holder is the tap suite's.
 */
#ifndef MVC_SUITES_QUEUE_QUEUE_H
#define MVC_SUITES_QUEUE_QUEUE_H

#include "harness/case/case.h"

void queue_add_cases(struct case_list *list);

/* ---- its parts, a file each ---- */

void queue_add_steering(struct case_list *list);
void queue_add_lengths(struct case_list *list);
void queue_add_offloads(struct case_list *list);
void queue_add_stack(struct case_list *list);

/* Each ends with a case without id. */
extern const struct testcase queue_taps[], queue_changes[], queue_races[];

#endif
