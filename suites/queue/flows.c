#include "suites/queue/flows.h"

#include "fixtures/bare.h"
#include "harness/net/tap_path.h"

enum {
	ENOUGH = 1 << 24, /* octets of send buffer: a sender is charged for what is not read */
	FLOW_FRAME = 118, /* octets: room for every header, and no padding */
};

/* ---- where ---- */

static unsigned take(struct queues *queues, int tap)
{
	if (queues->count == QUEUES_MAX)
		broken("there are no more than %d queues here", QUEUES_MAX);
	tap_set_flags(tap, PLAIN);
	queues->tap[queues->count] = tap;
	return queues->count++;
}

unsigned queues_add(struct queues *queues)
{
	return take(queues, tap_open(DEVICE_A, O_RDWR | O_NONBLOCK));
}

void queue_close(struct queues *queues, unsigned queue)
{
	tap_close(queues->tap[queue]);
	queues->tap[queue] = CLOSED;
}

static struct queues open_on(struct bench bench, unsigned count)
{
	struct queues queues = {.bench = bench};

	tap_set_number(bench.b, TUNSETSNDBUF, ENOUGH);
	take(&queues, bench.a);
	while (queues.count < count)
		queues_add(&queues);
	return queues;
}

struct queues queues_open(unsigned count)
{
	return open_on(bench_pair(), count);
}

struct queues queues_of_length(unsigned count, uint32_t length)
{
	return open_on(bench_ring(length), count);
}

struct queues queues_behind_wire(unsigned count)
{
	struct queues queues = open_on(bench_on(&bare, 0), count);

	queues.wire = queues.bench.net->port[WIRE];
	return queues;
}

/* ---- sending ---- */

static void put(const struct queues *queues, const struct frame *frame)
{
	uint8_t octets[LONGEST];
	size_t length = frame_render(frame, octets, sizeof octets);

	if (queues->wire)
		port_send(queues->wire, octets, length);
	else
		tap_write(queues->bench.b, octets, length);
}

/* B's own frame takes the same way, later than all that is for A. */
void queues_settle(const struct queues *queues)
{
	const struct frame last = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_B, .role = ROLE_FENCE};
	uint8_t octets[LONGEST];
	struct mark mark = {.role = ROLE_PROBE};

	put(queues, &last);
	while (mark.role != ROLE_FENCE) {
		struct transfer got;

		if (!tap_await(queues->bench.b, POLLIN))
			broken("what was sent behind the frames does not come to B");
		got = try_tap_read(queues->bench.b, octets, sizeof octets);
		if (got.error && got.error != EAGAIN)
			break; /* then nothing else will be read either */
		frame_find_mark(octets, got.length < sizeof octets ? got.length : sizeof octets, &mark);
	}
}

static struct mac either(struct mac chosen, struct mac usual)
{
	return mac_equal(chosen, (struct mac){{0}}) ? usual : chosen;
}

struct frame flow_frame(const struct flows *flows, unsigned flow, unsigned n)
{
	const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	const struct mac station = {{0x02, 0, 0, 0x01, 0, (uint8_t)flow}};
	struct frame frame = {
		.src = flows->told_apart == BY_STATION ? station : either(flows->from, ADDRESS_GUEST_B),
		.dst = flows->flooded ? everyone : either(flows->to, ADDRESS_GUEST_A),
		.content = flows->content,
		.flow = flows->told_apart == BY_PORT ? (uint16_t)flow : 0,
		.length = FLOW_FRAME,
		.nonce = (uint64_t)flow * flows->frames + n + 1,
	};

	if (flows->vlan) {
		frame.tags = 1;
		frame.tag[0] = (struct vlan_tag){TPID_8021Q, flows->vlan};
	}
	return frame;
}

void flow_send(const struct queues *queues, const struct flows *flows, unsigned flow, unsigned n)
{
	struct frame frame = flow_frame(flows, flow, n);

	put(queues, &frame);
}

void flows_send(const struct queues *queues, const struct flows *flows, unsigned first, unsigned last)
{
	for (unsigned n = first; n < last; n++) {
		for (unsigned flow = 0; flow < flows->count; flow++)
			flow_send(queues, flows, flow, n);
	}
	queues_settle(queues);
}

static bool gives_frame(int tap)
{
	uint8_t octets[LONGEST];

	return !try_tap_read(tap, octets, sizeof octets).error;
}

unsigned flow_of_queue(const struct queues *queues, const struct flows *flows, unsigned queue)
{
	for (unsigned flow = 0; flow < flows->count; flow++) {
		bool here = false;

		flow_send(queues, flows, flow, 0);
		queues_settle(queues);
		for (unsigned i = 0; i < queues->count; i++) {
			if (gives_frame(queues->tap[i]) && i == queue)
				here = true;
		}
		if (here)
			return flow;
	}
	fail("none of %u flows is steered to queue %u", flows->count, queue);
	return 0;
}
