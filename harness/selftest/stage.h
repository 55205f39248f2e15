/* stage.h - where the runner is tried: an empty folder, runner_cases in it, and the means to see what it leaves. */
#ifndef MVC_SELFTEST_STAGE_H
#define MVC_SELFTEST_STAGE_H

#include "harness/selftest/invoke.h"

/* Goes into a new folder below /tmp. What the runner's cases leave behind becomes a child of this process. */
void stage_enter(void);

/* Removes the folder. */
void stage_leave(void);

/* Empties it. */
void stage_clear(void);

/* The runner with its cases: RUNNER("run", "runner.ok.*"). */
#define RUNNER(...)       invoke(RUNNER_CASES, (const char *const[]){__VA_ARGS__, NULL})
#define RUNNER_START(...) invoke_start(RUNNER_CASES, (const char *const[]){__VA_ARGS__, NULL})

/* Waits until the case runner.wait runs. */
void stage_await_case(void);

/* Waits until this process has no children, for 10 s at most. 1 if there is none. */
int stage_is_empty(void);

#endif
