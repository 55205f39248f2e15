/* judge.h - in which form a packet must arrive, and whether it did: every octet of it is accounted for, whichever way it was
 * cut, by comparison with the reference of frame/offload.h.
 */
#ifndef MVC_SUITES_OFFLOAD_JUDGE_H
#define MVC_SUITES_OFFLOAD_JUDGE_H

#include "suites/offload/bench.h"

enum form {
	NOT_AT_ALL,
	WHOLE,    /* one frame, and its header leaves to be done what was left to be done */
	CUT,      /* cut, and each piece's checksum is left to be done */
	FINISHED, /* cut, if it was to be, and all checksums complete */
	WHOLE_OR_CUT,
	ASSEMBLED, /* cut on its way and put together again: one frame, its checksum complete */
};

/* The form in which a place that takes this (bits of TUNSETOFFLOAD) must be given it. Fragments are always cut, and their
 * checksums complete: nothing in a header could say that they are left. */
enum form form_for(const struct vnet_vector *vector, unsigned takes);

/* Whether the packet is one that is left to be cut, its payload being more than one piece holds. */
bool is_to_be_cut(const struct sent *packet);

void expect_form(struct testbed *net, enum place place, struct arrivals arrivals, const struct sent *packet,
		 enum form form);

/* ---- whole passages ---- */

struct passage {
	enum place from;
	enum place to;     /* whose address; PLACES: everyone's */
	enum form at_wire; /* of those that do not put it in themselves */
	enum form at_host; /* seen from WIRE only */
	enum form at_a, at_b;
};

/* Puts the vector in and looks at what arrives everywhere, up to the fences. */
void expect_passage(struct testbed *net, const struct vnet_vector *vector, const struct passage *passage);

/* The same with octets already put in: by whom and how is the caller's. */
void expect_arrivals(struct testbed *net, const struct sent *packet, const struct passage *passage);

#define expect_passage(...)  (caller_is(HERE), expect_passage(__VA_ARGS__))
#define expect_arrivals(...) (caller_is(HERE), expect_arrivals(__VA_ARGS__))

/* "write: EINVAL instead of 3564 octets" if a call did not return that: a positive errno or 0 for success. Whether it did. */
bool expect_written(struct transfer got, const struct sent *packet, int error);

#define expect_form(...)    (caller_is(HERE), expect_form(__VA_ARGS__))
#define expect_written(...) (caller_is(HERE), expect_written(__VA_ARGS__))

#endif
