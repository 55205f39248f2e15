/* modes: the same in every mode, for each has a way of its own through the driver. */
#include "suites/offload/offload.h"

#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

static const struct vnet_vector *const vectors[] = {&vector_tcp4, &vector_tcp6, &vector_ufo4,
						    &vector_udp4_partial};

static const struct taker {
	const char *name;
	unsigned takes;
} takers[] = {{"usual", TAKES_BY_DEFAULT}, {"takes_nothing", TAKES_NOTHING}};

static const struct mode_of {
	const char *name;
	const struct topology *topology;
} modes[] = {
	{"private", &offload_private},
	{"vepa", &offload_vepa},
	{"source", &offload_source},
	{"passthru", &offload_passthru},
};

enum { MODES = sizeof modes / sizeof modes[0], TAKERS = sizeof takers / sizeof takers[0] };

static struct mode_row {
	const struct mode_of *mode;
	const struct taker *taker;
} rows[MODES * TAKERS];

static void in_that_mode(const void *data)
{
	const struct mode_row *row = data;
	struct setting setting = usual;
	struct testbed *net;

	setting.topology = row->mode->topology;
	setting.a.takes = row->taker->takes;
	net = bench_set(&setting);
	for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
		const struct vnet_vector *vector = vectors[i];

		expect_passage(net, vector,
			       &(struct passage){.from = WIRE,
						 .to = GUEST_A,
						 .at_a = form_for(vector, bench_takes(GUEST_A))});
		expect_passage(net, vector,
			       &(struct passage){.from = GUEST_A,
						 .to = WIRE,
						 .at_wire = form_for(vector, bench_takes(WIRE))});
	}
}

void offload_add_modes(struct case_list *list)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct mode_row *row = &rows[i];
		const struct testcase testcase = {.requirement = &OFF_MODE_01,
						  .run = in_that_mode,
						  .data = row,
						  .summary = "WIRE sends to GUEST_A, and GUEST_A to WIRE",
						  .shares = modes[i / TAKERS].topology,
						  .mode = topology_mode(modes[i / TAKERS].topology)};

		*row = (struct mode_row){&modes[i / TAKERS], &takers[i % TAKERS]};
		case_add_as(list, &testcase, "offload.mode.%s.%s", row->mode->name, row->taker->name);
	}
}
