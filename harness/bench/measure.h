/* measure.h - inside the bench: one measurement, in a process of its own. */
#ifndef MVC_BENCH_MEASURE_H
#define MVC_BENCH_MEASURE_H

#include "harness/bench/bed.h"
#include "harness/core/clock.h"

/* A case's function; data is a struct bench_cell. Leaves the numbers there. */
void measure_cell(const void *data);

/* How long to measure; a tenth of it goes before, unmeasured, so that caches and tables are as they will be. */
nanoseconds bench_duration(void);
nanoseconds bench_warm_up(void);

/* How somebody waits for frames: as a polling guest at first, and then as one that lets others have the CPU, among them the
 * kernel's own threads, which may have the frames. */
struct patience {
	unsigned looks;       /* in vain, since the last arrival */
	nanoseconds deadline; /* 0 as long as there is none */
};

/* Nothing has come: false when nothing will, and what has not arrived is to be given up for lost. Ways without a queue are
 * done when the sender's call returns: the time is for a CPU that is wanted elsewhere. */
bool bench_wait(struct patience *patience, const struct bed *bed, const struct end *at);

/* Makes the calling thread stay on one of the CPUs that it is allowed to use: threads of different numbers on different
 * ones, as far as there are. */
void bench_stay_on_cpu(size_t number);

struct bench_numbers measure_throughput(struct bed *bed);
struct bench_numbers measure_latency(struct bed *bed);

#endif
