/* clock.h - time as the harness uses it: CLOCK_MONOTONIC nanoseconds, and deadlines that only bound failure.
 *
 * Nothing in this project sleeps. A deadline is how long a *positive* may take before it counts as missing; it
 * costs nothing when the kernel does what it must.
 */
#ifndef MVC_CORE_CLOCK_H
#define MVC_CORE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define NS_PER_MS 1000000ULL
#define NS_PER_S  1000000000ULL

typedef uint64_t nanoseconds;

/* CLOCK_MONOTONIC now. */
nanoseconds now(void);

/* How many times slower than metal this machine is: the environment variable MVC_SLOWNESS, 1 without it. BROKEN if it
 * is no decimal number from 1 on. */
double slowness(void);

/* How long that takes here which takes so long on metal: multiplied by slowness(). */
nanoseconds stretched(nanoseconds on_metal);

/* How long to wait for a frame or an event that must come: 5 s, stretched. */
nanoseconds patience(void);

/* Replaces the 5 s (the project's own sabotage tests, which run into every deadline, are less patient). */
void set_patience(nanoseconds value);

/* Milliseconds left until the deadline, rounded up and fit for poll(2); 0 when it has passed. */
int ms_until(nanoseconds deadline);

#endif
