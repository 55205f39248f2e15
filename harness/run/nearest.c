#include "harness/run/nearest.h"

#include <string.h>

#define LENGTH_MAX 256

struct nearest nearest_to(const char *word)
{
	return (struct nearest){.word = word, .distance = strlen(word) / 3 + 2};
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Levenshtein's distance, one row of his matrix at a time. */
static size_t distance(const char *a, const char *b)
{
	size_t row[LENGTH_MAX + 1], length = strlen(b);

	for (size_t j = 0; j <= length; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < length; j++) {
			size_t replaced = diagonal + (a[i] != b[j]);

			diagonal = row[j + 1];
			row[j + 1] = least(row[j] + 1, diagonal + 1, replaced);
		}
	}
	return row[length];
}

void nearest_consider(struct nearest *nearest, const char *candidate)
{
	size_t found;

	if (strlen(candidate) > LENGTH_MAX)
		return;
	found = distance(nearest->word, candidate);
	if (found < nearest->distance) {
		nearest->distance = found;
		nearest->best = candidate;
	}
}
