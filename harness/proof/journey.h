/* journey.h - one frame's way over a testbed, for whoever reports a case in which it went wrong: where it was put in, where
 * it had to arrive, and the journal of what was seen.
 */
#ifndef MVC_PROOF_JOURNEY_H
#define MVC_PROOF_JOURNEY_H

#include "harness/proof/testbed.h"

/* Hands it over, and the testbed's journal with it (journal.h: journal_attach()). Nothing outside of a case. */
void journey_attach(const struct testbed *net, enum place from, const struct frame *frame, places at);

#endif
