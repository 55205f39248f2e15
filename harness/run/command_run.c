#include "harness/case/recorder.h"
#include "harness/core/cleanup.h"
#include "harness/core/cpus.h"
#include "harness/core/guest_folder.h"
#include "harness/core/verdict.h"
#include "harness/run/command.h"
#include "harness/run/interrupts.h"
#include "harness/run/keep.h"
#include "harness/run/session.h"
#include "harness/run/writable.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

enum {
	/* Cases mostly wait for RCU grace periods, which are shared by all who wait for one. */
	JOBS_PER_CPU = 12,
	/* A testbed costs as much as a dozen rows. Who has nothing left to do takes half of them (batch.h). */
	DEFAULT_SHARE = 48,
};

static char *path_in(const char *folder, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		broken("out of memory for the name of a file");
	return path;
}

static size_t default_jobs(void)
{
	return JOBS_PER_CPU * cpus_allowed();
}

/* The timeout is meant for metal. */
static nanoseconds timeout_of(const struct options *options)
{
	return stretched(options->timeout_s * NS_PER_S);
}

static enum console_style style_of(const struct options *options, FILE *console)
{
	if (options->verbose)
		return CONSOLE_VERBOSE;
	return isatty(fileno(console)) && !options->no_progress ? CONSOLE_PROGRESS : CONSOLE_LINES;
}

/* Whoever reads TAP there wants nothing else there. */
static FILE *console_stream(const struct options *options)
{
	return options->ktap && !strcmp(options->ktap, "-") ? stderr : stdout;
}

/* ---- before the run: whatever can be wrong is found now ---- */

static int dry_run(struct session *session)
{
	struct job job;

	while (schedule_next(&session->schedule, &job))
		puts(session->catalogue.list.cases[job.index].id);
	return EXIT_ALL_PASSED;
}

static int select_what(struct session *session)
{
	const struct options *options = session->options;
	enum daring daring = options->dangerous ? DANGEROUS_TOO : SAFE_OR_BY_NAME;
	char error[1024];

	if (select_cases(&session->catalogue, daring, options->words, options->word_count,
			 &session->selection, error, sizeof(error)))
		return complain("run: %s", error);
	if (!session->selection.count)
		return complain("run: this program has no cases");
	if (options->shard) {
		if (shard_parse(options->shard, &session->shard, error, sizeof(error)))
			return complain("run: %s", error);
		shard_select(&session->shard, &session->catalogue, &session->selection);
	}
	session->schedule = schedule_begin(
		&session->catalogue.list, &session->selection,
		options->until_fail || !options->repeat ? 1 : (unsigned)options->repeat, options->seed);
	return EXIT_ALL_PASSED;
}

static int load_expectations(struct session *session)
{
	char error[1024];

	if (expected_load(&session->expected, session->options, error, sizeof(error)))
		return complain("run: %s", error);
	return EXIT_ALL_PASSED;
}

static int check_machine(const struct session *session)
{
	int code;

	if (geteuid())
		return complain("run needs root, to make network namespaces and devices; type: sudo "
				"macvtap-conform run");
	code = check_writable("run", session->junit);
	if (!code)
		code = check_writable("run", session->json);
	if (!code)
		code = check_writable("run", session->html);
	if (!code && session->options->ktap && strcmp(session->options->ktap, "-"))
		code = check_writable("run", session->options->ktap);
	return code ? code : check_writable("run", session->logbook_path);
}

/* Three descriptors a case, and thousands of cases at a time if somebody wants them. */
static void allow_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

/* What is kept must be the topology of the case that failed, and of no other; and who stops at the first failure wants
 * nothing that had been given away already. */
static unsigned share_of(const struct options *options)
{
	if (options->keep || options->fail_fast)
		return 1;
	return options->share ? (unsigned)options->share : DEFAULT_SHARE;
}

static void prepare(struct session *session, int argc, char **argv)
{
	const struct options *options = session->options;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	allow_descriptors();
	session->environment = environment_before(argc, argv);
	session->leaks = leaks_before();
	session->blame = blame_begin("/dev/kmsg");
	session->plan = (struct pool_plan){
		.cases = &session->catalogue.list,
		.jobs = options->jobs ? options->jobs : default_jobs(),
		.timeout = timeout_of(options),
		.share = share_of(options),
		.keep = options->keep ? keep_process : NULL,
		.blame = &session->blame,
		.interrupts = interrupts_catch(),
	};
	recorder_register(&session->catalogue.list);
}

/* ---- the run ---- */

static void tell_beginning(struct session *session)
{
	const struct expectation *stale = expected_of_nothing(&session->expected, &session->catalogue);

	if (session->blame.log.fd < 0)
		console_note(session->console,
			     "the kernel's log cannot be read: what it warns of goes unseen");
	if (stale) /* it may be another version's: that is said, and harms nobody */
		console_note(session->console, "%s:%u: no case is called %s",
			     session->expected.expectations.name, stale->line, stale->glob);
	if (session->shard.count)
		console_note(session->console, "shard %u/%u: %zu of %zu cases", session->shard.index,
			     session->shard.count, session->selection.count, session->shard.of);
	if (session->options->seed)
		console_note(session->console, "shuffled; the same order again: --shuffle %llu",
			     (unsigned long long)session->options->seed);
}

static int open_logbook(struct session *session, char *error, size_t size)
{
	const struct run_identity identity = session_identity(session);

	if (session->options->resume)
		return session_resume(session, error, size);
	return logbook_begin(&session->logbook, session->logbook_path, &identity, error, size);
}

static int run_all(struct session *session)
{
	FILE *console = console_stream(session->options);
	char error[1024];
	int signal, code;

	session->started_s = (uint64_t)time(NULL);
	session->started = now();
	session->results = results_new(session->selection.count * session->schedule.repeats);
	session->plan.disk = session->logbook.disk;
	session->pool = pool_new(&session->plan);
	session->console =
		console_begin(console, style_of(session->options, console), session->results.places);
	if (!session->console)
		return complain("run: out of memory");
	if (open_logbook(session, error, sizeof(error)))
		return complain("run: %s", error);
	tell_beginning(session);
	signal = session_run(session);
	if (!signal && session->options->rerun_failed)
		signal = session_rerun(session);
	code = session_finish(session);
	return signal ? 128 + signal : code;
}

static int find_guest(const char *folder)
{
	struct stat status;

	if (!folder)
		return 0;
	if (stat(folder, &status) || !S_ISDIR(status.st_mode))
		return complain("run: --guest: there is no folder %s; make one that can be written to",
				folder);
	guest_folder_set(folder);
	return 0;
}

int command_run(const struct options *options, int argc, char **argv)
{
	static struct session session; /* it lives as long as the program */
	int code = find_guest(options->guest);

	if (code)
		return code;
	session.options = options;
	catalogue_build(&session.catalogue);
	session.junit = options->junit ? strdup(options->junit) : path_in(options->results, "junit.xml");
	session.json = options->json ? strdup(options->json) : path_in(options->results, "results.json");
	session.html = options->html ? strdup(options->html) : path_in(options->results, "report.html");
	session.logbook_path = path_in(options->results, "logbook");
	code = select_what(&session);
	if (!code)
		code = load_expectations(&session);
	if (code)
		return code;
	if (options->dry_run)
		return dry_run(&session);
	code = check_machine(&session);
	if (code)
		return code;
	prepare(&session, argc, argv);
	code = session_preflight(&session);
	return code ? code : run_all(&session);
}
