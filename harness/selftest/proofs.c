#include "harness/selftest/proofs.h"

#include "harness/core/guest_folder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"

#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum { TRIALS_MAX = 512 };

static struct trial trials[TRIALS_MAX];
static const struct proof *proof_of[TRIALS_MAX];
static size_t count;
static const struct case_list *cases;

/* ---- trying ---- */

static bool is_about(const struct proof *proof, const struct testcase *testcase)
{
	for (size_t i = 0; i < PROOF_GLOBS && proof->globs[i]; i++)
		if (!fnmatch(proof->globs[i], testcase->id, FNM_EXTMATCH))
			return true;
	return false;
}

static unsigned patience_of(const struct proof *proof, size_t which)
{
	return which && proof->patience_s ? proof->patience_s : proof->stands_s;
}

/* Those of the proof that have this testbed. */
static size_t plan(const struct proof *proof, const void *testbed, struct trial *row)
{
	size_t planned = 0;

	for (size_t i = 0; i < cases->count; i++) {
		if (cases->cases[i].shares != testbed || !is_about(proof, &cases->cases[i]) ||
		    !trial_is_due(i))
			continue;
		row[planned] = (struct trial){.index = i,
					      .sabotage = proof->sabotage,
					      .lie = proof->lie,
					      .patience = patience_of(proof, planned) * NS_PER_S};
		planned++;
	}
	return planned;
}

static void try_on(const struct proof *proof, const void *testbed)
{
	struct trial *row = &trials[count];
	size_t planned;

	if (count + cases->count > TRIALS_MAX)
		abort();
	planned = plan(proof, testbed, row);
	if (!planned)
		return;
	if (proof->arrange)
		proof->arrange();
	trials_run_in_a_row(cases, row, planned);
	if (proof->undo)
		proof->undo();
	for (size_t i = 0; i < planned; i++)
		proof_of[count++] = proof;
}

/* Each testbed once. */
static bool is_first_of_testbed(size_t which)
{
	for (size_t i = 0; i < which; i++)
		if (cases->cases[i].shares == cases->cases[which].shares)
			return false;
	return true;
}

static void tell(const struct proof *proof, size_t first)
{
	size_t red = 0;

	for (size_t i = first; i < count; i++)
		red += trials[i].outcome == FAILED;
	printf("%-36s %zu of %zu red\n", proof->name, red, count - first);
}

void proofs_try(const struct case_list *list, const struct proof *proofs, size_t proof_count)
{
	cases = list;
	for (size_t p = 0; p < proof_count; p++) {
		const size_t first = count;

		for (size_t i = 0; i < cases->count; i++)
			if (is_first_of_testbed(i))
				try_on(&proofs[p], cases->cases[i].shares);
		tell(&proofs[p], first);
	}
}

/* ---- judging ---- */

static void each_trial_is_red(void)
{
	for (size_t i = 0; i < count; i++) {
		const struct trial *trial = &trials[i];

		CU_ASSERT_EQUAL(trial->outcome, FAILED);
		if (trial->outcome != FAILED)
			printf("\n    %s, %s: %s, where it must fail; it says: %.300s",
			       cases->cases[trial->index].id, proof_of[i]->name, outcome_name(trial->outcome),
			       trial->text);
	}
}

static bool is_tried(size_t which)
{
	for (size_t i = 0; i < count; i++)
		if (trials[i].index == which)
			return true;
	return false;
}

static void each_case_is_tried(void)
{
	for (size_t i = 0; i < cases->count; i++) {
		const bool forgotten = trial_is_due(i) && !is_tried(i);

		CU_ASSERT(!forgotten);
		if (forgotten)
			printf("\n    nothing is done to %s", cases->cases[i].id);
	}
	printf("\n    %zu trials", count);
}

/* ---- the program ---- */

static const struct selftest tests[] = {
	{"something is done to each case", each_case_is_tried},
	{"each case turns red", each_trial_is_red},
};

int proofs_main(int argc, char **argv, const char *name, void (*try_all)(void))
{
	char folder[PATH_MAX];
	int code;

	if (argc < 2 || !realpath(argv[1], folder)) {
		printf("no guest: nothing is tried\n");
		return 0;
	}
	stage_enter();
	guest_folder_set(folder);
	try_all();
	code = selftest_main(name, tests, sizeof tests / sizeof tests[0]);
	stage_leave();
	return code;
}
