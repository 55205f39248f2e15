/* manners: headers of other sizes and orders, packets written by pieces, frames that are long without being cut. */
#include "suites/offload/offload.h"

#include "harness/net/attribute.h"
#include "suites/checks.h"
#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

/* ---- header sizes and orders ---- */

static const struct manner_row {
	const char *name;
	struct vnet_manner manner;
} manners[] = {
	{"12", {.size = 12}},
	{"13", {.size = 13}},
	{"20", {.size = 20}},
	{"24", {.size = 24}},
	{"64", {.size = 64}},
	{"1001", {.size = 1001}},
	{"little_10", {.order = VNET_LITTLE}},
	{"little_12", {.size = 12, .order = VNET_LITTLE}},
	{"little_13", {.size = 13, .order = VNET_LITTLE}},
	{"big_10", {.order = VNET_BIG}},
	{"big_12", {.size = 12, .order = VNET_BIG}},
};

static const struct vnet_vector *const tried[] = {&vector_tcp4,         &vector_tcp6,
						  &vector_udp4_partial, &vector_tcp4_plain,
						  &vector_tcp4_tagged,  &vector_ufo4};

static void in_that_manner(const void *data)
{
	const struct manner_row *row = data;
	struct setting setting = usual;
	struct testbed *net;

	setting.a.manner = setting.b.manner = row->manner;
	net = bench_set(&setting);
	for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++)
		expect_passage(net, tried[i],
			       &(struct passage){.from = GUEST_A,
						 .to = GUEST_B,
						 .at_b = form_for(tried[i], TAKES_BY_DEFAULT)});
}

/* ---- by pieces ---- */

enum { PIECES_MAX = 700 };

static const struct pieces_row {
	const char *name;
	size_t first[6]; /* ends with 0 */
	size_t then;     /* the others, as many as there may be; 0: the rest in one */
} pieces[] = {
	{"header_1", {1}, 0},
	{"header_9", {9}, 0},
	{"header", {10}, 0},
	{"header_and_1", {11}, 0},
	{"destination", {16}, 0},
	{"addresses", {22}, 0},
	{"ethernet", {24}, 0},
	{"before_ip_addresses", {36}, 0},
	{"ip", {44}, 0},
	{"before_checksum", {60}, 0},
	{"inside_checksum", {61}, 0},
	{"headers", {64}, 0},
	{"headers_and_1", {65}, 0},
	{"every_header", {10, 14, 20, 20}, 0},
	{"first_segment", {10, 54, 1000}, 0},
	{"segments", {64}, 1000},
	{"odd", {64}, 333},
	{"octets", {1}, 1},
	{"pages", {64}, 4096},
};

static size_t cut_into(const struct pieces_row *row, size_t length, size_t *sizes)
{
	size_t count = 0, at = 0;

	for (const size_t *size = row->first; *size; size++)
		at += sizes[count++] = *size;
	for (; row->then && at + row->then < length && count < PIECES_MAX; at += row->then)
		sizes[count++] = row->then;
	return count;
}

static void by_pieces(const void *data)
{
	const struct pieces_row *row = data;
	struct testbed *net = bench_set(&usual);
	const struct sent *packet = packet_from(GUEST_A, ADDRESS_GUEST_B, &vector_tcp4);
	size_t sizes[PIECES_MAX + 1], count = cut_into(row, packet_written(packet), sizes);

	if (expect_written(packet_send_split(net, packet, sizes, count), packet, 0))
		expect_arrivals(net, packet,
				&(struct passage){.from = GUEST_A, .to = GUEST_B, .at_b = WHOLE});
}

/* ---- long frames ---- */

#define LONG_UDP4(name_, payload_, ...)                                                                      \
	{                                                                                                    \
		.name = name_, .content = CONTENT_UDP4, .payload = payload_, __VA_ARGS__                     \
	}
#define LEFT_TO_BE_DONE .checksum = LEFT, .header = {VIRTIO_NET_HDR_F_NEEDS_CSUM, 0, 42, 0, 34, 6}
#define DONE            .checksum = COMPLETE

static const struct vnet_vector long_vectors[] = {
	LONG_UDP4("9000", 9000, LEFT_TO_BE_DONE),   LONG_UDP4("32768", 32768, LEFT_TO_BE_DONE),
	LONG_UDP4("65507", 65507, LEFT_TO_BE_DONE), LONG_UDP4("65507_complete", 65507, DONE),
	LONG_UDP4("9001_complete", 9001, DONE),
};

