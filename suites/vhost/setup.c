/* setup: what vhost-net asks for before it serves a macvtap, in which order, and what it refuses. Each row is one request, made
 * of a vhost that has come as far as its stage says; where it has come far enough, the right thing is done afterwards and works.
 */
#include "suites/vhost/vhost.h"

#include "harness/net/descriptors.h"
#include "harness/net/vhost_owner.h"
#include "suites/tap/bench.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

#include <linux/virtio_ring.h>
#include <stdio.h>

enum stage {
	OPENED,
	OWNED,
	SET_UP,    /* with memory and queues, no backend */
	CONNECTED, /* the tap is the backend of both queues */
};

struct ground {
	int vhost, tap;
	struct vhost_nic *nic; /* NULL before SET_UP */
};

struct act {
	const char *name;
	const struct requirement *requirement;
	enum stage stage;
	int (*act)(const struct ground *ground, uint64_t with);
	uint64_t with;
	int error;
};

/* ---- acts ---- */

static int own(const struct ground *ground, uint64_t with)
{
	(void)with;
	return try_vhost_own(ground->vhost);
}

static int own_twice(const struct ground *ground, uint64_t with)
{
	int first = own(ground, with);

	return first ? first : own(ground, with);
}

static int own_again_after_reset(const struct ground *ground, uint64_t with)
{
	int error = try_vhost_request(ground->vhost, VHOST_RESET_OWNER, NULL);

	return error ? error : own(ground, with);
}

static int show_memory_after_reset(const struct ground *ground, uint64_t with)
{
	int error = try_vhost_request(ground->vhost, VHOST_RESET_OWNER, NULL);

	(void)with;
	return error ? error : try_vhost_memory(ground->vhost, NULL, 0);
}

static int ask(const struct ground *ground, uint64_t request)
{
	uint64_t argument[16] = {0};

	return try_vhost_request(ground->vhost, request, argument);
}

static int ask_nowhere(const struct ground *ground, uint64_t request)
{
	return try_vhost_request(ground->vhost, request, NULL);
}

static int accept(const struct ground *ground, uint64_t features)
{
	return try_vhost_accept(ground->vhost, features);
}

static int set_size(const struct ground *ground, uint64_t with)
{
	unsigned number = (unsigned)with;

	return try_vhost_number(ground->vhost, VHOST_SET_VRING_NUM, GUEST_SENDS, &number);
}

static int set_base(const struct ground *ground, uint64_t with)
{
	unsigned number = (unsigned)with;

	return try_vhost_number(ground->vhost, VHOST_SET_VRING_BASE, GUEST_SENDS, &number);
}

/* Of the third queue, which there is not. */
static int number_of_third(const struct ground *ground, uint64_t request)
{
	unsigned number = 0;

	return try_vhost_number(ground->vhost, request, VHOST_QUEUES, &number);
}

static int file_of_third(const struct ground *ground, uint64_t request)
{
	return try_vhost_file(ground->vhost, request, VHOST_QUEUES, ground->tap);
}

static int give_tap(const struct ground *ground, uint64_t request)
{
	return try_vhost_file(ground->vhost, request, GUEST_SENDS, ground->tap);
}

static int give_nothing(const struct ground *ground, uint64_t request)
{
	return try_vhost_file(ground->vhost, request, GUEST_SENDS, NO_DESCRIPTOR);
}

/* A number that no descriptor has. */
static int give_what_is_not(const struct ground *ground, uint64_t request)
{
	return try_vhost_file(ground->vhost, request, GUEST_SENDS, 100000);
}

static int give_itself(const struct ground *ground, uint64_t request)
{
	return try_vhost_file(ground->vhost, request, GUEST_SENDS, ground->vhost);
}

static int give_other(const struct ground *ground, uint64_t kind)
{
	return try_vhost_file(ground->vhost, VHOST_NET_SET_BACKEND, GUEST_SENDS,
			      descriptor_of((enum descriptor_kind)kind));
}

static int give_duplicate(const struct ground *ground, uint64_t with)
{
	(void)with;
	return try_vhost_file(ground->vhost, VHOST_NET_SET_BACKEND, GUEST_SENDS, tap_duplicate(ground->tap));
}

