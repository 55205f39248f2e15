/* sabotage_plan.h - what is done to a case, and what the case must say of it.
 *
 * A row names the places where its frame arrives, so it must notice that the frame is
 *
 *	lost at     each of them
 *	doubled at  one of them, by turns
 *	altered at  one of them, by turns
 *	leaked to   one of all other places of its testbed, by turns
 *
 * and blame the right place. That the children are in a mode that is not theirs (by turns), or do not listen to whom
 * they should, is tried too, but makes no difference to many a row: what a stranger sends to a child arrives in three
 * modes of five.
 */
#ifndef MVC_SUITES_SELFTEST_SABOTAGE_PLAN_H
#define MVC_SUITES_SELFTEST_SABOTAGE_PLAN_H

#include "harness/selftest/saboteur.h"
#include "suites/isolation/table.h"

struct attempt {
	struct sabotage sabotage;
	char says[48]; /* in a finding; "": nobody asks what it says, or whether it says anything */
};

struct attempts {
	struct attempt *attempt; /* owned */
	size_t count;
};

/* A row's; the turn is a number of the row. Keeps the addresses of the row's frame. */
struct attempts plan_for_row(const struct row *row, unsigned turn);

/* Those of a case that is no row: it must notice one of them. */
struct attempts plan_for_any(void);

/* All places of a topology but the ones that nothing can be leaked to under this row's tag. */
places places_to_leak_to(const struct row *row);

#endif
