/* queue.h - the jobs that no process has been given yet: one is known ahead of its time, so that those which share a
 * testbed can be given away together.
 */
#ifndef MVC_RUN_QUEUE_H
#define MVC_RUN_QUEUE_H

#include "harness/run/pool.h"

struct queue {
	const struct pool_client *client; /* who hands them out */
	struct job ahead;
	bool is_ahead;
	struct job *returned; /* owned; the last one comes next */
	size_t returned_count, returned_room;
};

/* The next one, which stays in the queue; NULL if there is none. Valid until the queue is used again. */
const struct job *queue_peek(struct queue *queue);

/* Takes the next one, which queue_peek() has shown. */
struct job queue_take(struct queue *queue);

/* These were given to a process that could not run them: they come next, in their order. */
void queue_return(struct queue *queue, const struct job *jobs, size_t count);

#endif
