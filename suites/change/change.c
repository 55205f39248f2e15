#include "suites/change/change.h"

void change_add_cases(struct case_list *list)
{
	static const struct testcase *const parts[] = {
		change_requests, change_flags,  change_mtus,          change_addresses,
		change_carriers, change_queues, change_names,         change_features,
		change_limits,   change_nodes,  change_announcements, change_namespaces,
		change_removals, change_rights, change_stacks,        change_counters,
	};

	change_add_modes(list);
	change_add_running(list);
	change_add_offers(list);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		case_add_all(list, parts[i]);
}
