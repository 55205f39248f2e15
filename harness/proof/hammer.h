/* hammer.h - something done over and over by a thread of its own, on any CPU, while the case does something else: what one
 * of them does must not harm the other.
 *
 * The number of blows is fixed, so that a case is bounded however fast the machine is. Threads neither fail nor end a case:
 * what went wrong is for the case to tell, when it ends the hammer.
 */
#ifndef MVC_PROOF_HAMMER_H
#define MVC_PROOF_HAMMER_H

struct hammer; /* lives as long as the process */

/* One blow: 0, or an errno that it should not have met. */
typedef int hammer_blow(void *object);

struct hammer *hammer_start(hammer_blow *blow, void *object, unsigned blows);

/* Returns when it has struck so often, or has done all it had to do. BROKEN after patience(). */
void hammer_await(struct hammer *hammer, unsigned blows);

/* Waits for the last blow. The first errno that should not have been met; 0 if there was none. */
int hammer_end(struct hammer *hammer);

#endif
