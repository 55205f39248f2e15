/* results.h - the results of a run, each in its place, whatever the order in which they come. */
#ifndef MVC_RUN_RESULTS_H
#define MVC_RUN_RESULTS_H

#include "harness/run/complain.h"
#include "reports/result.h"

#include <stdbool.h>

struct results {
	struct result *at; /* owned; without id: not there (yet) */
	size_t places;
};

struct results results_new(size_t places);

/* Takes the result; one that was there before is freed. */
void results_put(struct results *results, size_t place, struct result *result);

bool results_has(const struct results *results, size_t place);

/* One that belongs to no case, behind all others: a finding about the run itself. */
void results_append(struct results *results, struct result *result);

/* Moves together those that are there; returns how many. */
size_t results_compact(struct results *results);

/* FAIL, TIMEOUT or CRASH. */
bool verdict_is_failure(enum verdict verdict);

enum skips { SKIPS_PASS, SKIPS_FAIL };

/* What the run's results make of the exit code. */
enum exit_code results_exit_code(const struct run *run, enum skips skips);

#endif
