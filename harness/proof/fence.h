/* fence.h - how a testbed proves that a frame is not coming any more: another one, sent later by the same
 * way, has.
 *
 * Facts that decide what can prove what (drivers/net/macvlan.c: macvlan_broadcast_enqueue,
 * macvlan_handle_frame, macvlan_forward_source, macvlan_queue_xmit):
 *
 *  - group frames from the wire wait in the parent's broadcast queue for a worker; unicast runs inline and
 * overtakes them. So a unicast fence proves nothing about a flood; a flood fence proves both.
 *  - source-mode children are served inline, before the queue, by sender: they need a fence from someone on
 * their list, sent after the flood fence has arrived somewhere.
 *  - what a guest or the host sends reaches the wire in order; what a reflecting wire returns is in the queue
 * behind it. So the sender's own fence comes first, and the flood is sent after it has been seen on the wire.
 *
 * A fence that does not arrive decides nothing: BROKEN. So does a port that has overrun meanwhile.
 */
#ifndef MVC_PROOF_FENCE_H
#define MVC_PROOF_FENCE_H

#include "harness/proof/testbed.h"

enum fence_class {
	FENCE_INLINE, /* unicast to every child: proves the absence of unicast only */
	FENCE_FLOOD,  /* flood, then the listed sender's, then the way out: proves the absence of anything */
};

/* Whether this class of fence can prove the absence of this frame. */
bool fence_covers(enum fence_class class, const struct frame *probe);

struct fence_outcome {
	bool decided;
	char reason[200]; /* why not, one sentence */
};

/* Sends the fences behind a frame put in at this place and reads every port of the testbed up to its own.
 * When it returns, the journal holds all that there is to see of the frame. BROKEN if it could not be
 * decided. */
void fence(struct testbed *net, enum fence_class class, enum place from, const struct frame *probe);

/* As fence(), but says whether it was decided. */
struct fence_outcome try_fence(struct testbed *net, enum fence_class class, enum place from,
			       const struct frame *probe);

/* Forgets what was seen, after fencing: the testbed is as new. */
void settle(struct testbed *net);

/* ---- what fences and deliveries are made of ---- */

/* Puts the frame in at this place and notes it in the journal. */
void journal_put_in(struct testbed *net, enum place place, const struct frame *frame);

/* Notes all that any port has seen by now, without waiting. */
void journal_collect(struct testbed *net);

/* Waits until a frame with this mark has been seen at each of these places, for at most patience(). Returns
 * the places where it has not. */
places journal_await(struct testbed *net, places at, struct mark mark);

/* BROKEN if a port has lost frames that it should have seen. */
void must_have_kept_up(const struct testbed *net);

#endif
