/* events: who is told of what, and when: no kick and no call is lost, and none is made that nobody wants. A worker does one thing
 * after the other, so what it would have told of earlier frames has been told when it gives back what was sent later.
 */
#include "suites/vhost/vhost.h"

#include "fixtures/duo.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

enum { MANY = 40, ROUNDS = 100, CLOSE_TO_THE_END = 65536 - 20 };

#define USUAL       (FEATURE(VIRTIO_F_VERSION_1) | FEATURE(VIRTIO_NET_F_MRG_RXBUF))
#define EVENT_INDEX (USUAL | FEATURE(VIRTIO_RING_F_EVENT_IDX))

struct ground {
	struct testbed *net;
	struct vhost_nic *nic;
	struct series out, in;
};

static struct ground ground_with(const struct vhost_manner *manner)
{
	struct ground ground;

	need_vhost();
	ground.net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	ground.nic = nic_behind(ground.net, GUEST_A, manner);
	ground.out = series_from(ground.net, GUEST_A, WIRE);
	ground.in = series_from(ground.net, WIRE, GUEST_A);
	return ground;
}

/* ---- no kick is lost ---- */

static const struct manner_row {
	const char *name;
	struct vhost_manner manner;
} manners[] = {
	{"flags", {.features = USUAL}},
	{"event_index", {.features = EVENT_INDEX}},
	{"event_index.wraps", {.features = EVENT_INDEX, .first_index = CLOSE_TO_THE_END}},
	{"flags.wraps", {.features = USUAL, .first_index = CLOSE_TO_THE_END}},
	{"tiny", {.features = EVENT_INDEX, .descriptors = 2, .first_index = CLOSE_TO_THE_END}},
	{"single", {.features = USUAL, .descriptors = 1}},
};

/* One by one, each as soon as the one before has come back: at times vhost is still at it, at times it sleeps already. */
static void kicked_only_if_asked(const void *data)
{
	const struct manner_row *row = data;
	struct ground ground = ground_with(&row->manner);
	struct ledger ledger = {.count = 0};

	for (unsigned n = 0; n < ROUNDS; n++) {
		put_numbers(ground.nic, &ground.out, n, n + 1);
		if (vhost_nic_await_sent(ground.nic)) {
			fail("frame %u is not sent", n);
			return;
		}
		ledger_see(&ledger, &ground.out, ground.net->port[WIRE]);
	}
	ledger_await_port(&ledger, &ground.out, ground.net->port[WIRE], ROUNDS);
	expect_numbers("at the wire", &ledger, 0, ROUNDS);
	expect_true("vhost has asked for a kick at least once", vhost_nic_kicks(ground.nic, GUEST_SENDS) > 0);
}

static void called_for_each(const void *data)
{
	const struct manner_row *row = data;
	struct ground ground = ground_with(&row->manner);
	struct ledger ledger = {.count = 0};

	for (unsigned n = 0; n < ROUNDS; n++) {
		send_numbers(ground.net, WIRE, &ground.in, n, n + 1);
		ledger_await(&ledger, &ground.in, ground.nic, n + 1);
		if (ledger.count <= n) {
			fail("frame %u is not received", n);
			return;
		}
	}
	expect_numbers("received", &ledger, 0, ROUNDS);
}

/* ---- no call that nobody wants ---- */

static const struct manner_row deaf[] = {
	{"flags", {.features = USUAL, .deaf = true}},
	{"event_index", {.features = EVENT_INDEX, .deaf = true}},
};

/* Sends a frame and waits until it has come back, which takes a call to the other queue. */
static void see_worker_through(const struct ground *ground, unsigned n)
{
	put_numbers(ground->nic, &ground->out, n, n + 1);
	expect_number("frames not given back", vhost_nic_await_sent(ground->nic), 0);
}

static void not_called(const void *data)
{
	const struct manner_row *row = data;
	struct ground ground = ground_with(&row->manner);
	struct ledger ledger = {.count = 0};
	uint64_t before;

	/* the first call is made whatever was asked: vhost does not know yet what it has told */
	send_numbers(ground.net, WIRE, &ground.in, 0, 1);
	settle_rings(ground.net, WIRE);
	see_worker_through(&ground, 0);
	before = vhost_nic_calls(ground.nic, GUEST_RECEIVES);
	send_numbers(ground.net, WIRE, &ground.in, 1, MANY);
	settle_rings(ground.net, WIRE);
	see_worker_through(&ground, 1);
	see_worker_through(&ground, 2);
	expect_number("calls", vhost_nic_calls(ground.nic, GUEST_RECEIVES) - before, 0);
	ledger_take(&ledger, &ground.in, ground.nic);
	expect_numbers("received without a call", &ledger, 0, MANY);
}

