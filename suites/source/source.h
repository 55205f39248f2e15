/* source.h - the suite about source mode: lists of senders, and what is forwarded by them. What source-mode children hear
 * at all, in every pairing of modes, is the isolation suite's.
 */
#ifndef MVC_SUITES_SOURCE_SOURCE_H
#define MVC_SUITES_SOURCE_SOURCE_H

#include "harness/case/case.h"

void source_add_cases(struct case_list *list);

/* requests.c: every request about a list, a row each. */
void source_add_requests(struct case_list *list);

/* lists.c, claims.c, kinds.c; each ends with a case without id. */
extern const struct testcase source_list_cases[], source_claim_cases[], source_kind_cases[];

/* effects.c: what a change of a list changes, a row each. */
void source_add_effects(struct case_list *list);

#endif
