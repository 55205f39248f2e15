#include "suites/queue/queue.h"

void queue_add_cases(struct case_list *list)
{
	queue_add_steering(list);
	case_add_all(list, queue_taps);
	case_add_all(list, queue_changes);
	queue_add_stack(list);
	queue_add_lengths(list);
	queue_add_offloads(list);
	case_add_all(list, queue_races);
}
