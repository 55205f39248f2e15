/* floods: what is sent to everyone, who take different things; and what is the host's. */
#include "suites/offload/offload.h"

#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

static const struct vnet_vector *const vectors[] = {
	&vector_tcp4,         &vector_tcp6,        &vector_uso4,      &vector_ufo4,
	&vector_udp4_partial, &vector_tcp4_tagged, &vector_tcp4_plain};

static const struct takers {
	const char *name;
	unsigned a, b;
} takers[] = {
	{"all_and_nothing", TAKES_BY_DEFAULT, TAKES_NOTHING},
	{"nothing_and_all", TAKES_NOTHING, TAKES_BY_DEFAULT},
	{"sums_and_nothing", TUN_F_CSUM, TAKES_NOTHING},
	{"all", TAKES_BY_DEFAULT, TAKES_BY_DEFAULT},
};

enum { VECTORS = sizeof vectors / sizeof vectors[0], TAKERS = sizeof takers / sizeof takers[0] };

static struct flood_row {
	const struct takers *takers;
	const struct vnet_vector *vector;
} rows[TAKERS * VECTORS];

static struct testbed *bench_of(const struct flood_row *row)
{
	struct setting setting = usual;
	struct testbed *net;

	setting.a.takes = row->takers->a;
	setting.b.takes = row->takers->b;
	net = bench_set(&setting);
	bench_needs(row->vector);
	return net;
}

static void from_guest(const void *data)
{
	const struct flood_row *row = data;
	struct testbed *net = bench_of(row);

	expect_passage(net, row->vector,
		       &(struct passage){.from = GUEST_A,
					 .to = PLACES,
					 .at_b = form_for(row->vector, bench_takes(GUEST_B)),
					 .at_wire = form_for(row->vector, bench_takes(WIRE))});
}

static bool becomes_fragments(const struct vnet_vector *vector)
{
	return vector->header.gso_type == VIRTIO_NET_HDR_GSO_UDP;
}

/* Fragments from the wire are put together before they are flooded, and then they are nothing that could be left to do. */
static enum form flooded(const struct vnet_vector *vector, unsigned takes)
{
	return becomes_fragments(vector) ? ASSEMBLED : form_for(vector, takes);
}

/* The host's port sees IPv4. */
static bool is_ip6(const struct vnet_vector *vector)
{
	return vector->content == CONTENT_TCP6 || vector->content == CONTENT_UDP6;
}

static void from_wire(const void *data)
{
	const struct flood_row *row = data;
	struct testbed *net = bench_of(row);

	expect_passage(net, row->vector,
		       &(struct passage){.from = WIRE,
					 .to = PLACES,
					 .at_a = flooded(row->vector, bench_takes(GUEST_A)),
					 .at_b = flooded(row->vector, bench_takes(GUEST_B)),
					 .at_host = is_ip6(row->vector) ? NOT_AT_ALL
									: flooded(row->vector, TAKES_ALL)});
}

/* ---- the host's ---- */

static const struct vnet_vector *const to_host[] = {&vector_tcp4, &vector_tcp4_64k,     &vector_uso4,
						    &vector_ufo4, &vector_udp4_partial, &vector_tcp4_plain};

static void for_the_host(const void *data)
{
	const struct vnet_vector *const *vector = data;
	struct testbed *net = bench_set(&usual);

	bench_needs(*vector);
	expect_passage(net, *vector,
		       &(struct passage){.from = WIRE, .to = HOST, .at_host = form_for(*vector, TAKES_ALL)});
}

void offload_add_floods(struct case_list *list)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct flood_row *row = &rows[i];
		struct testcase testcase = {
			.requirement = &OFF_FLOOD_01, .data = row, .shares = &offload_pair};

		*row = (struct flood_row){&takers[i / VECTORS], vectors[i % VECTORS]};
		testcase.run = from_wire;
		testcase.summary = "WIRE sends it to everyone, who take different things";
		if (becomes_fragments(row->vector))
			testcase.requirement = &OFF_FLOOD_02;
		/* of a tagged one the host's stack, which has no such VLAN, is shown something else */
		if (!row->vector->tags)
			case_add_as(list, &testcase, "offload.flood.wire.%s.%s", row->takers->name,
				    row->vector->name);
		testcase.requirement = &OFF_FLOOD_01;
		testcase.run = from_guest;
		testcase.summary = "GUEST_A sends it to everyone";
		if (row->takers->a == TAKES_BY_DEFAULT)
			case_add_as(list, &testcase, "offload.flood.guest.%s.%s", row->takers->name,
				    row->vector->name);
	}
	for (size_t i = 0; i < sizeof to_host / sizeof to_host[0]; i++) {
		const struct testcase testcase = {.requirement = &OFF_HOST_01,
						  .run = for_the_host,
						  .data = &to_host[i],
						  .summary = "WIRE sends it to HOST",
						  .shares = &offload_pair};

		case_add_as(list, &testcase, "offload.host.%s", to_host[i]->name);
	}
}
