#include "suites/tap/tap.h"

void tap_add_cases(struct case_list *list)
{
	tap_add_requests(list);
	tap_add_refusals(list);
	tap_add_queues(list);
	tap_add_reads(list);
	tap_add_cuts(list);
	tap_add_writes(list);
	tap_add_runts(list);
	tap_add_rings(list);
	tap_add_readiness(list);
	tap_add_room(list);
	tap_add_waits(list);
	tap_add_absences(list);
}
