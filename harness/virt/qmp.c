#include "harness/virt/qmp.h"

#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/virt/talker.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	LINE_MAX_OCTETS = 1 << 20,
	EVENTS_MAX = 256,
	ANSWER_S = 15, /* on metal */
};

const char *(*qmp_sabotage)(const char *command);

struct qmp {
	struct talker monitor;
	bool spoken_to, awaits_answer;
	char in[LINE_MAX_OCTETS];
	json_t *answer;             /* owned; NULL: none has come */
	json_t *events[EVENTS_MAX]; /* owned */
	size_t event_count;
};

/* ---- hearing ---- */

static void keep_event(struct qmp *qmp, json_t *event)
{
	if (qmp->event_count == EVENTS_MAX)
		broken("QEMU announces more than %d events", EVENTS_MAX);
	qmp->events[qmp->event_count++] = json_incref(event);
}

static void keep_answer(struct qmp *qmp, json_t *answer)
{
	if (!qmp->awaits_answer)
		broken("QEMU's monitor answers what it was not asked");
	qmp->awaits_answer = false;
	qmp->answer = json_incref(answer);
}

/* All is answered alike, whoever greets; but who it was is to be known. */
static void hear_greeting(json_t *greeting)
{
	char version[64];
	int major, minor, micro;

	if (json_unpack(greeting, "{s{s{s{si, si, si}}}}", "QMP", "version", "qemu", "major", &major, "minor",
			&minor, "micro", &micro))
		return;
	snprintf(version, sizeof version, "%d.%d.%d", major, minor, micro);
	served_by("qemu", version);
}

static void hear_line(void *listener, char *line, size_t length)
{
	struct qmp *qmp = listener;
	json_error_t error;
	json_t *said = json_loadb(line, length, 0, &error);

	if (!json_is_object(said))
		broken("QEMU's monitor says what is no JSON object: %s", said ? "another value" : error.text);
	if (json_object_get(said, "event"))
		keep_event(qmp, said);
	else if (json_object_get(said, "QMP"))
		hear_greeting(said);
	else
		keep_answer(qmp, said);
	json_decref(said);
}

struct qmp *qmp_new(int socket, const struct child_process *machine)
{
	struct qmp *qmp = calloc(1, sizeof *qmp);

	if (!qmp)
		broken("out of memory for a monitor");
	qmp->monitor = (struct talker){.name = "QEMU's monitor",
				       .machine_name = "QEMU",
				       .socket = socket,
				       .machine = machine,
				       .room = qmp->in,
				       .size = sizeof qmp->in,
				       .hear = hear_line,
				       .listener = qmp};
	return qmp;
}

/* ---- asking ---- */

static void say(struct qmp *qmp, json_t *command)
{
	char *text = json_dumps(command, JSON_COMPACT);

	if (!text || send(qmp->monitor.socket, text, strlen(text), MSG_NOSIGNAL) != (ssize_t)strlen(text))
		talker_gone(&qmp->monitor);
	free(text);
}

static json_t *await_answer(struct qmp *qmp, const char *command)
{
	nanoseconds deadline = now() + stretched(ANSWER_S * NS_PER_S);
	json_t *answer;

	while (!qmp->answer) {
		if (!talker_await(&qmp->monitor, deadline))
			broken("QEMU does not answer %s", command);
	}
	answer = qmp->answer;
	qmp->answer = NULL;
	return answer;
}

/* What it returns, or NULL and why not. */
static json_t *ask(struct qmp *qmp, const char *command, json_t *arguments, char *words, size_t size)
{
	json_t *request = json_pack("{s:s, s:o*}", "execute", command, "arguments", arguments), *answer,
	       *result;
	const char *refusal;

	if (!request)
		broken("no JSON for %s", command);
	qmp->awaits_answer = true;
	say(qmp, request);
	json_decref(request);
	answer = await_answer(qmp, command);
	result = json_incref(json_object_get(answer, "return"));
	refusal = json_string_value(json_object_get(json_object_get(answer, "error"), "desc"));
	if (!result && !refusal)
		broken("QEMU answers %s with neither a result nor an error", command);
	snprintf(words, size, "%s", refusal ? refusal : "");
	json_decref(answer);
	return result;
}

