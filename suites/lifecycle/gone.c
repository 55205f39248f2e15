/* gone: descriptors whose device is deleted, or not yet up, or down. */
#include "suites/lifecycle/lifecycle.h"

#include "fixtures/bare.h"
#include "harness/net/tap_path.h"
#include "suites/lifecycle/requirements.h"
#include "suites/tap/bench.h"

#include <errno.h>
#include <linux/ioctl.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>

/* ---- requests ---- */

struct request_row {
	const char *name;
	unsigned long request;
	enum { BY_VALUE, BY_NUMBER, BY_DEVICE } argument;
	unsigned value; /* a number, or the flags of a struct ifreq */
	int error;
};

/* clang-format off */
static const struct request_row of_the_device[] = {
	{"identity",    TUNGETIFF,     BY_DEVICE, 0,          ENOLINK},
	{"address",     SIOCGIFHWADDR, BY_DEVICE, 0,          ENOLINK},
	{"set_address", SIOCSIFHWADDR, BY_DEVICE, 0,          ENOLINK},
	{"offload",     TUNSETOFFLOAD, BY_VALUE,  TUN_F_CSUM, ENOLINK},
	{"no_offload",  TUNSETOFFLOAD, BY_VALUE,  0,          ENOLINK},
};

static const struct request_row unknown_offload[] = {
	{"unknown_offload", TUNSETOFFLOAD, BY_VALUE, 1U << 31, EINVAL},
};

static const struct request_row of_the_queue[] = {
	{"attach", TUNSETQUEUE, BY_DEVICE, IFF_ATTACH_QUEUE, EINVAL},
	{"detach", TUNSETQUEUE, BY_DEVICE, IFF_DETACH_QUEUE, EINVAL},
};

static const struct request_row of_the_descriptor[] = {
	{"flags",         TUNSETIFF,       BY_DEVICE, WITH_HEADER, 0},
	{"features",      TUNGETFEATURES,  BY_NUMBER, 0,           0},
	{"send_buffer",   TUNSETSNDBUF,    BY_NUMBER, 65536,       0},
	{"header_size",   TUNSETVNETHDRSZ, BY_NUMBER, 12,          0},
	{"ask_size",      TUNGETVNETHDRSZ, BY_NUMBER, 0,           0},
	{"little_endian", TUNSETVNETLE,    BY_NUMBER, 1,           0},
	{"ask_order",     TUNGETVNETLE,    BY_NUMBER, 0,           0},
};
/* clang-format on */

static int try_row(int tap, const struct request_row *row)
{
	struct ifreq device = {.ifr_flags = (short)row->value};
	int number = (int)row->value;

	switch (row->argument) {
	case BY_VALUE:
		return try_tap_request(tap, row->request, (void *)(uintptr_t)row->value);
	case BY_NUMBER:
		return try_tap_request(tap, row->request, &number);
	default:
		return try_tap_request(tap, row->request, &device);
	}
}

static void request_without_device(const void *data)
{
	const struct request_row *row = data;
	struct bench bench = bench_alone();

	link_delete(bench.net->host, DEVICE_A);
	expect_error(row->name, try_row(bench.a, row), row->error);
}

/* ---- frames ---- */

/* From guest to guest a frame has arrived when it has been written: the sibling has it, or never will. */
static void write_without_device(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];

	(void)data;
	send_number(&bench, 0);
	expect_frame(&bench, 0);
	link_delete(bench.net->host, DEVICE_B);
	expect_length("a frame", try_tap_write(bench.b, frame_number(1, FRAME), FRAME), FRAME);
	expect_refusal("the sibling's ring", try_tap_read(bench.a, octets, sizeof octets), EAGAIN);
}

static void short_write_without_device(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	expect_refusal("13 octets", try_tap_write(bench.a, frame_number(1, FRAME), 13), EINVAL);
	link_delete(bench.net->host, DEVICE_A);
	expect_refusal("13 octets without a device", try_tap_write(bench.a, frame_number(1, FRAME), 13),
		       EINVAL);
}

static void read_without_device(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];

	(void)data;
	send_number(&bench, 1);
	send_number(&bench, 2);
	link_delete(bench.net->host, DEVICE_A);
	expect_frame(&bench, 1);
	expect_frame(&bench, 2);
	expect_refusal("an empty ring", try_tap_read(bench.a, octets, sizeof octets), EAGAIN);
}

