/* reads: what GUEST_A is given of what comes from the wire, for every choice of TUNSETOFFLOAD there is. */
#include "suites/offload/offload.h"

#include "harness/core/text.h"
#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

static void comes_from_wire(struct testbed *net, const struct vnet_vector *vector)
{
	expect_passage(net, vector,
		       &(struct passage){.from = WIRE,
					 .to = GUEST_A,
					 .at_a = form_for(vector, bench_takes(GUEST_A)),
					 .at_b = NOT_AT_ALL,
					 .at_host = NOT_AT_ALL});
}

static void choose(struct setting *setting, unsigned takes)
{
	*setting = usual;
	setting->a.takes = takes;
}

/* ---- every choice ---- */

static const struct {
	unsigned bit;
	const char *name;
} bits[] = {{TUN_F_CSUM, "csum"}, {TUN_F_TSO4, "tso4"}, {TUN_F_TSO6, "tso6"}, {TUN_F_TSO_ECN, "ecn"},
	    {TUN_F_UFO, "ufo"},   {TAKES_USO4, "uso4"}, {TAKES_USO6, "uso6"}};

enum { BITS = sizeof bits / sizeof bits[0], CHOICES = 1 << BITS, NAME_SIZE = 48 };

/* UDP datagrams have rows of their own: what kernels do wrong with them is not to hide the rest. */
static const struct vnet_vector *const kinds[] = {
	&vector_tcp4,         &vector_tcp4_ecn,     &vector_tcp6,
	&vector_tcp6_ecn,     &vector_tcp4_tagged,  &vector_ufo4,
	&vector_udp4_partial, &vector_tcp6_partial, &vector_tcp4_partial_tagged,
	&vector_tcp4_plain};

struct choice {
	char name[NAME_SIZE];
	unsigned takes;
};

static struct choice choices[CHOICES];

static bool has_uso(unsigned takes)
{
	return takes & (TAKES_USO4 | TAKES_USO6);
}

static struct testbed *bench_of_choice(const struct choice *choice)
{
	struct setting setting;
	struct testbed *net;

	if (has_uso(choice->takes)) {
		bench_set(&usual);
		bench_needs_uso();
	}
	choose(&setting, choice->takes);
	net = bench_set(&setting);
	return net;
}

static void read_by_choice(const void *data)
{
	struct testbed *net = bench_of_choice(data);

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		comes_from_wire(net, kinds[i]);
}

static void datagrams_by_choice(const void *data)
{
	struct testbed *net = bench_of_choice(data);

	bench_needs(&vector_uso4);
	comes_from_wire(net, &vector_uso4);
	if (netns_has_ipv6())
		comes_from_wire(net, &vector_uso6);
}

/* ---- 64 KiB ---- */

static const struct vnet_vector *const long_ones[] = {&vector_tcp4_64k,   &vector_tcp6_64k, &vector_uso4_64k,
						      &vector_uso6_64k,   &vector_ufo4_64k, &vector_uso4_128,
						      &vector_tcp4_wraps, &vector_tcp4_fin};

static const struct reader {
	const char *name;
	struct hold hold;
} readers[] = {
	{"usual", {.takes = TAKES_BY_DEFAULT}},
	{"sums_itself", {.takes = TUN_F_CSUM}},
	{"takes_nothing", {.takes = TAKES_NOTHING}},
	{"plain", {{.plain = true}, TAKES_BY_DEFAULT}},
};

enum { LONG_ONES = sizeof long_ones / sizeof long_ones[0], READERS = sizeof readers / sizeof readers[0] };

static struct long_row {
	const struct reader *reader;
	const struct vnet_vector *vector;
} long_rows[READERS * LONG_ONES];

static void long_read(const void *data)
{
	const struct long_row *row = data;
	struct setting setting = usual;
	struct testbed *net;

	setting.a = row->reader->hold;
	net = bench_set(&setting);
	bench_needs(row->vector);
	comes_from_wire(net, row->vector);
}

/* ---- adding them ---- */

static void name_choice(struct choice *choice)
{
	struct text name = text_in(choice->name, sizeof choice->name);

	for (size_t i = 0; i < BITS; i++) {
		if (!(choice->takes & bits[i].bit))
			continue;
		text_separate(&name, "_");
		text_add(&name, "%s", bits[i].name);
	}
	if (!name.length)
		text_add(&name, "nothing");
}

static unsigned choice_number(unsigned number)
{
	unsigned takes = 0;

	for (unsigned i = 0; i < BITS; i++)
		takes |= number & 1U << i ? bits[i].bit : 0;
	return takes;
}

static void add(struct case_list *list, const char *prefix, void (*run)(const void *row),
		const struct requirement *requirement, const struct choice *choice)
{
	const struct testcase testcase = {
		.requirement = requirement,
		.run = run,
		.data = choice,
		.summary = "GUEST_A reads what WIRE sends, having said that it takes these",
		.shares = &offload_pair};

	case_add_as(list, &testcase, "%s.%s", prefix, choice->name);
}

/* Of datagrams, what makes a difference to them. */
static bool is_about_datagrams(unsigned takes)
{
	return !(takes & (TUN_F_UFO | TUN_F_TSO_ECN)) && !(takes & TUN_F_TSO4) == !(takes & TUN_F_TSO6);
}

void offload_add_reads(struct case_list *list)
{
	for (unsigned i = 0; i < CHOICES; i++) {
		struct choice *choice = &choices[i];

		choice->takes = choice_number(i);
		name_choice(choice);
		add(list, "offload.read", read_by_choice,
		    choice->takes & TUN_F_CSUM ? &OFF_TAKES_01 : &OFF_TAKES_02, choice);
		if (is_about_datagrams(choice->takes))
			add(list, "offload.datagrams", datagrams_by_choice, &OFF_TAKES_03, choice);
	}
	for (size_t i = 0; i < sizeof long_rows / sizeof long_rows[0]; i++) {
		struct long_row *row = &long_rows[i];
		struct testcase testcase = {.run = long_read,
					    .data = row,
					    .summary = "such a reader gets it from WIRE",
					    .shares = &offload_pair};

		*row = (struct long_row){&readers[i / LONG_ONES], long_ones[i % LONG_ONES]};
		testcase.requirement = row->reader->hold.manner.plain        ? &OFF_PLAIN_01
				       : row->vector->header.gso_type == USO ? &OFF_CUT_02
				       : row->vector->header.gso_type == VIRTIO_NET_HDR_GSO_UDP ? &OFF_CUT_03
												: &OFF_CUT_01;
		case_add_as(list, &testcase, "offload.%s.%s", row->reader->name, row->vector->name);
	}
}
