/* attach.c - a journal as records: what reports show of a case that went wrong. */
#include "harness/case/recorder.h"
#include "harness/case/report_pipe.h"
#include "harness/proof/journal.h"
#include "harness/proof/journey.h"

/* What a packet is called by what the check thought of it. An entry that was not judged, or a probe that is
 * where it was put in, is described by what it is. */
static const char *const judged[] = {
	[EXPECTED] = "expected here", [UNEXPECTED] = "unexpected here", [ALTERED] = "altered on its way here",
	[DOUBLED] = "a second copy",  [FENCE] = "fence, seen here",     [NOISE] = "not ours",
};

static enum packet_kind kind_of(const struct entry *entry)
{
	static const enum packet_kind kinds[] = {
		[EXPECTED] = PACKET_EXPECTED, [UNEXPECTED] = PACKET_UNEXPECTED, [ALTERED] = PACKET_ALTERED,
		[DOUBLED] = PACKET_DOUBLED,   [FENCE] = PACKET_FENCE,           [NOISE] = PACKET_OTHER,
	};

	if (entry->direction == SEEN && entry->judgement != UNJUDGED)
		return kinds[entry->judgement];
	switch (entry->mark.role) {
	case ROLE_PROBE:
		return PACKET_PROBE;
	case ROLE_FENCE:
		return PACKET_FENCE;
	}
	return entry->direction == PUT_IN ? PACKET_PROBE : PACKET_OTHER;
}

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
		const struct record record = {RECORD_PACKET,
					      .packet = {entry->time, place_name(entry->place),
							 comment_of(entry), entry->direction == PUT_IN,
							 kind_of(entry), entry->bytes, entry->length}};

		recorder_write(&record);
	}
}

static void attach_site(const struct testbed *net, enum place place, places at)
{
	const struct child *child = child_of(net, place);
	const struct record record = {RECORD_SITE,
				      .site = {
					      .kind = child                                 ? SITE_CHILD
						      : (AT(place) & AT(WIRE, WIRE_2)) != 0 ? SITE_WIRE
											    : SITE_HOST,
					      .place = place_name(place),
					      .device = device_of(place),
					      .mode = child ? child_word(child) : "",
					      .parent = parent_number(net, place),
					      .expected = (at & AT(place)) != 0,
				      }};

	recorder_write(&record);
}

void journey_attach(const struct testbed *net, enum place from, const struct frame *frame, places at)
{
	const struct topology *topology = &net->topology;
	char text[160];
	const struct record record = {RECORD_JOURNEY,
				      .journey = {topology->name, wire_name(topology->wire), place_name(from),
						  frame_to_text(frame, text, sizeof text)}};

	recorder_write(&record);
	for (enum place place = 0; place < PLACES; place++) {
		if (net->port[place])
			attach_site(net, place, at);
	}
	journal_attach(&net->journal);
}
