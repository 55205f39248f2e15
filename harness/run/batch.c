#include "harness/run/batch.h"

#include "harness/core/verdict.h"

#include <stdlib.h>

/* Cases on a testbed that takes long to stand. */
enum { LONGEST = 256 };

/* Some ten times what a testbed costs that takes no time worth mention. */
#define WORTH_DIVIDING (40 * NS_PER_MS)

struct job *batch_room(const struct pool_plan *plan)
{
	struct job *room = calloc(plan->share > LONGEST ? plan->share : LONGEST, sizeof *room);

	if (!room)
		broken("out of memory for cases that share a testbed; ask for fewer with --share");
	return room;
}

static const struct testcase *case_of(const struct pool_plan *plan, const struct job *job)
{
	return &plan->cases->cases[job->index];
}

/* Whether this job may be run by the process of another, after it. */
static bool shares_with(const struct pool_plan *plan, const struct job *job, const struct job *other)
{
	return job && case_of(plan, job)->shares &&
	       case_of(plan, job)->shares == case_of(plan, other)->shares;
}

static bool takes_long_to_stand(const struct pool_plan *plan, const struct job *job)
{
	return case_of(plan, job)->stands_in_s && plan->share > 1;
}

void batch_fill(struct slot *slot, struct queue *queue, const struct pool_plan *plan, const struct job *job)
{
	const size_t limit = takes_long_to_stand(plan, job) ? LONGEST : plan->share;

	slot->batch_next = slot->batch_count = 0;
	while (slot->batch_count + 1 < limit && shares_with(plan, queue_peek(queue), job))
		slot->batch[slot->batch_count++] = queue_take(queue);
}

void batch_return(struct slot *slot, struct queue *queue)
{
	queue_return(queue, slot->batch + slot->batch_next, slot->batch_count - slot->batch_next);
	slot->batch_next = slot->batch_count = 0;
}

/* By what its cases have taken so far, but for the first, which has made the testbed. */
static nanoseconds time_left(const struct slot *slot)
{
	return (now() - slot->stood) / slot->batch_next * (slot->batch_count - slot->batch_next);
}

static bool may_be_divided(const struct slot *slot, const struct pool_plan *plan)
{
	return slot->state == SLOT_RUNNING && slot->stood && slot->batch_count - slot->batch_next > 1 &&
	       !takes_long_to_stand(plan, &slot->job);
}

void batch_divide(struct slot *slots, size_t count, struct queue *queue, const struct pool_plan *plan)
{
	nanoseconds most = stretched(WORTH_DIVIDING);
	struct slot *busiest = NULL;
	size_t given;

	for (size_t i = 0; i < count; i++) {
		if (!may_be_divided(&slots[i], plan) || time_left(&slots[i]) < most)
			continue;
		busiest = &slots[i];
		most = time_left(busiest);
	}
	if (!busiest)
		return;
	given = (busiest->batch_count - busiest->batch_next) / 2;
	busiest->batch_count -= given;
	queue_return(queue, busiest->batch + busiest->batch_count, given);
}
