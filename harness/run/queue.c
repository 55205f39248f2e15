#include "harness/run/queue.h"

#include "harness/core/verdict.h"

#include <stdlib.h>

const struct job *queue_peek(struct queue *queue)
{
	if (!queue->is_ahead && queue->returned_count) {
		queue->ahead = queue->returned[--queue->returned_count];
		queue->is_ahead = true;
	}
	if (!queue->is_ahead)
		queue->is_ahead = queue->client->next(queue->client->data, &queue->ahead);
	return queue->is_ahead ? &queue->ahead : NULL;
}

struct job queue_take(struct queue *queue)
{
	queue->is_ahead = false;
	return queue->ahead;
}

static void push(struct queue *queue, const struct job *job)
{
	if (queue->returned_count == queue->returned_room) {
		queue->returned_room = queue->returned_room ? 2 * queue->returned_room : 64;
		queue->returned = reallocarray(queue->returned, queue->returned_room, sizeof(*job));
		if (!queue->returned)
			broken("out of memory for the cases to come");
	}
	queue->returned[queue->returned_count++] = *job;
}

void queue_return(struct queue *queue, const struct job *jobs, size_t count)
{
	if (queue->is_ahead) {
		push(queue, &queue->ahead);
		queue->is_ahead = false;
	}
	while (count)
		push(queue, &jobs[--count]);
}
