/* attach.c - a journal as records: what pcapng shows of a case that went wrong. */
#include "harness/case/recorder.h"
#include "harness/case/report_pipe.h"
#include "harness/proof/journal.h"

/* What a packet is called by what the check thought of it. An entry that was not judged, or a probe that is
 * where it was put in, is described by what it is. */
static const char *const judged[] = {
	[EXPECTED] = "expected here", [UNEXPECTED] = "unexpected here", [ALTERED] = "altered on its way here",
	[DOUBLED] = "a second copy",  [FENCE] = "fence, seen here",     [NOISE] = "not ours",
};

static const char *comment_of(const struct entry *entry)
{
	if (entry->direction == PUT_IN)
		return entry->mark.role == ROLE_FENCE ? "fence, put in here" : "probe, put in here";
	if (entry->judgement != UNJUDGED)
		return judged[entry->judgement];
	switch (entry->mark.role) {
	case ROLE_PROBE:
		return "probe, seen here";
	case ROLE_FENCE:
		return "fence, seen here";
	}
	return "not ours";
}

void journal_attach(const struct journal *journal)
{
	for (size_t i = 0; i < journal->count; i++) {
		const struct entry *entry = &journal->entries[i];
		const struct record record = {
			RECORD_PACKET, .packet = {entry->time, place_name(entry->place), comment_of(entry),
						  entry->direction == PUT_IN, entry->bytes, entry->length}};

		recorder_write(&record);
	}
}
