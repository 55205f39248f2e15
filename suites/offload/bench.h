/* bench.h - where the offload suite works: who holds which tap in which manner, what is put in, and what arrives.
 *
 * A case sets the bench up, lets a vector pass (fixtures/vnet_vectors.h), and says in which form it arrives where. The bench
 * is fixtures/offload.h.
 */
#ifndef MVC_SUITES_OFFLOAD_BENCH_H
#define MVC_SUITES_OFFLOAD_BENCH_H

#include "fixtures/offload.h"
#include "fixtures/vnet_vectors.h"
#include "harness/case/case.h"
#include "harness/core/verdict.h"
#include "harness/frame/offload.h"
#include "harness/net/netns.h"
#include "harness/net/tap.h"
#include "harness/proof/arrivals.h"
#include "harness/proof/testbed.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>

/* Absent from older headers. */
enum { TAKES_USO4 = 0x20, TAKES_USO6 = 0x40 };

/* What a place takes without its being done before: bits of TUNSETOFFLOAD. A tap's are these until somebody sets others. */
enum {
	TAKES_NOTHING = 0,
	TAKES_BY_DEFAULT = TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6 | TUN_F_TSO_ECN,
	TAKES_ALL = TAKES_BY_DEFAULT | TAKES_USO4 | TAKES_USO6,
};

/* How a guest holds its tap. */
struct hold {
	struct vnet_manner manner; /* size 0: VNET_HEADER_SIZE */
	unsigned takes;
};

/* Offloads of the parent, which stands for the wire. */
enum parent_does { PARENT_DOES_ALL, PARENT_CUTS_NOTHING, PARENT_DOES_NOTHING };

struct setting {
	const struct topology *topology;
	struct hold a, b;
	enum parent_does parent;
};

/* A and B with headers of 10 octets and what they take by default, on offload_pair. */
extern const struct setting usual;

struct testbed *bench_set(const struct setting *setting);

/* The same with a testbed that is a case's own and new: with vnet headers, and nothing set otherwise. */
void bench_adopt(struct testbed *net);

/* SKIP if this kernel has no UDP segmentation for taps; or if it cannot cut such a packet, for lack of IPv6. */
void bench_needs_uso(void);
void bench_needs(const struct vnet_vector *vector);

/* What that place of the bench as it is set takes. */
unsigned bench_takes(enum place place);
const struct vnet_manner *bench_manner(enum place place);

/* Its address there. */
struct mac bench_address(enum place place);

/* ---- packets ---- */

enum { PACKET_MAX = 65536 + 64 };

/* As it was put in. */
struct sent {
	const struct vnet_vector *vector;
	enum place from;
	size_t length;
	uint8_t bytes[PACKET_MAX];
};

/* The vector's packet from a place to an address; any call is another packet. Static storage, until the next call. */
const struct sent *packet_from(enum place from, struct mac to, const struct vnet_vector *vector);

/* Puts it in behind its header, a guest's by one write. What the call returned. */
struct transfer packet_send(struct testbed *net, const struct sent *packet);

/* The same by pieces: so many octets in each of them, the rest in one more. */
struct transfer packet_send_split(struct testbed *net, const struct sent *packet, const size_t *pieces,
				  size_t count);

/* Octets that a write of it takes. */
size_t packet_written(const struct sent *packet);

/* ---- what arrives ---- */

/* Sends fences from a place after what it has put in. */
struct mark fences_send(struct testbed *net, enum place from, places to);
struct mark fences_flood(struct testbed *net, enum place from);

/* What stood before the fence at that place. */
struct arrivals arrived(struct testbed *net, enum place place, struct mark fence);

#endif
