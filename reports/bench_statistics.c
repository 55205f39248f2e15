#include "reports/bench_statistics.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OUTSIDE_MAX 0.05 /* the probability that the median is not within the spread */

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* How many of so many numbers are outside of the spread at each end. Twice the probability that a coin falls on one side at
 * most so many times must not exceed what is allowed; fair coins' binomials are computed as they go, in the logarithm, as
 * one half to the power of a thousand is still a number. */
static size_t outside_of(size_t count)
{
	double log_term = (double)count * log(0.5), tail = 0;
	size_t outside = 0;

	for (; outside < count / 2; outside++) {
		tail += 2 * exp(log_term);
		if (tail > OUTSIDE_MAX)
			break;
		log_term += log((double)(count - outside)) - log((double)(outside + 1));
	}
	return outside ? outside - 1 : 0;
}

struct spread spread_of(const double *numbers, size_t count)
{
	struct spread spread = {.count = count};
	size_t outside = outside_of(count);
	double *sorted;

	if (!count)
		return spread;
	sorted = calloc(count, sizeof(*sorted));
	if (!sorted)
		abort();
	memcpy(sorted, numbers, count * sizeof(*sorted));
	qsort(sorted, count, sizeof(*sorted), by_value);
	spread.low = sorted[outside];
	spread.high = sorted[count - 1 - outside];
	spread.median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
	free(sorted);
	return spread;
}

enum claim claim_of(struct spread spread, struct spread baseline)
{
	if (spread.count < CLAIM_ROUNDS_MIN || baseline.count < CLAIM_ROUNDS_MIN)
		return CLAIM_TOO_FEW;
	if (spread.low > baseline.high)
		return CLAIM_MORE;
	if (spread.high < baseline.low)
		return CLAIM_LESS;
	return CLAIM_NONE;
}

double ratio_of(struct spread spread, struct spread baseline)
{
	return baseline.median > 0 ? spread.median / baseline.median : 0;
}
