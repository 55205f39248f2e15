/* claims: who hears a sender that several children list, or that is one of the parent's own. */
#include "suites/source/source.h"

#include "fixtures/duo.h"
#include "fixtures/parents.h"
#include "fixtures/quartet.h"
#include "fixtures/trio.h"
#include "harness/proof/delivery.h"
#include "suites/source/requirements.h"

#include <stdlib.h>

static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

static void expect(struct testbed *net, enum place from, struct mac src, struct mac dst, places at)
{
	struct frame frame = {.src = src, .dst = dst};

	expect_delivery(net, from, &frame, at);
}
#define expect(...) (caller_is(HERE), expect(__VA_ARGS__))

static void list(struct testbed *net, enum place guest, struct mac source)
{
	macvtap_edit_sources(net->host, device_of(guest), SOURCES_ADD, &source, 1);
}

static void unlist(struct testbed *net, enum place guest, struct mac source)
{
	macvtap_edit_sources(net->host, device_of(guest), SOURCES_DELETE, &source, 1);
}

/* ---- several claim one sender ---- */

static void three_claim_one(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B, HOST));
	list(net, GUEST_C, STATION_LISTED);
	list(net, GUEST_C, STATION_LISTED);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B, GUEST_C, HOST));
	expect(net, WIRE, STATION_LISTED, everyone, AT(GUEST_A, GUEST_B, GUEST_C, HOST, WITNESS));
	unlist(net, GUEST_C, STATION_LISTED);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B, HOST));
}

static void each_its_own(const void *data)
{
	struct testbed *net = testbed_build(data);

	list(net, GUEST_B, STATION_STRANGER);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, HOST));
	expect(net, WIRE, STATION_STRANGER, ADDRESS_HOST, AT(GUEST_B, HOST));
	expect(net, WIRE, STATION_STRANGER, ADDRESS_GUEST_A, AT(GUEST_B, HOST_IGNORES));
	expect(net, WIRE, STATION_UNKNOWN, everyone, AT(HOST, WITNESS));
}

/* C takes the frames away for as long as it lists their sender. */
static void one_of_three_keeps(const void *data)
{
	struct testbed *net = testbed_build(data);

	set_mode(net, GUEST_C, MODE_SOURCE, FLAG_NODST);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B, HOST));
	list(net, GUEST_C, STATION_LISTED);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B, GUEST_C));
	expect(net, WIRE, STATION_LISTED, everyone, AT(GUEST_A, GUEST_B, GUEST_C));
	unlist(net, GUEST_C, STATION_LISTED);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B, HOST));
	expect(net, WIRE, STATION_LISTED, everyone, AT(GUEST_A, GUEST_B, HOST, WITNESS));
}

static void keepers_withdraw(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, GUEST_B));
	unlist(net, GUEST_A, STATION_LISTED);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_B));
	set_mode(net, GUEST_B, MODE_SOURCE, 0);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_B, HOST));
	unlist(net, GUEST_B, STATION_LISTED);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(HOST));
}

static void keeps_listed_only(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A));
	expect(net, WIRE, STATION_STRANGER, ADDRESS_HOST, AT(HOST));
	expect(net, WIRE, STATION_STRANGER, everyone, AT(HOST, WITNESS));
	expect(net, WIRE, STATION_STRANGER, ADDRESS_GUEST_A, AT(HOST_IGNORES));
}

static void listen_for_station(struct testbed *net, enum place guest)
{
	const struct mac heard[] = {STATION_LISTED, STATION_FENCE_LISTED};

	set_mode(net, guest, MODE_SOURCE, 0);
	macvtap_edit_sources(net->host, device_of(guest), SOURCES_SET, heard, 2);
}

static void two_parents(const void *data)
{
	struct testbed *net = testbed_build(data);

	listen_for_station(net, GUEST_A);
	listen_for_station(net, GUEST_C);
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, HOST));
	expect(net, WIRE_2, STATION_LISTED, ADDRESS_HOST_2, AT(GUEST_C, HOST_2));
	set_mode(net, GUEST_A, MODE_SOURCE, FLAG_NODST);
	expect(net, WIRE, STATION_LISTED, everyone, AT(GUEST_A));
	expect(net, WIRE_2, STATION_LISTED, everyone, AT(GUEST_C, GUEST_D, HOST_2));
}

