/* absences: a tap whose device has been deleted, or lives in another namespace by now. */
#include "suites/tap/tap.h"

#include "harness/net/sleeper.h"
#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>

/* ---- deleted ---- */

static void lose_device(const struct bench *bench)
{
	link_delete(bench->net->host, DEVICE_A);
}

struct request_row {
	const char *name;
	unsigned long request;
	unsigned argument; /* a number; of an ifreq, the flags */
	int error;
};

/* clang-format off */
static const struct request_row requests[] = {
	/* what only the device knows */
	{"tungetiff",       TUNGETIFF,       0,                ENOLINK},
	{"siocgifhwaddr",   SIOCGIFHWADDR,   0,                ENOLINK},
	{"siocsifhwaddr",   SIOCSIFHWADDR,   0,                ENOLINK},
	{"tunsetoffload",   TUNSETOFFLOAD,   0,                ENOLINK},
	{"detach",          TUNSETQUEUE,     IFF_DETACH_QUEUE, EINVAL},
	{"attach",          TUNSETQUEUE,     IFF_ATTACH_QUEUE, EINVAL},
	/* what the tap knows itself */
	{"tunsetiff",       TUNSETIFF,       PLAIN,            0},
	{"tungetfeatures",  TUNGETFEATURES,  0,                0},
	{"tunsetsndbuf",    TUNSETSNDBUF,    4096,             0},
	{"tungetvnethdrsz", TUNGETVNETHDRSZ, 0,                0},
	{"tunsetvnethdrsz", TUNSETVNETHDRSZ, 12,               0},
	{"tunsetvnetle",    TUNSETVNETLE,    1,                0},
};
/* clang-format on */

static bool takes_ifreq(unsigned long request)
{
	return request == TUNSETIFF || request == TUNGETIFF || request == TUNSETQUEUE ||
	       request == SIOCGIFHWADDR || request == SIOCSIFHWADDR;
}

static void *argument_of(const struct request_row *row)
{
	static struct ifreq flags;
	static unsigned number;

	flags.ifr_flags = (short)row->argument;
	number = row->argument;
	if (row->request == TUNSETOFFLOAD)
		return NULL; /* the set itself, which is empty */
	return takes_ifreq(row->request) ? (void *)&flags : &number;
}

static void requested(const void *data)
{
	const struct request_row *row = data;
	struct bench bench = bench_alone();

	lose_device(&bench);
	expect_error(row->name, try_tap_request(bench.a, row->request, argument_of(row)), row->error);
}

/* Every other word for "no more frames" is right, too: 0, or any error. */
static void expect_no_more(int tap)
{
	uint8_t octets[LONGEST];
	struct transfer got = try_tap_read(tap, octets, sizeof octets);

	expect_true("there is nothing more to read", got.error || !got.length);
}

static void backlog(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	send_number(&bench, 1);
	send_number(&bench, 2);
	settle_ring(&bench);
	lose_device(&bench);
	expect_frame(&bench, 1);
	expect_frame(&bench, 2);
	expect_no_more(bench.a);
}

static void written(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	expect_length("write before", try_tap_write(bench.a, frame_number(1, FRAME), FRAME), FRAME);
	lose_device(&bench);
	expect_length("write", try_tap_write(bench.a, frame_number(2, FRAME), FRAME), FRAME);
	expect_refusal("write of a runt", try_tap_write(bench.a, frame_number(3, FRAME), 13), EINVAL);
}

static void parent_deleted(const void *data)
{
	struct bench bench = bench_plain();
	struct tap_identity identity;

	(void)data;
	send_number(&bench, 1);
	settle_ring(&bench);
	link_delete(bench.net->host, device_of(HOST));
	expect_error("TUNGETIFF", try_tap_identity(bench.a, &identity), ENOLINK);
	expect_frame(&bench, 1);
	expect_no_more(bench.a);
	expect_length("write", try_tap_write(bench.b, frame_number(2, FRAME), FRAME), FRAME);
}

/* Its name and its number are free; the tap of the old device is not the new one's. */
static void made_again(const void *data)
{
	struct bench bench = bench_plain();
	const struct mac address = ADDRESS_GUEST_A;
	struct macvtap again = {.name = DEVICE_A,
				.parent = device_of(HOST),
				.mode = MODE_BRIDGE,
				.address = &address,
				.up = true};
	struct tap_identity identity;
	int tap;

	(void)data;
	lose_device(&bench);
	macvtap_create(bench.net->host, &again);
	link_wait_running(bench.net->host, DEVICE_A);
	tap = tap_open(DEVICE_A, O_RDWR | O_NONBLOCK);
	tap_set_flags(tap, PLAIN);
	send_number(&bench, 1);
	expect_frame_at("the new tap's frame", tap, 1);
	expect_error("TUNGETIFF of the old tap", try_tap_identity(bench.a, &identity), ENOLINK);
	expect_no_more(bench.a);
}

/* ---- deleted while somebody waits ---- */

static void expect_woken(const char *what, struct sleeper *sleeper)
{
	struct transfer got;
	bool slept_on = is_asleep(sleeper);

	expect_true(what, !slept_on);
	if (slept_on)
		interrupt(sleeper, SIGNAL_ENDS);
	expect_true("whoever slept has come back", has_come_back(sleeper, &got));
}

