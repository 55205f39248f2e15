/* buffers: what is received goes into as many buffers as it takes, waits for them while there are none, and is given up if it is
 * longer than a buffer and only one may be used.
 *
 * On the duo B writes its tap, and A's is served by a NIC of the case's own.
 */
#include "suites/vhost/vhost.h"

#include "fixtures/duo.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

#include <stdio.h>

enum { SHORT = 256, LONGEST = 1200 };

static const struct topology *const ground = &duo_bridge[WIRE_PLAIN];

static struct frame frame_of_length(uint32_t length)
{
	return (struct frame){
		.src = ADDRESS_GUEST_B, .dst = ADDRESS_GUEST_A, .length = length, .nonce = fresh_nonce()};
}

static void send(struct testbed *net, const struct frame *frame)
{
	uint8_t octets[LONGEST];

	port_send(net->port[GUEST_B], octets, frame_render(frame, octets, sizeof octets));
}

static void expect_frame(const struct vhost_frame *got, const struct frame *wanted)
{
	char reasons[200];

	if (got->length < NIC_HEADER)
		fail("%zu octets are received, fewer than a header has", got->length);
	else if (!frame_equals(wanted, got->octets + NIC_HEADER, got->length - NIC_HEADER, reasons,
			       sizeof reasons))
		fail("what is received is not what was sent: %s", reasons);
	else
		passed();
}

/* The next frame received is this one, in so many buffers. */
static void expect_in(struct vhost_nic *nic, const struct frame *wanted, unsigned buffers)
{
	struct vhost_frame got;

	if (!vhost_nic_await(nic, &got)) {
		fail("a frame of %u octets is not received", wanted->length);
		return;
	}
	expect_frame(&got, wanted);
	expect_number("buffers", got.buffers, buffers);
	expect_number("buffers, as the header says", got.said, buffers);
}

/* ---- as many as it takes ---- */

static const struct length_row {
	const char *name;
	uint32_t length;
	unsigned buffers;
} lengths[] = {
	{"60", 60, 1},
	{"exactly_1", SHORT - NIC_HEADER, 1},
	{"1_and_an_octet", SHORT - NIC_HEADER + 1, 2},
	{"all_but_an_octet_of_2", 2 * SHORT - NIC_HEADER - 1, 2},
	{"exactly_2", 2 * SHORT - NIC_HEADER, 2},
	{"2_and_an_octet", 2 * SHORT - NIC_HEADER + 1, 3},
	{"exactly_4", 4 * SHORT - NIC_HEADER, 4},
	{"longest", LONGEST, 5},
};

static void of_length(const void *data)
{
	const struct length_row *row = data;
	const struct vhost_manner manner = {.buffer = SHORT};
	const struct frame frame = frame_of_length(row->length), next = frame_of_length(60);
	struct testbed *net;
	struct vhost_nic *nic;

	need_vhost();
	net = testbed_build(ground);
	nic = nic_behind(net, GUEST_A, &manner);
	send(net, &frame);
	send(net, &next);
	expect_in(nic, &frame, row->buffers);
	expect_in(nic, &next, 1);
}

/* ---- waiting for buffers ---- */

static void waits_for_buffers(const void *data)
{
	enum { MANY = 20, FIRST_MEAL = 7 };
	const struct vhost_manner manner = {.starved = true};
	struct ledger ledger = {.count = 0};
	struct testbed *net;
	struct vhost_nic *nic;
	struct series series;

	(void)data;
	need_vhost();
	net = testbed_build(ground);
	nic = nic_behind(net, GUEST_A, &manner);
	series = series_from(net, GUEST_B, GUEST_A);
	send_numbers(net, GUEST_B, &series, 0, MANY);
	vhost_nic_feed(nic, FIRST_MEAL);
	ledger_await(&ledger, &series, nic, FIRST_MEAL);
	expect_numbers("with buffers for some", &ledger, 0, FIRST_MEAL);
	vhost_nic_feed(nic, MANY);
	ledger_await(&ledger, &series, nic, MANY);
	expect_numbers("with buffers for all", &ledger, 0, MANY);
}

/* A frame in five buffers, of which there are two: it waits, whole, and nothing behind it overtakes it. */
static void waits_for_enough(const void *data)
{
	const struct vhost_manner manner = {.buffer = SHORT, .starved = true};
	const struct frame frame = frame_of_length(LONGEST), next = frame_of_length(60),
			   first = frame_of_length(60);
	struct vhost_frame got;
	struct testbed *net;
	struct vhost_nic *nic;

	(void)data;
	need_vhost();
	net = testbed_build(ground);
	nic = nic_behind(net, GUEST_A, &manner);
	vhost_nic_feed(nic, 3);
	send(net, &first);
	send(net, &frame);
	send(net, &next);
	expect_in(nic, &first, 1);
	/* its worker does one thing after the other: it has looked at the frame when it gives back what was sent later */
	put_numbers(nic, &(struct series){ADDRESS_GUEST_A, STATION_UNKNOWN, 1}, 0, 1);
	expect_number("frames not sent", vhost_nic_await_sent(nic), 0);
	expect_true("nothing is received into too few buffers", !vhost_nic_take(nic, &got));
	vhost_nic_feed(nic, 4);
	expect_in(nic, &frame, 5);
	expect_in(nic, &next, 1);
}

/* ---- only one may be used ---- */

static void given_up(const void *data)
{
	const struct vhost_manner manner = {.features = FEATURE(VIRTIO_F_VERSION_1), .buffer = SHORT};
	const struct frame fits = frame_of_length(SHORT - NIC_HEADER),
			   long_one = frame_of_length(SHORT - NIC_HEADER + 1), next = frame_of_length(60);
	struct vhost_frame got;
	struct testbed *net;
	struct vhost_nic *nic;

	(void)data;
	need_vhost();
	net = testbed_build(ground);
	nic = nic_behind(net, GUEST_A, &manner);
	send(net, &fits);
	send(net, &long_one);
	send(net, &next);
	for (unsigned i = 0; i < 2; i++) {
		if (!vhost_nic_await(nic, &got)) {
			fail("a frame that fits is not received");
			return;
		}
		expect_frame(&got, i ? &next : &fits);
		expect_number("buffers", got.buffers, 1);
	}
	expect_true("nothing else is received", !vhost_nic_take(nic, &got));
}

/* clang-format off */
static const struct testcase others[] = {
	{.id = "vhost.buffers.starved", .requirement = &VHOST_BUFFER_02, .run = waits_for_buffers, .summary = "frames come while there are no buffers"},
	{.id = "vhost.buffers.too_few", .requirement = &VHOST_BUFFER_02, .run = waits_for_enough, .summary = "a frame comes that takes more buffers than there are"},
	{.id = "vhost.buffers.given_up", .requirement = &VHOST_BUFFER_03, .run = given_up, .summary = "a frame comes that is longer than a buffer, and buffers are not to be merged"},
	{.id = NULL},
};
/* clang-format on */

void vhost_add_buffers(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		const struct testcase testcase = {
			.requirement = &VHOST_BUFFER_01,
			.run = of_length,
			.data = &lengths[i],
			.summary = "B writes a frame of that length for A, which has buffers of 256 octets",
			.shares = ground,
		};

		case_add_as(list, &testcase, "vhost.buffers.%s", lengths[i].name);
	}
	case_add_all(list, others);
}