enum { MANY = 2000 };

static struct mac numbered(unsigned number)
{
	return (struct mac){{0x02, 0x01, 0, 0, (uint8_t)(number >> 8), (uint8_t)number}};
}

static void many_listed(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct mac *sources = calloc(MANY + 1, sizeof *sources);

	if (!sources)
		broken("no memory for %d senders", MANY);
	for (unsigned i = 0; i < MANY; i++)
		sources[i] = numbered(i);
	sources[MANY] = STATION_FENCE_LISTED;
	macvtap_edit_sources(net->host, device_of(GUEST_B), SOURCES_SET, sources, MANY + 1);
	expect(net, WIRE, numbered(0), ADDRESS_HOST, AT(GUEST_B, HOST));
	expect(net, WIRE, numbered(MANY / 2), ADDRESS_HOST, AT(GUEST_B, HOST));
	expect(net, WIRE, numbered(MANY - 1), ADDRESS_HOST, AT(GUEST_B, HOST));
	expect(net, WIRE, numbered(MANY), ADDRESS_HOST, AT(HOST));
	expect(net, WIRE, STATION_LISTED, ADDRESS_HOST, AT(GUEST_A, HOST));
}

/* ---- beside children of another mode: A and B of that mode, C listens to the station ---- */

static void beside_another_mode(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, STATION_LISTED, ADDRESS_GUEST_A, AT(GUEST_A, GUEST_C));
	expect(net, WIRE, STATION_LISTED, everyone, AT(GUEST_A, GUEST_B, GUEST_C, HOST));
	set_mode(net, GUEST_C, MODE_SOURCE, FLAG_NODST);
	expect(net, WIRE, STATION_LISTED, ADDRESS_GUEST_A, AT(GUEST_C));
	expect(net, WIRE, STATION_LISTED, everyone, AT(GUEST_C));
	expect(net, WIRE, STATION_STRANGER, ADDRESS_GUEST_A, AT(GUEST_A));
	expect(net, WIRE, STATION_STRANGER, everyone, AT(GUEST_A, GUEST_B, HOST));
}

/* ---- its own, and its parent's ---- */

static void own_unicast(const void *data)
{
	struct testbed *net = testbed_build(data);

	list(net, GUEST_A, ADDRESS_GUEST_A);
	expect(net, WIRE, ADDRESS_GUEST_A, ADDRESS_HOST, AT(GUEST_A, HOST));
	expect(net, WIRE, ADDRESS_GUEST_A, ADDRESS_GUEST_A, AT(GUEST_A, HOST_IGNORES));
	expect(net, WIRE, ADDRESS_GUEST_A, STATION_UNKNOWN, AT(GUEST_A, HOST_IGNORES));
}

static void own_flood(const void *data)
{
	struct testbed *net = testbed_build(data);

	list(net, GUEST_A, ADDRESS_GUEST_A);
	expect(net, WIRE, ADDRESS_GUEST_A, everyone, AT(GUEST_A));
}

static void own_sent(const void *data)
{
	struct testbed *net = testbed_build(data);

	list(net, GUEST_A, ADDRESS_GUEST_A);
	list(net, GUEST_A, ADDRESS_HOST);
	expect(net, GUEST_A, ADDRESS_GUEST_A, STATION_UNKNOWN, AT(WIRE));
	expect(net, GUEST_A, ADDRESS_GUEST_A, everyone, AT(WIRE));
	expect(net, HOST, ADDRESS_HOST, STATION_UNKNOWN, AT(WIRE));
	expect(net, HOST, ADDRESS_HOST, everyone, AT(WIRE));
	expect(net, WIRE, ADDRESS_GUEST_A, ADDRESS_HOST, AT(GUEST_A, HOST));
}

