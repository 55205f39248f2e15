/* batch: many packets made visible at once. With an unlimited send buffer vhost hands them to the tap by up to 64 in one call
 * (TUN_MSG_PTR); what becomes of each must not depend on that, nor on its neighbours.
 */
#include "suites/vhost/vhost.h"

#include "harness/net/attribute.h"
#include "suites/offload/judge.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH_MAX = 130, RUNT = 13, STUB = 6 };

#define PAIR(name_)                                                                                          \
	static const struct topology pair_##name_ = {                                                        \
		.name = "vhost_" #name_,                                                                     \
		.wire = WIRE_PLAIN,                                                                          \
		.guests = 2,                                                                                 \
		.vnet = true,                                                                                \
		.guest = {{.mode = MODE_BRIDGE}, {.mode = MODE_BRIDGE}}}
PAIR(one_by_one);
PAIR(by_batches);

static const struct handing_over {
	const char *name;
	const struct topology *topology;
	struct way way;
} handings[] = {
	{"one_by_one", &pair_one_by_one, {"one_by_one", {.features = 0}, HEADERS_SHOWN, false}},
	{"by_batches", &pair_by_batches, {"by_batches", {.features = 0}, HEADERS_SHOWN, true}},
};

/* What a batch is made of, a letter each. The small ones are to be refused. */
static const struct ingredient {
	char letter;
	const struct vnet_vector *vector;
	size_t cut; /* octets that are left of it behind its header; 0: all */
	bool empty; /* nothing is */
} ingredients[] = {
	{'P', &vector_tcp4_plain, 0, false},    {'S', &vector_udp4_partial, 0, false},
	{'G', &vector_tcp4, 0, false},          {'E', &vector_tcp4_ecn, 0, false},
	{'V', &vector_tcp4_tagged, 0, false},   {'6', &vector_tcp6_tagged, 0, false},
	{'L', &vector_tcp4_64k, 0, false}, /* longer than a page: never one of a batch */
	{'r', &vector_tcp4_plain, RUNT, false}, {'s', &vector_tcp4_plain, STUB, false},
	{'h', &vector_tcp4_plain, 0, true},     {'t', &vector_type_2, 0, false},
	{'z', &vector_size_0, 0, false},        {'f', &vector_tcp4_csum_offset_6, 0, false},
};

struct recipe {
	const char *name;
	const struct requirement *requirement;
	enum place to;
	const char *letters;
	unsigned times;
	enum { BY_BATCHES, BOTH } handed; /* only by batches, or one by one as well */
	const char *danger;
};

#define CRASHES                                                                                              \
	"a kernel without the mend passes on less than an Ethernet header to a device that reads one: it "   \
	"may crash"

/* clang-format off */
static const struct recipe recipes[] = {
	{"one",                  &VHOST_BATCH_01, GUEST_B, "P", 1, BY_BATCHES, NULL},
	{"two",                  &VHOST_BATCH_01, GUEST_B, "PP", 1, BY_BATCHES, NULL},
	{"full",                 &VHOST_BATCH_01, GUEST_B, "P", 64, BOTH, NULL},
	{"full_and_one",         &VHOST_BATCH_01, GUEST_B, "P", 65, BY_BATCHES, NULL},
	{"two_full",             &VHOST_BATCH_01, WIRE,    "S", 128, BY_BATCHES, NULL},
	{"gso",                  &VHOST_BATCH_02, GUEST_B, "GGGG", 4, BOTH, NULL},
	{"gso_to_wire",          &VHOST_BATCH_02, WIRE,    "GEV6", 4, BY_BATCHES, NULL},
	{"tagged_gso",           &VHOST_BATCH_02, GUEST_B, "V6", 8, BY_BATCHES, NULL},
	{"all_kinds",            &VHOST_BATCH_02, GUEST_B, "PSGEV6", 10, BOTH, NULL},
	{"too_long_between",     &VHOST_BATCH_03, GUEST_B, "PPLPP", 1, BOTH, NULL},
	{"too_long_all_over",    &VHOST_BATCH_03, WIRE,    "LGPLSL", 2, BY_BATCHES, NULL},
	{"runt_between",         &VHOST_BATCH_04, WIRE,    "PPrPP", 1, BOTH, NULL},
	{"runt_first",           &VHOST_BATCH_04, WIRE,    "rPPPP", 1, BY_BATCHES, NULL},
	{"runt_last",            &VHOST_BATCH_04, WIRE,    "PPPPr", 1, BY_BATCHES, NULL},
	{"runts_alone",          &VHOST_BATCH_04, WIRE,    "rr", 8, BY_BATCHES, NULL},
	{"runts_all_over",       &VHOST_BATCH_04, WIRE,    "GrVhSsP", 9, BY_BATCHES, NULL},
	{"nothing_but_headers",  &VHOST_BATCH_04, WIRE,    "PhGhP", 1, BY_BATCHES, NULL},
	{"runt_of_sibling",      &VHOST_BATCH_04, GUEST_B, "PPrGGsPP", 1, BY_BATCHES, CRASHES},
	{"type_that_is_not",     &VHOST_BATCH_05, GUEST_B, "PGtGP", 1, BY_BATCHES, NULL},
	{"size_0",               &VHOST_BATCH_05, GUEST_B, "PzPzG", 1, BY_BATCHES, NULL},
	{"offset_of_udp",        &VHOST_BATCH_05, WIRE,    "SfS", 6, BY_BATCHES, NULL},
	{"refused_all_over",     &VHOST_BATCH_05, GUEST_B, "tPzGfVt", 8, BOTH, NULL},
};
/* clang-format on */

