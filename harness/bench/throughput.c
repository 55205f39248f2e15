/* throughput.c - how many frames get through. A thread for each queue of the taps: it sends a window of frames by its queue,
 * and receives until all of them are there, from its own queue of the far end and from the others', as that end
 * may have chosen any for them.
 */
#include "harness/bench/load.h"
#include "harness/bench/measure.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct crew;

struct thread {
	_Alignas(64) struct crew *crew;
	size_t number;
	struct load load[FLOWS_A_THREAD];
	uint8_t arrived[BED_ROOM]; /* where frames are read to */
	uint64_t sent, given_up;
	uint64_t sent_before, received_before; /* the warm-up's */
	nanoseconds took;
	_Alignas(64) atomic_uint_fast64_t received; /* of its own frames, by whichever thread */
};

struct crew {
	const struct bed *bed;
	pthread_barrier_t start;
	struct thread thread[QUEUES_MAX];
};

/* Takes what has come to this queue of the far end; returns how many frames it was. */
static size_t receive_from(struct thread *thread, size_t queue)
{
	struct crew *crew = thread->crew;
	const struct bed *bed = crew->bed;
	size_t count = 0, length;

	for (; (length = end_receive(&bed->far, queue, thread->arrived)); count++) {
		struct arrival arrival = load_recognise(bed, &bed->far, &bed->near, thread->arrived, length);

		if (arrival.ours)
			atomic_fetch_add(&crew->thread[arrival.thread].received, 1);
	}
	return count;
}

static size_t receive(struct thread *thread)
{
	size_t queues = thread->crew->bed->measure->queues, count = 0;

	for (size_t i = 0; i < queues && !count; i++)
		count = receive_from(thread, (thread->number + i) % queues);
	return count;
}

static bool all_there(const struct thread *thread)
{
	return atomic_load(&thread->received) + thread->given_up >= thread->sent;
}

/* Until all that this thread has sent has arrived, or nothing comes any more. */
static void receive_all(struct thread *thread)
{
	const struct bed *bed = thread->crew->bed;
	struct patience patience = {0};

	while (!all_there(thread)) {
		if (receive(thread)) {
			patience = (struct patience){0};
		} else if (!bench_wait(&patience, bed, &bed->far)) {
			thread->given_up = thread->sent - atomic_load(&thread->received);
			return;
		}
	}
}

static void send_window(struct thread *thread)
{
	const struct bed *bed = thread->crew->bed;

	for (size_t i = 0; i < bed->measure->window; i++) {
		const struct load *load = &thread->load[i % FLOWS_A_THREAD];

		end_send(&bed->near, thread->number, load->octets, load->length);
	}
	thread->sent += bed->measure->window;
}

static void go_on_until(struct thread *thread, nanoseconds end)
{
	do {
		send_window(thread);
		receive_all(thread);
	} while (now() < end);
}

static void *work(void *data)
{
	struct thread *thread = data;
	nanoseconds began;

	bench_stay_on_cpu(thread->number);
	pthread_barrier_wait(&thread->crew->start);
	go_on_until(thread, now() + bench_warm_up());
	thread->sent_before = thread->sent;
	thread->received_before = atomic_load(&thread->received);
	began = now();
	go_on_until(thread, began + bench_duration());
	thread->took = now() - began;
	return NULL;
}

/* Once nobody works any more: what somebody has taken from a queue has been counted by then. */
static void add_numbers(struct bench_numbers *all, struct thread *thread)
{
	uint64_t sent = thread->sent - thread->sent_before;
	uint64_t received = atomic_load(&thread->received) - thread->received_before;
	double seconds = (double)thread->took / NS_PER_S;

	if (received > sent)
		received = sent; /* what came late belongs to the warm-up */
	all->sent += sent;
	all->received += received;
	all->value[0] += (double)received / seconds;
	all->value[1] += (double)received * thread->crew->bed->measure->length / seconds;
}

static struct crew *crew_of(const struct bed *bed)
{
	struct crew *crew = aligned_alloc(64, sizeof *crew);

	if (!crew)
		broken("out of memory for %u threads", bed->measure->queues);
	memset(crew, 0, sizeof *crew);
	crew->bed = bed;
	for (size_t i = 0; i < bed->measure->queues; i++) {
		crew->thread[i].crew = crew;
		crew->thread[i].number = i;
		for (size_t flow = 0; flow < FLOWS_A_THREAD; flow++)
			load_make(&crew->thread[i].load[flow], bed, &bed->near, &bed->far, i, flow);
	}
	pthread_barrier_init(&crew->start, NULL, bed->measure->queues);
	return crew;
}

struct bench_numbers measure_throughput(struct bed *bed)
{
	struct crew *crew = crew_of(bed);
	struct bench_numbers all = {0};
	pthread_t id[QUEUES_MAX];
	int error;

	for (size_t i = 1; i < bed->measure->queues; i++) {
		error = pthread_create(&id[i], NULL, work, &crew->thread[i]);
		if (error)
			broken("cannot start a thread: %s (%s)", errno_name(error), strerror(error));
	}
	work(&crew->thread[0]);
	for (size_t i = 1; i < bed->measure->queues; i++)
		pthread_join(id[i], NULL);
	for (size_t i = 0; i < bed->measure->queues; i++)
		add_numbers(&all, &crew->thread[i]);
	return all;
}
