/* delivery.h - the one strong assertion: exactly these places get the frame, exactly once, octet by octet, and
 * every other place of the testbed gets nothing.
 */
#ifndef MVC_PROOF_DELIVERY_H
#define MVC_PROOF_DELIVERY_H

#include "harness/core/verdict.h"
#include "harness/proof/testbed.h"

/* Puts the frame in, waits for it where it must arrive, fences, and judges the journal. FAIL names every place that
 * is wrong, and what arrived there instead. BROKEN if it could not be decided. */
void expect_delivery(struct testbed *net, enum place from, const struct frame *frame, places at);

/* The two halves, for cases in which something happens between them: what is expected is the frame sent last. A
 * frame without a nonce gets a fresh one. */
void probe_send(struct testbed *net, enum place from, const struct frame *frame);
void expect_arrival(struct testbed *net, places at);

#define expect_delivery(...) (caller_is(HERE), expect_delivery(__VA_ARGS__))
#define expect_arrival(...)  (caller_is(HERE), expect_arrival(__VA_ARGS__))
#define probe_send(...)      (caller_is(HERE), probe_send(__VA_ARGS__))

/* Pushes a name onto what failures of the following checks are called ("from WIRE to everyone: ..."); "" for none. */
void check_named(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
