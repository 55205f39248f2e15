#include "harness/core/clock.h"
#include "harness/core/verdict.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SLOWNESS     "MVC_SLOWNESS" /* how many times slower than metal: an emulated guest */
#define SLOWNESS_MAX 10000.0

static nanoseconds patience_on_metal = 5 * NS_PER_S;

nanoseconds now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (nanoseconds)time.tv_sec * NS_PER_S + (nanoseconds)time.tv_nsec;
}

static double parse_slowness(const char *text)
{
	char *end;
	double factor = strtod(text, &end);

	/* strtod() alone would take hexadecimal, exponents, signs, blanks, "inf" and "nan" as well. */
	if (end == text || *end || text[strspn(text, "0123456789.")] || factor < 1 || factor > SLOWNESS_MAX)
		broken("the environment variable " SLOWNESS " is \"%s\", not a decimal number from 1 to %.0f",
		       text, SLOWNESS_MAX);
	return factor;
}

double slowness(void)
{
	static double factor; /* 0 until it has been asked for */

	if (factor == 0) {
		const char *text = getenv(SLOWNESS);

		factor = text ? parse_slowness(text) : 1;
	}
	return factor;
}

nanoseconds stretched(nanoseconds on_metal)
{
	return (nanoseconds)((double)on_metal * slowness());
}

nanoseconds patience(void)
{
	return stretched(patience_on_metal);
}

void set_patience(nanoseconds value)
{
	patience_on_metal = value;
}

int ms_until(nanoseconds deadline)
{
	nanoseconds time = now(), left;

	if (deadline <= time)
		return 0;
	left = (deadline - time - 1) / NS_PER_MS + 1;
	return left < INT_MAX ? (int)left : INT_MAX;
}
