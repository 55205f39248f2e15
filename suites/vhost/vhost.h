/* vhost.h - macvtaps that vhost-net serves: what it takes to set one up and what is refused, and then that whoever is behind it
 * gets and sends what they would by reading and writing.
 */
#ifndef MVC_SUITES_VHOST_VHOST_H
#define MVC_SUITES_VHOST_VHOST_H

#include "harness/case/case.h"

void vhost_add_cases(struct case_list *list);

/* The parts, a file each. */
void vhost_add_setup(struct case_list *list);
void vhost_add_delivery(struct case_list *list);
void vhost_add_offload(struct case_list *list);
void vhost_add_batch(struct case_list *list);
void vhost_add_buffers(struct case_list *list);
void vhost_add_swap(struct case_list *list);
void vhost_add_events(struct case_list *list);
void vhost_add_ends(struct case_list *list);

#endif