/* ---- a queue that makes no sense ---- */

static const struct fault_row {
	const char *name;
	enum queue_fault fault;
	enum vhost_queue queue;
} faults[] = {
	{"send.head_beyond_table", HEAD_BEYOND_TABLE, GUEST_SENDS},
	{"send.next_beyond_table", NEXT_BEYOND_TABLE, GUEST_SENDS},
	{"send.loop", LOOP, GUEST_SENDS},
	{"send.outside_memory", OUTSIDE_MEMORY, GUEST_SENDS},
	{"send.wrong_way", WRONG_WAY, GUEST_SENDS},
	{"send.indirect_in_indirect", INDIRECT_IN_INDIRECT, GUEST_SENDS},
	{"send.indirect_uneven", INDIRECT_UNEVEN, GUEST_SENDS},
	{"receive.head_beyond_table", HEAD_BEYOND_TABLE, GUEST_RECEIVES},
	{"receive.next_beyond_table", NEXT_BEYOND_TABLE, GUEST_RECEIVES},
	{"receive.loop", LOOP, GUEST_RECEIVES},
	{"receive.outside_memory", OUTSIDE_MEMORY, GUEST_RECEIVES},
	{"receive.wrong_way", WRONG_WAY, GUEST_RECEIVES},
};

/* The other queue goes on: sending proves that the worker has been at the faulty one, if that is the one to receive. */
static void provoke(const struct ground *ground, enum vhost_queue queue)
{
	struct ledger ledger = {.count = 0};

	send_numbers(ground->net, WIRE, &ground->in, 0, 1);
	settle_rings(ground->net, WIRE);
	if (queue == GUEST_RECEIVES) {
		see_worker_through(ground, 1);
		see_worker_through(ground, 2);
	} else {
		ledger_await(&ledger, &ground->in, ground->nic, 1);
		expect_numbers("received meanwhile", &ledger, 0, 1);
	}
}

static void makes_no_sense(const void *data)
{
	const struct fault_row *row = data;
	const struct vhost_manner manner = {.features = USUAL | FEATURE(VIRTIO_RING_F_INDIRECT_DESC),
					    .starved = row->queue == GUEST_RECEIVES};
	struct ground ground = ground_with(&manner);
	struct ledger ledger = {.count = 0};
	struct series siblings = series_from(ground.net, GUEST_B, WIRE);

	expect_number("faults before", vhost_nic_faults(ground.nic), 0);
	vhost_nic_spoil(ground.nic, row->queue, row->fault);
	provoke(&ground, row->queue);
	expect_true("vhost has told of a fault", vhost_nic_await_fault(ground.nic));
	send_numbers(ground.net, GUEST_B, &siblings, 0, 1);
	ledger_await_port(&ledger, &siblings, ground.net->port[WIRE], 1);
	expect_number("frames of the sibling's at the wire", ledger.count, 1);
}

/* ---- the table ---- */

static void add_rows(struct case_list *list, const char *prefix, const struct requirement *requirement,
		     void (*run)(const void *), const struct manner_row *row_of, size_t count,
		     const char *summary)
{
	for (size_t i = 0; i < count; i++)
		case_add_as(list,
			    &(struct testcase){.requirement = requirement,
					       .run = run,
					       .data = &row_of[i],
					       .summary = summary},
			    "vhost.events.%s.%s", prefix, row_of[i].name);
}

void vhost_add_events(struct case_list *list)
{
	add_rows(list, "kicks", &VHOST_EVENT_02, kicked_only_if_asked, manners, COUNT_OF(manners),
		 "A sends frame after frame and kicks only when it is asked to");
	add_rows(list, "calls", &VHOST_EVENT_02, called_for_each, manners, COUNT_OF(manners),
		 "A receives frame after frame and looks only when it is called");
	add_rows(list, "hushed", &VHOST_EVENT_03, not_called, deaf, COUNT_OF(deaf),
		 "A receives many frames and has asked not to be called");
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		case_add_as(list,
			    &(struct testcase){.requirement = &VHOST_FAULT_01,
					       .run = makes_no_sense,
					       .data = &faults[i],
					       .summary = "A's queue has that fault"},
			    "vhost.fault.%s", faults[i].name);
}