/* Any of the later devices may have the minor number of the first. */
static void later_devices(const void *data)
{
	static const char *const names[] = {"mvt1", "mvt2", "mvt3"};
	struct bench bench = bench_alone();
	struct tap_identity identity;

	(void)data;
	link_delete(bench.net->host, DEVICE_A);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		macvtap_create(bench.net->host,
			       &(struct macvtap){.name = names[i], .parent = "p0", .mode = MODE_BRIDGE});
		expect_error(names[i], try_tap_identity(tap_open(names[i], O_RDWR), &identity), 0);
		expect_error("the old descriptor", try_tap_identity(bench.a, &identity), ENOLINK);
	}
}

/* ---- descriptors whose device is there ---- */

/* The frame sent while A is down is proven absent by the next one: a ring keeps its order. */
static void open_before_up(const void *data)
{
	struct bench bench = bench_plain();
	const struct macvtap late = {
		.name = "late", .parent = "p0", .mode = MODE_BRIDGE, .address = &ADDRESS_GUEST_A};
	int tap;

	(void)data;
	link_delete(bench.net->host, DEVICE_A);
	macvtap_create(bench.net->host, &late);
	tap = tap_open(late.name, O_RDWR | O_NONBLOCK);
	tap_set_flags(tap, PLAIN);
	send_number(&bench, 1);
	link_set_up(bench.net->host, late.name);
	link_wait_running(bench.net->host, late.name);
	send_number(&bench, 2);
	expect_frame_at("the first frame since it is up", tap, 2);
}

static void down_and_up(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	send_number(&bench, 1);
	expect_frame(&bench, 1);
	link_set_down(bench.net->host, DEVICE_A);
	send_number(&bench, 2);
	link_set_up(bench.net->host, DEVICE_A);
	link_wait_running(bench.net->host, DEVICE_A);
	send_number(&bench, 3);
	expect_frame(&bench, 3);
}

static void one_of_two_closed(const void *data)
{
	struct bench bench = bench_plain();
	int other = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK);

	(void)data;
	tap_set_flags(other, PLAIN);
	tap_close(bench.a);
	send_number(&bench, 1);
	send_number(&bench, 2);
	expect_frame_at("the first frame at the descriptor that stays", other, 1);
	expect_frame_at("the second frame at the descriptor that stays", other, 2);
}

/* What was in the caller's memory must be gone, too: all of the address is the kernel's to write. */
static void address_and_nothing_else(const void *data)
{
	struct bench bench = bench_alone();
	struct ifreq request;

	(void)data;
	memset(&request, 0xa5, sizeof request);
	expect_error("asking for the address", try_tap_request(bench.a, SIOCGIFHWADDR, &request), 0);
	for (size_t i = sizeof(struct mac); i < sizeof request.ifr_hwaddr.sa_data; i++)
		expect_number("octet behind the address", (uint8_t)request.ifr_hwaddr.sa_data[i], 0);
}

#define CASE(name, requirement_, run_, summary_)                                                             \
	{                                                                                                    \
		.id = "lifecycle." name, .requirement = &requirement_, .run = run_, .summary = summary_,     \
		.shares = &bare_unwatched,                                                                   \
	}

/* clang-format off */
static const struct testcase cases[] = {
	CASE("gone.write",         LIFE_FD_01, write_without_device,       "a frame is written to a deleted device"),
	CASE("gone.short_write",   LIFE_FD_02, short_write_without_device, "13 octets are written to a device, and to a deleted one"),
	CASE("gone.read",          LIFE_FD_03, read_without_device,        "a device is deleted with two frames in its ring"),
	CASE("gone.later_devices", LIFE_FD_08, later_devices,              "three devices are made after one has been deleted"),
	CASE("open.before_up",     LIFE_FD_09, open_before_up,             "a frame is sent before a child is up, and one after"),
	CASE("open.down_and_up",   LIFE_FD_10, down_and_up,                "a child goes down and comes up with its tap open"),
	CASE("open.one_of_two",    LIFE_FD_11, one_of_two_closed,          "one of two descriptors of a child is closed"),
	CASE("open.address",       LIFE_FD_12, address_and_nothing_else,   "a child's address is asked for, and what comes behind it looked at"),
	{.id = NULL},
};
/* clang-format on */

void gone_add_cases(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "lifecycle.gone", &LIFE_FD_04, request_without_device, of_the_device,
		 "a request that concerns a deleted device");
	ADD_ROWS(list, "lifecycle.gone", &LIFE_FD_05, request_without_device, unknown_offload,
		 "an unknown offload for a deleted device");
	ADD_ROWS(list, "lifecycle.gone", &LIFE_FD_06, request_without_device, of_the_queue,
		 "the queue of a deleted device");
	ADD_ROWS(list, "lifecycle.gone", &LIFE_FD_07, request_without_device, of_the_descriptor,
		 "a request that concerns a descriptor alone, its device being deleted");
}
