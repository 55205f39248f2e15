/* catalogue.h - every case and every requirement of this program. */
#ifndef MVC_RUN_CATALOGUE_H
#define MVC_RUN_CATALOGUE_H

#include "harness/case/case.h"

struct catalogue {
	struct case_list list; /* all cases, and behind them the preflight */
	size_t count;          /* without the preflight, which is list.cases[count] */
};

/* Asks every suite for its cases. Ends the program (exit 2) if one of them is not as it must be. */
void catalogue_build(struct catalogue *catalogue);

/* How many cases prove this requirement. */
size_t catalogue_proofs(const struct catalogue *catalogue, const struct requirement *requirement);

/* The requirement of this id; NULL if there is none. */
const struct requirement *catalogue_requirement(const char *id);

#endif
