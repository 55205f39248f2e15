/* sleeper.h - somebody else who reads or writes a tap and may wait for it, while the case goes on: a thread of its own.
 *
 * Nobody guesses how long falling asleep takes. Who sleeps interruptibly inside of its one system call is seen in its
 * state, and whoever the kernel has woken is no longer in that state when the call that woke it returns. So "was not woken"
 * is a fact as soon as the sleeper is seen asleep afterwards.
 */
#ifndef MVC_NET_SLEEPER_H
#define MVC_NET_SLEEPER_H

#include "harness/net/tap.h"

struct sleeper; /* lives as long as the process, and ends with it */

/* Starts read(2) or write(2), and returns when it is asleep in it or has come back from it. */
struct sleeper *sleeper_reads(int tap, void *octets, size_t room);
struct sleeper *sleeper_writes(int tap, const void *octets, size_t length);

/* Starts poll(2) for these events, without end; its length is what poll reports for the tap. */
struct sleeper *sleeper_polls(int tap, short events);

/* Whether it sleeps in its call, as soon as that is decided: true, or false if it has come back. */
bool is_asleep(struct sleeper *sleeper);

/* Waits until it has come back, at most patience(); false if it has not. */
bool has_come_back(struct sleeper *sleeper, struct transfer *result);

/* What signals do to it: end its call (EINTR), or let it be made again (SA_RESTART). */
enum after_signal { SIGNAL_ENDS, SIGNAL_RESTARTS };

/* Sends it a signal. */
void interrupt(struct sleeper *sleeper, enum after_signal after);

#endif
