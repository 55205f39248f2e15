/* The bench on the real kernel: that what it says is whole and consistent, that what is lost shows as loss and not as
 * throughput, and that it leaves nothing behind. How fast anything is is nothing that could be tested.
 */
#include "harness/bench/bed.h"
#include "harness/core/verdict.h"
#include "harness/run/command.h"
#include "harness/selftest/bpf_program.h"
#include "harness/selftest/saboteur.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <jansson.h>
#include <linux/pkt_cls.h>
#include <math.h>
#include <signal.h>
#include <string.h>

#define BENCH(...)       invoke(PROGRAM, (const char *const[]){"bench", __VA_ARGS__, NULL})
#define BENCH_START(...) invoke_start(PROGRAM, (const char *const[]){"bench", __VA_ARGS__, NULL})

enum { ROUNDS = 2, CELLS = 60 };

/* ---- what was measured ---- */

static double number_of(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

/* One of the two numbers of a result: all rounds are there, and median, spread and ratio follow from them. */
static void must_be_consistent(const json_t *result, const json_t *first, const char *key)
{
	const json_t *value = json_object_get(result, key), *rounds = json_object_get(value, "rounds");
	double a = json_number_value(json_array_get(rounds, 0)),
	       b = json_number_value(json_array_get(rounds, 1));

	CU_ASSERT_EQUAL(json_array_size(rounds), ROUNDS);
	CU_ASSERT(a > 0 && b > 0);
	CU_ASSERT_DOUBLE_EQUAL(number_of(value, "median"), (a + b) / 2, a / 1e6);
	CU_ASSERT_DOUBLE_EQUAL(number_of(value, "low"), fmin(a, b), a / 1e6);
	CU_ASSERT_DOUBLE_EQUAL(number_of(value, "high"), fmax(a, b), a / 1e6);
	if (result == first)
		return;
	CU_ASSERT_DOUBLE_EQUAL(number_of(value, "ratio"),
			       number_of(value, "median") / number_of(json_object_get(first, key), "median"),
			       1e-6);
	CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(value, "claim")), "too-few-rounds");
}

static void must_be_throughput(const json_t *measure, const json_t *result, double seconds)
{
	const json_t *frames = json_object_get(result, "frames_per_second"),
		     *octets = json_object_get(result, "bytes_per_second");
	double counted = 0;

	for (size_t i = 0; i < ROUNDS; i++) {
		double rate = json_number_value(json_array_get(json_object_get(frames, "rounds"), i));

		CU_ASSERT_DOUBLE_EQUAL(
			json_number_value(json_array_get(json_object_get(octets, "rounds"), i)),
			rate * number_of(measure, "frame_octets"), rate);
		counted += rate * seconds;
	}
	/* each round took as long as it was to, or longer */
	CU_ASSERT(counted <= number_of(result, "received") * 1.001);
}

static void must_be_latency(const json_t *result)
{
	CU_ASSERT(number_of(json_object_get(result, "median_ns"), "median") <=
		  number_of(json_object_get(result, "percentile_99_ns"), "median"));
}

static void must_be_whole(const json_t *measure, double seconds)
{
	const json_t *results = json_object_get(measure, "results"), *first = json_array_get(results, 0);
	bool latency = strstr(json_string_value(json_object_get(measure, "id")), "latency");

	CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(first, "contender")), "tap-in-bridge");
	for (size_t i = 0; i < json_array_size(results); i++) {
		const json_t *result = json_array_get(results, i);

		CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(result, "verdict")), "PASS");
		CU_ASSERT(number_of(result, "received") > 0);
		CU_ASSERT_EQUAL(number_of(result, "lost"),
				number_of(result, "sent") - number_of(result, "received"));
		must_be_consistent(result, first, latency ? "median_ns" : "frames_per_second");
		must_be_consistent(result, first, latency ? "percentile_99_ns" : "bytes_per_second");
		if (latency)
			must_be_latency(result);
		else
			must_be_throughput(measure, result, seconds);
	}
}

/* Everything there is, short: no cell is missing from table or JSON, none has failed, and the exit code says so. */
static void all_of_it_is_measured_and_told(void)
{
	const struct invoked *ran;
	json_t *root, *measures;
	size_t cells = 0, lines;

	stage_clear();
	ran = BENCH("--dry-run");
	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_EQUAL(lines_in(ran->out), CELLS);
	ran = BENCH("--rounds", "2", "--seconds", "0.002", "--json", "deep/bench.json", "-v");
	if (ran->code)
		fprintf(stderr, "%s%s", ran->out, ran->err);
	CU_ASSERT_EQUAL_FATAL(ran->code, 0);
	CU_ASSERT_STRING_EQUAL(ran->err, "");
	root = json_load_file("deep/bench.json", 0, NULL);
	CU_ASSERT_PTR_NOT_NULL_FATAL(root);
	measures = json_object_get(root, "measures");
	CU_ASSERT_EQUAL(json_array_size(measures), 12);
	lines = lines_in(ran->out) - (size_t)ROUNDS * CELLS;
	for (size_t i = 0; i < json_array_size(measures); i++) {
		const json_t *measure = json_array_get(measures, i);

		CU_ASSERT_PTR_NOT_NULL(
			strstr(ran->out, json_string_value(json_object_get(measure, "summary"))));
		must_be_whole(measure, number_of(root, "seconds"));
		cells += json_array_size(json_object_get(measure, "results"));
	}
	CU_ASSERT_EQUAL(cells, CELLS);
	/* each measure has its name, a heading and a blank line; two lines of legend, and where the JSON is */
	CU_ASSERT_EQUAL(lines, CELLS + 3 * json_array_size(measures) + 3);
	json_decref(root);
	CU_ASSERT(stage_is_empty());
}

