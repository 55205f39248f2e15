/* load.h - the frames that are measured with. Each says whose it is: which flow of which thread, and its number. */
#ifndef MVC_BENCH_LOAD_H
#define MVC_BENCH_LOAD_H

#include "harness/bench/bed.h"

/* A thread's frames belong to so many flows, in turn: taps choose a queue by flow. */
enum { FLOWS_A_THREAD = 8 };

struct load {
	size_t length; /* with the header of the end that sends it */
	uint8_t octets[BED_ROOM];
};

/* A frame of this thread and flow, as it is sent from one end of the bed to the other. */
void load_make(struct load *load, const struct bed *bed, const struct end *from, const struct end *to,
	       size_t thread, size_t flow);

/* Has the far end say a word, for whoever floods for those that have not been heard of yet. */
void load_introduce(const struct bed *bed);

/* Gives it another number. */
void load_number(struct load *load, const struct bed *bed, const struct end *from, uint32_t number);

/* What came to an end: whether it is a frame that load_make() has made for it, as long as it must be. */
struct arrival {
	bool ours;
	size_t thread;
	uint32_t number;
};
struct arrival load_recognise(const struct bed *bed, const struct end *at, const struct end *from,
			      const uint8_t *octets, size_t length);

#endif
