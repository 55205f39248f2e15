/* schedule.h - in which order the selected cases run, and how often. */
#ifndef MVC_RUN_SCHEDULE_H
#define MVC_RUN_SCHEDULE_H

#include "harness/run/pool.h"
#include "harness/run/select.h"

struct schedule {
	const struct case_list *cases;
	const struct selection *selection;
	size_t *order;                   /* owned; positions in the selection */
	uint64_t seed;                   /* 0: in the order of the list */
	unsigned repeats, round, rounds; /* round: the one being handed out; rounds: where it ends */
	size_t next;
};

/* Every case, `repeats` times: round after round, each shuffled anew. Cases that share a testbed (case/case.h) come one after
 * the other, where the first of them has its place. */
struct schedule schedule_begin(const struct case_list *cases, const struct selection *selection,
			       unsigned repeats, uint64_t seed);

/* The next job; its place is where its result belongs: in the order of the cases, then of repeats. */
bool schedule_next(struct schedule *schedule, struct job *job);

/* One more round of a schedule with one repeat; its results take the places of those before. */
void schedule_again(struct schedule *schedule);

#endif
