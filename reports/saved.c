#include "reports/saved.h"
#include "reports/saved_parts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_LIMIT (1UL << 30) /* a hundred times what twenty thousand results take */

/* ---- the outline: read by hand, so that a result is all that must be in memory of its text ---- */

static char peek(struct reader *reader)
{
	for (; reader->at < reader->length; reader->at++) {
		char c = reader->text[reader->at];

		if (c == '\n')
			reader->line++;
		else if (c != ' ' && c != '\t' && c != '\r')
			return c;
	}
	return '\0';
}

static bool take(struct reader *reader, char wanted)
{
	if (peek(reader) != wanted)
		return false;
	reader->at++;
	return true;
}

static bool expect(struct reader *reader, char wanted, const char *where)
{
	if (take(reader, wanted))
		return true;
	if (!peek(reader) && reader->at >= reader->length)
		return saved_bad(reader, reader->line, "it ends %s; is all of the file there?", where);
	return saved_bad(reader, reader->line, "'%c' %s; there must be '%c'", peek(reader), where, wanted);
}

/* The next value, whole; NULL, and it has been said why. line: where it begins. */
static json_t *take_value(struct reader *reader, unsigned *line)
{
	json_error_t wrong;
	json_t *value;

	peek(reader);
	*line = reader->line;
	value = json_loadb(reader->text + reader->at, reader->length - reader->at,
			   JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK | JSON_REJECT_DUPLICATES, &wrong);
	if (!value) {
		saved_bad(reader, *line + (unsigned)(wrong.line > 0 ? wrong.line - 1 : 0), "%s; is it JSON?",
			  wrong.text);
		return NULL;
	}
	for (int i = 0; i < wrong.position; i++)
		reader->line += reader->text[reader->at++] == '\n';
	return value;
}

/* ---- what stands at the top ---- */

static bool read_format(struct reader *reader)
{
	unsigned line;
	json_t *value = take_value(reader, &line);
	const char *format = json_string_value(value);
	bool known = format && !strcmp(format, RESULTS_FORMAT);

	if (value && !known)
		saved_bad(reader, line,
			  "this is no file of results; its format must be \"" RESULTS_FORMAT "\"");
	json_decref(value);
	return known;
}

static bool read_version(struct reader *reader)
{
	unsigned line;
	json_t *value = take_value(reader, &line);
	bool known = json_integer_value(value) == RESULTS_VERSION;

	if (value && !known)
		saved_bad(reader, line,
			  "it is of version %" JSON_INTEGER_FORMAT "; this program reads version %d",
			  json_integer_value(value), RESULTS_VERSION);
	json_decref(value);
	return known;
}

static bool read_shard_value(struct reader *reader, unsigned line, const json_t *value)
{
	struct shard *shard = &reader->saved->run.shard;
	const char *selection = json_string_value(json_object_get(value, "selection"));

	if (!saved_fields(reader, line, "shard", value, shard_fields, shard))
		return false;
	if (!shard->index || shard->index > shard->count)
		return saved_bad(reader, line, "shard %u of %u; it must be from 1 to as many as there are",
				 shard->index, shard->count);
	if (!selection || strlen(selection) != 16 || selection[strspn(selection, "0123456789abcdef")])
		return saved_bad(reader, line, "selection of the shard must be 16 hexadecimal digits");
	shard->selection = strtoull(selection, NULL, 16);
	return true;
}

static bool read_property(struct reader *reader, unsigned line, const char *name, const json_t *value,
			  struct property *property)
{
	if (!saved_is(reader, line, name, value, JSON_STRING))
		return false;
	property->name = arena_text(&reader->saved->arena, name);
	property->value = arena_text(&reader->saved->arena, json_string_value(value));
	return (property->name && property->value) || saved_no_memory(reader);
}

static bool read_environment(struct reader *reader, unsigned line, const json_t *value)
{
	struct saved *saved = reader->saved;
	const json_t *each;
	const char *name;

	if (!saved_is(reader, line, "environment", value, JSON_OBJECT))
		return false;
	saved->properties = calloc(json_object_size(value) + 1, sizeof(*saved->properties));
	if (!saved->properties)
		return saved_no_memory(reader);
	saved->run.properties = saved->properties;
	json_object_foreach(
		(json_t *)(uintptr_t)value, name,
		each) if (!read_property(reader, line, name, each,
					 &saved->properties[saved->run.property_count++])) return false;
	return true;
}

