/* saved_parts.h - reading results from JSON; for saved.c, saved_value.c and saved_result.c alone. */
#ifndef MVC_REPORTS_SAVED_PARTS_H
#define MVC_REPORTS_SAVED_PARTS_H

#include "reports/json_fields.h"
#include "reports/saved.h"

#include <jansson.h>

struct reader {
	struct saved *saved;
	const char *text;
	size_t at, length;
	unsigned line;                         /* of text + at */
	size_t capacity;                       /* of saved->results */
	const struct result *requirements;     /* the arena's; what results have in common */
	size_t requirement_count, requirement; /* requirement: the one found last */
	json_t *seen;                          /* owned; ids and repeats of the results so far */
	bool complete;                         /* its last word was there */
	char *error;
	size_t size;
};

/* Says what is wrong in this line. False. */
bool saved_bad(struct reader *reader, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

bool saved_no_memory(struct reader *reader);

/* What an object must have and may have, into a struct. `what` is what the object is called if it is wrong. */
bool saved_fields(struct reader *reader, unsigned line, const char *what, const json_t *object,
		  const struct json_field *fields, void *into);

/* Whether the value is of this kind; says what is wrong if not. */
bool saved_is(struct reader *reader, unsigned line, const char *what, const json_t *value, json_type type);

/* The whole number below the limit at this key; absent: 0. */
bool saved_number(struct reader *reader, unsigned line, const char *key, const json_t *value, uint64_t limit,
		  uint64_t *number);

/* One element of "results". */
bool saved_result(struct reader *reader, unsigned line, const json_t *object);

#endif
