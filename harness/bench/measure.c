#include "harness/bench/measure.h"

#include "harness/bench/load.h"
#include "harness/core/verdict.h"

#include <sched.h>
#include <sys/resource.h>

#define GIVE_UP_ON_METAL (100 * NS_PER_MS)
#define REAL_TIME_MAX    (100 * NS_PER_MS)

enum { WARM_UP_SHARE = 10, LOOKS_MAX = 100 };

static nanoseconds duration;

void bench_set_duration(uint64_t milliseconds)
{
	duration = milliseconds * NS_PER_MS;
}

nanoseconds bench_duration(void)
{
	return duration;
}

nanoseconds bench_warm_up(void)
{
	return duration / WARM_UP_SHARE;
}

bool bench_wait(struct patience *patience, const struct bed *bed, const struct end *at)
{
	if (!patience->looks++)
		patience->deadline = now() + stretched(GIVE_UP_ON_METAL);
	if (patience->looks < LOOKS_MAX) {
		sched_yield();
		return true;
	}
	end_await(at, bed->measure->queues);
	return now() < patience->deadline;
}

/* Whoever else wants the CPU would be measured with it. Being nice to nobody is not enough where sessions share the CPU
 * between them (sched(7), autogroup). But nobody is kept from it for longer than he is anyway from time to time. Without the
 * privilege it stays as it is. */
static void come_first(void)
{
	const struct sched_param lowest = {.sched_priority = 1};

	if (duration > REAL_TIME_MAX || sched_setscheduler(0, SCHED_FIFO, &lowest))
		setpriority(PRIO_PROCESS, 0, -20);
}

/* From the last CPU down: the first has most of the machine's interrupts. */
void bench_stay_on_cpu(size_t number)
{
	cpu_set_t allowed, one;
	size_t left;

	if (sched_getaffinity(0, sizeof allowed, &allowed))
		return;
	left = number % (size_t)CPU_COUNT(&allowed);
	for (size_t cpu = CPU_SETSIZE; cpu-- > 0;) {
		if (!CPU_ISSET(cpu, &allowed) || left--)
			continue;
		CPU_ZERO(&one);
		CPU_SET(cpu, &one);
		sched_setaffinity(0, sizeof one, &one);
		return;
	}
}

void measure_cell(const void *data)
{
	const struct bench_cell *cell = data;
	struct bed *bed = bed_build(cell);

	load_introduce(bed);
	come_first();
	*cell->numbers =
		cell->measure->quantity == THROUGHPUT ? measure_throughput(bed) : measure_latency(bed);
	if (cell->numbers->received > cell->numbers->sent)
		broken("%llu frames arrived, although only %llu were sent",
		       (unsigned long long)cell->numbers->received, (unsigned long long)cell->numbers->sent);
	passed();
}
