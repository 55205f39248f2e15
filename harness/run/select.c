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

static bool selected(const char *id, const char *const *globs, size_t glob_count)
{
	for (size_t i = 0; i < glob_count; i++)
		if (matches_glob(globs[i], id))
			return true;
	return !glob_count;
}

int select_cases(const struct catalogue *catalogue, const char *const *globs, size_t glob_count,
		 struct selection *selection, char *error, size_t size)
{
	char hint[512];

	for (size_t i = 0; i < glob_count; i++) {
		if (any_id(catalogue, matches_glob, globs[i]))
			continue;
		select_hint(catalogue, globs[i], hint, sizeof(hint));
		snprintf(error, size, "no case matches '%s'; %s", globs[i], hint);
		return -1;
	}
	*selection = (struct selection){.index = calloc(catalogue->count + 1, sizeof(size_t))};
	if (!selection->index)
		broken("out of memory for %zu cases", catalogue->count);
	for (size_t i = 0; i < catalogue->count; i++)
		if (selected(catalogue->list.cases[i].id, globs, glob_count))
			selection->index[selection->count++] = i;
	return 0;
}
