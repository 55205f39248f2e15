/* bench.h - what a bench has measured: plain data, and how it is shown. */
#ifndef MVC_REPORTS_BENCH_H
#define MVC_REPORTS_BENCH_H

#include "reports/result.h"

#include <stdio.h>

/* Two numbers are measured at a time. Both are of the same kind: the more the better, or the less. */
enum { BENCH_NUMBERS = 2 };

struct bench_unit {
	const char *key;  /* "frames_per_second" */
	const char *name; /* "frames/s" */
	double divisor;   /* of what is measured in it, for the table */
	int decimals;     /* there */
	int less_is_better;
};

/* One contender in one measure. */
struct bench_series {
	const char *contender;
	enum verdict verdict;         /* PASS, or why there is nothing to show */
	char *reason;                 /* of any other verdict; owned */
	uint64_t sent, received;      /* in all rounds */
	double *round[BENCH_NUMBERS]; /* owned; rounds numbers each */
	size_t rounds;
};

struct bench_measure {
	const char *id, *summary;
	const char *route;              /* "guest-to-wire" */
	const struct bench_unit *units; /* BENCH_NUMBERS of them */
	unsigned frame_octets, segment_octets, queues;
	int vnet_header;
	struct bench_series *series; /* owned; the first is what the others are compared with */
	size_t count;
};

struct bench {
	struct bench_measure *measures; /* owned */
	size_t count;
	const struct property *properties; /* kernel, machine, CPUs, command line */
	size_t property_count;
	uint64_t rounds, duration_ms; /* as asked for */
	uint64_t started_s;           /* CLOCK_REALTIME seconds */
	uint64_t took_ns;
};

/* A block for each measure, a line for each contender. */
void bench_table(FILE *out, const struct bench *bench);

/* JSON, as described in harness/bench/README.md. 0, or -1 with one line in error; whatever was there before stays then. */
int bench_json(const struct bench *bench, const char *path, char *error, size_t size);

void bench_free(struct bench *bench);

#endif
