/* filter.h - which frames a child gets and which its parent must let in for it: lists of stations and groups, what
 * bypasses them, and addresses.
 */
#ifndef MVC_SUITES_FILTER_FILTER_H
#define MVC_SUITES_FILTER_FILTER_H

#include "suites/filter/kinds.h"

void filter_add_cases(struct case_list *list);

/* ---- one file each ---- */

extern const struct pattern unicast_patterns[], group_patterns[], leave_patterns[], hash_patterns[],
	allmulti_patterns[], promiscuous_patterns[], database_patterns[], own_address_patterns[],
	reserved_patterns[];
extern const struct testcase unicast_cases[], group_cases[], hash_cases[], allmulti_cases[],
	promiscuous_cases[], database_cases[], own_address_cases[], vlan_cases[];

/* Rows, each a case. */
void parents_add_cases(struct case_list *list);
void refused_addresses_add_cases(struct case_list *list);
void reserved_add_cases(struct case_list *list);
void discovery_add_cases(struct case_list *list);
void tags_add_cases(struct case_list *list);

#endif
