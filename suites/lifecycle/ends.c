/* ends: of parents and of namespaces, with children and descriptors elsewhere; and what is left afterwards.
 *
 * That a namespace has ended is not guessed: each has one end of a veth pair, and the kernel announces where the other is that
 * it has gone with it. What is asked afterwards is answered when the kernel has done with all the devices that went together.
 */
#include "suites/lifecycle/lifecycle.h"

#include "fixtures/bare.h"
#include "harness/net/operstate.h"
#include "harness/net/sleeper.h"
#include "harness/net/tap_node.h"
#include "harness/net/tap_path.h"
#include "harness/proof/hammer.h"
#include "suites/ends.h"
#include "suites/lifecycle/requirements.h"
#include "suites/tap/bench.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void move(struct testbed *net, const char *device, struct netns ns)
{
	const struct attribute there = NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, ns.fd);
	struct answer answer = try_link_request(net->host, REQUEST_CHANGE, device, NULL, &there, 1);

	if (answer.error)
		broken("cannot move %s: %s, kernel says: %s", device, errno_name(answer.error), answer.text);
}

static void expect_without_device(int tap)
{
	struct tap_identity identity;

	expect_error("whose the descriptor is", try_tap_identity(tap, &identity), ENOLINK);
}

/* ---- namespaces ---- */

static void namespace_of_the_parent(const void *data)
{
	struct bench bench = bench_plain();
	struct netns ns = netns_new();

	(void)data;
	move(bench.net, "p0", ns);
	expect_true("the child stays where it is", is_there(bench.net->host, DEVICE_A));
	netns_release(ns);
	expect_true("the parent's far end is gone", link_await_gone(bench.net->wire, "w0"));
	expect_true("a child is gone", !is_there(bench.net->host, DEVICE_A));
	expect_true("another child is gone", !is_there(bench.net->host, DEVICE_B));
	expect_without_device(bench.a);
	expect_without_device(bench.b);
}

static void namespace_of_the_child(const void *data)
{
	struct bench bench = bench_plain();
	struct netns ns = namespace_tied_to(bench.net, "tie0");
	struct tap_identity identity;

	(void)data;
	move(bench.net, DEVICE_A, ns);
	expect_error("whose the descriptor still is", try_tap_identity(bench.a, &identity), 0);
	netns_release(ns);
	expect_true("the namespace has ended", link_await_gone(bench.net->host, "tie0"));
	expect_without_device(bench.a);
	expect_true("the sibling elsewhere stays", is_there(bench.net->host, DEVICE_B));
}

/* That the first namespace stays is proven by the end of the second, which has been let go later: the kernel ends them in
 * this order, if at all. */
static void namespace_of_the_descriptor(const void *data)
{
	struct bench bench = bench_pair();
	struct netns first = namespace_tied_to(bench.net, "tie0"),
		     second = namespace_tied_to(bench.net, "tie1");
	int tap = tap_opened_in(bench.net, first, DEVICE_B);

	(void)data;
	netns_release(first);
	netns_release(second);
	expect_true("the namespace without a descriptor has ended", link_await_gone(bench.net->host, "tie1"));
	expect_true("the other stays", is_there(bench.net->host, "tie0"));
	tap_close(tap);
	expect_true("it ends with its descriptor", link_await_gone(bench.net->host, "tie0"));
}

/* Both namespaces had a descriptor, one of them has written. In the end the frame is read: where it has kept the namespace,
 * that ends now. */
static void namespace_of_a_sender(const void *data)
{
	struct bench bench = bench_plain();
	struct netns first = namespace_tied_to(bench.net, "tie0"),
		     second = namespace_tied_to(bench.net, "tie1");
	int sender = tap_opened_in(bench.net, first, DEVICE_B),
	    silent = tap_opened_in(bench.net, second, DEVICE_B);

	(void)data;
	tap_set_flags(sender, PLAIN);
	expect_length("write", try_tap_write(sender, frame_number(1, FRAME), FRAME), FRAME);
	expect_true("the frame has come", tap_await(bench.a, POLLIN));
	tap_close(sender);
	netns_release(first);
	tap_close(silent);
	netns_release(second);
	expect_true("the namespace of who wrote nothing has ended", link_await_gone(bench.net->host, "tie1"));
	expect_true("the sender's has ended", !is_there(bench.net->host, "tie0"));
	expect_frame(&bench, 1);
	expect_true("nothing is left of it", link_await_gone(bench.net->host, "tie0"));
}

/* ---- with traffic ---- */

struct traffic {
	int from, to;
	uint8_t flood[FRAME];
};

/* Written to one child, perhaps read from the other. */
static int flood_and_read(void *object)
{
	struct traffic *traffic = object;
	uint8_t octets[LONGEST];
	struct transfer written = try_tap_write(traffic->from, traffic->flood, FRAME);
	struct transfer taken = try_tap_read(traffic->to, octets, sizeof octets);

	if (written.error || written.length != FRAME)
		return written.error ? written.error : EMSGSIZE;
	return taken.error == EAGAIN ? 0 : taken.error;
}

static struct hammer *start_traffic(const struct bench *bench, struct traffic *traffic)
{
	const struct frame flood = {.dst = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
				    .src = ADDRESS_GUEST_B,
				    .length = FRAME,
				    .nonce = fresh_nonce()};
	struct hammer *hammer;