static void own_reflected(const void *data)
{
	struct testbed *net = testbed_build(data);

	list(net, GUEST_A, ADDRESS_GUEST_A);
	list(net, GUEST_A, ADDRESS_HOST);
	expect(net, GUEST_A, ADDRESS_GUEST_A, STATION_UNKNOWN, AT(WIRE, GUEST_A, HOST_IGNORES));
	expect(net, HOST, ADDRESS_HOST, STATION_UNKNOWN, AT(WIRE, GUEST_A, HOST_IGNORES));
	expect(net, HOST, ADDRESS_HOST, everyone, AT(WIRE, GUEST_A, HOST, WITNESS));
}

static void the_parents(const void *data)
{
	struct testbed *net = testbed_build(data);

	expect(net, WIRE, ADDRESS_HOST, ADDRESS_HOST, AT(HOST));
	list(net, GUEST_A, ADDRESS_HOST);
	expect(net, WIRE, ADDRESS_HOST, ADDRESS_HOST, AT(GUEST_A, HOST));
	expect(net, WIRE, ADDRESS_HOST, everyone, AT(GUEST_A, HOST, WITNESS));
}

#define CLAIM(name, requirement_, run_, topology, summary_)                                                  \
	{                                                                                                    \
		.id = "source." name, .requirement = &requirement_, .run = run_, .data = &topology,          \
		.shares = &topology, .summary = summary_,                                                    \
	}

/* clang-format off */
const struct testcase source_claim_cases[] = {
	CLAIM("claim.three",         SRC_CLAIM_01, three_claim_one,     trio_source[WIRE_PLAIN],    "two, then three children list one sender"),
	CLAIM("claim.each_its_own",  SRC_CLAIM_01, each_its_own,        duo_source[WIRE_PLAIN],     "two children list two senders"),
	CLAIM("claim.one_keeps",     SRC_CLAIM_02, one_of_three_keeps,  trio_source[WIRE_PLAIN],    "a child with nodst lists a sender beside two others, and withdraws"),
	CLAIM("claim.withdrawn",     SRC_CLAIM_02, keepers_withdraw,    trio_nodst[WIRE_PLAIN],     "two children with nodst withdraw one by one"),
	CLAIM("claim.listed_only",   SRC_CLAIM_03, keeps_listed_only,   duo_nodst[WIRE_PLAIN],      "others write past a child with nodst"),
	CLAIM("claim.two_parents",   SRC_CLAIM_04, two_parents,         parents_bridge[WIRE_PLAIN], "a child on each of two parents lists the same sender"),
	CLAIM("claim.many",          SRC_CLAIM_05, many_listed,         duo_source[WIRE_PLAIN],     "a child lists 2000 senders"),
	CLAIM("beside.private",      SRC_MIX_01, beside_another_mode, quartet_private_source[WIRE_PLAIN], "a listed sender writes to private children beside a source-mode child"),
	CLAIM("beside.vepa",         SRC_MIX_01, beside_another_mode, quartet_vepa_source[WIRE_PLAIN],    "a listed sender writes to vepa children beside a source-mode child"),
	CLAIM("beside.bridge",       SRC_MIX_01, beside_another_mode, quartet_bridge_source[WIRE_PLAIN],  "a listed sender writes to bridge children beside a source-mode child"),
	CLAIM("own.unicast",         SRC_OWN_01, own_unicast,   duo_source[WIRE_PLAIN],    "a child lists itself and hears its own address from the wire"),
	CLAIM("own.flood",           SRC_OWN_02, own_flood,     duo_source[WIRE_PLAIN],    "a child lists itself and hears a flood from its own address"),
	CLAIM("own.flood_nodst",     SRC_OWN_02, own_flood,     duo_nodst[WIRE_PLAIN],     "the same with nodst"),
	CLAIM("own.sent",            SRC_OWN_03, own_sent,      duo_source[WIRE_PLAIN],    "a child that lists itself and its parent writes, and the host does"),
	CLAIM("own.reflected",       SRC_OWN_03, own_reflected, duo_source[WIRE_REFLECTS], "the same on a wire that reflects"),
	CLAIM("own.parent",          SRC_OWN_04, the_parents,   duo_source[WIRE_PLAIN],    "a child lists its parent, whose address comes from the wire"),
	{.id = NULL},
};
/* clang-format on */
