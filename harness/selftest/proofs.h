/* proofs.h - cases whose testbed takes long to stand are seen to turn red: each proof does one thing to all of some cases, and those
 * that share a testbed have it one after the other.
 *
 * To be called before selftest_main(), but for the two tests.
 */
#ifndef MVC_SELFTEST_PROOFS_H
#define MVC_SELFTEST_PROOFS_H

#include "harness/selftest/trial.h"

enum { PROOF_GLOBS = 8 };

struct proof {
	const char *name;
	const char *globs[PROOF_GLOBS]; /* of the cases that it is about */
	unsigned stands_s; /* patience, in seconds, of the first case, whose testbed is built meanwhile... */
	unsigned patience_s;   /* ...and of the others; 0: the same */
	void (*arrange)(void); /* done before, and undone; NULL for nothing */
	void (*undo)(void);
	const struct sabotage *sabotage; /* as a trial's */
	const struct lie *lie;           /* likewise */
};

/* Tries all. The list must be registered with the recorder. */
void proofs_try(const struct case_list *list, const struct proof *proofs, size_t count);

/* Tests: something is done to each case of the list, and each trial is red. */
void each_case_is_tried(void);
void each_trial_is_red(void);

#endif
