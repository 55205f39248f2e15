/* session.h - one `run`, from its first case to its report: what the steps of command_run.c share. */
#ifndef MVC_RUN_SESSION_H
#define MVC_RUN_SESSION_H

#include "harness/run/environment.h"
#include "harness/run/expected.h"
#include "harness/run/leaks.h"
#include "harness/run/logbook.h"
#include "harness/run/pool.h"
#include "harness/run/results.h"
#include "harness/run/schedule.h"
#include "harness/run/shard.h"
#include "reports/console.h"

struct session {
	const struct options *options;
	struct catalogue catalogue;
	struct selection selection;
	struct shard shard; /* of it; 0 of 0: it is whole */
	struct expected expected;
	struct schedule schedule;
	struct results results;
	struct pool_plan plan;
	struct pool *pool;
	struct blame blame;
	struct leaks leaks;
	struct environment environment;
	struct logbook logbook;
	struct console *console;
	struct result preflight; /* without id, unless the kernel did something wrong in it */
	char *junit, *json, *html, *logbook_path; /* owned */
	char *kept;                               /* owned; how to enter the topology that was just kept */
	size_t resumed;                           /* results taken over from the logbook */
	bool trouble; /* something was not as it must be: what --fail-fast and --until-fail wait for */
	uint64_t started_s;
	nanoseconds started;
};

/* Can anything be decided here? EXIT_ALL_PASSED, or a complaint's exit code; 128 and the signal if
 * interrupted. */
int session_preflight(struct session *session);

/* Runs everything that is not in the results yet. 0, or the signal that cut it short. */
int session_run(struct session *session);

/* --rerun-failed: runs what is in trouble so many times more, to tell a flake from a failure. Their verdicts stay. 0, or the
 * signal that cut it short. */
int session_rerun(struct session *session);

/* Reads the logbook: what had ended is taken over, what was running is blamed, and the session goes on with
 * the logbook. 0, or -1 with one line in error. */
int session_resume(struct session *session, char *error, size_t size);

/* Names the run for its logbook. */
struct run_identity session_identity(const struct session *session);

/* Looks for what was left behind, and writes the report. The exit code. */
int session_finish(struct session *session);

/* Where the case of a place stands among all cases, from 1. */
size_t session_position(const struct session *session, size_t place);

/* Takes a result: into its place, the logbook, the capture files and onto the console. The logbook has what happened;
 * what was expected is looked up anew by whoever reads it. */
void session_take(struct session *session, size_t place, struct result *result);

#endif
