#include "harness/run/session.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/keep.h"
#include "reports/pcapng.h"

#include <string.h>

/* ---- the preflight ---- */

#define PREFLIGHT_PATIENCE (30 * NS_PER_S)

struct one_case {
	size_t index;
	bool handed_out;
	struct result result;
};

static bool hand_out_once(void *data, struct job *job)
{
	struct one_case *one = data;

	if (one->handed_out)
		return false;
	one->handed_out = true;
	*job = (struct job){.index = one->index};
	return true;
}

static void log_nothing(void *data, const struct job *job)
{
	(void)data, (void)job;
}

static void take_one(void *data, const struct job *job, struct result *result)
{
	struct one_case *one = data;

	(void)job;
	one->result = *result;
}

/* A kernel that works, but warns, can be judged: and what it warns of once, it may not warn of again. */
static int judge_preflight(const struct result *result)
{
	switch (result->verdict) {
	case VERDICT_PASS:
	case VERDICT_FAIL:
		return EXIT_ALL_PASSED;
	case VERDICT_SKIP:
		complain("run: %s", result->reason);
		return EXIT_ALL_SKIPPED;
	default:
		return complain("run: nothing can be decided on this machine: %s", result->reason);
	}
}

int session_preflight(struct session *session)
{
	struct one_case one = {.index = session->catalogue.count};
	const struct pool_client client = {&one, hand_out_once, log_nothing, take_one, NULL};
	struct pool_plan plan = session->plan;
	struct pool *pool;
	int signal, code;

	plan.jobs = 1;
	plan.keep = NULL;
	/* --timeout is about cases: a busy machine is no reason to run none */
	if (plan.timeout < PREFLIGHT_PATIENCE)
		plan.timeout = PREFLIGHT_PATIENCE;
	pool = pool_new(&plan);
	signal = pool_run(pool, &client);
	pool_free(pool);
	code = signal ? 128 + signal : judge_preflight(&one.result);
	if (one.result.verdict == VERDICT_FAIL)
		session->preflight = one.result;
	else
		outcome_release(&one.result);
	return code;
}

/* ---- the run ---- */

static void log_start(void *data, const struct job *job)
{
	struct session *session = data;

	const struct begin_entry entry = {session->catalogue.list.cases[job->index].id, job->repeat};

	logbook_starting(&session->logbook, &entry, 1);
}

static void write_capture(struct session *session, struct result *result)
{
	const char *results = session->options->results;
	char error[1024];
	int length;

	if (result->repeat)
		length = asprintf(&result->pcapng, "%s/pcap/%s.%u.pcapng", results, result->id,
				  result->repeat);
	else
		length = asprintf(&result->pcapng, "%s/pcap/%s.pcapng", results, result->id);
	if (length < 0)
		broken("out of memory for the name of a file");
	if (pcapng_write(result, result->pcapng, error, sizeof(error))) {
		console_note(session->console, "no capture of %s: %s", result->id, error);
		free(STEAL(result->pcapng, NULL));
	}
}

size_t session_position(const struct session *session, size_t place)
{
	return session->selection.index[place / session->schedule.repeats] + 1;
}

void session_take(struct session *session, size_t place, struct result *result)
{
	result->position = session_position(session, place);
	if (result->verdict == VERDICT_PASS)
		outcome_release_packets(result);
	if (result->packet_count)
		write_capture(session, result);
	outcome_trim_packets(result);
	logbook_ended(&session->logbook, result);
	expected_judge(&session->expected, result);
	console_result(session->console, result);
	session->trouble |= verdict_is_failure(result->verdict) || result->verdict == VERDICT_BROKEN;
	results_put(&session->results, place, result);
}

/* For want of what it needs: there is no process to be made. */
static bool is_skipped(struct session *session, const struct job *job)
{
	const struct testcase *testcase = &session->catalogue.list.cases[job->index];
	const char *lack = testcase->lacks ? testcase->lacks() : NULL;
	struct outcome outcome = {.ending = ENDED_SKIP};
	struct result result;

	if (!lack)
		return false;
	outcome.result.reason = strdup(lack);
	if (!outcome.result.reason)
		broken("out of memory for a reason");
	outcome_of_ending(&outcome);
	result = outcome_take(&outcome, testcase);
	result.repeat = job->repeat;
	log_start(session, job);
	session_take(session, job->place, &result);
	return true;
}

