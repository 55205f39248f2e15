/* runts: what is too short to be a frame must never become one (CVE-2024-41090). */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <string.h>

struct runt_row {
	const char *name;
	int header;    /* its size; 0 for none */
	size_t length; /* of all that is written */
};

/* clang-format off */
static const struct runt_row runts[] = {
	{"plain.1",          0,  1},
	{"plain.6",          0,  6},
	{"plain.12",         0,  12},
	{"plain.13",         0,  13},
	{"header.1",         10, 1},
	{"header.9",         10, 9},
	{"header.alone",     10, 10},
	{"header.1_behind",  10, 11},
	{"header.12_behind", 10, 22},
	{"header.13_behind", 10, 23},
	{"long.10",          12, 10},
	{"long.11",          12, 11},
	{"long.alone",       12, 12},
	{"long.13_behind",   12, 25},
	{"longer.63",        64, 63},
	{"longer.13_behind", 64, 77},
};
/* clang-format on */

static void use_header(int tap, int size)
{
	tap_set_flags(tap, size ? WITH_HEADER : PLAIN);
	if (size)
		tap_set_number(tap, TUNSETVNETHDRSZ, size);
}

/* The shortest frame, written next in the same manner, passes, and nothing before it. */
static void refused(const void *data)
{
	const struct runt_row *row = data;
	size_t header = (size_t)row->header;
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST] = {0}, shortest[LONGEST];
	struct rtnl_link_stats64 counters;

	memcpy(octets + header, frame_number(1, FRAME), FRAME);
	use_header(bench.b, row->header);
	expect_refusal("write", try_tap_write(bench.b, octets, row->length), EINVAL);
	counters = link_counters(bench.net->host, DEVICE_B);
	expect_number("frames counted as sent", counters.tx_packets, 0);
	expect_number("frames counted as dropped", counters.tx_dropped, 1);
	expect_length("the shortest frame", try_tap_write(bench.b, octets, header + 14), header + 14);
	use_header(bench.b, 0);
	settle_ring(&bench);
	expect_length("what A reads", try_tap_read(bench.a, shortest, sizeof shortest), 14);
	expect_octets("what A reads", shortest, frame_number(1, FRAME), 14);
	expect_empty(&bench);
}

static void from_nowhere(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	expect_refusal("write of NULL", try_tap_write(bench.b, NULL, FRAME), EFAULT);
	expect_number("frames counted as dropped", link_counters(bench.net->host, DEVICE_B).tx_dropped, 1);
	tap_set_flags(bench.b, WITH_HEADER);
	expect_refusal("write of NULL with a header", try_tap_write(bench.b, NULL, FRAME), EFAULT);
	expect_number("frames counted as dropped", link_counters(bench.net->host, DEVICE_B).tx_dropped, 2);
	tap_set_flags(bench.b, PLAIN);
	send_number(&bench, 1);
	expect_frame(&bench, 1);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.write.astray", .requirement = &TAP_WRITE_03, .run = from_nowhere, .shares = &bare_unwatched, .summary = "a write of NULL, with and without header"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_runts(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.runt", &TAP_WRITE_01, refused, runts,
		 "B writes so many octets, then the shortest frame there is");
}
