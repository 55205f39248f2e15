#include "suites/tap/bench.h"

#include "fixtures/bare.h"
#include "harness/frame/octets.h"

#include <string.h>

#undef expect_refusal
#undef expect_length
#undef expect_octets
#undef expect_frame_at
#undef expect_empty

static void make(struct testbed *net, const char *name, struct mac address, uint32_t ring)
{
	struct macvtap macvtap = {
		.name = name,
		.parent = device_of(HOST),
		.mode = MODE_BRIDGE,
		.address = &address,
		.up = true,
		.queue_length = ring,
	};

	macvtap_create(net->host, &macvtap);
	link_wait_running(net->host, name);
}

struct bench bench_alone(void)
{
	struct bench bench = {testbed_shared(&bare_unwatched), -1, -1};

	make(bench.net, DEVICE_A, ADDRESS_GUEST_A, 0);
	bench.a = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK);
	return bench;
}

struct bench bench_on(const struct topology *topology, uint32_t ring)
{
	struct bench bench = {testbed_shared(topology), -1, -1};

	make(bench.net, DEVICE_A, ADDRESS_GUEST_A, ring);
	make(bench.net, DEVICE_B, ADDRESS_GUEST_B, 0);
	bench.a = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK);
	bench.b = tap_open(DEVICE_B, O_RDWR | O_NONBLOCK);
	tap_set_flags(bench.b, PLAIN);
	return bench;
}

struct bench bench_ring(uint32_t length)
{
	return bench_on(&bare_unwatched, length);
}

struct bench bench_pair(void)
{
	return bench_ring(0);
}

struct bench bench_plain(void)
{
	struct bench bench = bench_pair();

	tap_set_flags(bench.a, PLAIN);
	return bench;
}

/* ---- frames ---- */

static const uint8_t *rendered(struct mac from, struct mac to, unsigned n, size_t length)
{
	static uint8_t octets[LONGEST];
	struct frame frame = {.dst = to, .src = from, .length = LONGEST, .nonce = n + 1};

	/* as long as can be, and cut: what the n-th frame begins with does not depend on its length */
	frame_render(&frame, octets, sizeof octets);
	if (length > sizeof octets)
		broken("a frame of %zu octets is longer than this suite has any", length);
	return octets;
}

const uint8_t *frame_number(unsigned n, size_t length)
{
	return rendered(ADDRESS_GUEST_B, ADDRESS_GUEST_A, n, length);
}

void send_number(const struct bench *bench, unsigned n)
{
	tap_write(bench->b, frame_number(n, FRAME), FRAME);
}

void settle_ring(const struct bench *bench)
{
	uint8_t octets[LONGEST];

	tap_write(bench->b, rendered(ADDRESS_GUEST_B, ADDRESS_GUEST_B, 0, FRAME), FRAME);
	if (!tap_await(bench->b, POLLIN))
		broken("B's frame to itself does not come back");
	try_tap_read(bench->b, octets, sizeof octets);
}

/* ---- checks ---- */

static const char *named(int error)
{
	return error ? errno_name(error) : "success";
}

void expect_refusal(const char *what, struct transfer got, int error)
{
	if (got.error == error)
		passed();
	else if (got.error)
		fail("%s: %s instead of %s", what, named(got.error), named(error));
	else
		fail("%s: %zu octets instead of %s", what, got.length, named(error));
}

void expect_length(const char *what, struct transfer got, size_t wanted)
{
	if (!got.error && got.length == wanted)
		passed();
	else if (got.error)
		fail("%s: %s instead of %zu octets", what, named(got.error), wanted);
	else
		fail("%s: %zu octets instead of %zu", what, got.length, wanted);
}

void expect_octets(const char *what, const uint8_t *got, const uint8_t *wanted, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (got[i] != wanted[i]) {
			fail("%s: octet %zu is 0x%02x instead of 0x%02x", what, i, got[i], wanted[i]);
			return;
		}
	}
	passed();
}

void expect_frame_at(const char *what, int tap, unsigned n)
{
	uint8_t octets[LONGEST] = {0};
	struct transfer got;

	if (!tap_await(tap, POLLIN)) {
		fail("%s: none came", what);
		return;
	}
	got = try_tap_read(tap, octets, sizeof octets);
	expect_length(what, got, FRAME);
	expect_octets(what, octets, frame_number(n, FRAME), FRAME);
}

void expect_empty(const struct bench *bench)
{
	uint8_t octets[LONGEST];

	settle_ring(bench);
	expect_refusal("reading what must be an empty ring", try_tap_read(bench->a, octets, sizeof octets),
		       EAGAIN);
}

/* ---- tables ---- */

void add_row(struct case_list *list, const char *prefix, const struct requirement *requirement,
	     void (*run)(const void *row), const void *row, const char *summary,
	     const struct topology *shares)
{
	const char *name = *(const char *const *)row;
	struct testcase testcase = {
		.requirement = requirement, .run = run, .data = row, .summary = summary, .shares = shares};

	case_add_as(list, &testcase, "%s.%s", prefix, name);
}