static bool is_due(struct session *session, const struct job *job)
{
	return session->options->until_fail || !results_has(&session->results, job->place);
}

static bool next_job(void *data, struct job *job)
{
	struct session *session = data;

	if (session->trouble && session->options->fail_fast)
		return false;
	while (schedule_next(&session->schedule, job))
		if (is_due(session, job) && !is_skipped(session, job))
			return true;
	return false;
}

static void take_result(void *data, const struct job *job, struct result *result)
{
	struct session *session = data;

	session_take(session, job->place, result);
	if (!session->kept)
		return;
	console_note(session->console, "%s", session->kept);
	free(STEAL(session->kept, NULL));
}

/* How to enter each namespace of a topology that stays, and how to end it. */
static void note_kept(void *data, const struct job *job, pid_t pid, struct outcome *outcome)
{
	struct session *session = data;
	size_t size;
	FILE *note = open_memstream(&session->kept, &size);

	(void)job;
	if (!note)
		broken("out of memory for a note");
	fprintf(note, "      kept, until you type: kill %d", pid);
	for (size_t i = 0; i < outcome->namespace_count; i++) {
		char *command = keep_command(pid, &outcome->namespaces[i]);

		fprintf(note, "\n      enter %s: %s", outcome->namespaces[i].name, command);
		if (!outcome->result.enter)
			outcome->result.enter = STEAL(command, NULL);
		free(command);
	}
	fclose(note);
}

int session_run(struct session *session)
{
	const struct pool_client client = {session, next_job, log_start, take_result, note_kept};
	const uint64_t rounds = session->options->repeat;
	int signal = pool_run(session->pool, &client);

	for (uint64_t round = 1; session->options->until_fail && (!rounds || round < rounds); round++) {
		if (signal || session->trouble)
			break;
		schedule_again(&session->schedule);
		signal = pool_run(session->pool, &client);
	}
	return signal;
}

/* ---- once more, what failed ---- */

/* Which of the results, and how often still. */
struct rerun {
	struct session *session;
	size_t place, times;
};

static bool next_rerun(void *data, struct job *job)
{
	struct rerun *rerun = data;
	const struct session *session = rerun->session;

	for (; rerun->place < session->results.places; rerun->place++, rerun->times = 0) {
		const struct result *result = &session->results.at[rerun->place];

		if (!result->id || !verdict_is_trouble(result->verdict) ||
		    rerun->times == session->options->rerun_failed)
			continue;
		rerun->times++;
		*job = (struct job){session_position(session, rerun->place) - 1, result->repeat,
				    rerun->place};
		return true;
	}
	return false;
}

/* What failed stays failed: the result only learns how often it passed. */
static void take_rerun(void *data, const struct job *job, struct result *again)
{
	const struct rerun *rerun = data;
	struct result *result = &rerun->session->results.at[job->place];

	result->reruns++;
	result->reruns_passed += again->verdict == VERDICT_PASS;
	outcome_release(again);
	if (result->reruns == rerun->session->options->rerun_failed && result_is_flake(result))
		console_note(rerun->session->console, "flake: %s passed %u of %u times when it was run again",
			     result->id, result->reruns_passed, result->reruns);
}

int session_rerun(struct session *session)
{
	struct rerun rerun = {session, 0, 0};
	const struct pool_client client = {&rerun, next_rerun, log_nothing, take_rerun, NULL};
	struct pool_plan plan = session->plan;
	struct pool *pool;
	int signal;

	plan.share = 1; /* nothing that another case has left can be why */
	pool = pool_new(&plan);
	signal = pool_run(pool, &client);
	pool_free(pool);
	return signal;
}

struct run_identity session_identity(const struct session *session)
{
	struct run_identity identity = {.version = MVC_VERSION};

	snprintf(identity.kernel, sizeof(identity.kernel), "%s", session->environment.machine.release);
	snprintf(identity.selection, sizeof(identity.selection), "%zu cases, %016llx",
		 session->selection.count,
		 (unsigned long long)selection_hash(&session->catalogue, &session->selection));
	snprintf(identity.repeats, sizeof(identity.repeats), "%u", session->schedule.repeats);
	snprintf(identity.seed, sizeof(identity.seed), "%llu", (unsigned long long)session->options->seed);
	return identity;
}