/* Addresses are page-aligned and mapped but for what is added to one of them. */
static int set_address(const struct ground *ground, struct vhost_vring_addr offset)
{
	static uint8_t room[3 << 13] __attribute__((aligned(4096)));
	const uint64_t here = (uintptr_t)room;
	struct vhost_vring_addr addresses = {
		.index = GUEST_SENDS,
		.flags = offset.flags,
		.desc_user_addr = here + offset.desc_user_addr,
		.avail_user_addr = here + (1 << 13) + offset.avail_user_addr,
		.used_user_addr = here + (2 << 13) + offset.used_user_addr,
	};

	return try_vhost_request(ground->vhost, VHOST_SET_VRING_ADDR, &addresses);
}

static int set_avail_off_by(const struct ground *ground, uint64_t octets)
{
	return set_address(ground, (struct vhost_vring_addr){.avail_user_addr = octets});
}

static int set_used_off_by(const struct ground *ground, uint64_t octets)
{
	return set_address(ground, (struct vhost_vring_addr){.used_user_addr = octets});
}

static int set_address_flags(const struct ground *ground, uint64_t flags)
{
	return set_address(ground, (struct vhost_vring_addr){.flags = (unsigned)flags});
}

/* Whether the used ring is there is seen when a backend begins to use it. */
static int use_ring_at(const struct ground *ground, uint64_t address)
{
	const struct vhost_vring_addr addresses = {.index = GUEST_SENDS, .used_user_addr = address};
	int error = try_vhost_request(ground->vhost, VHOST_SET_VRING_ADDR, &addresses);

	return error ? error : give_tap(ground, VHOST_NET_SET_BACKEND);
}

static int show_regions(const struct ground *ground, uint64_t count)
{
	struct vhost_memory table = {.nregions = (unsigned)count};

	return try_vhost_request(ground->vhost, VHOST_SET_MEM_TABLE, &table);
}

static int show_padded(const struct ground *ground, uint64_t padding)
{
	struct vhost_memory table = {.padding = (unsigned)padding};

	return try_vhost_request(ground->vhost, VHOST_SET_MEM_TABLE, &table);
}

static int show_empty_region(const struct ground *ground, uint64_t with)
{
	const struct vhost_memory_region region = {.guest_phys_addr = 0x1000, .memory_size = with};

	return try_vhost_memory(ground->vhost, &region, 1);
}

static int own_elsewhere(const struct ground *ground, uint64_t request)
{
	return try_vhost_request_elsewhere(ground->vhost, request);
}

/* ---- the table ---- */

enum { NO_SUCH_FEATURE = 5 /* VIRTIO_NET_F_MAC: the guest's device has it, not vhost */ };

