/* testbed.h - a topology that stands: namespaces, links, taps and captures, ready for frames.
 *
 * Built in the cheap order: both veth ends up and RUNNING, then the children.
 */
#ifndef MVC_PROOF_TESTBED_H
#define MVC_PROOF_TESTBED_H

#include "harness/frame/frame.h"
#include "harness/net/link.h"
#include "harness/net/port.h"
#include "harness/proof/journal.h"
#include "harness/proof/topology.h"

/* Of all devices of a testbed that asks for no other, in octets. Too little for IPv6 (RFC 8200 asks for 1280), so that the kernel does not attach it to any
 * of them: that would cost more than all the rest of a device. */
enum { TESTBED_MTU = 1200 };

/* Groups that this testbed's filters can tell apart (groups.h). */
struct drawn_groups {
	struct mac all;    /* joined by every guest */
	struct mac a_only; /* joined by GUEST_A alone */
	struct mac nobody; /* joined by nobody */
	bool drawn;
};

struct testbed {
	struct topology topology;
	struct netns host_ns, wire_ns;
	struct links *host, *wire; /* the links of either namespace */
	struct port *port[PLACES]; /* NULL where the topology has none; HOST_IGNORES shares HOST's */
	struct journal journal;    /* since the last probe was put in */
	uint32_t mtu;              /* of its devices */
	struct {
		struct frame frame;
		enum place from;
	} probe;                   /* the last one put in */
	places down;               /* guests and hosts that a case has set down or removed */
	struct drawn_groups group; /* see groups.h */
};

/* A testbed that is as new. BROKEN if the machine cannot; SKIP if the kernel lacks what it needs. Lives as long as the
 * process.
 *
 * A process has one after the other. If that of an earlier case (case/case.h: shares) has the same topology, it is tidied
 * up: devices that have been added are deleted and children made anew. If the parent is not as it was, all of it is. */
struct testbed *testbed_build(const struct topology *topology);

/* The same for a case that leaves the children as it finds them, which are not made anew after it: a testbed goes from one
 * to the next in no time. */
struct testbed *testbed_shared(const struct topology *topology);

/* Device names: "p0" the parent, "w0" the wire's end, "mvtA" ... a guest's macvtap. Static storage. */
const char *parent_of(const struct testbed *net, enum place guest);
const char *device_of(enum place place);

/* The parent that a place belongs to: 0 or 1. */
unsigned parent_number(const struct testbed *net, enum place place);

/* The child behind a guest or the witness; NULL if this testbed has none. */
const struct child *child_of(const struct testbed *net, enum place guest);

/* Every place frames may be seen at on this testbed (HOST brings HOST_IGNORES). */
places testbed_places(const struct testbed *net);

/* Verbs of a case that changes its testbed. */
void set_mode(struct testbed *net, enum place guest, enum mode mode, uint16_t flags);
void set_mac(struct testbed *net, enum place guest_or_host, struct mac address);
void set_down(struct testbed *net, enum place guest_or_host);
void set_up(struct testbed *net, enum place guest_or_host); /* and waits until it is RUNNING */
void remove_guest(struct testbed *net, enum place guest);
#define set_mode(...)     (caller_is(HERE), set_mode(__VA_ARGS__))
#define set_mac(...)      (caller_is(HERE), set_mac(__VA_ARGS__))
#define set_down(...)     (caller_is(HERE), set_down(__VA_ARGS__))
#define set_up(...)       (caller_is(HERE), set_up(__VA_ARGS__))
#define remove_guest(...) (caller_is(HERE), remove_guest(__VA_ARGS__))

/* Called with every testbed that testbed_build() is about to hand out. NULL in the product; the project's own
 * tests put a saboteur here, to see each check fail. */
extern void (*testbed_sabotage)(struct testbed *net);

#endif
