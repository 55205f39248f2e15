/* select.h - which cases somebody means by globs over their ids. */
#ifndef MVC_RUN_SELECT_H
#define MVC_RUN_SELECT_H

#include "harness/run/catalogue.h"

#include <stdint.h>

struct selection {
	size_t *index; /* owned; into the list, ascending */
	size_t count;
};

/* Who is meant by a glob: a dangerous case is meant by nothing but its whole id, unless danger has been asked for. */
enum daring { SAFE_OR_BY_NAME, DANGEROUS_TOO };

/* The cases whose id matches one of the globs, or all if there is no glob. 0, or -1 with one line in error if
 * a glob matches nothing. */
int select_cases(const struct catalogue *catalogue, enum daring daring, const char *const *globs,
		 size_t glob_count, struct selection *selection, char *error, size_t size);

#define SELECT_HASH 0xcbf29ce484222325ULL /* of nothing */

/* FNV-1a of 64 bits: the hash of what was before, and of these octets after it. */
uint64_t select_hash(uint64_t before, const void *octets, size_t count);

/* The same of all ids that are selected. */
uint64_t selection_hash(const struct catalogue *catalogue, const struct selection *selection);

/* Adds to a complaint about a word that is no id (nor glob that matches) what may have been meant. */
void select_hint(const struct catalogue *catalogue, const char *word, char *hint, size_t size);

#endif