/* A, B, C, A, B, C: with each glob comes what it is compared with. */
static void rounds_take_turns(void)
{
	static const char *const order[] = {
		"round 1  tap-in-bridge.guest-to-wire.latency ", "round 1  vepa.guest-to-wire.latency ",
		"round 2  tap-in-bridge.guest-to-wire.latency ", "round 2  vepa.guest-to-wire.latency "};
	const struct invoked *ran = BENCH("vepa.*-wire.latency", "--rounds", "2", "--seconds", "0.001", "-v");
	const char *line = ran->out;

	CU_ASSERT_EQUAL(ran->code, 0);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		CU_ASSERT_EQUAL(strncmp(line, order[i], strlen(order[i])), 0);
		line = strchr(line, '\n') + 1;
	}
}

/* ---- bad input ---- */

static void bad_input_is_one_line(void)
{
	static const struct {
		const char *words[4];
		const char *says;
	} rows[] = {
		{{"bench", "bridge.guest-to-wire.latncy"}, "did you mean 'bridge.guest-to-wire.latency'?"},
		{{"bench", "x"}, "nothing to measure matches 'x'; see macvtap-conform bench --dry-run"},
		{{"bench", "--json", "/dev/null/x"}, "cannot write /dev/null/x: ENOTDIR"},
		{{"bench", "--json", "."}, "cannot write .: EISDIR"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct invoked *ran = invoke(PROGRAM, rows[i].words);

		CU_ASSERT_EQUAL(ran->code, 2);
		CU_ASSERT_STRING_EQUAL(ran->out, "");
		CU_ASSERT_EQUAL(lines_in(ran->err), 1);
		if (!strstr(ran->err, rows[i].says))
			fprintf(stderr, "%s", ran->err);
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, rows[i].says));
	}
}

/* ---- sabotage ---- */

/* The bench with a saboteur in every bed: this very program, which main() makes one. */
#define BENCH_WITH(saboteur, glob)                                                                           \
	(stage_clear(), invoke("/proc/self/exe", (const char *const[]){saboteur, "bench", "--rounds", "2",   \
								       "--json", "bench.json", glob, NULL}))

static json_t *result_of_sabotage(json_t **root, size_t index)
{
	*root = json_load_file("bench.json", 0, NULL);
	return json_array_get(
		json_object_get(json_array_get(json_object_get(*root, "measures"), 0), "results"), index);
}

static void lose_all(struct bed *bed)
{
	struct testbed net = {.host = bed->host};

	saboteur_attach(&net, &(struct sabotage){.deed = LOSE, .prey = PROBES, .place = WIRE});
}

/* Of what leaves by the parent, one frame in four goes no further. */
static void lose_some(struct bed *bed)
{
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = link_state(bed->host, "p0").index,
		    .attach_point = BPF_TC_EGRESS);
	LIBBPF_OPTS(bpf_tc_opts, options);
	struct program dropper = {.count = 0};

	emit(&dropper, CALL(BPF_FUNC_get_prandom_u32));
	emit(&dropper, SKIP_IF(BPF_JGE, BPF_REG_0, 1 << 30, 2));
	emit_answer(&dropper, TC_ACT_STOLEN);
	emit_answer(&dropper, TC_ACT_UNSPEC);
	options.prog_fd =
		bpf_prog_load(BPF_PROG_TYPE_SCHED_CLS, "dropper", "GPL", dropper.insn, dropper.count, NULL);
	if (options.prog_fd < 0 || bpf_tc_hook_create(&hook) || bpf_tc_attach(&hook, &options))
		broken("cannot attach a program that drops frames");
}

/* What the kernel takes and loses is not throughput. */
static void a_way_that_loses_everything_has_no_throughput(void)
{
	const struct invoked *ran = BENCH_WITH("lose_all", "bridge.guest-to-wire.frames");
	json_t *root, *result;

	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "nothing arrived  lost 100.00 %"));
	result = result_of_sabotage(&root, 1);
	CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(result, "contender")), "bridge");
	CU_ASSERT(number_of(result, "sent") > 0);
	CU_ASSERT_EQUAL(number_of(result, "lost"), number_of(result, "sent"));
	CU_ASSERT_EQUAL(number_of(json_object_get(result, "frames_per_second"), "median"), 0);
	json_decref(root);
	ran = BENCH_WITH("lose_all", "bridge.guest-to-wire.latency");
	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "nothing arrived  lost 100.00 %"));
}

