#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/session.h"
#include "harness/run/unmet.h"
#include "reports/html_report.h"
#include "reports/json.h"
#include "reports/junit.h"
#include "reports/ktap.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

/* What is found out about the run itself stands in the report as a result of its own, or whoever reads
 * nothing else would take the run for a clean one. */
static const struct testcase quiet_kernel = {
	.id = "harness.kernel-log",
	.requirement = &(const struct requirement){"HARNESS_KERNEL_LOG",
						   "The kernel logs no warning, also when no case runs.",
						   "/dev/kmsg", "", NULL},
};
static const struct testcase clean_machine = {
	.id = "harness.leaks",
	.requirement =
		&(const struct requirement){"HARNESS_LEAKS", "A run leaves the machine as it was.",
					    "the files of the machine before and after the run", "", NULL},
};

static void append_result(struct session *session, struct result *result)
{
	console_result(session->console, result);
	results_append(&session->results, result);
}

static void append(struct session *session, const struct testcase *about, struct outcome *outcome)
{
	struct result result = outcome_take(outcome, about);

	append_result(session, &result);
}

/* Reports of the kernel that no case can be blamed for: teardown goes on after a case has ended. */
static void append_kernel_log(struct session *session)
{
	struct blame *blame = &session->blame;
	struct outcome outcome = {.ending = ENDED_DONE};

	blame_read(blame, NULL, 0);
	blame_settle(blame, NULL);
	if (blame->log.lost)
		console_note(session->console,
			     "the kernel's log was overwritten %llu times before it was read",
			     (unsigned long long)blame->log.lost);
	if (!blame->unclaimed_count)
		return;
	for (size_t i = 0; i < blame->unclaimed_count; i++)
		outcome_finding(&outcome, "", 0, blame->unclaimed[i]);
	outcome_of_ending(&outcome);
	append(session, &quiet_kernel, &outcome);
}

static void append_leaks(struct session *session)
{
	const struct no_strays kept = pool_kept(session->pool);
	struct outcome outcome = {.ending = ENDED_BROKEN};
	char processes[512], things[2048] = "";
	bool strays = strays_end(NULL, &kept, processes, sizeof(processes));

	if (!leaks_after(&session->leaks, kept.count ? TAPS_MAY_STAY : TAPS_MUST_GO, things,
			 sizeof(things)) &&
	    !strays)
		return;
	if (asprintf(&outcome.result.reason, "there after the run, and not before: %s%s%s",
		     strays ? processes : "", strays && *things ? ", " : "", things) < 0)
		broken("out of memory for a sentence");
	outcome_of_ending(&outcome);
	append(session, &clean_machine, &outcome);
}

/* ---- the files ---- */

/* One of the files that show a run. They are written at the same time: together they take as long as forty cases. */
struct writing {
	int (*write)(const struct session *session, const struct run *run, char *error, size_t size);
	const struct session *session;
	const struct run *run;
	pthread_t thread;
	bool apart; /* in a thread */
	int result;
	char error[1024];
};

static int write_json(const struct session *session, const struct run *run, char *error, size_t size)
{
	return json_write(run, session->json, error, size);
}

static int write_junit(const struct session *session, const struct run *run, char *error, size_t size)
{
	return junit_write(run, (enum junit_flavor)session->options->junit_flavor, session->junit, error,
			   size);
}

static int write_html(const struct session *session, const struct run *run, char *error, size_t size)
{
	return html_write(&(struct html_run){run, NULL}, 1, session->html, error, size);
}

static int write_ktap(const struct session *session, const struct run *run, char *error, size_t size)
{
	const char *path = session->options->ktap;

	if (!path)
		return 0;
	if (strcmp(path, "-"))
		return ktap_write(run, path, error, size);
	ktap_print(stdout, run);
	return 0;
}

static void *write_one(void *object)
{
	struct writing *writing = object;

	writing->result =
		writing->write(writing->session, writing->run, writing->error, sizeof writing->error);
	return NULL;
}

/* The first that cannot be written is complained of, when all others are. */
static int write_files(const struct session *session, const struct run *run)
{
	struct writing writings[] = {
		{.write = write_json}, {.write = write_junit}, {.write = write_html}, {.write = write_ktap}};
	const struct writing *failed = NULL;

	for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++) {
		writings[i].session = session;
		writings[i].run = run;
		writings[i].apart = !pthread_create(&writings[i].thread, NULL, write_one, &writings[i]);
		if (!writings[i].apart)
			write_one(&writings[i]);
	}
	for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++) {
		if (writings[i].apart)
			pthread_join(writings[i].thread, NULL);
		if (writings[i].result && !failed)
			failed = &writings[i];
	}
	return failed ? complain("run: %s", failed->error) : EXIT_ALL_PASSED;
}

static int write_reports(struct session *session, const struct run *run)
{
	int code = write_files(session, run);

	if (code)
		return code;
	console_note(session->console, "report: %s, %s, results: %s", session->junit, session->html,
		     session->json);
	logbook_close(&session->logbook);
	if (session->logbook.error)
		return complain("run: cannot write %s: %s (%s); this run cannot be resumed",
				session->logbook_path, errno_name(session->logbook.error),
				strerror(session->logbook.error));
	return EXIT_ALL_PASSED;
}

int session_finish(struct session *session)
{
	const struct options *options = session->options;
	size_t selected = session->results.places, own;
	struct unmet *unmet;
	struct run run;
	int code;

	disk_copy_wind_down(session->logbook.disk);
	if (session->preflight.id)
		append_result(session, &session->preflight);
	append_leaks(session);
	append_kernel_log(session);
	own = session->results.places - selected;
	environment_after(&session->environment, options, session->plan.jobs);
	run = (struct run){
		.count = results_compact(&session->results),
		.results = session->results.at,
		.properties = session->environment.properties,
		.property_count = session->environment.property_count,
		.started_s = session->started_s,
		.duration_ns = now() - session->started,
		.selected = selected + own,
		.shard = session->shard,
	};
	unmet = unmet_of(&session->expected, &session->catalogue, &session->selection, &run,
			 &run.unmet_count);
	run.unmet = unmet;
	code = write_reports(session, &run);
	console_end(STEAL(session->console, NULL), &run);
	free(unmet);
	return code ? code : (int)results_exit_code(&run, options->fail_on_skip ? SKIPS_FAIL : SKIPS_PASS);
}