/* clang-format off */
static const struct act acts[] = {
	/* name                    requirement     stage      act                      with                   errno */
	{"own",                    &VHOST_OWNER_01, OPENED,   own,                     0,                     0},
	{"own_twice",              &VHOST_OWNER_01, OPENED,   own_twice,               0,                     EBUSY},
	{"own_after_reset",        &VHOST_OWNER_03, OWNED,    own_again_after_reset,   0,                     0},
	{"memory_after_reset",     &VHOST_OWNER_03, OWNED,    show_memory_after_reset, 0,                     EPERM},
	{"unowned.reset",          &VHOST_OWNER_02, OPENED,   ask_nowhere,             VHOST_RESET_OWNER,     EPERM},
	{"unowned.memory",         &VHOST_OWNER_02, OPENED,   ask,                     VHOST_SET_MEM_TABLE,   EPERM},
	{"unowned.size",           &VHOST_OWNER_02, OPENED,   set_size,                256,                   EPERM},
	{"unowned.base",           &VHOST_OWNER_02, OPENED,   set_base,                0,                     EPERM},
	{"unowned.address",        &VHOST_OWNER_02, OPENED,   ask,                     VHOST_SET_VRING_ADDR,  EPERM},
	{"unowned.kick",           &VHOST_OWNER_02, OPENED,   give_nothing,            VHOST_SET_VRING_KICK,  EPERM},
	{"unowned.backend",        &VHOST_OWNER_02, OPENED,   give_tap,                VHOST_NET_SET_BACKEND, EPERM},
	{"unowned.no_backend",     &VHOST_OWNER_02, OPENED,   give_nothing,            VHOST_NET_SET_BACKEND, EPERM},
	{"stranger.reset",         &VHOST_OWNER_04, SET_UP,   own_elsewhere,           VHOST_RESET_OWNER,     EPERM},
	{"stranger.memory",        &VHOST_OWNER_04, SET_UP,   own_elsewhere,           VHOST_SET_MEM_TABLE,   EPERM},
	{"stranger.own",           &VHOST_OWNER_04, SET_UP,   own_elsewhere,           VHOST_SET_OWNER,       EBUSY},

	{"feature.none",           &VHOST_FEATURE_01, OPENED, accept,                  0,                     0},
	{"feature.not_offered",    &VHOST_FEATURE_01, OPENED, accept,                  FEATURE(NO_SUCH_FEATURE), EOPNOTSUPP},
	{"feature.beside_one",     &VHOST_FEATURE_01, OPENED, accept, FEATURE(NO_SUCH_FEATURE) | FEATURE(VIRTIO_F_VERSION_1), EOPNOTSUPP},
	{"feature.last",           &VHOST_FEATURE_01, OPENED, accept,                  FEATURE(63),           EOPNOTSUPP},
	{"feature.nowhere",        &VHOST_POINTER_01, OPENED, ask_nowhere,             VHOST_SET_FEATURES,    EFAULT},
	{"features.nowhere",       &VHOST_POINTER_01, OPENED, ask_nowhere,             VHOST_GET_FEATURES,    EFAULT},

	{"memory.none",            &VHOST_MEMORY_01, OWNED,   show_regions,            0,                     0},
	{"memory.too_many",        &VHOST_MEMORY_01, OWNED,   show_regions,            1 << 20,               E2BIG},
	{"memory.padding",         &VHOST_MEMORY_01, OWNED,   show_padded,             1,                     EOPNOTSUPP},
	{"memory.empty_region",    &VHOST_MEMORY_01, OWNED,   show_empty_region,       0,                     EFAULT},
	{"memory.region",          &VHOST_MEMORY_01, OWNED,   show_empty_region,       0x1000,                0},
	{"memory.nowhere",         &VHOST_POINTER_01, OWNED,  ask_nowhere,             VHOST_SET_MEM_TABLE,   EFAULT},

	{"size.0",                 &VHOST_RING_01,  SET_UP,   set_size,                0,                     EINVAL},
	{"size.3",                 &VHOST_RING_01,  SET_UP,   set_size,                3,                     EINVAL},
	{"size.384",               &VHOST_RING_01,  SET_UP,   set_size,                384,                   EINVAL},
	{"size.65536",             &VHOST_RING_01,  SET_UP,   set_size,                65536,                 EINVAL},
	{"size.1",                 &VHOST_RING_01,  OWNED,    set_size,                1,                     0},
	{"size.32768",             &VHOST_RING_01,  OWNED,    set_size,                32768,                 0},
	{"size.in_use",            &VHOST_RING_02,  CONNECTED, set_size,               256,                   EBUSY},
	{"base.65535",             &VHOST_RING_01,  OWNED,    set_base,                65535,                 0},
	{"base.65536",             &VHOST_RING_01,  SET_UP,   set_base,                65536,                 EINVAL},
	{"base.in_use",            &VHOST_RING_02,  CONNECTED, set_base,               0,                     EBUSY},
	{"address.available_by_1", &VHOST_RING_01,  SET_UP,   set_avail_off_by,        1,                     EINVAL},
	{"address.used_by_2",      &VHOST_RING_01,  SET_UP,   set_used_off_by,         2,                     EINVAL},
	{"address.flags",          &VHOST_RING_01,  SET_UP,   set_address_flags,       2,                     EOPNOTSUPP},
	{"address.right",          &VHOST_RING_01,  OWNED,    set_avail_off_by,        0,                     0},
	{"address.none",           &VHOST_RING_03,  OWNED,    use_ring_at,             0,                     EFAULT},
	{"address.unmapped",       &VHOST_RING_03,  OWNED,    use_ring_at,             0x1000,                EFAULT},
	{"address.nowhere",        &VHOST_POINTER_01, SET_UP, ask_nowhere,             VHOST_SET_VRING_ADDR,  EFAULT},
	{"third.size",             &VHOST_RING_04,  SET_UP,   number_of_third,         VHOST_SET_VRING_NUM,   ENOBUFS},
	{"third.base",             &VHOST_RING_04,  SET_UP,   number_of_third,         VHOST_GET_VRING_BASE,  ENOBUFS},
	{"third.kick",             &VHOST_RING_04,  SET_UP,   file_of_third,           VHOST_SET_VRING_KICK,  ENOBUFS},
	{"third.backend",          &VHOST_RING_04,  SET_UP,   file_of_third,           VHOST_NET_SET_BACKEND, ENOBUFS},
	{"kick.tap",               &VHOST_EVENT_01, SET_UP,   give_tap,                VHOST_SET_VRING_KICK,  EINVAL},
	{"kick.not_open",          &VHOST_EVENT_01, SET_UP,   give_what_is_not,        VHOST_SET_VRING_KICK,  EBADF},
	{"call.tap",               &VHOST_EVENT_01, SET_UP,   give_tap,                VHOST_SET_VRING_CALL,  EINVAL},
	{"call.not_open",          &VHOST_EVENT_01, SET_UP,   give_what_is_not,        VHOST_SET_VRING_CALL,  EBADF},
	{"call.none",              &VHOST_EVENT_01, SET_UP,   give_nothing,            VHOST_SET_VRING_CALL,  0},
	{"error.tap",              &VHOST_EVENT_01, SET_UP,   give_tap,                VHOST_SET_VRING_ERR,   EINVAL},
	{"unknown_request",        &VHOST_POINTER_01, SET_UP, ask,                     _IO(VHOST_VIRTIO, 0xef), ENOTTY},

	{"backend.tap",            &VHOST_BACKEND_01, SET_UP, give_tap,                VHOST_NET_SET_BACKEND, 0},
	{"backend.again",          &VHOST_BACKEND_01, CONNECTED, give_tap,             VHOST_NET_SET_BACKEND, 0},
	{"backend.duplicate",      &VHOST_BACKEND_01, SET_UP, give_duplicate,          0,                     0},
	{"backend.none",           &VHOST_BACKEND_02, CONNECTED, give_nothing,         VHOST_NET_SET_BACKEND, 0},
	{"backend.none_of_none",   &VHOST_BACKEND_02, SET_UP, give_nothing,            VHOST_NET_SET_BACKEND, 0},
	{"backend.not_open",       &VHOST_BACKEND_03, SET_UP, give_what_is_not,        VHOST_NET_SET_BACKEND, ENOTSOCK},
	{"backend.vhost",          &VHOST_BACKEND_03, SET_UP, give_itself,             VHOST_NET_SET_BACKEND, ENOTSOCK},
	{"backend.dev_null",       &VHOST_BACKEND_03, SET_UP, give_other,              A_NULL_DEVICE,         ENOTSOCK},
	{"backend.file",           &VHOST_BACKEND_03, SET_UP, give_other,              A_FILE,                ENOTSOCK},
	{"backend.pipe",           &VHOST_BACKEND_03, SET_UP, give_other,              A_PIPE,                ENOTSOCK},
	{"backend.eventfd",        &VHOST_BACKEND_03, SET_UP, give_other,              AN_EVENTFD,            ENOTSOCK},
	{"backend.udp_socket",     &VHOST_BACKEND_03, SET_UP, give_other,              A_UDP_SOCKET,          ENOTSOCK},
	{"backend.raw_ip_socket",  &VHOST_BACKEND_03, SET_UP, give_other,              A_RAW_IP_SOCKET,       ENOTSOCK},
	{"backend.packet_socket",  &VHOST_BACKEND_04, SET_UP, give_other,              A_PACKET_SOCKET,       0},
	{"backend.cooked_socket",  &VHOST_BACKEND_03, SET_UP, give_other,              A_COOKED_SOCKET,       ENOTSOCK},
};
/* clang-format on */

