#include "suites/virt/libvirt/libvirt.h"

void virt_libvirt_add_cases(struct case_list *list)
{
	libvirt_written_add_cases(list);
	libvirt_refusals_add_cases(list);
	libvirt_life_add_cases(list);
	libvirt_networks_add_cases(list);
	libvirt_trust_add_cases(list);
	libvirt_plugging_add_cases(list);
	libvirt_by_virsh_add_cases(list);
	libvirt_trust_whose_add_cases(list);
	libvirt_trust_changes_add_cases(list);
}