static bool read_requirements(struct reader *reader, unsigned line, const json_t *value)
{
	struct result *requirements;
	const json_t *each;
	const char *id;

	if (!saved_is(reader, line, "requirements", value, JSON_OBJECT))
		return false;
	requirements = arena_take(&reader->saved->arena, json_object_size(value) * sizeof(*requirements));
	if (!requirements)
		return saved_no_memory(reader);
	reader->requirements = requirements;
	json_object_foreach((json_t *)(uintptr_t)value, id, each)
	{
		struct result *requirement = &requirements[reader->requirement_count++];

		requirement->requirement = arena_text(&reader->saved->arena, id);
		if (!requirement->requirement)
			return saved_no_memory(reader);
		if (!saved_fields(reader, line, "a requirement", each, requirement_fields, requirement))
			return false;
	}
	return true;
}

static bool read_unmet(struct reader *reader, unsigned line, const json_t *value)
{
	struct run *run = &reader->saved->run;
	struct unmet *unmet;

	if (!saved_is(reader, line, "unmet_expectations", value, JSON_ARRAY))
		return false;
	unmet = arena_take(&reader->saved->arena, json_array_size(value) * sizeof(*unmet));
	if (!unmet)
		return saved_no_memory(reader);
	run->unmet = unmet;
	for (; run->unmet_count < json_array_size(value); run->unmet_count++)
		if (!saved_fields(reader, line, "an unmet expectation",
				  json_array_get(value, run->unmet_count), unmet_fields,
				  &unmet[run->unmet_count]))
			return false;
	return true;
}

static bool read_count(struct reader *reader, unsigned line, const json_t *value)
{
	uint64_t count;

	if (!saved_number(reader, line, "count", value, INT64_MAX, &count))
		return false;
	reader->complete = true;
	return count == reader->saved->run.count ||
	       saved_bad(reader, line, "there are %zu results; its count says %" PRIu64,
			 reader->saved->run.count, count);
}

/* Element by element. */
static bool read_results(struct reader *reader)
{
	if (!expect(reader, '[', "where results should begin"))
		return false;
	if (take(reader, ']'))
		return true;
	do {
		unsigned line;
		json_t *value = take_value(reader, &line);
		bool good = value && saved_result(reader, line, value);

		json_decref(value);
		if (!good)
			return false;
	} while (take(reader, ','));
	return expect(reader, ']', "after a result");
}

static bool read_number_of_run(struct reader *reader, unsigned line, const char *key, const json_t *value)
{
	for (const struct json_field *field = run_fields; field->name; field++) {
		json_t *one;
		bool good;

		if (strcmp(field->name, key))
			continue;
		one = json_pack("{s:O}", key, value);
		good = one ? saved_fields(reader, line, key, one, (const struct json_field[]){*field, {0}},
					  &reader->saved->run)
			   : saved_no_memory(reader);
		json_decref(one);
		return good;
	}
	return true; /* a later version's */
}

static bool read_value_of(struct reader *reader, const char *key)
{
	static const struct {
		const char *key;
		bool (*read)(struct reader *reader, unsigned line, const json_t *value);
	} keys[] = {
		{"shard", read_shard_value},
		{"environment", read_environment},
		{"requirements", read_requirements},
		{"unmet_expectations", read_unmet},
		{"count", read_count},
	};
	unsigned line;
	json_t *value = take_value(reader, &line);
	size_t at = 0;
	bool good;

	if (!value)
		return false;
	while (at < sizeof(keys) / sizeof(keys[0]) && strcmp(keys[at].key, key))
		at++;
	if (at < sizeof(keys) / sizeof(keys[0]))
		good = keys[at].read(reader, line, value);
	else
		good = read_number_of_run(reader, line, key, value);
	json_decref(value);
	return good;
}

