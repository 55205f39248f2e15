/* ends: devices that go down or away under a running vhost, owners that die, several queues of one device. */
#include "suites/vhost/vhost.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "harness/net/attribute.h"
#include "harness/net/operstate.h"
#include "harness/net/tap_path.h"
#include "harness/net/vhost_owner.h"
#include "suites/ends.h"
#include "suites/queue/account.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

enum { MANY = 40 /* twice as many are no more than the wire's capture holds unread */ };

struct ground {
	struct testbed *net;
	struct vhost_nic *nic;
	struct series out, in;
};

static struct ground ground_here(void)
{
	struct ground ground;

	need_vhost();
	ground.net = testbed_build(&duo_bridge[WIRE_PLAIN]);
	ground.nic = nic_behind(ground.net, GUEST_A, &usual_way.manner);
	ground.out = series_from(ground.net, GUEST_A, WIRE);
	ground.in = series_from(ground.net, WIRE, GUEST_A);
	return ground;
}

static void expect_passing(const struct ground *ground, unsigned first, unsigned last)
{
	struct ledger out = {.count = 0}, in = {.count = 0};

	put_numbers(ground->nic, &ground->out, first, last);
	expect_number("frames not given back", vhost_nic_await_sent(ground->nic), 0);
	ledger_await_port(&out, &ground->out, ground->net->port[WIRE], last - first);
	expect_numbers("at the wire", &out, first, last);
	send_numbers(ground->net, WIRE, &ground->in, first, last);
	ledger_await(&in, &ground->in, ground->nic, last - first);
	expect_numbers("received", &in, first, last);
}

/* What was put in while the device could not send has come back, and is nowhere. */
static void expect_swallowed(const struct ground *ground, unsigned first, unsigned last)
{
	struct series siblings = series_from(ground->net, GUEST_B, WIRE);
	struct ledger out = {.count = 0};

	put_numbers(ground->nic, &ground->out, first, last);
	expect_number("frames not given back", vhost_nic_await_sent(ground->nic), 0);
	send_numbers(ground->net, GUEST_B, &siblings, 0, 1);
	ledger_await_port(&out, &siblings, ground->net->port[WIRE], 1);
	expect_numbers("at the wire, beside the sibling's", &out, 0, 1);
}

/* ---- the device ---- */

static void device_down_and_up(const void *data)
{
	struct ground ground = ground_here();

	(void)data;
	expect_passing(&ground, 0, MANY);
	set_down(ground.net, GUEST_A);
	expect_swallowed(&ground, MANY, 2 * MANY);
	set_up(ground.net, GUEST_A);
	expect_passing(&ground, 2 * MANY, 3 * MANY);
}

static void device_deleted(const void *data)
{
	struct ground ground = ground_here();

	(void)data;
	expect_passing(&ground, 0, MANY);
	remove_guest(ground.net, GUEST_A);
	expect_swallowed(&ground, MANY, 2 * MANY);
	expect_error("taking the backend away",
		     try_vhost_nic_backend(ground.nic, GUEST_RECEIVES, NO_DESCRIPTOR), 0);
	expect_error("taking the backend away", try_vhost_nic_backend(ground.nic, GUEST_SENDS, NO_DESCRIPTOR),
		     0);
}

/* With frames in its queue that vhost has not got to. */
static void device_deleted_while_sending(const void *data)
{
	struct ground ground = ground_here();
	struct series siblings;
	struct ledger out = {.count = 0};

	(void)data;
	siblings = series_from(ground.net, GUEST_B, WIRE);
	put_numbers(ground.nic, &ground.out, 0, 2 * MANY);
	remove_guest(ground.net, GUEST_A);
	expect_number("frames not given back", vhost_nic_await_sent(ground.nic), 0);
	ledger_see(&out, &ground.out, ground.net->port[WIRE]);
	expect_numbers("at the wire", &out, 0, (unsigned)out.count);
	out.count = 0;
	send_numbers(ground.net, GUEST_B, &siblings, 0, MANY);
	ledger_await_port(&out, &siblings, ground.net->port[WIRE], MANY);
	expect_numbers("the sibling's at the wire", &out, 0, MANY);
}

