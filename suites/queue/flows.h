/* flows.h - numbered frames of many flows for a child with several queues.
 *
 *	   WIRE (on bare)
 *	     |
 *	   parent
 *	   |    |
 *	   A    B            A's taps are the queues; frames come from B's tap, or from the wire
 */
#ifndef MVC_SUITES_QUEUE_FLOWS_H
#define MVC_SUITES_QUEUE_FLOWS_H

#include "suites/tap/bench.h"

enum {
	QUEUES_MAX = 16,
	FLOWS_MAX = 128,
	CLOSED = -1,
};

/* A with so many queues, without vnet header, and B, who has room for all that is sent. */
struct queues {
	struct bench bench;  /* its a is tap[0] */
	int tap[QUEUES_MAX]; /* CLOSED: no more */
	unsigned count;
	struct port *wire; /* where frames come from; NULL: B's tap */
};

struct queues queues_open(unsigned count);
struct queues queues_of_length(unsigned count, uint32_t length);

/* The same on a testbed with a wire, from which frames come. Shares fixtures/bare.h: bare. */
struct queues queues_behind_wire(unsigned count);

/* One tap of A more, without vnet header; its number. */
unsigned queues_add(struct queues *queues);

/* The queue's tap is closed: its number stays free, and nothing is read by it. */
void queue_close(struct queues *queues, unsigned queue);

/* Everything sent so far has reached a queue, or never will. */
void queues_settle(const struct queues *queues);

/* ---- what is sent ---- */

struct flows {
	enum content content;
	enum { BY_PORT, BY_STATION } told_apart;
	uint16_t vlan;          /* 0: untagged */
	bool flooded;           /* to everyone */
	struct mac from, to;    /* zero: GUEST_B's address, and GUEST_A's */
	unsigned count, frames; /* so many flows, each of so many frames; FLOWS_MAX flows at most */
};

/* Frames number first ... last - 1 of every flow, a frame of each flow in turn. Settles. */
void flows_send(const struct queues *queues, const struct flows *flows, unsigned first, unsigned last);

struct frame flow_frame(const struct flows *flows, unsigned flow, unsigned n);

/* Frame number n of one flow; does not settle. */
void flow_send(const struct queues *queues, const struct flows *flows, unsigned flow, unsigned n);

/* A flow that is steered to this queue, found by trying; the frames tried, each its flow's number 0, are read from all queues.
 * FAIL if there is none. */
unsigned flow_of_queue(const struct queues *queues, const struct flows *flows, unsigned queue);

#endif