	traffic->from = bench->b;
	traffic->to = bench->a;
	frame_render(&flood, traffic->flood, FRAME);
	hammer = hammer_start(flood_and_read, traffic, 120);
	hammer_await(hammer, 40);
	return hammer;
}

static void namespace_ends_under_traffic(const void *data)
{
	const char *moved = data;
	struct bench bench = bench_plain();
	struct netns ns = namespace_tied_to(bench.net, "tie0");
	struct traffic traffic;
	struct hammer *hammer;

	move(bench.net, moved, ns);
	hammer = start_traffic(&bench, &traffic);
	netns_release(ns);
	expect_true("the namespace has ended", link_await_gone(bench.net->host, "tie0"));
	expect_error("writing and reading", hammer_end(hammer), 0);
	expect_error("once more", flood_and_read(&traffic), 0);
	expect_true("what was moved is not back", !is_there(bench.net->host, moved));
}

static void namespace_ends_with_a_reader(const void *data)
{
	const char *moved = data;
	struct bench bench = bench_plain();
	struct netns ns = namespace_tied_to(bench.net, "tie0");
	uint8_t octets[LONGEST];
	struct transfer result = {0};
	struct sleeper *reader;

	move(bench.net, moved, ns);
	tap_set_blocking(bench.a);
	reader = sleeper_reads(bench.a, octets, sizeof octets);
	netns_release(ns);
	expect_true("the namespace has ended", link_await_gone(bench.net->host, "tie0"));
	interrupt(reader, SIGNAL_ENDS);
	expect_true("a signal ends the reader", has_come_back(reader, &result));
	expect_refusal("the reader", result, EINTR);
	expect_without_device(bench.a);
}

/* ---- parents ---- */

static void far_end_deleted(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	expect_error("deleting the far end", try_link_delete(bench.net->wire, "w0").error, 0);
	expect_true("the parent is gone", !is_there(bench.net->host, "p0"));
	expect_true("a child is gone", !is_there(bench.net->host, DEVICE_A));
	expect_without_device(bench.a);
	expect_without_device(bench.b);
}

/* ---- many ---- */

/* All cases and guests of the machine together have fewer. */
enum { MANY_MINORS = 4096 };

static void minors_given_back(const void *data)
{
	struct testbed *net = testbed_build(&bare_unwatched);
	const struct macvtap child = {.name = DEVICE_A, .parent = "p0", .mode = MODE_BRIDGE};

	(void)data;
	for (unsigned i = 0; i < 3; i++) {
		macvtap_create(net->host, &child);
		expect_true("the minor is not 0", tap_minor(DEVICE_A) > 0);
		expect_true("the minor is small", tap_minor(DEVICE_A) < MANY_MINORS);
		expect_error("deleting the device", try_link_delete(net->host, DEVICE_A).error, 0);
	}
}

#define CASE(name, requirement_, run_, data_, summary_)                                                      \
	{                                                                                                    \
		.id = "lifecycle." name, .requirement = &requirement_, .run = run_, .data = data_,           \
		.shares = &bare_unwatched, .summary = summary_                                               \
	}

/* clang-format off */
static const struct testcase cases[] = {
	CASE("namespace.of_parent",      LIFE_NS_01, namespace_of_the_parent,     NULL, "the parent's namespace ends; children and descriptors are elsewhere"),
	CASE("namespace.of_child",       LIFE_NS_02, namespace_of_the_child,      NULL, "a child's namespace ends; parent and descriptor are elsewhere"),
	CASE("namespace.of_descriptor",  LIFE_NS_03, namespace_of_the_descriptor, NULL, "a namespace without devices, in which a tap has been opened, is let go"),
	CASE("namespace.of_sender",      LIFE_NS_05, namespace_of_a_sender,       NULL, "a tap is closed, and its opener's namespace let go, before what it wrote is read"),
	CASE("namespace.traffic.parent", LIFE_NS_04, namespace_ends_under_traffic, "p0",     "the parent's namespace ends while its children's taps are written and read"),
	CASE("namespace.traffic.sender", LIFE_NS_04, namespace_ends_under_traffic, DEVICE_B, "the sender's namespace ends while its tap is written"),
	CASE("namespace.traffic.reader", LIFE_NS_04, namespace_ends_under_traffic, DEVICE_A, "the receiver's namespace ends while its tap is read"),
	CASE("namespace.waiting.parent", LIFE_NS_01, namespace_ends_with_a_reader, "p0",     "the parent's namespace ends while somebody waits at a child's tap"),
	CASE("namespace.waiting.child",  LIFE_NS_02, namespace_ends_with_a_reader, DEVICE_A, "a child's namespace ends while somebody waits at its tap"),
	CASE("parent.far_end_deleted",   LIFE_PARENT_01, far_end_deleted,     NULL, "the far end of the parent's veth is deleted"),
	CASE("many.minors",              LIFE_MINOR_01,  minors_given_back,    NULL, "the minor numbers of devices that come and go"),
	{.id = NULL},
};
/* clang-format on */

void ends_add_cases(struct case_list *list)
{
	case_add_all(list, cases);
}