static void reader_woken(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];
	struct sleeper *reader;

	(void)data;
	tap_set_blocking(bench.a);
	reader = sleeper_reads(bench.a, octets, sizeof octets);
	expect_true("without a frame, the reader sleeps", is_asleep(reader));
	lose_device(&bench);
	expect_woken("the reader is woken when its device is deleted", reader);
}

static void poller_woken(const void *data)
{
	struct bench bench = bench_plain();
	struct sleeper *poller = sleeper_polls(bench.a, POLLIN);

	(void)data;
	expect_true("without a frame, poll sleeps", is_asleep(poller));
	lose_device(&bench);
	expect_woken("poll is woken when the device is deleted", poller);
	expect_true("poll says POLLERR or POLLHUP", tap_readiness(bench.a) & (POLLERR | POLLHUP));
}

/* ---- in another namespace ---- */

static void move(const struct bench *bench)
{
	const struct attribute there[] = {NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, bench->net->wire_ns.fd)};
	struct answer answer = try_link_request(bench->net->host, REQUEST_CHANGE, DEVICE_A, NULL, there, 1);

	if (answer.error)
		broken("cannot move %s to another namespace: %s", DEVICE_A, errno_name(answer.error));
	link_set_up(bench->net->wire, DEVICE_A);
	link_wait_running(bench->net->wire, DEVICE_A);
}

static void moved(const void *data)
{
	struct bench bench = bench_plain();
	struct ifreq request = {.ifr_flags = 0};
	const struct mac address = ADDRESS_GUEST_A;
	struct tap_identity identity;

	(void)data;
	send_number(&bench, 1);
	settle_ring(&bench);
	move(&bench);
	expect_frame_at("what was there before", bench.a, 1);
	send_number(&bench, 2);
	expect_frame_at("what came after", bench.a, 2);
	expect_error("TUNGETIFF", try_tap_identity(bench.a, &identity), 0);
	expect_true("TUNGETIFF tells the device's name", !strcmp(identity.name, DEVICE_A));
	expect_error("SIOCGIFHWADDR", try_tap_request(bench.a, SIOCGIFHWADDR, &request), 0);
	expect_true("the address is the device's",
		    !memcmp(request.ifr_hwaddr.sa_data, address.octet, sizeof address.octet));
}

/* Whoever sleeps goes with it. */
static void moved_while_read(const void *data)
{
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST] = {0};
	struct sleeper *reader;
	struct transfer got = {0, 0};

	(void)data;
	tap_set_blocking(bench.a);
	reader = sleeper_reads(bench.a, octets, sizeof octets);
	move(&bench);
	expect_true("the reader sleeps on", is_asleep(reader));
	send_number(&bench, 1);
	expect_true("the frame wakes the reader", has_come_back(reader, &got));
	expect_length("read", got, FRAME);
	expect_octets("the frame", octets, frame_number(1, FRAME), FRAME);
}

static void moved_and_written(const void *data)
{
	struct bench bench = bench_plain();
	const struct mac a = ADDRESS_GUEST_A, b = ADDRESS_GUEST_B;
	uint8_t frame[FRAME], octets[LONGEST] = {0};

	(void)data;
	move(&bench);
	memcpy(frame, frame_number(1, FRAME), FRAME);
	memcpy(frame, b.octet, sizeof b.octet);
	memcpy(frame + sizeof b.octet, a.octet, sizeof a.octet);
	expect_length("write", try_tap_write(bench.a, frame, FRAME), FRAME);
	expect_true("the sibling that has stayed gets a frame", tap_await(bench.b, POLLIN));
	expect_length("what it reads", try_tap_read(bench.b, octets, sizeof octets), FRAME);
	expect_octets("what it reads", octets, frame, FRAME);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.gone.backlog",       .requirement = &TAP_GONE_02, .run = backlog,           .shares = &bare_unwatched, .summary = "the device is deleted with two frames unread"},
	{.id = "tap.gone.write",         .requirement = &TAP_GONE_03, .run = written,           .shares = &bare_unwatched, .summary = "a frame and a runt are written after the device was deleted"},
	{.id = "tap.gone.parent",        .requirement = &TAP_GONE_02, .run = parent_deleted,    .shares = &bare_unwatched, .summary = "the parent is deleted with a frame unread"},
	{.id = "tap.gone.made_again",    .requirement = &TAP_GONE_04, .run = made_again,        .shares = &bare_unwatched, .summary = "the device is deleted and made again by the same name"},
	{.id = "tap.gone.reader",        .requirement = &TAP_GONE_05, .run = reader_woken,      .summary = "a reader sleeps, the device is deleted"},
	{.id = "tap.gone.poll",          .requirement = &TAP_GONE_06, .run = poller_woken,      .summary = "poll sleeps, the device is deleted"},
	{.id = "tap.moved.read",         .requirement = &TAP_MOVED,   .run = moved,             .shares = &bare_unwatched, .summary = "the device moves to another namespace with a frame unread"},
	{.id = "tap.moved.wait",         .requirement = &TAP_MOVED,   .run = moved_while_read,  .shares = &bare_unwatched, .summary = "a reader sleeps, the device moves to another namespace, a frame comes"},
	{.id = "tap.moved.write",        .requirement = &TAP_MOVED,   .run = moved_and_written, .shares = &bare_unwatched, .summary = "a tap is written to whose device is in another namespace"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_absences(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.gone.request", &TAP_GONE_01, requested, requests,
		 "an ioctl(2) after the device was deleted");
}
