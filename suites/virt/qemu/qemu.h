/* qemu.h - macvtaps that real guests have for a NIC: a QEMU holds their taps, and the guest in it is asked what it sends and gets.
 */
#ifndef MVC_SUITES_VIRT_QEMU_QEMU_H
#define MVC_SUITES_VIRT_QEMU_QEMU_H

#include "harness/case/case.h"

void virt_qemu_add_cases(struct case_list *list);

/* The parts, a file each. */
void virt_qemu_add_delivery(struct case_list *list);
void virt_qemu_add_filter(struct case_list *list);
void virt_qemu_add_queues(struct case_list *list);
void virt_qemu_add_offload(struct case_list *list);
void virt_qemu_add_link(struct case_list *list);
void virt_qemu_add_life(struct case_list *list);

#endif
