/* change.h - what happens to a macvtap that exists: it is changed, its parent is, and what it shows of itself. */
#ifndef MVC_SUITES_CHANGE_CHANGE_H
#define MVC_SUITES_CHANGE_CHANGE_H

#include "fixtures/bare.h"
#include "harness/case/case.h"

void change_add_cases(struct case_list *list);

/* ---- its parts, a file each ---- */

void change_add_modes(struct case_list *list);
void change_add_running(struct case_list *list);
void change_add_offers(struct case_list *list);

/* Each ends with a case without id. */
extern const struct testcase change_requests[], change_flags[], change_mtus[], change_addresses[],
	change_carriers[], change_queues[], change_names[], change_features[], change_limits[],
	change_nodes[], change_announcements[], change_namespaces[], change_removals[], change_rights[],
	change_stacks[], change_counters[];

/* A row of them. The case shares that testbed (case/case.h); CHANGE_BARE one with a bare parent that nobody watches, CHANGE
 * none: it leaves more behind than can be tidied up. */
#define CHANGE_ON(bed, name, requirement_, run_, data_, summary_)                                            \
	{                                                                                                    \
		.id = "change." name, .requirement = &requirement_, .run = run_, .data = data_,              \
		.shares = bed, .summary = summary_,                                                          \
	}
#define CHANGE_BARE(...) CHANGE_ON(&bare_unwatched, __VA_ARGS__)
#define CHANGE(...)      CHANGE_ON(NULL, __VA_ARGS__)

#endif
