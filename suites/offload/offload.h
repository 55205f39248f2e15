/* offload.h - packets whose checksums and cutting are left to others: what may be written, what is done on the way, what is
 * read. Each table is a file, each row a case.
 */
#ifndef MVC_SUITES_OFFLOAD_OFFLOAD_H
#define MVC_SUITES_OFFLOAD_OFFLOAD_H

#include "harness/case/case.h"

void offload_add_cases(struct case_list *list);

/* The parts, a file each. */
void offload_add_writes(struct case_list *list);
void offload_add_edges(struct case_list *list);
void offload_add_reads(struct case_list *list);
void offload_add_settings(struct case_list *list);
void offload_add_floods(struct case_list *list);
void offload_add_manners(struct case_list *list);
void offload_add_modes(struct case_list *list);

#endif
