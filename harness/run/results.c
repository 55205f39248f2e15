#include "harness/run/results.h"
#include "harness/core/verdict.h"
#include "harness/run/outcome.h"

#include <stdlib.h>

struct results results_new(size_t places)
{
	struct results results = {calloc(places + 1, sizeof(struct result)), places};

	if (!results.at)
		broken("out of memory for %zu results; repeat less often", places);
	return results;
}

void results_put(struct results *results, size_t place, struct result *result)
{
	outcome_release(&results->at[place]);
	results->at[place] = *result;
}

bool results_has(const struct results *results, size_t place)
{
	return results->at[place].id;
}

void results_append(struct results *results, struct result *result)
{
	results->at = reallocarray(results->at, results->places + 1, sizeof(struct result));
	if (!results->at)
		broken("out of memory for %zu results", results->places);
	results->at[results->places++] = *result;
}

size_t results_compact(struct results *results)
{
	size_t count = 0;

	for (size_t i = 0; i < results->places; i++)
		if (results->at[i].id)
			results->at[count++] = results->at[i];
	results->places = count;
	return count;
}

bool verdict_is_failure(enum verdict verdict)
{
	return verdict == VERDICT_FAIL || verdict == VERDICT_TIMEOUT || verdict == VERDICT_CRASH;
}

enum exit_code results_exit_code(const struct run *run, enum skips skips)
{
	size_t skipped = run_count(run, VERDICT_SKIP);

	for (size_t i = 0; i < run->count; i++)
		if (verdict_is_failure(run->results[i].verdict))
			return EXIT_FAILED;
	if (skipped && skips == SKIPS_FAIL)
		return EXIT_FAILED;
	if (run_count(run, VERDICT_BROKEN) || run->count < run->selected)
		return EXIT_UNUSABLE;
	return skipped && skipped == run->count ? EXIT_ALL_SKIPPED : EXIT_ALL_PASSED;
}
