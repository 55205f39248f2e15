/* swap: backends that change while frames run. Each frame is accounted for: by the NIC, or by whoever reads the tap that it was
 * taken from.
 */
#include "suites/vhost/vhost.h"

#include "fixtures/duo.h"
#include "harness/core/clock.h"
#include "harness/proof/hammer.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

#include <poll.h>

enum {
	MANY = 200,
	TO_WIRE = 40, /* twice as many are no more than the wire's capture holds unread */
	SWAPS = 40,
};

/* A's NIC; B's tap is there to be swapped to. Frames come from the wire. */
struct ground {
	struct testbed *net;
	struct vhost_nic *nic;
	int a, b;
	struct series to_a, to_b;
};

static struct ground ground_with(const struct vhost_manner *manner)
{
	struct ground ground;

	need_vhost();
	ground.net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	ground.a = tap_with_header(ground.net, GUEST_A);
	ground.b = tap_with_header(ground.net, GUEST_B);
	ground.nic = vhost_nic_new(manner);
	ground.to_a = series_from(ground.net, WIRE, GUEST_A);
	ground.to_b = series_from(ground.net, WIRE, GUEST_B);
	return ground;
}

static void receive_from(const struct ground *ground, int tap)
{
	int error = try_vhost_nic_backend(ground->nic, GUEST_RECEIVES, tap);

	expect_error("setting the backend to receive from", error, 0);
}

static void send_by(const struct ground *ground, int tap)
{
	expect_error("setting the backend to send by", try_vhost_nic_backend(ground->nic, GUEST_SENDS, tap),
		     0);
}

static bool is_of(const struct series *series, const struct vhost_frame *frame)
{
	struct mark mark;

	return frame_find_mark(frame->octets, frame->length, &mark) && mark.nonce >= series->first &&
	       mark.nonce < series->first + NUMBERS_MAX;
}

/* What the NIC has received so far of A's frames and of B's. */
static void take_both(const struct ground *ground, struct ledger *a, struct ledger *b)
{
	struct vhost_frame frame;

	while (vhost_nic_take(ground->nic, &frame)) {
		bool is_b = is_of(&ground->to_b, &frame);

		ledger_enter(is_b ? b : a, is_b ? &ground->to_b : &ground->to_a, frame.octets + NIC_HEADER,
			     frame.length - NIC_HEADER);
	}
}

/* ---- receiving ---- */

/* vhost takes frames from the ring by up to 64 before there are buffers for them: they go back. */
static void detached_returns(const void *data)
{
	enum { FED = 3 };
	const struct vhost_manner manner = {.starved = true};
	struct ground ground = ground_with(&manner);
	struct ledger ledger = {.count = 0};

	(void)data;
	receive_from(&ground, ground.a);
	send_numbers(ground.net, WIRE, &ground.to_a, 0, MANY);
	settle_rings(ground.net, WIRE);
	vhost_nic_feed(ground.nic, FED);
	ledger_await(&ledger, &ground.to_a, ground.nic, FED);
	receive_from(&ground, NO_DESCRIPTOR);
	ledger_read(&ledger, &ground.to_a, ground.a);
	expect_numbers("received, and then read", &ledger, 0, MANY);
}

/* A's frames are A's and B's are B's, whichever the NIC serves; what it has not taken can be read. */
static void swapped_to_sibling(const void *data)
{
	struct ground ground = ground_with(&usual_way.manner);
	struct ledger a = {.count = 0}, b = {.count = 0};
	nanoseconds deadline = now() + patience();

	(void)data;
	receive_from(&ground, ground.a);
	send_numbers(ground.net, WIRE, &ground.to_a, 0, MANY);
	receive_from(&ground, ground.b);
	send_numbers(ground.net, WIRE, &ground.to_a, MANY, 2 * MANY);
	send_numbers(ground.net, WIRE, &ground.to_b, 0, MANY);
	settle_rings(ground.net, WIRE);
	take_both(&ground, &a, &b);
	while (b.count < MANY && now() < deadline) {
		struct pollfd readable = {.fd = vhost_nic_fd(ground.nic), .events = POLLIN};

		poll(&readable, 1, ms_until(deadline));
		take_both(&ground, &a, &b);
	}
	ledger_read(&a, &ground.to_a, ground.a);
	expect_numbers("B's frames, received", &b, 0, MANY);
	expect_numbers("A's frames, received and then read", &a, 0, 2 * MANY);
}

/* While nobody serves A, its frames wait. */
static void swapped_back(const void *data)
{
	struct ground ground = ground_with(&usual_way.manner);
	struct ledger ledger = {.count = 0};

	(void)data;
	receive_from(&ground, ground.a);
	send_numbers(ground.net, WIRE, &ground.to_a, 0, MANY);
	receive_from(&ground, ground.b);
	send_numbers(ground.net, WIRE, &ground.to_a, MANY, 2 * MANY);
	receive_from(&ground, ground.a);
	send_numbers(ground.net, WIRE, &ground.to_a, 2 * MANY, 3 * MANY);
	ledger_await(&ledger, &ground.to_a, ground.nic, (size_t)3 * MANY);
	expect_numbers("A's frames", &ledger, 0, 3 * MANY);
}

struct sender {
	struct port *port;
	const struct series *series;
	unsigned next;
};

