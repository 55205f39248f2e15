/* races: what descriptors do, over and over, while something happens to the devices. Pairs of the two tables below are
 * cases, and so is every reader and writer that waits while its device is deleted.
 *
 * Which of the two comes first is the machine's choice: the answers of both orders are right. What must hold whatever the
 * order is that no other answer is given, that what happens to the devices does happen, and that they can be deleted in
 * the end: the kernel answers to that when nobody holds them any more.
 */
#include "suites/lifecycle/lifecycle.h"

#include "harness/net/address.h"
#include "harness/net/sleeper.h"
#include "harness/proof/hammer.h"
#include "suites/lifecycle/requirements.h"
#include "suites/tap/bench.h"

#include <errno.h>
#include <linux/if_arp.h>
#include <linux/ioctl.h>

/* What a thread has to do with: made before it starts. */
struct work {
	int tap, sibling;
	struct netns elsewhere;
	uint8_t to_sibling[FRAME], to_all[FRAME];
};

/* ---- what descriptors do ---- */

static int unless(struct transfer got, int allowed)
{
	if (got.error)
		return got.error == allowed ? 0 : got.error;
	return got.length == FRAME ? 0 : EMSGSIZE;
}

static int write_to_others(void *object)
{
	struct work *work = object;
	int error = unless(try_tap_write(work->tap, work->to_sibling, FRAME), 0);

	return error ? error : unless(try_tap_write(work->tap, work->to_all, FRAME), 0);
}

/* One frame is written, one is read: the ring is neither always empty nor ever full. */
static int be_written_to_and_read(void *object)
{
	struct work *work = object;
	uint8_t octets[LONGEST];
	int error = unless(try_tap_write(work->sibling, work->to_all, FRAME), 0);

	return error ? error : unless(try_tap_read(work->tap, octets, sizeof octets), EAGAIN);
}

static int ask_who_it_is(void *object)
{
	struct work *work = object;
	struct tap_identity identity;
	int error = try_tap_identity(work->tap, &identity);

	return error == ENOLINK ? 0 : error;
}

/* Without a device there is no queue: EINVAL, both times. */
static int detach_and_attach(void *object)
{
	struct work *work = object;
	int detached = try_tap_set_queue(work->tap, IFF_DETACH_QUEUE);
	int attached = try_tap_set_queue(work->tap, IFF_ATTACH_QUEUE);

	if (detached && detached != EINVAL)
		return detached;
	return attached == EINVAL ? 0 : attached;
}

static int set_address(void *object)
{
	struct work *work = object;
	const struct tap_address address = {.family = ARPHRD_ETHER, .address = STATION_LISTED};
	int error = try_tap_set_address(work->tap, &address);

	return error == ENOLINK ? 0 : error;
}

/* What a blow or a deed wants of the kernel's one lock of devices, which two dozen races at once are after: nothing much; to have
 * it, each time behind all who wait for it; or to keep it for a grace period, as another address and a move to another namespace
 * do. So there are the fewer blows: more of them would be more waiting, and no other order of what comes first. */
enum cost { CHEAP, FAIR, DEAR };

static const struct blow_row {
	const char *name;
	hammer_blow *blow;
	unsigned blows;
	enum cost cost;
} blow_rows[] = {
	{"write", write_to_others, 40, CHEAP}, {"read", be_written_to_and_read, 40, CHEAP},
	{"identity", ask_who_it_is, 20, FAIR}, {"queue", detach_and_attach, 10, FAIR},
	{"address", set_address, 2, DEAR},
};

/* ---- what happens to devices ---- */

static void delete_child(struct testbed *net, const struct work *work)
{
	(void)work;
	expect_error("deleting the child", try_link_delete(net->host, DEVICE_A).error, 0);
}

static void delete_parent(struct testbed *net, const struct work *work)
{
	(void)work;
	expect_error("deleting the parent", try_link_delete(net->host, "p0").error, 0);
}

static void child_down_and_up(struct testbed *net, const struct work *work)
{
	(void)work;
	link_set_down(net->host, DEVICE_A);
	expect_error("setting the child up", try_link_set_up(net->host, DEVICE_A).error, 0);
}

