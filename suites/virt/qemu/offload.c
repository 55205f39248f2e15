/* offload: the offload suite's packets, sent by a guest's kernel that leaves their rest to its NIC, and received by it. */
#include "suites/virt/qemu/qemu.h"

#include "suites/checks.h"
#include "suites/offload/judge.h"
#include "suites/virt/qemu/requirements.h"
#include "suites/virt/qemu/served.h"

/* GUEST_B's tap is read here, as in the suites of taps. */
static const struct topology pair = {
	.name = "qemu_offload",
	.wire = WIRE_PLAIN,
	.guests = 2,
	.vnet = true,
	.guest = {{.mode = MODE_BRIDGE}, {.mode = MODE_BRIDGE}},
};

static const struct serving serving = {
	.nic = {{NIC_VIRTIO, IFF_VNET_HDR, 1}},
	.headers = HEADERS_SHOWN,
};

static const struct route {
	const char *name;
	enum place from, to;
	enum parent_does parent;
} routes[] = {
	{"to_sibling", GUEST_A, GUEST_B, PARENT_DOES_ALL},
	{"to_wire", GUEST_A, WIRE, PARENT_DOES_ALL},
	{"to_wire_cut", GUEST_A, WIRE, PARENT_CUTS_NOTHING},
	{"to_wire_finished", GUEST_A, WIRE, PARENT_DOES_NOTHING},
	{"from_wire", WIRE, GUEST_A, PARENT_DOES_ALL},
	{"from_sibling", GUEST_B, GUEST_A, PARENT_DOES_ALL},
};

static const struct vnet_vector *const vectors[] = {
	&vector_tcp4,         &vector_tcp4_one_more, &vector_tcp4_odd,     &vector_tcp4_fin,
	&vector_tcp4_ecn,     &vector_tcp4_64k,      &vector_tcp6,         &vector_tcp6_64k,
	&vector_tcp4_tagged,  &vector_tcp4_partial,  &vector_tcp6_partial, &vector_udp4_partial,
	&vector_udp6_partial, &vector_tcp4_plain,    &vector_udp6_plain,
};

static struct passage_row {
	const struct route *route;
	const struct vnet_vector *vector;
} rows[COUNT_OF(routes) * COUNT_OF(vectors)];

static void passed_on(const void *data)
{
	const struct passage_row *row = data;
	const struct route *route = row->route;
	const struct setting setting = {
		.topology = &pair,
		.a = {.takes = TAKES_BY_DEFAULT},
		.b = {.takes = TAKES_BY_DEFAULT},
		.parent = route->parent,
	};
	struct testbed *net = bench_set(&setting);
	const enum form form = form_for(row->vector, bench_takes(route->to));

	serve_so(net, &serving);
	expect_passage(net, row->vector,
		       &(struct passage){.from = route->from,
					 .to = route->to,
					 .at_wire = route->to == WIRE ? form : NOT_AT_ALL,
					 .at_a = route->to == GUEST_A ? form : NOT_AT_ALL,
					 .at_b = route->to == GUEST_B ? form : NOT_AT_ALL});
}

void virt_qemu_add_offload(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct testcase testcase = {
			.requirement = &QEMU_OFFLOAD_01,
			.run = passed_on,
			.data = &rows[i],
			.summary = "a packet of the offload suite's, GUEST_A's kernel behind it",
			.shares = &pair,
			.mode = topology_mode(&pair),
			.stands_in_s = QEMU_STANDS_IN_S,
		};

		rows[i] =
			(struct passage_row){&routes[i / COUNT_OF(vectors)], vectors[i % COUNT_OF(vectors)]};
		case_add_as(list, &testcase, "virt.qemu.offload.%s.%s", rows[i].route->name,
			    rows[i].vector->name);
	}
}