static int send_next(void *object)
{
	struct sender *sender = object;
	const struct frame frame = {.src = sender->series->from,
				    .dst = sender->series->to,
				    .length = NUMBERED,
				    .nonce = sender->series->first + sender->next++};
	uint8_t octets[NUMBERED];

	return try_port_send(sender->port, octets, frame_render(&frame, octets, sizeof octets));
}

/* The backend comes and goes while another thread sends. */
static void swapped_all_along(const void *data)
{
	enum { ALL = 400 };
	struct ground ground = ground_with(&usual_way.manner);
	struct ledger ledger = {.count = 0};
	struct sender sender = {ground.net->port[WIRE], &ground.to_a, 0};
	struct hammer *hammer;

	(void)data;
	hammer = hammer_start(send_next, &sender, ALL);
	for (unsigned i = 0; i < SWAPS; i++) {
		receive_from(&ground, ground.a);
		hammer_await(hammer, i * ALL / SWAPS);
		receive_from(&ground, i % 2 ? ground.b : NO_DESCRIPTOR);
		ledger_take(&ledger, &ground.to_a, ground.nic);
	}
	expect_error("sending meanwhile", hammer_end(hammer), 0);
	receive_from(&ground, ground.a);
	ledger_await(&ledger, &ground.to_a, ground.nic, ALL);
	expect_each_once("A's frames", &ledger, ALL);
}

/* Two NICs and one tap: each frame is somebody's. */
static void served_twice(const void *data)
{
	struct ground ground = ground_with(&usual_way.manner);
	struct vhost_nic *second = vhost_nic_new(&usual_way.manner);
	struct ledger one = {.count = 0}, other = {.count = 0};
	nanoseconds deadline = now() + patience();

	(void)data;
	vhost_nic_connect(second, ground.a);
	receive_from(&ground, ground.a);
	send_numbers(ground.net, WIRE, &ground.to_a, 0, MANY);
	while (one.count + other.count < MANY && now() < deadline) {
		struct pollfd either[] = {{.fd = vhost_nic_fd(ground.nic), .events = POLLIN},
					  {.fd = vhost_nic_fd(second), .events = POLLIN}};

		poll(either, COUNT_OF(either), ms_until(deadline));
		ledger_take(&one, &ground.to_a, ground.nic);
		ledger_take(&other, &ground.to_a, second);
	}
	ledger_join(&one, &other);
	expect_each_once("frames received by either", &one, MANY);
}

/* ---- sending ---- */

/* Each frame leaves once and in order, by A or by B: the wire cannot tell. */
static void sent_while_swapped(const void *data)
{
	struct ground ground = ground_with(&usual_way.manner);
	struct series series = series_from(ground.net, GUEST_A, WIRE);
	struct ledger ledger = {.count = 0};

	(void)data;
	send_by(&ground, ground.a);
	for (unsigned first = 0; first < TO_WIRE; first += TO_WIRE / 4) {
		put_numbers(ground.nic, &series, first, first + TO_WIRE / 4);
		send_by(&ground, first % (TO_WIRE / 2) ? ground.a : ground.b);
	}
	expect_number("frames not given back", vhost_nic_await_sent(ground.nic), 0);
	ledger_await_port(&ledger, &series, ground.net->port[WIRE], TO_WIRE);
	expect_numbers("at the wire", &ledger, 0, TO_WIRE);
}

static void sent_later(const void *data)
{
	struct ground ground = ground_with(&usual_way.manner);
	struct series series = series_from(ground.net, GUEST_A, WIRE);
	struct ledger ledger = {.count = 0};

	(void)data;
	put_numbers(ground.nic, &series, 0, TO_WIRE / 2);
	send_by(&ground, ground.a);
	expect_number("frames not given back", vhost_nic_await_sent(ground.nic), 0);
	send_by(&ground, NO_DESCRIPTOR);
	put_numbers(ground.nic, &series, TO_WIRE / 2, TO_WIRE);
	send_by(&ground, ground.a);
	expect_number("frames not given back", vhost_nic_await_sent(ground.nic), 0);
	ledger_await_port(&ledger, &series, ground.net->port[WIRE], TO_WIRE);
	expect_numbers("at the wire", &ledger, 0, TO_WIRE);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "vhost.swap.detached", .requirement = &VHOST_SWAP_01, .run = detached_returns, .summary = "the backend is taken away while frames wait for buffers"},
	{.id = "vhost.swap.to_sibling", .requirement = &VHOST_SWAP_02, .run = swapped_to_sibling, .summary = "the backend is swapped for a sibling's tap while frames run"},
	{.id = "vhost.swap.back", .requirement = &VHOST_SWAP_02, .run = swapped_back, .summary = "the backend is swapped, and swapped back"},
	{.id = "vhost.swap.all_along", .requirement = &VHOST_SWAP_02, .run = swapped_all_along, .summary = "backends come and go while another thread sends"},
	{.id = "vhost.swap.two_nics", .requirement = &VHOST_SWAP_03, .run = served_twice, .summary = "two vhosts have the same tap as their backend"},
	{.id = "vhost.swap.sending", .requirement = &VHOST_SWAP_04, .run = sent_while_swapped, .summary = "the backend is swapped while frames wait to be sent"},
	{.id = "vhost.swap.sent_later", .requirement = &VHOST_SWAP_04, .run = sent_later, .summary = "frames are put into a queue that has no backend yet"},
	{.id = NULL},
};
/* clang-format on */

void vhost_add_swap(struct case_list *list)
{
	case_add_all(list, cases);
}
