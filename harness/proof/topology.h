/* topology.h - what a testbed consists of, as a value: the input of the builder and of the reference model.
 *
 *	              WIRE                         the far end of the parent's veth; a switch may reflect there
 *	               |
 *	   +-----------+-----------+
 *	   |        parent         |--- HOST       the parent's own network stack
 *	   +--+------+------+------+
 *	      |      |      |
 *	   GUEST_A GUEST_B GUEST_C ...             children, each with its tap held by a guest
 *
 * A second parent, with a wire and a host stack of its own, may stand beside the first.
 */
#ifndef MVC_PROOF_TOPOLOGY_H
#define MVC_PROOF_TOPOLOGY_H

#include "harness/frame/mac.h"
#include "harness/net/link.h"

#include <stdbool.h>
#include <stdint.h>

/* Where a frame can be put in or seen. */
enum place {
	WIRE,
	HOST, /* accepted by the host's stack */
	HOST_IGNORES, /* reached the host's stack, marked as somebody else's (PACKET_OTHERHOST): seen, never accepted */
	WIRE_2,
	HOST_2,
	HOST_2_IGNORES,
	GUEST_A,
	GUEST_B,
	GUEST_C,
	GUEST_D,
	WITNESS, /* a private child that takes no part: it only proves that the broadcast queue has been emptied */
	PLACES,
};

/* A set of places: AT(HOST, GUEST_B), or NOWHERE. */
typedef uint32_t places;
#define NOWHERE                                    ((places)0)
#define AT_(p)                                     ((places)1 << (p))
#define AT_1(a)                                    AT_(a)
#define AT_2(a, b)                                 (AT_(a) | AT_(b))
#define AT_3(a, b, c)                              (AT_2(a, b) | AT_(c))
#define AT_4(a, b, c, d)                           (AT_3(a, b, c) | AT_(d))
#define AT_5(a, b, c, d, e)                        (AT_4(a, b, c, d) | AT_(e))
#define AT_6(a, b, c, d, e, f)                     (AT_5(a, b, c, d, e) | AT_(f))
#define AT_PICK(_1, _2, _3, _4, _5, _6, name, ...) name
#define AT(...)                                    AT_PICK(__VA_ARGS__, AT_6, AT_5, AT_4, AT_3, AT_2, AT_1, )(__VA_ARGS__)

/* "WIRE", "GUEST_A"; static storage. */
const char *place_name(enum place place);

/* "GUEST_A, WIRE" or "nowhere". Returns text. */
char *places_to_text(places set, char *text, size_t size);

enum wire_kind {
	WIRE_PLAIN, /* a peer that keeps what it gets */
	WIRE_REFLECTS, /* reflective relay (802.1Qbg): a peer that sends back what a bridge port with hairpin would */
	WIRE_HAIRPIN, /* that bridge port itself; each costs an RCU barrier under the kernel's lock of all links */
};

/* "plain", "reflecting", "hairpin"; static storage. */
const char *wire_name(enum wire_kind wire);

struct child {
	enum mode mode;
	uint16_t flags;     /* enum mode_flag */
	uint8_t parent;     /* 0 or 1 */
	uint8_t listens_to; /* source mode: bits of enum listed */
	struct mac
		address; /* zero: that of the address plan; a passthru child has its parent's, whatever stands here */
};

enum listed {
	LISTS_NOBODY = 0,
	LISTS_STATION = 1 /* STATION_LISTED */,
	LISTS_A = 2 /* GUEST_A's own address */
};

struct topology {
	const char *name; /* [a-z0-9_-]+: becomes part of ids */
	enum wire_kind wire;
	uint8_t guests; /* GUEST_A ... in order */
	struct child guest[4];
	bool witness; /* needed where every guest is in source mode: nobody else empties the broadcast queue */
	uint8_t parents; /* 0 counts as 1 */
	bool unwatched;  /* no ports on the wire and the host: much cheaper, for cases that send no frames */
	bool vnet; /* packet ports on wire and host, which show vnet headers (net/port.h), instead of the others */
	uint32_t mtu; /* of all its devices, in octets; 0: TESTBED_MTU (testbed.h) */
};

/* The one word for how a child delivers: its mode, or "nodst" and "nopromisc" for source and passthru mode with that flag.
 * Static storage. */
const char *child_word(const struct child *child);

/* The word of all its guests' children; "mixed" if they differ, "" if there are none. Static storage. */
const char *topology_mode(const struct topology *topology);

/* The address plan: the same on every testbed, so that a frame line in a report can be read without a key. */
#define ADDRESS_HOST     ((struct mac){{0x02, 0, 0, 0, 0, 0x01}}) /* the parent's own */
#define ADDRESS_HOST_2   ((struct mac){{0x02, 0, 0, 0, 0, 0x21}})
#define ADDRESS_WIRE     ((struct mac){{0x02, 0, 0, 0, 0, 0x02}}) /* the far end of the veth */
#define ADDRESS_WIRE_2   ((struct mac){{0x02, 0, 0, 0, 0, 0x22}})
#define ADDRESS_GUEST_A  ((struct mac){{0x02, 0, 0, 0, 0, 0x0a}})
#define ADDRESS_GUEST_B  ((struct mac){{0x02, 0, 0, 0, 0, 0x0b}}) /* ... C 0x0c, D 0x0d */
#define ADDRESS_WITNESS  ((struct mac){{0x02, 0, 0, 0, 0, 0x0e}})
#define STATION_STRANGER ((struct mac){{0x02, 0, 0, 0, 0, 0x51}}) /* somebody out there on the wire */
#define STATION_LISTED   ((struct mac){{0x02, 0, 0, 0, 0, 0x52}}) /* somebody a source-mode child listens to */
#define STATION_UNKNOWN  ((struct mac){{0x02, 0, 0, 0, 0, 0x99}}) /* nobody's address */
#define STATION_FENCE                                                                                        \
	((struct mac){{0x02, 0, 0, 0, 0xfe, 0x01}}) /* sends floods as fences; on nobody's list */
#define STATION_FENCE_LISTED                                                                                 \
	((struct mac){{0x02, 0, 0, 0, 0xfe, 0x02}}) /* on every source-mode child's list */

/* The address of the host, the wire or a guest on the address plan. */
struct mac address_of(enum place place);

/* The address that a guest of this topology is made with: its own, or that of the plan; a passthru child's is its parent's. */
struct mac address_of_guest(const struct topology *topology, enum place guest);

#endif