static void some_of_it_is_lost(const char *glob)
{
	const struct invoked *ran = BENCH_WITH("lose_some", glob);
	json_t *root, *result;
	double lost;

	CU_ASSERT_EQUAL(ran->code, 0);
	for (size_t i = 0; i < 2; i++) {
		result = result_of_sabotage(&root, i);
		lost = number_of(result, "lost") / number_of(result, "sent");
		/* some hundred frames, one in four: so far off is less than one in a million */
		if (!(lost > 0.05 && lost < 0.6))
			fprintf(stderr, "%s: lost %g\n%s", glob, lost, ran->out);
		CU_ASSERT(lost > 0.05 && lost < 0.6);
		json_decref(root);
	}
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "  lost "));
}

static void a_way_that_loses_some_says_how_much(void)
{
	some_of_it_is_lost("vepa.guest-to-wire.frames");
	some_of_it_is_lost("vepa.guest-to-wire.frames.queues");
}

static void break_macvtaps(struct bed *bed)
{
	if (link_state(bed->host, "mvtA").mode)
		broken("no macvtap today");
}

/* One line, and the others go on. */
static void what_fails_is_one_line(void)
{
	const struct invoked *ran = BENCH_WITH("break_macvtaps", "bridge.guest-to-wire.latency");
	json_t *root, *result;

	CU_ASSERT_EQUAL(ran->code, 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "BROKEN  bridge.guest-to-wire.latency  no macvtap today\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "  bridge         BROKEN  no macvtap today\n"));
	result = result_of_sabotage(&root, 0);
	CU_ASSERT_EQUAL(json_array_size(json_object_get(json_object_get(result, "median_ns"), "rounds")), 2);
	json_decref(root);
}

static void skip_taps_of_tun(struct bed *bed)
{
	if (!link_state(bed->host, "mvtA").mode)
		skip("this kernel has no tun");
}

/* A kernel without what the baseline needs: macvtaps are measured, compared with nothing. */
static void without_a_baseline_the_others_are_measured(void)
{
	const struct invoked *ran = BENCH_WITH("skip_taps_of_tun", "bridge.guest-to-wire.latency");
	json_t *root, *result;

	CU_ASSERT_EQUAL(ran->code, 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "  tap-in-bridge  SKIP  this kernel has no tun\n"));
	result = json_object_get(result_of_sabotage(&root, 1), "median_ns");
	CU_ASSERT_EQUAL(json_array_size(json_object_get(result, "rounds")), 2);
	CU_ASSERT_PTR_NULL(json_object_get(result, "ratio"));
	json_decref(root);
}

/* ---- killed ---- */

static void kill_after_lines(int lines, int signal)
{
	struct invocation run;
	char line[512];

	stage_clear();
	run = BENCH_START("--seconds", "0.01", "--json", "bench.json", "-v");
	for (int i = 0; i < lines; i++)
		CU_ASSERT(invoke_line(&run, line, sizeof(line)));
	kill(run.pid, signal);
	CU_ASSERT_EQUAL(invoke_finish(&run)->code, 128 + signal);
	CU_ASSERT(stage_is_empty());
	CU_ASSERT_EQUAL(access("bench.json", F_OK), -1);
}

static void a_killed_bench_leaves_nothing(void)
{
	kill_after_lines(0, SIGKILL);
	kill_after_lines(1, SIGKILL);
	kill_after_lines(7, SIGKILL);
	kill_after_lines(3, SIGINT);
	kill_after_lines(13, SIGTERM);
}

static const struct selftest tests[] = {
	{"all of it is measured and told", all_of_it_is_measured_and_told},
	{"rounds take turns", rounds_take_turns},
	{"bad input is one line", bad_input_is_one_line},
	{"a way that loses everything has no throughput", a_way_that_loses_everything_has_no_throughput},
	{"a way that loses some says how much", a_way_that_loses_some_says_how_much},
	{"what fails is one line", what_fails_is_one_line},
	{"without a baseline the others are measured", without_a_baseline_the_others_are_measured},
	{"a killed bench leaves nothing", a_killed_bench_leaves_nothing},
};

static const struct {
	const char *name;
	void (*sabotage)(struct bed *bed);
} saboteurs[] = {
	{"lose_all", lose_all},
	{"lose_some", lose_some},
	{"break_macvtaps", break_macvtaps},
	{"skip_taps_of_tun", skip_taps_of_tun},
};

int main(int argc, char **argv)
{
	int code;

	for (size_t i = 0; argc > 1 && i < sizeof(saboteurs) / sizeof(saboteurs[0]); i++)
		if (!strcmp(argv[1], saboteurs[i].name))
			bench_sabotage = saboteurs[i].sabotage;
	if (bench_sabotage)
		return program(argc - 1, argv + 1);
	stage_enter();
	code = selftest_main("kernel_bench", tests, sizeof(tests) / sizeof(tests[0]));
	stage_leave();
	return code;
}
