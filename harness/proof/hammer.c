#include "harness/proof/hammer.h"

#include "harness/core/clock.h"
#include "harness/core/verdict.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct hammer {
	hammer_blow *blow;
	void *object;
	unsigned blows;
	int error; /* of the first blow that went wrong; the thread's until it has ended */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t struck_one;
	unsigned struck; /* under lock */
};

/* A testbed keeps to one CPU; what is to collide with it must not. */
static void leave_this_cpu(void)
{
	cpu_set_t set;

	memset(&set, 0xff, sizeof set);
	sched_setaffinity(0, sizeof set, &set);
}

static void *run(void *context)
{
	struct hammer *hammer = context;

	leave_this_cpu();
	for (unsigned i = 0; i < hammer->blows; i++) {
		int error = hammer->blow(hammer->object);

		if (error && !hammer->error)
			hammer->error = error;
		pthread_mutex_lock(&hammer->lock);
		hammer->struck++;
		pthread_cond_signal(&hammer->struck_one);
		pthread_mutex_unlock(&hammer->lock);
	}
	return NULL;
}

static void make_condition(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(condition, &attributes);
	pthread_condattr_destroy(&attributes);
}

struct hammer *hammer_start(hammer_blow *blow, void *object, unsigned blows)
{
	struct hammer *hammer = calloc(1, sizeof *hammer);
	int error;

	if (!hammer)
		broken("out of memory for a thread");
	hammer->blow = blow;
	hammer->object = object;
	hammer->blows = blows;
	pthread_mutex_init(&hammer->lock, NULL);
	make_condition(&hammer->struck_one);
	error = pthread_create(&hammer->thread, NULL, run, hammer);
	if (error)
		broken("cannot start a thread: %s (%s)", errno_name(error), strerror(error));
	return hammer;
}

void hammer_await(struct hammer *hammer, unsigned blows)
{
	const nanoseconds deadline = now() + patience();
	const struct timespec until = {.tv_sec = (time_t)(deadline / NS_PER_S),
				       .tv_nsec = (long)(deadline % NS_PER_S)};
	int error = 0;

	if (blows > hammer->blows)
		blows = hammer->blows;
	pthread_mutex_lock(&hammer->lock);
	while (hammer->struck < blows && !error)
		error = pthread_cond_timedwait(&hammer->struck_one, &hammer->lock, &until);
	pthread_mutex_unlock(&hammer->lock);
	if (error)
		broken("a thread does not get on with its work: %s (%s)", errno_name(error), strerror(error));
}

int hammer_end(struct hammer *hammer)
{
	hammer_await(hammer, hammer->blows);
	pthread_join(hammer->thread, NULL);
	return hammer->error;
}