static void of_that_length(const void *data)
{
	const struct vnet_vector *vector = data;
	struct setting setting = usual;
	struct testbed *net;

	setting.topology = &offload_long;
	setting.b.takes = TAKES_NOTHING;
	net = bench_set(&setting);
	expect_passage(net, vector, &(struct passage){.from = GUEST_A, .to = GUEST_B, .at_b = FINISHED});
	expect_passage(
		net, vector,
		&(struct passage){.from = GUEST_A, .to = WIRE, .at_wire = form_for(vector, TAKES_ALL)});
	expect_passage(net, vector,
		       &(struct passage){.from = WIRE, .to = GUEST_A, .at_a = form_for(vector, TAKES_ALL)});
}

/* ---- counters ---- */

static struct rtnl_link_stats64 counters_of_a(const struct testbed *net)
{
	return link_counters(net->host, device_of(GUEST_A));
}

static void counted_as_one(const void *data)
{
	struct testbed *net = bench_set(&usual);
	const struct sent *sent = packet_from(GUEST_A, ADDRESS_GUEST_B, &vector_tcp4);
	struct rtnl_link_stats64 before = counters_of_a(net), after;

	(void)data;
	expect_written(packet_send(net, sent), sent, 0);
	after = counters_of_a(net);
	expect_number("packets sent", after.tx_packets - before.tx_packets, 1);
	expect_number("octets sent", after.tx_bytes - before.tx_bytes, sent->length);
	expect_number("packets dropped", after.tx_dropped - before.tx_dropped, 0);
	expect_arrivals(net, sent, &(struct passage){.from = GUEST_A, .to = GUEST_B, .at_b = WHOLE});
}

static void counted_as_dropped(const void *data)
{
	struct testbed *net = bench_set(&usual);
	const struct sent *sent = packet_from(GUEST_A, ADDRESS_GUEST_B, &vector_size_0);
	struct rtnl_link_stats64 before = counters_of_a(net), after;

	(void)data;
	expect_written(packet_send(net, sent), sent, EINVAL);
	after = counters_of_a(net);
	expect_number("packets sent", after.tx_packets - before.tx_packets, 0);
	expect_number("packets dropped", after.tx_dropped - before.tx_dropped, 1);
}

/* clang-format off */
static const struct testcase counted[] = {
	{.id = "offload.counted.as_one", .requirement = &OFF_COUNT_01, .run = counted_as_one, .summary = "GUEST_A writes a packet that is left to be cut", .shares = &offload_pair},
	{.id = "offload.counted.as_dropped", .requirement = &OFF_COUNT_01, .run = counted_as_dropped, .summary = "GUEST_A writes a header that is refused", .shares = &offload_pair},
	{.id = NULL},
};
/* clang-format on */

/* ---- adding them ---- */

static void add(struct case_list *list, const char *prefix, const char *name, const struct testcase *testcase)
{
	case_add_as(list, testcase, "%s.%s", prefix, name);
}

void offload_add_manners(struct case_list *list)
{
	for (size_t i = 0; i < sizeof manners / sizeof manners[0]; i++)
		add(list, "offload.header", manners[i].name,
		    &(struct testcase){.requirement = &OFF_MANNER_01,
				       .run = in_that_manner,
				       .data = &manners[i],
				       .summary = "GUEST_A writes behind such headers, GUEST_B reads such",
				       .shares = &offload_pair});
	for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++)
		add(list, "offload.pieces", pieces[i].name,
		    &(struct testcase){.requirement = &OFF_PIECES_01,
				       .run = by_pieces,
				       .data = &pieces[i],
				       .summary = "GUEST_A writes a packet to be cut by such pieces",
				       .shares = &offload_pair});
	case_add_all(list, counted);
	for (size_t i = 0; i < sizeof long_vectors / sizeof long_vectors[0]; i++)
		add(list, "offload.long", long_vectors[i].name,
		    &(struct testcase){.requirement = &OFF_LONG_01,
				       .run = of_that_length,
				       .data = &long_vectors[i],
				       .summary = "to GUEST_B, to WIRE and back, where the MTU is 65535",
				       .shares = &offload_long});
}
