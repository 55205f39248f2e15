/* guest.h - a booted guest, at the host's end of the line (guest/protocol.h): asks it, and hands out what it says of its own
 * accord.
 *
 * Whatever the guest does not do ends the case as BROKEN, with its words or its machine's; try_ returns the errno instead,
 * for cases whose subject it is. The guest is given time of its own for that, not patience(): a case that has failed is not
 * to be called broken because its guest is slow.
 */
#ifndef MVC_VIRT_GUEST_H
#define MVC_VIRT_GUEST_H

#include "harness/frame/mac.h"
#include "harness/virt/child_process.h"
#include "harness/virt/guest_line.h"

struct guest; /* lives as long as the process */

/* The guest at the other end of this stream socket, which is its own from now on. The machine, if there is one, tells
 * why when it has ended; it stays the caller's. */
struct guest *guest_new(int socket, const struct child_process *machine);

/* Waits until it has said hello: once for each time it boots. At most 60 s, multiplied by slowness(). */
void guest_await_boot(struct guest *guest);

/* Makes a request, in printf(3)'s manner and without an end, and waits for the answer. What stands behind its ok; valid until
 * the next request. */
const char *guest_ask(struct guest *guest, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same; 0, or the errno that the guest has named. */
int try_guest_ask(struct guest *guest, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Called with every request before it is made, which it may change. NULL in the product; the project's own tests put a
 * saboteur here, as in proof/testbed.h. */
extern void (*guest_sabotage)(char *request, size_t size);

/* ---- its NICs, by the names that its kernel has for them ---- */

/* The name of the one that was made with this address. Static storage of the guest's, until it boots again. */
const char *guest_nic(struct guest *guest, struct mac address);

/* Whether the guest has one with that address. */
bool guest_has_nic(struct guest *guest, struct mac address);

/* Waits until it has one; at most patience(). False if it has not come to that. */
bool guest_await_nic(struct guest *guest, struct mac address);

struct nic_state {
	bool up, carrier, promisc, allmulti;
	struct mac address;
};

struct nic_state guest_nic_state(struct guest *guest, const char *nic);

/* Waits until the NIC has a carrier, or has none; at most patience(). False if it has not come to that. */
bool guest_await_carrier(struct guest *guest, const char *nic, bool carrier);

/* How many packets have come in by each queue of the NIC that is in use, the first ones first. Returns how many queues there
 * are. What it says has passed told() (net/lie.h). */
size_t guest_queue_packets(struct guest *guest, const char *nic, uint64_t packets[], size_t most);

/* ---- what it says of its own accord ---- */

/* Who hears what has come in at a NIC. */
struct guest_listener {
	char nic[NIC_NAME_SIZE];
	void (*hear)(void *data, const struct guest_line *line); /* LINE_FRAME or LINE_LOST */
	void *data;
	struct guest_listener *next; /* the guest's */
};

/* Has the guest listen at the NIC. The listener stays the caller's, and listens until the guest boots again. */
void guest_listen(struct guest *guest, struct guest_listener *listener);

/* Reads what the guest has said, without waiting, and hands it out. */
void guest_hear(struct guest *guest);

/* Its socket, for poll(2). */
int guest_fd(const struct guest *guest);

#endif
