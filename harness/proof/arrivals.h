/* arrivals.h - all that comes by a place up to a fence, with its vnet headers, in order: for cases whose subject is what
 * becomes of a frame on its way, not only where it gets to.
 */
#ifndef MVC_PROOF_ARRIVALS_H
#define MVC_PROOF_ARRIVALS_H

#include "harness/frame/vnet.h"
#include "harness/proof/testbed.h"

/* How frames are read at a place, and written. */
struct vnet_manner {
	bool plain;            /* without vnet headers */
	size_t size;           /* of a header, VNET_HEADER_SIZE or more */
	enum vnet_order order; /* of its numbers */
};

struct arrival {
	struct vnet_header header; /* zero where there are none */
	const uint8_t *bytes;      /* the journal's */
	size_t length;
	size_t entry; /* its index in the journal */
};

struct arrivals {
	struct arrival **frame; /* as long as the process, or the next call for this place */
	size_t count;
};

/* Reads the place's port until the fence with this mark is there, and notes all before it in the journal. BROKEN if the fence
 * does not come, or the port has lost something. */
struct arrivals arrivals_before(struct testbed *net, enum place place, const struct vnet_manner *manner,
				struct mark fence);

#endif