static struct batch_row {
	const struct recipe *recipe;
	const struct handing_over *handing;
} rows[COUNT_OF(recipes) * COUNT_OF(handings)];
static size_t row_count;

/* ---- making it ---- */

static bool is_good(char letter)
{
	return letter < 'a';
}

static const struct ingredient *ingredient_of(char letter)
{
	for (size_t i = 0; i < COUNT_OF(ingredients); i++) {
		if (ingredients[i].letter == letter)
			return &ingredients[i];
	}
	broken("there is nothing called '%c' to put into a batch", letter);
}

/* Those that must arrive, in order. */
static struct sent *expected[BATCH_MAX];
static size_t expected_count, refused_count;

static void remember(const struct sent *packet)
{
	struct sent *copy = malloc(offsetof(struct sent, bytes) + packet->length);

	if (!copy || expected_count == BATCH_MAX)
		broken("no room for another packet of a batch");
	memcpy(copy, packet, offsetof(struct sent, bytes) + packet->length);
	expected[expected_count++] = copy;
}

static void put(struct vhost_nic *nic, char letter, struct mac to)
{
	static uint8_t octets[NIC_HEADER + PACKET_MAX];
	const struct ingredient *ingredient = ingredient_of(letter);
	const struct sent *packet = packet_from(GUEST_A, to, ingredient->vector);
	size_t length = ingredient->cut ? ingredient->cut : ingredient->empty ? 0 : packet->length;

	memset(octets, 0, NIC_HEADER);
	vnet_put(&ingredient->vector->header, VNET_LITTLE, octets);
	memcpy(octets + NIC_HEADER, packet->bytes, length);
	vhost_nic_put(nic, octets, NIC_HEADER + length);
	if (is_good(letter))
		remember(packet);
	else
		refused_count++;
}

static void put_all(struct vhost_nic *nic, const struct recipe *recipe)
{
	struct mac to = bench_address(recipe->to);

	expected_count = refused_count = 0;
	for (unsigned time = 0; time < recipe->times; time++) {
		for (const char *letter = recipe->letters; *letter; letter++)
			put(nic, *letter, to);
	}
}

/* ---- judging it ---- */

static void expect_all(struct testbed *net, enum place place, struct arrivals arrivals, size_t count)
{
	expect_number("packets that arrived", arrivals.count, count);
	for (size_t i = 0; i < count && i < arrivals.count; i++)
		expect_form(net, place, (struct arrivals){&arrivals.frame[i], 1}, expected[i],
			    form_for(expected[i]->vector, bench_takes(place)));
}

static void handed_over(const void *data)
{
	const struct batch_row *row = data;
	const struct recipe *recipe = row->recipe;
	const struct setting setting = {
		.topology = row->handing->topology,
		.a = {{.size = NIC_HEADER, .order = VNET_LITTLE}, TAKES_BY_DEFAULT},
		.b = {.takes = TAKES_BY_DEFAULT},
	};
	struct vhost_nic *nic;
	struct testbed *net;
	struct mark fence;
	unsigned stuck;
	uint64_t before;

	need_vhost();
	net = bench_set(&setting);
	serve_by_vhost(net, AT(GUEST_A), &row->handing->way);
	nic = port_vhost_nic(net->port[GUEST_A]);
	before = link_counters(net->host, device_of(GUEST_A)).tx_dropped;
	put_all(nic, recipe);
	vhost_nic_publish(nic);
	stuck = vhost_nic_await_sent(nic);
	expect_number("packets that vhost has not given back", stuck, 0);
	if (stuck)
		return; /* nothing that is put behind them would be sent */
	expect_number("packets counted as dropped",
		      link_counters(net->host, device_of(GUEST_A)).tx_dropped - before, refused_count);
	fence = fences_send(net, GUEST_A, AT(WIRE, GUEST_B));
	for (enum place place = WIRE; place <= GUEST_B; place++) {
		if (place == WIRE || place == GUEST_B)
			expect_all(net, place, arrived(net, place, fence),
				   place == recipe->to ? expected_count : 0);
	}
}

static void add_row(struct case_list *list, const struct recipe *recipe, const struct handing_over *handing)
{
	struct batch_row *row = &rows[row_count++];
	const struct testcase testcase = {
		.requirement = recipe->requirement,
		.run = handed_over,
		.data = row,
		.summary = "GUEST_A makes the packets visible to vhost at once",
		.danger = recipe->danger,
		.shares = recipe->danger ? NULL : handing->topology,
	};

	*row = (struct batch_row){recipe, handing};
	case_add_as(list, &testcase, "vhost.%s.%s%s", handing->name, recipe->danger ? "dangerous." : "",
		    recipe->name);
}

void vhost_add_batch(struct case_list *list)
{
	row_count = 0;
	for (size_t i = 0; i < COUNT_OF(handings); i++) {
		for (size_t k = 0; k < COUNT_OF(recipes); k++) {
			if (handings[i].way.unlimited || recipes[k].handed == BOTH)
				add_row(list, &recipes[k], &handings[i]);
		}
	}
}
