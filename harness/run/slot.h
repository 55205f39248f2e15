/* slot.h - one of the pool's places, in which case after case runs. */
#ifndef MVC_RUN_SLOT_H
#define MVC_RUN_SLOT_H

#include "harness/run/pool.h"

#include <poll.h>

enum slot_state {
	SLOT_FREE,
	SLOT_RUNNING,
	SLOT_TIMED_OUT, /* killed, and not yet dead */
	SLOT_DISMISSED, /* killed because the run was cut short */
	SLOT_STUCK,     /* not even SIGKILL ends it: this place is lost */
};

struct slot {
	enum slot_state state;
	struct job job;
	pid_t pid;                         /* also its process group */
	int pidfd, report, output, orders; /* orders: -1 once its process has had the last */
	struct job *batch;                 /* owned; what its process is to run after this job */
	size_t batch_next, batch_count;
	nanoseconds stood; /* when its process began its second case, the testbed being made; 0: not yet */
	nanoseconds started, deadline;
	nanoseconds allowed; /* for the case that runs, when it began */
	struct outcome outcome;
};

enum { SLOT_POLLS = 3 };

/* Forks. 0, or errno. */
int slot_start(struct slot *slot, const struct pool_plan *plan, const struct job *job);

/* Gives its process, which waits for orders, another case. Should the process have died meanwhile, the case has. */
void slot_continue(struct slot *slot, const struct pool_plan *plan, const struct job *job);

/* Lets its process end. */
void slot_finish(struct slot *slot);

/* A slot with a process that the pool waits for. */
bool slot_is_busy(const struct slot *slot);

/* What poll(2) is to look at. */
void slot_poll(const struct slot *slot, struct pollfd polls[SLOT_POLLS]);

/* Reads what poll(2) has found. True if the case has ended, or has said that it stays. */
bool slot_serve(struct slot *slot, const struct pollfd polls[SLOT_POLLS]);

/* Reads what is left in its pipes. */
void slot_drain_report(struct slot *slot);
void slot_drain_output(struct slot *slot);

/* Kills its process group. */
void slot_kill(struct slot *slot, enum slot_state state);

/* Closes its descriptors; it is free again. */
void slot_close(struct slot *slot);

#endif