static bool read_key(struct reader *reader, json_t *keys)
{
	unsigned line;
	json_t *name = take_value(reader, &line);
	const char *key = json_string_value(name);
	bool good = name && saved_is(reader, line, "a key", name, JSON_STRING);

	if (good && !json_object_size(keys) && strcmp(key, "format"))
		good = saved_bad(reader, line,
				 "this is no file of results; its first key must be \"format\"");
	if (good && json_object_get(keys, key))
		good = saved_bad(reader, line, "'%.60s' is there twice; once is right", key);
	if (good && json_object_set_new_nocheck(keys, key, json_true()))
		good = saved_no_memory(reader);
	good = good && expect(reader, ':', "after a key");
	if (good && !strcmp(key, "format"))
		good = read_format(reader);
	else if (good && !strcmp(key, "version"))
		good = read_version(reader);
	else if (good && !strcmp(key, "results"))
		good = read_results(reader);
	else if (good)
		good = read_value_of(reader, key);
	json_decref(name);
	return good;
}

static bool is_whole(struct reader *reader, const json_t *keys)
{
	static const char *const needed[] = {"format", "version", "environment", "results", "count"};
	const struct run *run = &reader->saved->run;

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (!json_object_get(keys, needed[i]))
			return saved_bad(reader, reader->line,
					 "\"%s\" is not there; is all of the file there?", needed[i]);
	if (run->selected < run->count)
		return saved_bad(reader, reader->line,
				 "%zu results of %zu cases; \"selected\" must not be less", run->count,
				 run->selected);
	return true;
}

static bool read_all(struct reader *reader, json_t *keys)
{
	if (!expect(reader, '{', "at the beginning"))
		return false;
	do {
		if (peek(reader) != '"' && !expect(reader, '"', "where a key should be"))
			return false;
		if (!read_key(reader, keys))
			return false;
	} while (take(reader, ','));
	if (!expect(reader, '}', "after a value"))
		return false;
	if (peek(reader) || reader->at < reader->length)
		return saved_bad(reader, reader->line, "more after its end; there must be nothing");
	return is_whole(reader, keys);
}

int saved_parse(struct saved *saved, const char *name, const char *text, size_t length, char *error,
		size_t size)
{
	struct reader reader = {
		.saved = saved, .text = text, .length = length, .line = 1, .error = error, .size = size};
	json_t *keys = json_object();
	bool good;

	*saved = (struct saved){.name = name};
	reader.seen = json_object();
	good = keys && reader.seen ? read_all(&reader, keys) : saved_no_memory(&reader);
	json_decref(reader.seen);
	json_decref(keys);
	if (!good)
		saved_free(saved);
	return good ? 0 : -1;
}

/* ---- the file ---- */

static int refuse(const char *path, int code, char *error, size_t size)
{
	const char *name = strerrorname_np(code);

	snprintf(error, size, "cannot read %s: %s (%s); name a results.json of a run", path,
		 name ? name : "E?", strerror(code));
	return -1;
}

/* All of it, owned by the caller; NULL with errno. */
static char *content_of(FILE *file, size_t *length)
{
	char *text = NULL;
	size_t capacity = 1UL << 16, got;

	*length = 0;
	do {
		char *more = realloc(text, capacity);

		if (!more || capacity > FILE_LIMIT) {
			free(more ? more : text);
			errno = more ? EFBIG : ENOMEM;
			return NULL;
		}
		text = more;
		got = fread(text + *length, 1, capacity - *length, file);
		*length += got;
		capacity *= 2;
	} while (*length == capacity / 2);
	if (!ferror(file))
		return text;
	free(text);
	return NULL;
}

int saved_read(struct saved *saved, const char *path, char *error, size_t size)
{
	FILE *file = fopen(path, "re");
	struct stat status;
	size_t length;
	char *text = NULL;
	int code = 0;

	if (!file || fstat(fileno(file), &status))
		code = errno;
	else if (S_ISDIR(status.st_mode))
		code = EISDIR;
	else if (!(text = content_of(file, &length)))
		code = errno ? errno : EIO;
	if (file)
		fclose(file);
	if (!text)
		return refuse(path, code, error, size);
	code = saved_parse(saved, path, text, length, error, size);
	free(text);
	return code;
}

void saved_free(struct saved *saved)
{
	free(saved->results);
	free(saved->properties);
	arena_free(&saved->arena);
	*saved = (struct saved){0};
}
