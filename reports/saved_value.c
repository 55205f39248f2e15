#include "reports/saved_parts.h"
#include "reports/text.h"

#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {
	[JSON_OBJECT] = "an object",       [JSON_ARRAY] = "an array", [JSON_STRING] = "a string",
	[JSON_INTEGER] = "a whole number", [JSON_REAL] = "a number",  [JSON_TRUE] = "true or false",
	[JSON_FALSE] = "true or false",    [JSON_NULL] = "null",
};

/* What stands in a file of somebody else's goes to a terminal. */
bool saved_bad(struct reader *reader, unsigned line, const char *format, ...)
{
	FILE *stream = fmemopen(reader->error, reader->size, "w");
	va_list arguments;
	char *sentence = NULL;

	if (!stream)
		return false;
	setvbuf(stream, NULL, _IONBF, 0);
	va_start(arguments, format);
	if (vasprintf(&sentence, format, arguments) < 0)
		sentence = NULL;
	va_end(arguments);
	fprintf(stream, "%s:%u: ", reader->saved->name, line);
	text_for_terminal(stream, text_or(sentence, "out of memory"));
	fclose(stream);
	reader->error[reader->size - 1] = '\0';
	free(sentence);
	return false;
}

bool saved_no_memory(struct reader *reader)
{
	return saved_bad(reader, reader->line, "out of memory; give this process more");
}

bool saved_is(struct reader *reader, unsigned line, const char *what, const json_t *value, json_type type)
{
	if (value && json_typeof(value) == type)
		return true;
	if (!value)
		return saved_bad(reader, line, "%s is not there; it must be %s", what, kinds[type]);
	return saved_bad(reader, line, "%s is %s; it must be %s", what, kinds[json_typeof(value)],
			 kinds[type]);
}

bool saved_number(struct reader *reader, unsigned line, const char *key, const json_t *value, uint64_t limit,
		  uint64_t *number)
{
	json_int_t integer = json_integer_value(value);

	*number = 0;
	if (!value)
		return true;
	if (!saved_is(reader, line, key, value, JSON_INTEGER))
		return false;
	if (integer < 0 || (uint64_t)integer > limit)
		return saved_bad(reader, line,
				 "%s is %" JSON_INTEGER_FORMAT "; it must be from 0 to %" PRIu64, key,
				 integer, limit);
	*number = (uint64_t)integer;
	return true;
}

static bool read_text(struct reader *reader, unsigned line, const struct json_field *field,
		      const json_t *value, char **text)
{
	if (!value && field->kind == JSON_TEXT)
		return true;
	if (!saved_is(reader, line, field->name, value, JSON_STRING))
		return false;
	*text = arena_text(&reader->saved->arena, json_string_value(value));
	return *text || saved_no_memory(reader);
}

static bool read_field(struct reader *reader, unsigned line, const struct json_field *field,
		       const json_t *value, void *into)
{
	char *at = (char *)into + field->offset;
	uint64_t number;

	if (field->kind == JSON_TEXT || field->kind == JSON_NAME)
		return read_text(reader, line, field, value, (char **)at);
	if (!saved_number(reader, line, field->name, value,
			  field->kind == JSON_UNSIGNED ? INT_MAX : INT64_MAX, &number))
		return false;
	if (field->kind == JSON_UNSIGNED)
		*(unsigned *)at = (unsigned)number;
	else if (field->kind == JSON_COUNT)
		*(size_t *)at = (size_t)number;
	else
		*(uint64_t *)at = number;
	return true;
}

bool saved_fields(struct reader *reader, unsigned line, const char *what, const json_t *object,
		  const struct json_field *fields, void *into)
{
	if (!saved_is(reader, line, what, object, JSON_OBJECT))
		return false;
	for (const struct json_field *field = fields; field->name; field++)
		if (!read_field(reader, line, field, json_object_get(object, field->name), into))
			return false;
	return true;
}
