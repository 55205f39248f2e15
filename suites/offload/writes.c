/* writes: every valid vector written by GUEST_A, to every place that may take it or not. */
#include "suites/offload/offload.h"

#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

static const struct vnet_vector *const vectors[] = {
/* clang-format off */
#define LIST_VECTOR(name) &vector_##name,
	VALID_VECTORS(LIST_VECTOR)
#undef LIST_VECTOR
	/* clang-format on */
};

enum { VECTORS = sizeof vectors / sizeof vectors[0] };

static const struct destination {
	const char *name;
	enum place place;
	struct setting setting;
} destinations[] = {
	{"sibling",
	 GUEST_B,
	 {.topology = &offload_pair, {.takes = TAKES_BY_DEFAULT}, {.takes = TAKES_BY_DEFAULT}}},
	{"sums_itself",
	 GUEST_B,
	 {.topology = &offload_pair, {.takes = TAKES_BY_DEFAULT}, {.takes = TUN_F_CSUM}}},
	{"takes_nothing",
	 GUEST_B,
	 {.topology = &offload_pair, {.takes = TAKES_BY_DEFAULT}, {.takes = TAKES_NOTHING}}},
	{"plain",
	 GUEST_B,
	 {.topology = &offload_pair, {.takes = TAKES_BY_DEFAULT}, {{.plain = true}, TAKES_BY_DEFAULT}}},
	{"wire", WIRE, {.topology = &offload_pair, {.takes = TAKES_BY_DEFAULT}, {.takes = TAKES_BY_DEFAULT}}},
	{"parent_sums",
	 WIRE,
	 {&offload_pair, {.takes = TAKES_BY_DEFAULT}, {.takes = TAKES_BY_DEFAULT}, PARENT_CUTS_NOTHING}},
	{"parent_does_nothing",
	 WIRE,
	 {&offload_pair, {.takes = TAKES_BY_DEFAULT}, {.takes = TAKES_BY_DEFAULT}, PARENT_DOES_NOTHING}},
};

enum { DESTINATIONS = sizeof destinations / sizeof destinations[0] };

struct write_row {
	const struct destination *destination;
	const struct vnet_vector *vector;
};

static struct write_row rows[DESTINATIONS * VECTORS];

static void written(const void *data)
{
	const struct write_row *row = data;
	struct testbed *net = bench_set(&row->destination->setting);
	enum place to = row->destination->place;
	enum form form = form_for(row->vector, bench_takes(to));

	bench_needs(row->vector);
	expect_passage(net, row->vector,
		       &(struct passage){.from = GUEST_A,
					 .to = to,
					 .at_wire = to == WIRE ? form : NOT_AT_ALL,
					 .at_b = to == GUEST_B ? form : NOT_AT_ALL});
}

/* ---- from a guest whose own reader takes nothing ---- */

static const struct setting taking_nothing = {
	.topology = &offload_pair, .a = {.takes = TAKES_NOTHING}, .b = {.takes = TAKES_BY_DEFAULT}};

static const struct vnet_vector *const by_who_takes_nothing[] = {&vector_tcp4, &vector_tcp6,
								 &vector_udp4_partial};

static void written_by_who_takes_nothing(const void *data)
{
	const struct vnet_vector *const *vector = data;
	struct testbed *net = bench_set(&taking_nothing);

	expect_passage(
		net, *vector,
		&(struct passage){.from = GUEST_A, .to = GUEST_B, .at_b = WHOLE, .at_wire = NOT_AT_ALL});
}

/* ---- which requirement a row proves ---- */

static const struct requirement *requirement_when_done(const struct vnet_vector *vector)
{
	if (vector->tags)
		return &OFF_TAG_01;
	switch (vector->header.gso_type) {
	case VIRTIO_NET_HDR_GSO_NONE:
		return &OFF_SUM_01;
	case VIRTIO_NET_HDR_GSO_UDP:
		return &OFF_CUT_03;
	case USO:
		return &OFF_CUT_02;
	default:
		return &OFF_CUT_01;
	}
}

static unsigned takes_of(const struct destination *destination)
{
	if (destination->place == WIRE)
		return destination->setting.parent == PARENT_DOES_ALL ? TAKES_ALL : TAKES_NOTHING;
	return destination->setting.b.manner.plain ? TAKES_NOTHING : destination->setting.b.takes;
}

static const struct requirement *requirement_of(const struct write_row *row)
{
	const struct destination *destination = row->destination;

	if (destination->setting.b.manner.plain)
		return &OFF_PLAIN_01;
	if (form_for(row->vector, takes_of(destination)) != WHOLE)
		return requirement_when_done(row->vector);
	if (row->vector->header.gso_type && !row->vector->header.flags)
		return &OFF_FIT_05;
	return destination->place == WIRE ? &OFF_WHOLE_02 : &OFF_WHOLE_01;
}

static void add_row(struct case_list *list, const struct write_row *row)
{
	const struct testcase testcase = {.requirement = requirement_of(row),
					  .run = written,
					  .data = row,
					  .summary = "GUEST_A writes it to that place",
					  .shares = row->destination->setting.topology};

	case_add_as(list, &testcase, "offload.write.%s.%s", row->destination->name, row->vector->name);
}

void offload_add_writes(struct case_list *list)
{
	size_t count = 0;

	for (size_t i = 0; i < DESTINATIONS; i++) {
		for (size_t k = 0; k < VECTORS; k++) {
			rows[count] = (struct write_row){&destinations[i], vectors[k]};
			add_row(list, &rows[count++]);
		}
	}
	for (size_t i = 0; i < sizeof by_who_takes_nothing / sizeof by_who_takes_nothing[0]; i++) {
		const struct testcase testcase = {
			.requirement = &OFF_WHOLE_03,
			.run = written_by_who_takes_nothing,
			.data = &by_who_takes_nothing[i],
			.summary = "GUEST_A, which takes nothing undone, writes it to GUEST_B",
			.shares = &offload_pair};

		case_add_as(list, &testcase, "offload.write.by_who_takes_nothing.%s",
			    by_who_takes_nothing[i]->name);
	}
}
