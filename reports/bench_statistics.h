/* bench_statistics.h - what may be said of numbers that were measured several times.
 *
 * The spread is the narrowest interval from the k-th least to the k-th most of them that has the median of an endless
 * bench in it with a probability of at least 95 %, whatever way the numbers are distributed: each of them is above that
 * median or below it like a coin (the order statistics of the sign test). Of 6 to 8 numbers that is all of them; fewer cannot
 * have such an interval, and of more it leaves out the outermost: 2 of 9, 10 of 20. So one hiccup makes no
 * difference, and more rounds tell more.
 *
 * A difference is claimed only if two spreads have nothing in common.
 */
#ifndef MVC_REPORTS_BENCH_STATISTICS_H
#define MVC_REPORTS_BENCH_STATISTICS_H

#include <stddef.h>

enum { CLAIM_ROUNDS_MIN = 6 };

struct spread {
	double low, median, high;
	size_t count;
};

/* Of these numbers, in whatever order; all zero if there are none. The median of an even number of them is the mean of
 * both in the middle. Fewer than CLAIM_ROUNDS_MIN are spread from the least to the most. */
struct spread spread_of(const double *numbers, size_t count);

enum claim {
	CLAIM_NONE,    /* the spreads overlap, or touch */
	CLAIM_TOO_FEW, /* numbers to say anything */
	CLAIM_MORE,
	CLAIM_LESS,
};

/* What may be said of the first, compared with the second. */
enum claim claim_of(struct spread spread, struct spread baseline);

/* Median by median; 0 if there is nothing to divide by. */
double ratio_of(struct spread spread, struct spread baseline);

#endif