static void parent_down_and_up(struct testbed *net, const struct work *work)
{
	(void)work;
	link_set_down(net->host, "p0");
	expect_error("setting the parent up", try_link_set_up(net->host, "p0").error, 0);
}

static void change_mtu(struct links *links)
{
	static const uint32_t sizes[] = {1000, 68, 1500, TESTBED_MTU};

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
		expect_error("changing the parent's MTU", try_link_set_mtu(links, "p0", sizes[i]).error, 0);
}

static void change_mode(struct links *links)
{
	static const enum mode modes[] = {MODE_VEPA, MODE_PRIVATE, MODE_SOURCE, MODE_BRIDGE};

	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++)
		expect_error(mode_name(modes[i]), try_macvtap_set_mode(links, DEVICE_A, modes[i], 0).error,
			     0);
}

static void change_all(struct testbed *net, const struct work *work)
{
	const struct macvtap sibling = {.name = "brief", .parent = "p0", .mode = MODE_BRIDGE, .up = true};

	(void)work;
	change_mtu(net->host);
	change_mode(net->host);
	expect_error("changing the parent's address",
		     try_link_set_mac(net->host, "p0", STATION_UNKNOWN).error, 0);
	expect_error("making a sibling", try_macvtap_create(net->host, &sibling).error, 0);
}

static void parent_moves(struct testbed *net, const struct work *work)
{
	const struct attribute there = NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, work->elsewhere.fd);

	expect_error("moving the parent",
		     try_link_request(net->host, REQUEST_CHANGE, "p0", NULL, &there, 1).error, 0);
}

static void child_moves(struct testbed *net, const struct work *work)
{
	const struct attribute there = NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, work->elsewhere.fd);

	expect_error("moving the child",
		     try_link_request(net->host, REQUEST_CHANGE, DEVICE_A, NULL, &there, 1).error, 0);
}

static const struct deed_row {
	const char *name;
	void (*deed)(struct testbed *net, const struct work *work);
	enum cost cost;
} deed_rows[] = {
	{"child_deleted", delete_child, CHEAP},   {"parent_deleted", delete_parent, CHEAP},
	{"child_down", child_down_and_up, CHEAP}, {"parent_down", parent_down_and_up, CHEAP},
	{"changes", change_all, CHEAP},           {"parent_moved", parent_moves, DEAR},
	{"child_moved", child_moves, DEAR},
};

/* Every pair that costs no more together than one that is dear. */
static bool is_tried(const struct blow_row *blow, const struct deed_row *deed)
{
	return blow->cost + deed->cost <= DEAR;
}

/* ---- both at once ---- */

enum { BLOWS = sizeof blow_rows / sizeof blow_rows[0], DEEDS_DONE = sizeof deed_rows / sizeof deed_rows[0] };

static struct race {
	const struct blow_row *blow;
	const struct deed_row *deed;
} races[BLOWS][DEEDS_DONE];

static void render(uint8_t octets[FRAME], struct mac from, struct mac to)
{
	const struct frame frame = {.dst = to, .src = from, .length = FRAME, .nonce = fresh_nonce()};

	frame_render(&frame, octets, FRAME);
}

static struct work work_on(const struct bench *bench)
{
	struct work work = {.tap = bench->a, .sibling = bench->b, .elsewhere = netns_new()};

	render(work.to_sibling, ADDRESS_GUEST_A, ADDRESS_GUEST_B);
	render(work.to_all, ADDRESS_GUEST_A, (struct mac){{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}});
	return work;
}

/* Deleting the parent deletes all of its children, wherever they are, and is answered when nobody holds any of them. One
 * that has moved or gone is no longer to be found. */
static void nobody_holds_any(struct links *links)
{
	int error = try_link_delete(links, "p0").error;

	expect_error("deleting what is left", error == ENODEV ? 0 : error, 0);
}

