/* pool.h - runs cases, many at a time, each in a process and a process group of its own, and gets every one
 * of them to a verdict: whether it ends, crashes, hangs, or leaves something behind.
 */
#ifndef MVC_RUN_POOL_H
#define MVC_RUN_POOL_H

#include "harness/core/clock.h"
#include "harness/run/blame.h"
#include "harness/run/outcome.h"
#include "harness/run/strays.h"

#include <stdbool.h>
#include <sys/types.h>

struct job {
	size_t index;    /* of the case */
	unsigned repeat; /* 0 for the first run */
	size_t place;    /* of its result */
};

struct pool_plan {
	const struct case_list *cases;
	size_t jobs;         /* cases at a time */
	nanoseconds timeout; /* for one case */
	size_t share; /* cases at most that a process runs one after the other, if they share a testbed */
	void (*keep)(int report); /* recorder_keep of the cases */
	struct blame *blame;      /* who is guilty of what the kernel logs */
	int interrupts;           /* interrupts_catch(): what comes out of it cuts the run short */
	struct disk_copy *disk;   /* of the logbook, to be served meanwhile; NULL for none */
};

/* Who hands out jobs and takes results. */
struct pool_client {
	void *data;
	/* The next job; false if there is none. */
	bool (*next)(void *data, struct job *job);
	/* This one is about to start. */
	void (*starting)(void *data, const struct job *job);
	/* This one has ended; the result is the client's. */
	void (*ended)(void *data, const struct job *job, struct result *result);
	/* --keep: this one has ended, but its process stays. Called before ended(). */
	void (*kept)(void *data, const struct job *job, pid_t pid, struct outcome *outcome);
};

struct pool;

struct pool *pool_new(const struct pool_plan *plan);
void pool_free(struct pool *pool);

/* Runs until there are no more jobs. 0, or the number of the signal that cut it short: all cases are dead
 * then, and those that had not ended have no result. */
int pool_run(struct pool *pool, const struct pool_client *client);

/* Children of the runner that stay: kept processes. Valid until pool_run() is called again. */
struct no_strays pool_kept(const struct pool *pool);

#endif
