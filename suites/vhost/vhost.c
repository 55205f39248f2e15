#include "suites/vhost/vhost.h"

void vhost_add_cases(struct case_list *list)
{
	vhost_add_setup(list);
	vhost_add_delivery(list);
	vhost_add_offload(list);
	vhost_add_batch(list);
	vhost_add_buffers(list);
	vhost_add_swap(list);
	vhost_add_events(list);
	vhost_add_ends(list);
}
