/* bench_session.h - one `bench`: what is measured, round after round, and what has come of it. */
#ifndef MVC_RUN_BENCH_SESSION_H
#define MVC_RUN_BENCH_SESSION_H

#include "harness/bench/bench.h"
#include "harness/run/environment.h"
#include "harness/run/leaks.h"
#include "harness/run/pool.h"
#include "reports/bench.h"

struct bench_session {
	const struct options *options;
	const struct bench_cell **cells; /* owned; those selected, as they are measured in a round */
	struct bench_series **series;    /* owned; where in the report each of them goes */
	size_t count;
	struct case_list cases; /* one for each of them */
	size_t given;           /* jobs handed out or left out, over all rounds */
	struct bench report;
	struct environment environment;
	struct leaks leaks;
	struct blame blame;
	nanoseconds started;
};

/* The cells whose ids match one of the globs, or all, and for each measure its baseline. 0, or -1 with one line in error if
 * a glob matches nothing. */
int bench_select(struct bench_session *session, char *error, size_t size);

/* Makes places in the report for what has been selected. */
void bench_prepare_report(struct bench_session *session);

/* Measures it all. 0, or the signal that cut it short. */
int bench_measure(struct bench_session *session);

#endif
