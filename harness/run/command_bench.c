#include "harness/case/recorder.h"
#include "harness/core/verdict.h"
#include "harness/run/bench_session.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/strays.h"
#include "harness/run/writable.h"

#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

static int dry_run(const struct bench_session *session)
{
	for (size_t i = 0; i < session->count; i++)
		puts(session->cases.cases[i].id);
	return EXIT_ALL_PASSED;
}

static int check_machine(const struct options *options)
{
	if (geteuid())
		return complain("bench needs root, to make network namespaces and devices; type: sudo "
				"macvtap-conform bench");
	return options->json ? check_writable("bench", options->json) : EXIT_ALL_PASSED;
}

static void prepare(struct bench_session *session, int argc, char **argv)
{
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	bench_set_duration(session->options->measure_ms);
	bench_prepare_report(session);
	session->environment = environment_before(argc, argv);
	session->leaks = leaks_before();
	session->blame = blame_begin("/dev/kmsg");
	recorder_register(&session->cases);
	session->report.started_s = (uint64_t)time(NULL);
	session->started = now();
}

/* ---- afterwards ---- */

/* What the kernel said while nothing was being measured that it could be about. */
static int look_into_kernel_log(struct bench_session *session)
{
	struct blame *blame = &session->blame;

	blame_read(blame, NULL, 0);
	blame_settle(blame, NULL);
	for (size_t i = 0; i < blame->unclaimed_count; i++)
		printf("the kernel logged: %s\n", blame->unclaimed[i]);
	return blame->unclaimed_count ? EXIT_FAILED : EXIT_ALL_PASSED;
}

static int look_for_leaks(const struct bench_session *session)
{
	const struct no_strays none = {NULL, 0};
	char processes[512], things[2048] = "";
	bool strays = strays_end(NULL, &none, processes, sizeof(processes));

	if (!leaks_after(&session->leaks, TAPS_MUST_GO, things, sizeof(things)) && !strays)
		return EXIT_ALL_PASSED;
	return complain("bench: there after the bench, and not before: %s%s%s", strays ? processes : "",
			strays && *things ? ", " : "", things);
}

static int write_json(const struct bench_session *session)
{
	const char *path = session->options->json;
	char error[1024];

	if (!path)
		return EXIT_ALL_PASSED;
	if (bench_json(&session->report, path, error, sizeof(error)))
		return complain("bench: %s", error);
	printf("written: %s\n", path);
	return EXIT_ALL_PASSED;
}

/* Of what was to be measured: something failed, or could not be decided, or everything was left out. */
static int code_of_series(const struct bench_session *session)
{
	size_t broken = 0, skipped = 0;

	for (size_t i = 0; i < session->count; i++) {
		enum verdict verdict = session->series[i]->verdict;

		if (verdict == VERDICT_SKIP)
			skipped++;
		else if (verdict == VERDICT_BROKEN)
			broken++;
		else if (verdict != VERDICT_PASS)
			return EXIT_FAILED;
	}
	if (broken)
		return EXIT_UNUSABLE;
	return skipped == session->count ? EXIT_ALL_SKIPPED : EXIT_ALL_PASSED;
}

static int finish(struct bench_session *session)
{
	struct bench *report = &session->report;
	int log, leaks, json;

	report->took_ns = now() - session->started;
	environment_after(&session->environment, session->options, 1);
	report->properties = session->environment.properties;
	report->property_count = session->environment.property_count;
	bench_table(stdout, report);
	log = look_into_kernel_log(session);
	leaks = look_for_leaks(session);
	json = write_json(session);
	if (leaks || json)
		return EXIT_UNUSABLE;
	return log ? log : code_of_series(session);
}

int command_bench(const struct options *options, int argc, char **argv)
{
	static struct bench_session session; /* it lives as long as the program */
	char error[1024];
	int code, signal;

	session.options = options;
	if (bench_select(&session, error, sizeof(error)))
		return complain("bench: %s", error);
	if (options->dry_run)
		return dry_run(&session);
	code = check_machine(options);
	if (code)
		return code;
	prepare(&session, argc, argv);
	signal = bench_measure(&session);
	if (signal) {
		complain("bench: interrupted after %zu of %zu measurements; nothing is reported",
			 session.given, session.count * session.report.rounds);
		return 128 + signal;
	}
	return finish(&session);
}