/* ---- trying ---- */

static struct ground ground_at(enum stage stage)
{
	struct ground ground = {.vhost = -1};

	need_vhost();
	ground.tap = bench_alone().a;
	if (stage < SET_UP) {
		ground.vhost = vhost_open();
		if (stage == OWNED && try_vhost_own(ground.vhost))
			broken("cannot own a vhost");
		return ground;
	}
	ground.nic = vhost_nic_new(&usual_way.manner);
	ground.vhost = vhost_nic_device(ground.nic);
	tap_set_number(ground.tap, TUNSETVNETHDRSZ, NIC_HEADER);
	if (stage == CONNECTED)
		vhost_nic_connect(ground.nic, ground.tap);
	return ground;
}

/* What was refused has left everything as it was; what was granted to the one queue, the other is granted, too. */
static void expect_to_work(const struct ground *ground)
{
	expect_error("the backend to receive afterwards",
		     try_vhost_nic_backend(ground->nic, GUEST_RECEIVES, ground->tap), 0);
	expect_error("the backend to send afterwards",
		     try_vhost_nic_backend(ground->nic, GUEST_SENDS, ground->tap), 0);
}

static void tried(const void *data)
{
	const struct act *act = data;
	struct ground ground = ground_at(act->stage);

	expect_error(act->name, act->act(&ground, act->with), act->error);
	if (ground.nic)
		expect_to_work(&ground);
}

