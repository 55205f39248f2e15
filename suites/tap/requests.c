/* requests: what the tap can be asked and told by ioctl(2), and what it remembers. */
#include "suites/tap/tap.h"

#include "harness/net/privilege.h"
#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <limits.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <string.h>

/* ---- flags ---- */

struct flags_row {
	const char *name;
	uint16_t flags;
	int error;
};

static void expect_flags(const char *what, int tap, uint16_t flags)
{
	struct tap_identity identity;

	expect_error("TUNGETIFF", try_tap_identity(tap, &identity), 0);
	expect_number(what, identity.flags, flags);
}

static void set_flags(const void *data)
{
	const struct flags_row *row = data;
	struct bench bench = bench_alone();

	expect_error("TUNSETIFF", try_tap_set_flags(bench.a, row->flags), row->error);
	expect_flags("the flags afterwards", bench.a, row->error ? WITH_HEADER : row->flags);
}

/* clang-format off */
static const struct flags_row accepted_flags[] = {
	{"plain",                  PLAIN,                                          0},
	{"with_header",            PLAIN | IFF_VNET_HDR,                           0},
	{"multi_queue",            PLAIN | IFF_MULTI_QUEUE,                        0},
	{"multi_queue_and_header", PLAIN | IFF_VNET_HDR | IFF_MULTI_QUEUE,         0},
};
static const struct flags_row refused_flags[] = {
	{"none",          0,                         EINVAL},
	{"packet_info",   IFF_TAP,                   EINVAL},
	{"no_kind",       IFF_NO_PI,                 EINVAL},
	{"tun",           IFF_TUN | IFF_NO_PI,       EINVAL},
	{"tun_and_tap",   IFF_TUN | PLAIN,           EINVAL},
	{"napi",          PLAIN | IFF_NAPI,          EINVAL},
	{"napi_frags",    PLAIN | IFF_NAPI_FRAGS,    EINVAL},
	{"no_carrier",    PLAIN | IFF_NO_CARRIER,    EINVAL},
	{"attach_queue",  PLAIN | IFF_ATTACH_QUEUE,  EINVAL},
	{"detach_queue",  PLAIN | IFF_DETACH_QUEUE,  EINVAL},
	{"persist",       PLAIN | IFF_PERSIST,       EINVAL},
	{"one_queue",     PLAIN | IFF_ONE_QUEUE,     EINVAL},
	{"exclusive",     PLAIN | IFF_TUN_EXCL,      EINVAL},
};
/* clang-format on */

static void fresh(const void *data)
{
	struct bench bench = bench_alone();
	struct tap_identity identity;
	int number = 0;

	(void)data;
	expect_error("TUNGETIFF", try_tap_identity(bench.a, &identity), 0);
	expect_true("TUNGETIFF tells the device's name", !strcmp(identity.name, DEVICE_A));
	expect_number("the flags", identity.flags, WITH_HEADER);
	expect_error("TUNGETVNETHDRSZ", try_tap_number(bench.a, TUNGETVNETHDRSZ, &number), 0);
	expect_number("the header's size", (unsigned)number, HEADER);
	expect_error("TUNGETVNETLE", try_tap_number(bench.a, TUNGETVNETLE, &number), 0);
	expect_number("little endian by demand", (unsigned)number, 0);
}

static void features(const void *data)
{
	struct bench bench = bench_alone();
	int number = 0;

	(void)data;
	expect_error("TUNGETFEATURES", try_tap_number(bench.a, TUNGETFEATURES, &number), 0);
	expect_number("the features", (unsigned)number, IFF_TAP | IFF_NO_PI | IFF_VNET_HDR | IFF_MULTI_QUEUE);
}

static void a_name_is_ignored(const void *data)
{
	struct bench bench = bench_alone();
	struct ifreq request = {.ifr_name = "another", .ifr_flags = PLAIN};
	struct tap_identity identity;

	(void)data;
	expect_error("TUNSETIFF with a name", try_tap_request(bench.a, TUNSETIFF, &request), 0);
	expect_error("TUNGETIFF", try_tap_identity(bench.a, &identity), 0);
	expect_true("the device keeps its name", !strcmp(identity.name, DEVICE_A));
	expect_number("the flags", identity.flags, PLAIN);
}

static void rename_device(const struct bench *bench, const char *name, size_t size)
{
	const struct attribute renamed[] = {
		INDEX(link_state(bench->net->host, DEVICE_A).index),
		{OF_DEVICE, IFLA_IFNAME, (uint16_t)size, name},
	};
	struct answer answer;

	link_set_down(bench->net->host, DEVICE_A); /* not every kernel renames what is up */
	answer = try_link_request(bench->net->host, REQUEST_CHANGE, NULL, NULL, renamed, 2);
	expect_error("the new name", answer.error, 0);
}

static void another_name(const void *data)
{
	static const char name[] = "renamed0";
	struct bench bench = bench_alone();
	struct tap_identity identity;

	(void)data;
	rename_device(&bench, name, sizeof name);
	expect_error("TUNGETIFF", try_tap_identity(bench.a, &identity), 0);
	expect_true("TUNGETIFF tells the device's new name", !strcmp(identity.name, name));
	expect_number("the flags", identity.flags, WITH_HEADER);
}