/* Who has not negotiated is refused all else (qmp-spec, 4). */
static void negotiate(struct qmp *qmp)
{
	char words[QMP_WORDS_SIZE];
	json_t *result;

	if (qmp->spoken_to)
		return;
	qmp->spoken_to = true;
	result = ask(qmp, "qmp_capabilities", NULL, words, sizeof words);
	if (!result)
		broken("QEMU refuses qmp_capabilities: %s", words);
	json_decref(result);
}

json_t *try_qmp_execute(struct qmp *qmp, const char *command, json_t *arguments, char words[QMP_WORDS_SIZE])
{
	const char *given = qmp_sabotage ? qmp_sabotage(command) : command;

	negotiate(qmp);
	if (given != command) {
		json_decref(arguments);
		arguments = NULL;
	}
	return ask(qmp, given, arguments, words, QMP_WORDS_SIZE);
}

json_t *qmp_execute(struct qmp *qmp, const char *command, json_t *arguments)
{
	char words[QMP_WORDS_SIZE];
	json_t *result = try_qmp_execute(qmp, command, arguments, words);

	if (!result)
		broken("QEMU refuses %s: %s", command, words);
	return result;
}

/* ---- events ---- */

static bool is_event(json_t *event, const char *name, const char *key, const char *text)
{
	const char *called = json_string_value(json_object_get(event, "event"));
	const char *value =
		key ? json_string_value(json_object_get(json_object_get(event, "data"), key)) : text;

	return called && !strcmp(called, name) && (!key || (value && !strcmp(value, text)));
}

static void drop_event(struct qmp *qmp, size_t index)
{
	json_decref(qmp->events[index]);
	memmove(&qmp->events[index], &qmp->events[index + 1],
		(--qmp->event_count - index) * sizeof qmp->events[0]);
}

static bool take_event(struct qmp *qmp, const char *name, const char *key, const char *text)
{
	for (size_t i = 0; i < qmp->event_count; i++) {
		if (!is_event(qmp->events[i], name, key, text))
			continue;
		drop_event(qmp, i);
		return true;
	}
	return false;
}

bool qmp_await_event(struct qmp *qmp, const char *name, const char *key, const char *text)
{
	nanoseconds deadline = now() + patience();

	while (!take_event(qmp, name, key, text)) {
		if (!talker_await(&qmp->monitor, deadline))
			return false;
	}
	return true;
}

/* Any command will do: this one changes nothing. */
void qmp_fence(struct qmp *qmp)
{
	json_decref(qmp_execute(qmp, "query-status", NULL));
}

void qmp_forget_events(struct qmp *qmp)
{
	qmp_fence(qmp);
	while (qmp->event_count)
		drop_event(qmp, qmp->event_count - 1);
}

unsigned qmp_count_events(struct qmp *qmp, const char *name, const char *key, const char *text)
{
	unsigned count = 0;

	qmp_fence(qmp);
	for (size_t i = 0; i < qmp->event_count; i++)
		count += is_event(qmp->events[i], name, key, text);
	return (unsigned)told(count);
}

/* ---- commands ---- */

void qmp_set_link(struct qmp *qmp, const char *device, bool up)
{
	json_decref(qmp_execute(qmp, "set_link", json_pack("{s:s, s:b}", "name", device, "up", up)));
}

void qmp_reset(struct qmp *qmp)
{
	json_decref(qmp_execute(qmp, "system_reset", NULL));
}

void qmp_stop(struct qmp *qmp)
{
	json_decref(qmp_execute(qmp, "stop", NULL));
}

void qmp_continue(struct qmp *qmp)
{
	json_decref(qmp_execute(qmp, "cont", NULL));
}