static void collide(const void *data)
{
	const struct race *race = data;
	struct bench bench = bench_plain();
	struct work work = work_on(&bench);
	struct hammer *hammer = hammer_start(race->blow->blow, &work, race->blow->blows);

	hammer_await(hammer, race->blow->blows / 2);
	race->deed->deed(bench.net, &work);
	expect_error(race->blow->name, hammer_end(hammer), 0);
	expect_error("once more", race->blow->blow(&work), 0);
	nobody_holds_any(bench.net->host);
}

static void add_races(struct case_list *list)
{
	for (size_t i = 0; i < BLOWS; i++) {
		for (size_t j = 0; j < DEEDS_DONE; j++) {
			struct testcase testcase = {.requirement = &LIFE_RACE_01,
						    .run = collide,
						    .data = &races[i][j],
						    .summary = "two bridge children: what a descriptor does "
							       "while something happens"};

			if (!is_tried(&blow_rows[i], &deed_rows[j]))
				continue;
			races[i][j] = (struct race){&blow_rows[i], &deed_rows[j]};
			case_add_as(list, &testcase, "lifecycle.race.%s.%s", blow_rows[i].name,
				    deed_rows[j].name);
		}
	}
}

/* ---- who waits ---- */

static void expect_ended_by_a_signal(struct sleeper *sleeper)
{
	struct transfer result = {0};

	expect_true("it waits for what will not come", is_asleep(sleeper));
	interrupt(sleeper, SIGNAL_ENDS);
	if (has_come_back(sleeper, &result))
		expect_refusal("what a signal has ended", result, EINTR);
	else
		fail("a signal does not end it");
}

static void reader_waits(const void *data)
{
	const char *deleted = data;
	struct bench bench = bench_plain();
	uint8_t octets[LONGEST];
	struct sleeper *reader;

	tap_set_blocking(bench.a);
	reader = sleeper_reads(bench.a, octets, sizeof octets);
	expect_true("a reader of an empty ring waits", is_asleep(reader));
	expect_error("deleting the device", try_link_delete(bench.net->host, deleted).error, 0);
	expect_ended_by_a_signal(reader);
}

/* A send buffer of one octet has room for a frame only while none of its frames is anywhere. */
static void writer_waits(const void *data)
{
	const char *deleted = data;
	struct bench bench = bench_plain();
	static uint8_t octets[FRAME];
	struct sleeper *writer;

	render(octets, ADDRESS_GUEST_B, ADDRESS_GUEST_A);
	tap_set_number(bench.b, TUNSETSNDBUF, 1);
	tap_set_blocking(bench.b);
	tap_write(bench.b, octets, FRAME);
	writer = sleeper_writes(bench.b, octets, FRAME);
	expect_true("a writer without room waits", is_asleep(writer));
	expect_error("deleting the device", try_link_delete(bench.net->host, deleted).error, 0);
	expect_ended_by_a_signal(writer);
}

#define WAITS(name, requirement_, run_, device, summary_)                                                    \
	{                                                                                                    \
		.id = "lifecycle.waiting." name, .requirement = &requirement_, .run = run_, .data = device,  \
		.shares = &bare_unwatched, .summary = summary_                                               \
	}

/* clang-format off */
static const struct testcase waiting[] = {
	WAITS("reader.child_deleted",   LIFE_RACE_06, reader_waits, DEVICE_A, "a child is deleted while its tap is being read"),
	WAITS("reader.parent_deleted",  LIFE_RACE_06, reader_waits, "p0",     "a parent is deleted while a child's tap is being read"),
	WAITS("writer.child_deleted",   LIFE_RACE_03, writer_waits, DEVICE_B, "a child is deleted while its tap has no room for what is written"),
	WAITS("writer.sibling_deleted", LIFE_RACE_03, writer_waits, DEVICE_A, "the sibling is deleted that holds the frames a writer waits for"),
	WAITS("writer.parent_deleted",  LIFE_RACE_03, writer_waits, "p0",     "a parent is deleted while a child's tap has no room for what is written"),
	{.id = NULL},
};
/* clang-format on */

void races_add_cases(struct case_list *list)
{
	add_races(list);
	case_add_all(list, waiting);
}
