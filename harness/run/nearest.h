/* nearest.h - what somebody who misspelt a word may have meant. */
#ifndef MVC_RUN_NEAREST_H
#define MVC_RUN_NEAREST_H

#include <stddef.h>

/* Keeps the candidate most like the word. */
struct nearest {
	const char *word;
	const char *best; /* NULL as long as nothing is near enough */
	size_t distance;  /* of the best: characters to insert, delete or replace */
};

/* Candidates further away than a third of the word are no help. */
struct nearest nearest_to(const char *word);

void nearest_consider(struct nearest *nearest, const char *candidate);

#endif
