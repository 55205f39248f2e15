/* saved.h - reads back what json.h has written: a run, as if it had just ended.
 *
 * The file may be anybody's, so all of it is doubted. What is unknown is passed over, for the sake of files that later
 * versions add to; what is known must be as reports/results.schema.json says.
 */
#ifndef MVC_REPORTS_SAVED_H
#define MVC_REPORTS_SAVED_H

#include "reports/arena.h"
#include "reports/result.h"

struct saved {
	struct run run;              /* of what follows */
	const char *name;            /* of the file; the caller's */
	struct result *results;      /* owned; their texts are the arena's: no result_free() */
	struct property *properties; /* owned; texts likewise */
	struct arena arena;
};

/* 0, or -1 with one line in error: "FILE:LINE: what is wrong; what would be right". Nothing is owned then. */
int saved_read(struct saved *saved, const char *path, char *error, size_t size);

/* The same of a text of this length, which need not end with a NUL, from the file of this name. */
int saved_parse(struct saved *saved, const char *name, const char *text, size_t length, char *error,
		size_t size);

void saved_free(struct saved *saved);

#endif
