/* bench.h - what is measured: contenders times measures, as tables. All that the runner knows of it.
 *
 * Each cell of the product is a case, run by itself, in a process and in namespaces of its own, once a round; what it
 * has measured is left in memory that it shares with the runner. A contender is a guest as it is connected, and the first of
 * them is what the others are compared with.
 *
 * What makes the comparison fair (throughput.c, latency.c):
 *
 *  - The same code sends, receives and counts for all of them; only the device behind the descriptor differs. The frames
 * are the same, and so are the veth pair, the far end and the CPUs.
 *  - What counts is what has arrived and is the frame that was sent, never what was sent. What did not come is told as lost.
 *  - Nobody is overrun: a sender has credit for `window` frames, and gets it back when they have been received. That is
 * less than a quarter of the shortest queue on any way (500 frames, the ring of a tap of either driver), so a loss is
 * the way's own.
 *  - A thread is both ends of its way: it sends a window and receives it. So a way costs what its work costs, on one
 * CPU a queue, whatever the scheduler thinks of it: what is measured is the kernel's way, not how fast a thread is woken.
 *    Nor does anything wait: a guest here polls, as one with a busy virtual CPU does.
 */
#ifndef MVC_BENCH_BENCH_H
#define MVC_BENCH_BENCH_H

#include "harness/case/case.h"

#include <stdbool.h>
#include <stdint.h>

enum route { GUEST_TO_WIRE, GUEST_TO_GUEST, ROUTES };

enum quantity { THROUGHPUT, LATENCY };

struct measure {
	const char *id; /* "guest-to-wire.frames" */
	enum quantity quantity;
	enum route route;
	uint16_t length;  /* octets of a frame from its destination address on, without FCS and vnet header */
	uint16_t segment; /* octets of payload in a segment; 0: the frame is no GSO frame */
	bool vnet_header; /* the guests' taps have one, and offload checksums and segmentation */
	uint8_t queues;   /* of each tap; each has a thread of its own */
	uint8_t window;   /* frames that a thread may have on their way */
	const char *summary;
};

struct contender;

/* What each of the two numbers of a quantity is: frames/s and octets/s of what arrived; median and 99th percentile of
 * the round trips, in nanoseconds. */
enum { BENCH_VALUES = 2 };

struct bench_numbers {
	uint64_t sent, received; /* frames; of a latency: round trips */
	double value[BENCH_VALUES];
};

struct bench_cell {
	const struct contender *contender;
	const struct measure *measure;
	struct bench_numbers *numbers; /* shared with the process that measures; what it measured last */
};

extern const struct measure bench_measures[];
extern const size_t bench_measure_count;

const char *contender_name(const struct contender *contender);

/* Whether it is the one that the others are compared with. */
bool contender_is_baseline(const struct contender *contender);

/* All cells, those of a measure in a row and its baseline first; contenders that cannot do a measure have none. Lives as
 * long as the process. */
const struct bench_cell *bench_cells(size_t *count);

/* How long one measurement goes on, in milliseconds; to be said before there are any. */
void bench_set_duration(uint64_t milliseconds);

/* The cell as a case: "CONTENDER.MEASURE". */
struct testcase bench_case(const struct bench_cell *cell);

#endif
