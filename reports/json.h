/* json.h - a run as one JSON document, with all that any report needs: reports/results.schema.json says what is in it,
 * reports/saved.h reads it back. Every result has a line of its own.
 */
#ifndef MVC_REPORTS_JSON_H
#define MVC_REPORTS_JSON_H

#include "reports/result.h"

#include <stdio.h>

/* Octets of a frame that are written: its addresses, tags and headers, and what marks it as ours. */
#define FRAME_OCTETS 128

/* Writes the file, to a temporary name that is renamed when it is complete. Goes from result to result, and needs no
 * more memory for many of them than for few. 0, or -1 with one line (what, where, what would be right) in error. */
int json_write(const struct run *run, const char *path, char *error, size_t size);

/* The same onto a stream, whose errors stay with it. 0, or -1 if memory did not suffice. */
int json_print(const struct run *run, FILE *out);

#endif
