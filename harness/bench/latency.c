/* latency.c - how long a frame takes there and back. One thread is both ends: it sends at the near one, receives at the far
 * one, answers, and receives the answer; the clock is read before the first and after the last.
 */
#include "harness/bench/load.h"
#include "harness/bench/measure.h"
#include "harness/core/verdict.h"

#include <stdlib.h>

enum { TRIPS_MAX = 1 << 20, PERCENTILE = 99 };

struct traveller {
	const struct bed *bed;
	struct load there, back;
	uint8_t arrived[BED_ROOM];
	uint32_t number; /* of the trip */
	uint64_t trips;  /* begun */
	nanoseconds *took;
	size_t count; /* completed */
};

/* Whether the frame of this trip comes in time at the end that it was sent to. */
static bool arrives(struct traveller *traveller, const struct end *at, const struct end *from)
{
	struct patience patience = {0};

	for (;;) {
		size_t length = end_receive(at, 0, traveller->arrived);
		struct arrival arrival = load_recognise(traveller->bed, at, from, traveller->arrived, length);

		if (arrival.ours && arrival.number == traveller->number)
			return true;
		if (!length && !bench_wait(&patience, traveller->bed, at))
			return false;
	}
}

static bool goes(struct traveller *traveller, struct load *load, const struct end *from, const struct end *to)
{
	load_number(load, traveller->bed, from, traveller->number);
	end_send(from, 0, load->octets, load->length);
	return arrives(traveller, to, from);
}

static void travel(struct traveller *traveller)
{
	const struct bed *bed = traveller->bed;
	nanoseconds began = now();

	traveller->number++;
	traveller->trips++;
	if (goes(traveller, &traveller->there, &bed->near, &bed->far) &&
	    goes(traveller, &traveller->back, &bed->far, &bed->near) && traveller->count < TRIPS_MAX)
		traveller->took[traveller->count++] = now() - began;
}

static void go_on_until(struct traveller *traveller, nanoseconds end)
{
	traveller->trips = traveller->count = 0;
	do
		travel(traveller);
	while (now() < end && traveller->trips < TRIPS_MAX);
}

static int by_length(const void *a, const void *b)
{
	nanoseconds x = *(const nanoseconds *)a, y = *(const nanoseconds *)b;

	return (x > y) - (x < y);
}

/* The least that so many in a hundred do not exceed. */
static double percentile(const struct traveller *traveller, size_t percent)
{
	size_t rank = (traveller->count * percent + 99) / 100;

	return (double)traveller->took[rank - 1];
}

struct bench_numbers measure_latency(struct bed *bed)
{
	struct traveller *traveller = calloc(1, sizeof *traveller);
	struct bench_numbers numbers;

	if (!traveller || !(traveller->took = calloc(TRIPS_MAX, sizeof *traveller->took)))
		broken("out of memory for the times of round trips");
	traveller->bed = bed;
	load_make(&traveller->there, bed, &bed->near, &bed->far, 0, 0);
	load_make(&traveller->back, bed, &bed->far, &bed->near, 0, 0);
	bench_stay_on_cpu(0);
	go_on_until(traveller, now() + bench_warm_up());
	go_on_until(traveller, now() + bench_duration());
	numbers = (struct bench_numbers){.sent = traveller->trips, .received = traveller->count};
	if (!traveller->count)
		return numbers;
	qsort(traveller->took, traveller->count, sizeof *traveller->took, by_length);
	numbers.value[0] = percentile(traveller, 50);
	numbers.value[1] = percentile(traveller, PERCENTILE);
	return numbers;
}
