/* tables.h - the parts of this suite, a file each. */
#ifndef MVC_SUITES_LINK_TABLES_H
#define MVC_SUITES_LINK_TABLES_H

#include "harness/case/case.h"
#include "suites/link/words.h"

/* A wish that must not come true. */
struct refusal {
	const char *name; /* of the case; NULL ends a table */
	const struct requirement *requirement;
	int error;
	const char *text; /* the kernel's words; NULL: whatever it says */
	struct wish wish;
};

/* On a parent without children. */
extern const struct refusal refusals[];

/* Those end with a case without id. */
extern const struct testcase made_cases[], name_cases[], address_cases[], parent_cases[], passthru_cases[],
	unharmed_cases[];

void refusals_add_cases(struct case_list *list);   /* refusals.c */
void readings_add_cases(struct case_list *list);   /* readings.c: what is made, and how it reads */
void neighbours_add_cases(struct case_list *list); /* passthru.c: passthru and its neighbours */

#endif
