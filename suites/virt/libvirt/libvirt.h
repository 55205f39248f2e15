/* libvirt.h - what libvirt makes of a direct interface: from the XML that users write to what the kernel then has. Real daemons,
 * real QEMUs.
 */
#ifndef MVC_SUITES_VIRT_LIBVIRT_LIBVIRT_H
#define MVC_SUITES_VIRT_LIBVIRT_LIBVIRT_H

#include "harness/case/case.h"

void virt_libvirt_add_cases(struct case_list *list);

/* ---- its parts, a file each ---- */

void libvirt_written_add_cases(struct case_list *list);
void libvirt_refusals_add_cases(struct case_list *list);
void libvirt_life_add_cases(struct case_list *list);
void libvirt_plugging_add_cases(struct case_list *list);
void libvirt_by_virsh_add_cases(struct case_list *list);
void libvirt_trust_add_cases(struct case_list *list);
void libvirt_trust_whose_add_cases(struct case_list *list);
void libvirt_trust_changes_add_cases(struct case_list *list);
void libvirt_networks_add_cases(struct case_list *list);

#endif
