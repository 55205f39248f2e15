#include "harness/run/select.h"
#include "harness/core/verdict.h"
#include "harness/run/nearest.h"

#include <fnmatch.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool any_id(const struct catalogue *catalogue, bool (*matches)(const char *word, const char *id),
		   const char *word)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (matches(word, catalogue->list.cases[i].id))
			return true;
	return false;
}

static bool matches_glob(const char *word, const char *id)
{
	return !fnmatch(word, id, 0);
}

static bool is_prefix(const char *word, const char *id)
{
	return !strncmp(word, id, strlen(word));
}

static bool is_part(const char *word, const char *id)
{
	return strstr(id, word);
}

static void name_suites(char *hint, size_t size)
{
	size_t length = (size_t)snprintf(hint, size, "see macvtap-conform list; suites:");

	for (const struct suite *suite = suites; suite->name && length < size; suite++)
		length += (size_t)snprintf(hint + length, size - length, " %s", suite->name);
}

void select_hint(const struct catalogue *catalogue, const char *word, char *hint, size_t size)
{
	struct nearest nearest = nearest_to(word);

	for (const struct suite *suite = suites; suite->name; suite++)
		nearest_consider(&nearest, suite->name);
	for (size_t i = 0; i < catalogue->count; i++)
		nearest_consider(&nearest, catalogue->list.cases[i].id);
	if (*word && any_id(catalogue, is_prefix, word))
		snprintf(hint, size, "did you mean '%s*'?", word);
	else if (*word && any_id(catalogue, is_part, word))
		snprintf(hint, size, "did you mean '*%s*'?", word);
	else if (nearest.best)
		snprintf(hint, size, "did you mean '%s%s'?", nearest.best,
			 strchr(nearest.best, '.') ? "" : ".*");
	else
		name_suites(hint, size);
}

/* Whether a glob, or none of them, can mean the case. */
static bool is_meant(const struct testcase *testcase, enum daring daring)
{
	return !testcase->danger || daring == DANGEROUS_TOO;
}

static bool means(const char *glob, const struct testcase *testcase, enum daring daring)
{
	return !strcmp(glob, testcase->id) ||
	       (is_meant(testcase, daring) && matches_glob(glob, testcase->id));
}

static bool means_any(const char *glob, const struct catalogue *catalogue, enum daring daring)
{
	for (size_t i = 0; i < catalogue->count; i++)
		if (means(glob, &catalogue->list.cases[i], daring))
			return true;
	return false;
}

static void complain_of(const char *glob, const struct catalogue *catalogue, char *error, size_t size)
{
	char hint[512];

	if (any_id(catalogue, matches_glob, glob)) {
		snprintf(error, size,
			 "'%s' matches only what can crash this machine; add --dangerous, or name one case "
			 "in full",
			 glob);
		return;
	}
	select_hint(catalogue, glob, hint, sizeof(hint));
	snprintf(error, size, "no case matches '%s'; %s", glob, hint);
}

static bool selected(const struct testcase *testcase, enum daring daring, const char *const *globs,
		     size_t glob_count)
{
	for (size_t i = 0; i < glob_count; i++)
		if (means(globs[i], testcase, daring))
			return true;
	return !glob_count && is_meant(testcase, daring);
}

int select_cases(const struct catalogue *catalogue, enum daring daring, const char *const *globs,
		 size_t glob_count, struct selection *selection, char *error, size_t size)
{
	for (size_t i = 0; i < glob_count; i++) {
		if (means_any(globs[i], catalogue, daring))
			continue;
		complain_of(globs[i], catalogue, error, size);
		return -1;
	}
	*selection = (struct selection){.index = calloc(catalogue->count + 1, sizeof(size_t))};
	if (!selection->index)
		broken("out of memory for %zu cases", catalogue->count);
	for (size_t i = 0; i < catalogue->count; i++)
		if (selected(&catalogue->list.cases[i], daring, globs, glob_count))
			selection->index[selection->count++] = i;
	return 0;
}

uint64_t select_hash(uint64_t before, const void *octets, size_t count)
{
	const unsigned char *next = octets;

	while (count--)
		before = (before ^ *next++) * 0x100000001b3ULL;
	return before;
}

uint64_t selection_hash(const struct catalogue *catalogue, const struct selection *selection)
{
	uint64_t hash = SELECT_HASH;

	for (size_t i = 0; i < selection->count; i++) {
		const char *id = catalogue->list.cases[selection->index[i]].id;

		hash = select_hash(hash, id, strlen(id) + 1);
	}
	return hash;
}
