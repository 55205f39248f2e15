#include "harness/run/unmet.h"
#include "harness/core/verdict.h"

#include <fnmatch.h>
#include <stdlib.h>

static bool names_case(const char *glob, const struct catalogue *catalogue)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (!fnmatch(glob, catalogue->list.cases[i].id, 0))
			return true;
	return false;
}

static bool names_selected(const char *glob, const struct catalogue *catalogue,
			   const struct selection *selection)
{
	for (size_t i = 0; i < selection->count; i++)
		if (!fnmatch(glob, catalogue->list.cases[selection->index[i]].id, 0))
			return true;
	return false;
}

/* Why none of its cases has come to a verdict; NULL if one has. */
static const char *reason_of(const char *glob, const struct catalogue *catalogue,
			     const struct selection *selection, const struct run *run)
{
	const char *reason = "none of its cases ended";

	for (size_t i = 0; i < run->count; i++) {
		if (fnmatch(glob, run->results[i].id, 0))
			continue;
		if (run->results[i].verdict != VERDICT_SKIP)
			return NULL;
		reason = "its cases are skipped on this kernel";
	}
	if (!names_case(glob, catalogue))
		return "no case is called so";
	return names_selected(glob, catalogue, selection) ? reason : "none of its cases was selected";
}

struct unmet *unmet_of(const struct expected *expected, const struct catalogue *catalogue,
		       const struct selection *selection, const struct run *run, size_t *count)
{
	const struct expectations *all = &expected->expectations;
	struct unmet *unmet = calloc(all->count + 1, sizeof(*unmet));

	if (!unmet)
		broken("out of memory for expectations");
	*count = 0;
	for (size_t i = 0; i < all->count && expected->kernel_known; i++) {
		const struct expectation *one = &all->at[i];
		const char *why;

		if (!expectation_concerns(one, &expected->kernel))
			continue;
		why = reason_of(one->glob, catalogue, selection, run);
		if (why)
			unmet[(*count)++] = (struct unmet){all->name, one->line, one->glob, why};
	}
	return unmet;
}
