#include "suites/filter/filter.h"

static const struct pattern *const pattern_tables[] = {
	unicast_patterns,     group_patterns,    leave_patterns,       hash_patterns,     allmulti_patterns,
	promiscuous_patterns, database_patterns, own_address_patterns, reserved_patterns, NULL,
};

static const struct testcase *const case_tables[] = {
	unicast_cases,  group_cases,       hash_cases, allmulti_cases, promiscuous_cases,
	database_cases, own_address_cases, vlan_cases, NULL,
};

void filter_add_cases(struct case_list *list)
{
	for (size_t i = 0; pattern_tables[i]; i++)
		filter_patterns_add(pattern_tables[i], list);
	for (size_t i = 0; case_tables[i]; i++)
		case_add_all(list, case_tables[i]);
	parents_add_cases(list);
	refused_addresses_add_cases(list);
	reserved_add_cases(list);
	discovery_add_cases(list);
	tags_add_cases(list);
}
