/* burst.h - many frames, one after the other as fast as they go, and what of them each place saw.
 *
 * What the kernel may drop it must count: where a queue was too short, a place gets as many frames as were sent less
 * those that the parent counts as dropped, and never says which. So it is a law that is checked and not a number: each
 * frame at most once, in the order in which it was sent, octet by octet, and none that is neither seen nor counted.
 */
#ifndef MVC_PROOF_BURST_H
#define MVC_PROOF_BURST_H

#include "harness/core/verdict.h"
#include "harness/proof/testbed.h"

enum { BURST_MAX = 250 };

struct burst {
	enum place from;
	struct frame frame; /* the first; the others differ by their nonces, which follow one another */
	size_t count;
	uint64_t dropped_before; /* the first parent's counter */
};

/* Puts the frames in. Returns when the kernel has taken the last, whatever it has done with them by then. */
struct burst burst_send(struct testbed *net, enum place from, const struct frame *frame, size_t count);

/* Waits until the host has seen the last of them: by then each is in the queue, or dropped and counted. */
void burst_settle(struct testbed *net, const struct burst *burst);

/* How many the parent has dropped since the burst began. */
uint64_t burst_dropped(struct testbed *net, const struct burst *burst);

struct burst_places {
	places whole;     /* get every one */
	places survivors; /* get those that were not dropped, the same ones everywhere */
	places beginning; /* get the first few, or all, or none: something happened meanwhile */
};

/* Fences and judges. Places that are not named must have got none. The queue must have room for a fence. */
void expect_burst(struct testbed *net, const struct burst *burst, struct burst_places at);
#define expect_burst(...) (caller_is(HERE), expect_burst(__VA_ARGS__))

#endif
