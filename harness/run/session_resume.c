#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/session.h"

#include <string.h>

/* Where in the selection each id is, sorted by id; and which places were running. */
struct finder {
	struct session *session;
	struct found {
		const char *id;
		size_t position;
	} * ids;
	bool *running;
	size_t running_count;
};

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->id, ((const struct found *)b)->id);
}

static const struct testcase *case_at(const struct session *session, size_t position)
{
	return &session->catalogue.list.cases[session->selection.index[position]];
}

static struct finder finder_of(struct session *session)
{
	size_t count = session->selection.count;
	struct finder finder = {
		session,
		calloc(count + 1, sizeof(struct found)),
		calloc(session->results.places + 1, sizeof(bool)),
		0,
	};

	if (!finder.ids || !finder.running)
		broken("out of memory for %zu cases", count);
	for (size_t i = 0; i < count; i++)
		finder.ids[i] = (struct found){case_at(session, i)->id, i};
	qsort(finder.ids, count, sizeof(*finder.ids), by_id);
	return finder;
}

static bool find(const struct finder *finder, const char *id, unsigned repeat, size_t *position,
		 size_t *place)
{
	const struct session *session = finder->session;
	const struct found wanted = {.id = id};
	const struct found *found =
		bsearch(&wanted, finder->ids, session->selection.count, sizeof(wanted), by_id);

	if (!found || repeat >= session->schedule.repeats)
		return false;
	*position = found->position;
	*place = found->position * session->schedule.repeats + repeat;
	return true;
}

static bool note_begin(void *data, const char *id, unsigned repeat)
{
	struct finder *finder = data;
	size_t position, place;

	if (!find(finder, id, repeat, &position, &place))
		return false;
	finder->running_count += !finder->running[place];
	finder->running[place] = true;
	return true;
}

static bool note_end(void *data, const char *id, struct result *result)
{
	struct finder *finder = data;
	size_t position, place;

	if (!find(finder, id, result->repeat, &position, &place))
		return false;
	finder->running_count -= finder->running[place];
	finder->running[place] = false;
	finder->session->resumed += !results_has(&finder->session->results, place);
	outcome_name_after(result, case_at(finder->session, position));
	result->position = session_position(finder->session, place);
	expected_judge(&finder->session->expected, result);
	results_put(&finder->session->results, place, result);
	return true;
}

/* One of them did it. Nobody can tell which, unless it was alone. */
static char *crash_reason(enum how_it_ended how, size_t others)
{
	const char *what = how == MACHINE_DOWN ? "the machine went down" : "the runner was killed";
	char *reason;
	int length;

	if (others)
		length = asprintf(&reason,
				  "%s while this case and %zu other%s ran; to tell which it was: --jobs 1",
				  what, others, others == 1 ? "" : "s");
	else
		length = asprintf(&reason, "%s while this case ran", what);
	if (length < 0)
		broken("out of memory for a sentence");
	return reason;
}

static void blame_running(struct finder *finder, enum how_it_ended how)
{
	struct session *session = finder->session;

	for (size_t place = 0; place < session->results.places; place++) {
		struct result result = {.verdict = VERDICT_CRASH};

		if (!finder->running[place])
			continue;
		outcome_name_after(&result, case_at(session, place / session->schedule.repeats));
		result.repeat = (unsigned)(place % session->schedule.repeats);
		result.reason = crash_reason(how, finder->running_count - 1);
		session_take(session, place, &result);
	}
}

int session_resume(struct session *session, char *error, size_t size)
{
	const struct run_identity identity = session_identity(session);
	struct finder finder = finder_of(session);
	const struct logbook_reader reader = {&finder, note_begin, note_end};
	enum how_it_ended how;
	int failed = logbook_replay(session->logbook_path, &identity, &reader, &how, error, size);

	if (!failed)
		failed = logbook_continue(&session->logbook, session->logbook_path, error, size);
	if (!failed) {
		console_note(session->console, "resumed: %zu of %zu results are there already",
			     session->resumed, session->results.places);
		blame_running(&finder, how);
	}
	free(finder.ids);
	free(finder.running);
	return failed;
}
