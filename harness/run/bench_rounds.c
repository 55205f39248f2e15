#include "harness/core/verdict.h"
#include "harness/run/bench_session.h"
#include "harness/run/interrupts.h"
#include "harness/run/outcome.h"

#include <stdlib.h>
#include <string.h>

enum { SET_UP_S = 30 }; /* how long a measurement may take beyond measuring */

/* ---- the report ---- */

static const struct bench_unit units[][BENCH_NUMBERS] = {
	[THROUGHPUT] = {{"frames_per_second", "kframe/s", 1e3, 1, 0},
			{"bytes_per_second", "MB/s", 1e6, 1, 0}},
	[LATENCY] = {{"median_ns", "median us", 1e3, 2, 1}, {"percentile_99_ns", "99 % us", 1e3, 2, 1}},
};

static void *some(size_t count, size_t size)
{
	void *memory = calloc(count, size);

	if (!memory)
		broken("out of memory for what is measured");
	return memory;
}

static struct bench_measure describe(const struct measure *measure, size_t room)
{
	return (struct bench_measure){
		.id = measure->id,
		.summary = measure->summary,
		.route = measure->route == GUEST_TO_WIRE ? "guest-to-wire" : "guest-to-guest",
		.units = units[measure->quantity],
		.frame_octets = measure->length,
		.segment_octets = measure->segment,
		.queues = measure->queues,
		.vnet_header = measure->vnet_header,
		.series = some(room, sizeof(struct bench_series)),
	};
}

static struct bench_series *add_series(struct bench_measure *measure, const struct bench_cell *cell,
				       size_t rounds)
{
	struct bench_series *series = &measure->series[measure->count++];

	series->contender = contender_name(cell->contender);
	for (size_t number = 0; number < BENCH_NUMBERS; number++)
		series->round[number] = some(rounds, sizeof(double));
	return series;
}

/* Cells of a measure stand in a row. */
void bench_prepare_report(struct bench_session *session)
{
	struct bench *report = &session->report;

	report->rounds = session->options->rounds;
	report->duration_ms = session->options->measure_ms;
	report->measures = some(session->count, sizeof(*report->measures));
	session->series = some(session->count, sizeof(*session->series));
	for (size_t i = 0; i < session->count; i++) {
		const struct bench_cell *cell = session->cells[i];

		if (!i || cell->measure != session->cells[i - 1]->measure)
			report->measures[report->count++] = describe(cell->measure, session->count);
		session->series[i] = add_series(&report->measures[report->count - 1], cell, report->rounds);
	}
}

/* ---- rounds ---- */

/* A, B, C, A, B, C: what changes with time changes for all of them. What could not be measured once is not tried again. */
static bool next_measurement(void *data, struct job *job)
{
	struct bench_session *session = data;

	while (session->given < session->count * session->report.rounds) {
		size_t place = session->given++, index = place % session->count;

		if (session->series[index]->verdict != VERDICT_PASS)
			continue;
		*job = (struct job){.index = index, .place = place};
		return true;
	}
	return false;
}

static void forget_numbers(void *data, const struct job *job)
{
	struct bench_session *session = data;

	*session->cells[job->index]->numbers = (struct bench_numbers){0};
}

static void tell(const struct bench_session *session, const struct job *job)
{
	const struct bench_unit *unit = units[session->cells[job->index]->measure->quantity];
	const struct bench_numbers *numbers = session->cells[job->index]->numbers;

	printf("round %zu  %s  %.*f %s, %llu of %llu arrived\n", job->place / session->count + 1,
	       session->cases.cases[job->index].id, unit->decimals, numbers->value[0] / unit->divisor,
	       unit->name, (unsigned long long)numbers->received, (unsigned long long)numbers->sent);
	fflush(stdout);
}

static void take_numbers(struct bench_series *series, const struct bench_numbers *numbers)
{
	series->sent += numbers->sent;
	series->received += numbers->received;
	for (size_t number = 0; number < BENCH_NUMBERS; number++)
		series->round[number][series->rounds] = numbers->value[number];
	series->rounds++;
}

static void take_trouble(struct bench_series *series, struct result *result)
{
	series->verdict = result->verdict;
	series->reason = result->reason;
	result->reason = NULL;
	printf("%s  %s  %s\n", verdict_name(series->verdict), result->id,
	       series->reason ? series->reason : "");
	fflush(stdout);
}

static void take_measurement(void *data, const struct job *job, struct result *result)
{
	struct bench_session *session = data;
	struct bench_series *series = session->series[job->index];

	if (result->verdict != VERDICT_PASS) {
		take_trouble(series, result);
	} else {
		take_numbers(series, session->cells[job->index]->numbers);
		if (session->options->verbose)
			tell(session, job);
	}
	outcome_release(result);
}

int bench_measure(struct bench_session *session)
{
	const struct pool_client client = {session, next_measurement, forget_numbers, take_measurement, NULL};
	const struct pool_plan plan = {
		.cases = &session->cases,
		.jobs = 1,
		.share = 1,
		.timeout = stretched(SET_UP_S * NS_PER_S) + 2 * session->report.duration_ms * NS_PER_MS,
		.blame = &session->blame,
		.interrupts = interrupts_catch(),
	};
	struct pool *pool = pool_new(&plan);
	int signal = pool_run(pool, &client);

	pool_free(pool);
	return signal;
}
