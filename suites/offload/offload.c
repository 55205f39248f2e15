#include "suites/offload/offload.h"

void offload_add_cases(struct case_list *list)
{
	offload_add_writes(list);
	offload_add_edges(list);
	offload_add_reads(list);
	offload_add_settings(list);
	offload_add_floods(list);
	offload_add_manners(list);
	offload_add_modes(list);
}
