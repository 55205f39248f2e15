/* settings: what TUNSETOFFLOAD accepts, refuses, and whose it is. */
#include "suites/offload/offload.h"

#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

#include <stdio.h>

static int set_offload(int tap, unsigned takes)
{
	return try_tap_request(tap, TUNSETOFFLOAD, (void *)(uintptr_t)takes);
}

static void expect_set(int tap, unsigned takes, int error)
{
	int found = set_offload(tap, takes);

	if (found == error)
		passed();
	else
		fail("TUNSETOFFLOAD 0x%x: %s instead of %s", takes, found ? errno_name(found) : "success",
		     error ? errno_name(error) : "success");
}
#define expect_set(...) (caller_is(HERE), expect_set(__VA_ARGS__))

static void comes(struct testbed *net, const struct vnet_vector *vector, enum form form)
{
	expect_passage(net, vector,
		       &(struct passage){.from = WIRE, .to = GUEST_A, .at_a = form, .at_b = NOT_AT_ALL});
}

/* ---- every choice, at a blow ---- */

static void every_choice(const void *data)
{
	const unsigned without_uso = TAKES_BY_DEFAULT | TUN_F_UFO, all = TAKES_ALL | TUN_F_UFO;
	struct testbed *net = bench_set(&usual);
	int tap = port_fd(net->port[GUEST_A]);
	unsigned known = set_offload(tap, TAKES_USO4) == EINVAL ? without_uso : all;

	(void)data;
	for (unsigned takes = 0; takes <= known; takes++) {
		if (!(takes & ~known))
			expect_set(tap, takes, 0);
	}
	expect_set(tap, TAKES_BY_DEFAULT, 0);
}

/* ---- every other bit ---- */

enum { FIRST_UNKNOWN = 7, BITS = 32 };

struct bit_row {
	unsigned bit;
};

static struct bit_row unknown[BITS - FIRST_UNKNOWN];

/* Tried with what means something beside it; what was set before can be seen by what is read. */
static void unknown_bit(const void *data)
{
	const struct bit_row *row = data;
	struct setting setting = usual;
	struct testbed *net;

	setting.a.takes = TUN_F_CSUM;
	net = bench_set(&setting);
	expect_set(port_fd(net->port[GUEST_A]), row->bit, EINVAL);
	expect_set(port_fd(net->port[GUEST_A]), row->bit | TAKES_BY_DEFAULT, EINVAL);
	comes(net, &vector_tcp4, CUT);
}

/* ---- whose it is ---- */

static void nobody_has_set_it(const void *data)
{
	struct testbed *net = testbed_build(&offload_pair);
	static const struct vnet_vector *const taken[] = {&vector_tcp4, &vector_tcp4_ecn, &vector_tcp6,
							  &vector_tcp6_ecn, &vector_udp4_partial};

	(void)data;
	bench_adopt(net);
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
		comes(net, taken[i], WHOLE);
}

/* Of two taps one sets it, and the other reads. */
static void by_another_tap(const void *data)
{
	struct testbed *net = testbed_build(&offload_pair);
	int first = port_fd(net->port[GUEST_A]), later;

	(void)data;
	bench_adopt(net);
	later = tap_open(device_of(GUEST_A), O_RDWR | O_NONBLOCK);
	tap_set_queue(later, IFF_DETACH_QUEUE); /* it is to get nothing */
	expect_set(later, TUN_F_CSUM, 0);
	comes(net, &vector_tcp4, CUT);
	expect_set(later, 0, 0);
	comes(net, &vector_udp4_partial, FINISHED);
	expect_set(first, TAKES_BY_DEFAULT, 0);
	comes(net, &vector_tcp4, WHOLE);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "offload.set.every_choice", .requirement = &OFF_SET_01, .run = every_choice, .summary = "TUNSETOFFLOAD, every subset of what is known", .shares = &offload_pair},
	{.id = "offload.set.by_nobody", .requirement = &OFF_SET_03, .run = nobody_has_set_it, .summary = "GUEST_A reads without having set anything"},
	{.id = "offload.set.by_another", .requirement = &OFF_SET_04, .run = by_another_tap, .summary = "one tap of GUEST_A sets it, another one reads"},
	{.id = NULL},
};
/* clang-format on */

void offload_add_settings(struct case_list *list)
{
	case_add_all(list, cases);
	for (unsigned bit = FIRST_UNKNOWN; bit < BITS; bit++) {
		struct bit_row *row = &unknown[bit - FIRST_UNKNOWN];
		const struct testcase testcase = {
			.requirement = &OFF_SET_02,
			.run = unknown_bit,
			.data = row,
			.summary = "TUNSETOFFLOAD of an unknown bit, and what is read then",
			.shares = &offload_pair};

		row->bit = 1U << bit;
		case_add_as(list, &testcase, "offload.set.bit_%u", bit);
	}
}
