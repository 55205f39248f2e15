/* volley.h - several frames from one place, each with the places that must get it, and one set of fences behind all of them.
 *
 * As expect_delivery() of each of them, and the same verdict, for a quarter of the frames: what proves that nothing more
 * comes of the last proves it of all. If anything is wrong, each is tried again alone, for findings and captures with
 * nothing else in them; what is wrong only together is a failure too.
 */
#ifndef MVC_PROOF_VOLLEY_H
#define MVC_PROOF_VOLLEY_H

#include "harness/core/verdict.h"
#include "harness/proof/testbed.h"

enum {
	VOLLEY_MAX =
		32, /* frames: a capture that nobody reads meanwhile has room for them, sent back and fenced */
	VOLLEY_NAME_SIZE = 80,
};

struct delivery {
	char name[VOLLEY_NAME_SIZE]; /* for its findings: check_named() */
	struct frame frame;
	places at;
};

struct volley {
	enum place from;
	struct delivery delivery[VOLLEY_MAX];
	size_t count;
};

/* A check of each. BROKEN if it could not be decided. */
void expect_volley(struct testbed *net, struct volley *volley);
#define expect_volley(...) (caller_is(HERE), expect_volley(__VA_ARGS__))

#endif
