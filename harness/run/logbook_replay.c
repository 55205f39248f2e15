#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/logbook.h"

#include <errno.h>
#include <string.h>

#define FIELDS_MAX 12

/* One line, cut into its fields; the event is field[0]. */
struct line {
	char *field[FIELDS_MAX];
	size_t count;
};

struct replay {
	const char *path;
	const struct run_identity *identity;
	const struct logbook_reader *reader;
	struct result pending; /* findings of the case that the next "end" ends */
	bool has_session;
	char session[64]; /* the boot of the last one */
	char *error;
	size_t size;
};

static char unescaped(char letter)
{
	switch (letter) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	default:
		return letter;
	}
}

static void unescape(char *field)
{
	char *to = field;

	for (const char *from = field; *from; from++) {
		if (*from == '\\' && from[1])
			*to++ = unescaped(*++from);
		else
			*to++ = *from;
	}
	*to = '\0';
}

static void cut(char *text, struct line *line)
{
	char *field;

	for (line->count = 0; line->count < FIELDS_MAX && (field = strsep(&text, "\t")); line->count++) {
		unescape(field);
		line->field[line->count] = field;
	}
}

static bool number_of(const char *text, uint64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno;
}

/* Empty and absent are the same in a logbook. */
static char *optional(const char *field)
{
	char *copy = *field ? strdup(field) : NULL;

	if (*field && !copy)
		broken("out of memory for the logbook");
	return copy;
}

/* ---- events ---- */

static bool take_session(struct replay *replay, const struct line *line)
{
	snprintf(replay->session, sizeof(replay->session), "%s", line->field[1]);
	replay->has_session = true;
	return true;
}

static bool take_begin(struct replay *replay, const struct line *line)
{
	uint64_t repeat;

	return number_of(line->field[2], &repeat) &&
	       replay->reader->began(replay->reader->data, line->field[1], (unsigned)repeat);
}

static bool take_finding(struct replay *replay, const struct line *line)
{
	struct result *pending = &replay->pending;
	uint64_t number;

	if (!number_of(line->field[2], &number))
		return false;
	pending->findings =
		reallocarray(pending->findings, pending->finding_count + 1, sizeof(struct finding));
	if (!pending->findings)
		broken("out of memory for the logbook");
	pending->findings[pending->finding_count] =
		(struct finding){strdup(line->field[1]), (unsigned)number, strdup(line->field[3])};
	if (!pending->findings[pending->finding_count].file ||
	    !pending->findings[pending->finding_count].text)
		broken("out of memory for the logbook");
	pending->finding_count++;
	return true;
}

static bool take_end(struct replay *replay, const struct line *line)
{
	struct result *result = &replay->pending;
	uint64_t repeat;

	if (!number_of(line->field[2], &repeat) || verdict_named(line->field[3], &result->verdict) ||
	    !number_of(line->field[4], &result->checks) || !number_of(line->field[5], &result->duration_ns))
		return false;
	result->repeat = (unsigned)repeat;
	result->reason = optional(line->field[6]);
	result->output = optional(line->field[7]);
	result->pcapng = optional(line->field[8]);
	result->enter = optional(line->field[9]);
	if (!replay->reader->ended(replay->reader->data, line->field[1], result))
		return false;
	*result = (struct result){0};
	return true;
}

static const struct {
	const char *event;
	size_t fields;
	bool (*take)(struct replay *replay, const struct line *line);
} events[] = {
	{"session", 2, take_session},
	{"begin", 3, take_begin},
	{"finding", 4, take_finding},
	{"end", 10, take_end},
};

static bool take_event(struct replay *replay, const struct line *line)
{
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (!strcmp(line->field[0], events[i].event))
			return line->count == events[i].fields && events[i].take(replay, line);
	return false;
}

/* ---- the file ---- */

/* The first line: is it a logbook, and of this very run? */
static int check_identity(struct replay *replay, const struct line *line)
{
	const struct run_identity *identity = replay->identity;
	const struct {
		const char *what, *ours;
	} parts[] = {
		{"version", identity->version},      {"kernel", identity->kernel},
		{"selection", identity->selection},  {"number of repeats", identity->repeats},
		{"seed to shuffle", identity->seed},
	};
	const size_t count = sizeof(parts) / sizeof(parts[0]);

	if (line->count != 2 + count || strcmp(line->field[0], "logbook") || strcmp(line->field[1], "1")) {
		snprintf(replay->error, replay->size,
			 "%s is no logbook of this program; run without --resume", replay->path);
		return -1;
	}
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(line->field[2 + i], parts[i].ours))
			continue;
		snprintf(replay->error, replay->size,
			 "%s is of another run: its %s is %s, not %s; give the same options, or run without "
			 "--resume",
			 replay->path, parts[i].what, line->field[2 + i], parts[i].ours);
		return -1;
	}
	return 0;
}

static int damaged(struct replay *replay, size_t number)
{
	snprintf(replay->error, replay->size, "%s is damaged in line %zu; run without --resume", replay->path,
		 number);
	return -1;
}

static int read_lines(struct replay *replay, FILE *file)
{
	AUTO_FREE char *text = NULL;
	size_t capacity = 0, number = 0;
	ssize_t length;

	while ((length = getline(&text, &capacity, file)) > 0) {
		struct line line;

		if (text[length - 1] != '\n')
			break; /* the crash came while it was written */
		text[length - 1] = '\0';
		if (memchr(text, '\0', (size_t)length - 1))
			return damaged(replay, number + 1);
		cut(text, &line);
		if (!number++) {
			if (check_identity(replay, &line))
				return -1;
		} else if (!take_event(replay, &line)) {
			return damaged(replay, number);
		}
	}
	return replay->has_session ? 0 : damaged(replay, number + 1);
}

int logbook_parse(FILE *file, const char *path, const struct run_identity *identity,
		  const struct logbook_reader *reader, enum how_it_ended *how, char *error, size_t size)
{
	struct replay replay = {
		.path = path, .identity = identity, .reader = reader, .error = error, .size = size};
	int failed = read_lines(&replay, file);

	result_free(&replay.pending);
	*how = strcmp(replay.session, boot_id()) ? MACHINE_DOWN : RUNNER_KILLED;
	return failed;
}

int logbook_replay(const char *path, const struct run_identity *identity, const struct logbook_reader *reader,
		   enum how_it_ended *how, char *error, size_t size)
{
	AUTO_FCLOSE FILE *file = fopen(path, "re");

	if (file)
		return logbook_parse(file, path, identity, reader, how, error, size);
	snprintf(error, size, "cannot read %s: %s (%s); there is nothing to --resume", path,
		 errno_name(errno), strerror(errno));
	return -1;
}