static void each_queue_has_its_own(const void *data)
{
	struct bench bench = bench_alone();
	int other = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK), number = 0;

	(void)data;
	expect_error("TUNSETIFF", try_tap_set_flags(bench.a, PLAIN), 0);
	tap_set_number(bench.a, TUNSETVNETHDRSZ, 12);
	expect_flags("the flags of the one", bench.a, PLAIN);
	expect_flags("the flags of the other", other, WITH_HEADER);
	expect_error("TUNGETVNETHDRSZ", try_tap_number(other, TUNGETVNETHDRSZ, &number), 0);
	expect_number("the header's size of the other", (unsigned)number, HEADER);
}

/* ---- numbers ---- */

struct number_row {
	const char *name;
	int number;
	int error;
};

static void set_header_size(const void *data)
{
	const struct number_row *row = data;
	struct bench bench = bench_alone();
	int number = row->number, kept = 0;

	expect_error("TUNSETVNETHDRSZ", try_tap_number(bench.a, TUNSETVNETHDRSZ, &number), row->error);
	expect_error("TUNGETVNETHDRSZ", try_tap_number(bench.a, TUNGETVNETHDRSZ, &kept), 0);
	expect_number("the size afterwards", (unsigned)kept, (unsigned)(row->error ? HEADER : row->number));
}

static void set_send_buffer(const void *data)
{
	const struct number_row *row = data;
	struct bench bench = bench_alone();
	int number = row->number;

	expect_error("TUNSETSNDBUF", try_tap_number(bench.a, TUNSETSNDBUF, &number), row->error);
}

/* clang-format off */
static const struct number_row header_sizes[] = {
	{"least",           INT_MIN, EINVAL},
	{"minus_1",         -1,      EINVAL},
	{"0",               0,       EINVAL},
	{"9",               9,       EINVAL},
	{"10",              10,      0},
	{"11",              11,      0},
	{"12",              12,      0},
	{"20",              20,      0},
	{"24",              24,      0},
	{"65535",           65535,   0},
	{"greatest",        INT_MAX, 0},
};
static const struct number_row send_buffers[] = {
	{"least",           INT_MIN, EINVAL},
	{"minus_1",         -1,      EINVAL},
	{"0",               0,       EINVAL},
	{"1",               1,       0},
	{"4096",            4096,    0},
	{"greatest",        INT_MAX, 0},
};
/* clang-format on */

/* ---- byte order ---- */

static void expect_switch(const char *what, int tap, unsigned long get, int wanted)
{
	int number = -1;

	expect_error(what, try_tap_number(tap, get, &number), 0);
	expect_number(what, (unsigned)number, (unsigned)wanted);
}

static void little_endian(const void *data)
{
	struct bench bench = bench_alone();
	int on = 5, off = 0;

	(void)data;
	expect_error("TUNSETVNETLE", try_tap_number(bench.a, TUNSETVNETLE, &on), 0);
	expect_switch("TUNGETVNETLE after any number but 0", bench.a, TUNGETVNETLE, 1);
	expect_flags("the flags", bench.a, WITH_HEADER);
	tap_set_flags(bench.a, PLAIN);
	expect_switch("TUNGETVNETLE after TUNSETIFF", bench.a, TUNGETVNETLE, 1);
	expect_error("TUNSETVNETLE", try_tap_number(bench.a, TUNSETVNETLE, &off), 0);
	expect_switch("TUNGETVNETLE after 0", bench.a, TUNGETVNETLE, 0);
}

/* Only some kernels are built for it (CONFIG_TUN_VNET_CROSS_LE); the others refuse both. */
static void big_endian(const void *data)
{
	struct bench bench = bench_alone();
	int number = 0, on = 1, off = 0;
	int error = try_tap_number(bench.a, TUNGETVNETBE, &number);

	(void)data;
	expect_error("TUNSETVNETBE, as TUNGETVNETBE", try_tap_number(bench.a, TUNSETVNETBE, &on), error);
	if (error) {
		expect_error("TUNGETVNETBE", error, EINVAL);
		return;
	}
	expect_switch("TUNGETVNETBE after 1", bench.a, TUNGETVNETBE, 1);
	expect_error("TUNSETVNETBE", try_tap_number(bench.a, TUNSETVNETBE, &off), 0);
	expect_switch("TUNGETVNETBE after 0", bench.a, TUNGETVNETBE, 0);
}

/* hdr_len is the one number of the header that has nothing to do with offloads: it must not exceed the frame. */
static void little_endian_header(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[HEADER + FRAME] = {0};

	(void)data;
	memcpy(octets + HEADER, frame_number(1, FRAME), FRAME);
	tap_set_flags(bench.b, WITH_HEADER);
	tap_set_number(bench.b, TUNSETVNETLE, 1);
	octets[3] = FRAME;
	expect_refusal("hdr_len 60 * 256", try_tap_write(bench.b, octets, sizeof octets), EINVAL);
	octets[3] = 0;
	octets[2] = FRAME + 1;
	expect_refusal("hdr_len 61", try_tap_write(bench.b, octets, sizeof octets), EINVAL);
	octets[2] = FRAME;
	expect_length("hdr_len 60", try_tap_write(bench.b, octets, sizeof octets), sizeof octets);
	expect_frame(&bench, 1);
}

