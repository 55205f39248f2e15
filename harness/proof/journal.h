/* journal.h - everything that was put in or seen on a testbed since the last check, in the order of time.
 *
 * Expectations are queries on the journal. When a case fails, its journal travels with the result and becomes the
 * pcapng, one comment a packet.
 */
#ifndef MVC_PROOF_JOURNAL_H
#define MVC_PROOF_JOURNAL_H

#include "harness/core/clock.h"
#include "harness/frame/frame.h"
#include "harness/proof/topology.h"

#include <stddef.h>
#include <stdint.h>

enum direction { PUT_IN, SEEN };

/* What the check thought of an entry; set when it is judged. */
enum judgement { UNJUDGED, EXPECTED, UNEXPECTED, ALTERED, DOUBLED, FENCE, NOISE };

struct entry {
	nanoseconds time;
	enum place place;
	enum direction direction;
	enum judgement judgement;
	struct mark mark; /* role 0 if the frame has none of ours */
	size_t length;
	uint8_t *bytes; /* owned by the journal */
};

struct journal {
	struct entry *entries; /* owned */
	size_t count, capacity;
};

/* Copies the octets. */
struct entry *journal_add(struct journal *journal, enum place place, enum direction direction,
			  nanoseconds time, const uint8_t *bytes, size_t length);

/* How many entries at this place carry this mark. */
size_t journal_sightings(const struct journal *journal, enum place place, struct mark mark);

void journal_clear(struct journal *journal);

/* Hands the journal to whoever reports this case (see case/recorder.h), when something in it is not as it should be. */
void journal_attach(const struct journal *journal);

#endif
