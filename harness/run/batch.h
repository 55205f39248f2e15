/* batch.h - the cases that one process runs one after the other, because they share a testbed: given away together, and
 * divided again when others have nothing left to do.
 */
#ifndef MVC_RUN_BATCH_H
#define MVC_RUN_BATCH_H

#include "harness/run/queue.h"
#include "harness/run/slot.h"

/* Room for the longest batch that the plan allows. BROKEN if there is none. */
struct job *batch_room(const struct pool_plan *plan);

/* What shares the job's testbed and comes right after it goes to the same process. */
void batch_fill(struct slot *slot, struct queue *queue, const struct pool_plan *plan, const struct job *job);

/* What a process was to run and did not: others will. */
void batch_return(struct slot *slot, struct queue *queue);

/* Puts half of what some process is still to run into the empty queue, if there is one that has so much to do that it pays to
 * make its testbed a second time. */
void batch_divide(struct slot *slots, size_t count, struct queue *queue, const struct pool_plan *plan);

#endif
