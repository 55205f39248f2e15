/* output.h - what a case writes to stdout and stderr: kept up to a limit, counted beyond it. */
#ifndef MVC_RUN_OUTPUT_H
#define MVC_RUN_OUTPUT_H

#include <stddef.h>

#define OUTPUT_LIMIT 65536

struct output {
	char *text; /* owned; count octets, any octets */
	size_t count;
	size_t dropped; /* octets beyond the limit */
};

void output_add(struct output *output, const void *bytes, size_t count);

/* The text, ended by a NUL and by a line that tells how much is missing; NULL if nothing was written. The
 * caller frees it; the output is as new. NULs in it become '?'. */
char *output_take(struct output *output);

#endif
