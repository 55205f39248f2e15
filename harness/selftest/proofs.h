/* proofs.h - cases whose testbed takes long to stand are seen to turn red: each proof does one thing to all of some cases, and those
 * that share a testbed have it one after the other.
 */
#ifndef MVC_SELFTEST_PROOFS_H
#define MVC_SELFTEST_PROOFS_H

#include "harness/selftest/trial.h"

enum { PROOF_GLOBS = 8 };

struct proof {
	const char *name;
	const char *globs[PROOF_GLOBS]; /* of the cases that it is about, as ksh has them */
	unsigned stands_s; /* patience, in seconds, of the first case, whose testbed is built meanwhile... */
	unsigned patience_s;   /* ...and of the others; 0: the same */
	void (*arrange)(void); /* done before, and undone; NULL for nothing */
	void (*undo)(void);
	const struct sabotage *sabotage; /* as a trial's */
	const struct lie *lie;           /* likewise */
};

/* Tries all. The list must be registered with the recorder. */
void proofs_try(const struct case_list *list, const struct proof *proofs, size_t count);

/* The program of such a test: sees that something is done to each case of the list, and that each trial is red. Its argument is
 * the folder of a guest (scripts/guest); without one nothing is tried, which proves nothing: scripts/test has one. */
int proofs_main(int argc, char **argv, const char *name, void (*try_all)(void));

#endif