/* ---- the owner ---- */

/* A tap keeps the namespace in which it was opened, and when it is closed here, nobody but the other process has it. */
static void owner_dies(const void *data)
{
	struct bench bench;
	struct netns first, second;
	pid_t owner;
	int tap;

	(void)data;
	need_vhost();
	bench = bench_alone();
	first = namespace_tied_to(bench.net, "tie0");
	tap = tap_opened_in(bench.net, first, DEVICE_A);
	netns_release(first);
	tap_set_number(tap, TUNSETVNETHDRSZ, NIC_HEADER);
	owner = vhost_owner_start(tap, &usual_way.manner);
	tap_close(tap);
	/* namespaces end in this order, if at all */
	second = namespace_tied_to(bench.net, "tie1");
	netns_release(second);
	expect_true("a namespace that nobody keeps has ended", link_await_gone(bench.net->host, "tie1"));
	expect_true("the other stays with the vhost", is_there(bench.net->host, "tie0"));
	vhost_owner_kill(owner);
	expect_true("it ends with the owner", link_await_gone(bench.net->host, "tie0"));
}

/* ---- several queues ---- */

static void enter_all(struct account *account, unsigned queue, struct vhost_nic *nic)
{
	struct vhost_frame frame;

	while (vhost_nic_take(nic, &frame))
		account_enter(account, queue, frame.octets + NIC_HEADER, frame.length - NIC_HEADER);
}

/* Two taps, a vhost each, one worker after the other: what was received is looked for when both have sent. */
static void two_queues(const void *data)
{
	enum { NICS = 2, FRAMES = 3 };
	const struct flows flows = {.content = CONTENT_UDP4, .count = 32, .frames = FRAMES};
	struct queues queues;
	struct vhost_nic *nic[NICS];
	struct account *account;

	(void)data;
	need_vhost();
	queues = queues_open(NICS);
	account = account_open(&flows);
	for (unsigned i = 0; i < NICS; i++) {
		tap_set_flags(queues.tap[i], IFF_TAP | IFF_NO_PI | IFF_VNET_HDR);
		tap_set_number(queues.tap[i], TUNSETVNETHDRSZ, NIC_HEADER);
		nic[i] = vhost_nic_new(&usual_way.manner);
		vhost_nic_connect(nic[i], queues.tap[i]);
	}
	flows_send(&queues, &flows, 0, FRAMES);
	for (unsigned i = 0; i < NICS; i++) {
		for (unsigned n = 0; n < 2; n++) {
			put_numbers(nic[i], &(struct series){ADDRESS_GUEST_A, STATION_UNKNOWN, 1}, n, n + 1);
			expect_number("frames not given back", vhost_nic_await_sent(nic[i]), 0);
		}
		enter_all(account, i, nic[i]);
	}
	expect_sound(account);
	expect_all_of(account, 0, FRAMES);
	expect_steered(account, QUEUES(NICS));
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "vhost.device.down_and_up", .requirement = &VHOST_DEVICE_01, .run = device_down_and_up, .summary = "A's device goes down and up under vhost"},
	{.id = "vhost.device.deleted", .requirement = &VHOST_DEVICE_02, .run = device_deleted, .summary = "A's device is deleted under vhost"},
	{.id = "vhost.device.deleted_while_sending", .requirement = &VHOST_DEVICE_02, .run = device_deleted_while_sending, .summary = "A's device is deleted while frames are in its queue"},
	{.id = "vhost.owner.dies", .requirement = &VHOST_OWNER_05, .run = owner_dies, .summary = "the process that owns a vhost is killed"},
	{.id = "vhost.queues.two", .requirement = &VHOST_QUEUES_01, .run = two_queues, .summary = "32 flows come for a device with two taps, each behind a vhost"},
	{.id = NULL},
};
/* clang-format on */

void vhost_add_ends(struct case_list *list)
{
	case_add_all(list, cases);
}