/* ---- address ---- */

static void address(const void *data)
{
	struct bench bench = bench_alone();
	struct mac moved = {{0x02, 0, 0, 0, 0, 0x1a}}, found;
	struct ifreq request = {.ifr_name = "another"};

	(void)data;
	expect_error("SIOCGIFHWADDR", try_tap_request(bench.a, SIOCGIFHWADDR, &request), 0);
	expect_true("SIOCGIFHWADDR tells the device's name", !strcmp(request.ifr_name, DEVICE_A));
	expect_true("the address is an Ethernet one", request.ifr_hwaddr.sa_family == ARPHRD_ETHER);
	memcpy(found.octet, request.ifr_hwaddr.sa_data, sizeof found.octet);
	expect_true("the address is the device's", mac_equal(found, ADDRESS_GUEST_A));
	memcpy(request.ifr_hwaddr.sa_data, moved.octet, sizeof moved.octet);
	strcpy(request.ifr_name, "another");
	expect_error("SIOCSIFHWADDR", try_tap_request(bench.a, SIOCSIFHWADDR, &request), 0);
	expect_true("the device has the new address",
		    mac_equal(link_state(bench.net->host, DEVICE_A).address, moved));
}

static void of_nobody(const void *data)
{
	struct bench bench = bench_plain();
	struct ifreq request = {.ifr_flags = WITH_HEADER};
	int number = 12;

	(void)data;
	become_nobody();
	expect_error("TUNSETIFF", try_tap_request(bench.a, TUNSETIFF, &request), 0);
	expect_error("TUNSETVNETHDRSZ", try_tap_number(bench.a, TUNSETVNETHDRSZ, &number), 0);
	expect_error("TUNSETSNDBUF", try_tap_number(bench.a, TUNSETSNDBUF, &number), 0);
	expect_error("TUNSETQUEUE", try_tap_set_queue(bench.a, IFF_DETACH_QUEUE), 0);
	expect_error("TUNSETOFFLOAD", try_tap_request(bench.a, TUNSETOFFLOAD, NULL), 0);
	expect_error("SIOCGIFHWADDR", try_tap_request(bench.a, SIOCGIFHWADDR, &request), 0);
	request.ifr_hwaddr.sa_data[5] = 0x1a;
	expect_error("SIOCSIFHWADDR", try_tap_request(bench.a, SIOCSIFHWADDR, &request), 0);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.fresh",               .requirement = &TAP_FRESH,    .run = fresh,                  .shares = &bare_unwatched, .summary = "a tap that has just been opened"},
	{.id = "tap.features",            .requirement = &TAP_FEATURES, .run = features,               .shares = &bare_unwatched, .summary = "TUNGETFEATURES"},
	{.id = "tap.flags.name",          .requirement = &TAP_FLAGS_02, .run = a_name_is_ignored,      .shares = &bare_unwatched, .summary = "TUNSETIFF with another name"},
	{.id = "tap.renamed",             .requirement = &TAP_RENAMED,  .run = another_name,           .shares = &bare_unwatched, .summary = "the device gets another name"},
	{.id = "tap.each_queue",          .requirement = &TAP_FLAGS_03, .run = each_queue_has_its_own, .shares = &bare_unwatched, .summary = "two taps of one device are set differently"},
	{.id = "tap.endian.little",       .requirement = &TAP_LE_01,    .run = little_endian,          .shares = &bare_unwatched, .summary = "TUNSETVNETLE on and off"},
	{.id = "tap.endian.big",          .requirement = &TAP_BE_01,    .run = big_endian,             .shares = &bare_unwatched, .summary = "TUNSETVNETBE, where the kernel knows it"},
	{.id = "tap.endian.header",       .requirement = &TAP_LE_02,    .run = little_endian_header,   .shares = &bare_unwatched, .summary = "hdr_len is written least octet first"},
	{.id = "tap.address",             .requirement = &TAP_ADDRESS,  .run = address,                .shares = &bare_unwatched, .summary = "SIOCGIFHWADDR and SIOCSIFHWADDR"},
	{.id = "tap.nobody",              .requirement = &TAP_NOBODY,   .run = of_nobody,              .summary = "every request by somebody without privileges"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_requests(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.flags.accepted", &TAP_FLAGS_01, set_flags, accepted_flags,
		 "TUNSETIFF, then TUNGETIFF");
	ADD_ROWS(list, "tap.flags.refused", &TAP_FLAGS_04, set_flags, refused_flags,
		 "TUNSETIFF, then TUNGETIFF");
	ADD_ROWS(list, "tap.header_size", &TAP_HEADER_01, set_header_size, header_sizes,
		 "TUNSETVNETHDRSZ, then TUNGETVNETHDRSZ");
	ADD_ROWS(list, "tap.send_buffer", &TAP_SNDBUF_01, set_send_buffer, send_buffers, "TUNSETSNDBUF");
}
