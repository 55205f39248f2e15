#include "suites/virt/qemu/qemu.h"

/* What boots its guests more than once comes first: the others are done by then. */
void virt_qemu_add_cases(struct case_list *list)
{
	virt_qemu_add_life(list);
	virt_qemu_add_link(list);
	virt_qemu_add_filter(list);
	virt_qemu_add_delivery(list);
	virt_qemu_add_queues(list);
	virt_qemu_add_offload(list);
}