/* ---- features ---- */

static bool needs_more_than_itself(unsigned bit)
{
	return bit == VHOST_F_LOG_ALL || bit == VIRTIO_F_ACCESS_PLATFORM;
}

static void each_feature(const void *data)
{
	uint64_t offered = 0;
	int vhost;

	(void)data;
	need_vhost();
	bench_alone();
	vhost = vhost_open();
	expect_error("asking for what is offered", try_vhost_offers(vhost, &offered), 0);
	for (unsigned bit = 0; bit < 64; bit++) {
		char what[40];

		snprintf(what, sizeof what, "accepting feature %u", bit);
		if (!(offered & FEATURE(bit)) || !needs_more_than_itself(bit))
			expect_error(what, try_vhost_accept(vhost, FEATURE(bit)),
				     offered & FEATURE(bit) ? 0 : EOPNOTSUPP);
	}
}

static void features_for_macvtaps(const void *data)
{
	static const unsigned wanted[] = {VIRTIO_NET_F_MRG_RXBUF, VIRTIO_F_VERSION_1,
					  VIRTIO_RING_F_INDIRECT_DESC, VIRTIO_RING_F_EVENT_IDX,
					  VHOST_NET_F_VIRTIO_NET_HDR};
	uint64_t offered = 0;

	(void)data;
	need_vhost();
	bench_alone();
	expect_error("asking for what is offered", try_vhost_offers(vhost_open(), &offered), 0);
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		char what[40];

		snprintf(what, sizeof what, "feature %u is offered", wanted[i]);
		expect_true(what, offered & FEATURE(wanted[i]));
	}
}

/* ---- a base that is told again ---- */

static void base_after_traffic(const void *data)
{
	enum { BEGINS_AT = 65530, MANY = 20 };
	struct ground ground;
	const struct vhost_manner manner = {.first_index = BEGINS_AT};
	const struct series series = {ADDRESS_GUEST_A, STATION_UNKNOWN, 1};
	unsigned base = 0;

	(void)data;
	need_vhost();
	ground.tap = bench_alone().a;
	tap_set_number(ground.tap, TUNSETVNETHDRSZ, NIC_HEADER);
	ground.nic = vhost_nic_new(&manner);
	vhost_nic_connect(ground.nic, ground.tap);
	put_numbers(ground.nic, &series, 0, MANY);
	expect_number("frames not given back", vhost_nic_await_sent(ground.nic), 0);
	expect_error("taking the backend away", try_vhost_nic_backend(ground.nic, GUEST_SENDS, NO_DESCRIPTOR),
		     0);
	expect_error("asking for the base",
		     try_vhost_number(vhost_nic_device(ground.nic), VHOST_GET_VRING_BASE, GUEST_SENDS, &base),
		     0);
	expect_number("the base", base, (BEGINS_AT + MANY) % 65536);
}

/* clang-format off */
static const struct testcase others[] = {
	{.id = "vhost.setup.feature.each", .requirement = &VHOST_FEATURE_01, .run = each_feature, .summary = "accepts each of 64 features by itself", .shares = &bare_unwatched},
	{.id = "vhost.setup.feature.for_macvtaps", .requirement = &VHOST_FEATURE_02, .run = features_for_macvtaps, .summary = "asks for what is offered", .shares = &bare_unwatched},
	{.id = "vhost.setup.base.after_traffic", .requirement = &VHOST_RING_05, .run = base_after_traffic, .summary = "sends frames and asks how far vhost has come", .shares = &bare_unwatched},
	{.id = NULL},
};
/* clang-format on */

void vhost_add_setup(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++) {
		const struct testcase testcase = {
			.requirement = acts[i].requirement,
			.run = tried,
			.data = &acts[i],
			.summary = acts[i].error ? "is refused for that reason" : "is granted",
			.shares = &bare_unwatched,
		};

		case_add_as(list, &testcase, "vhost.setup.%s", acts[i].name);
	}
	case_add_all(list, others);
}
