#include "harness/run/output.h"
#include "harness/core/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTICE_SIZE 64 /* for the line that tells what is missing */

void output_add(struct output *output, const void *bytes, size_t count)
{
	size_t room = OUTPUT_LIMIT - output->count;
	size_t kept = count < room ? count : room;

	output->dropped += count - kept;
	if (!kept)
		return;
	output->text = realloc(output->text, output->count + kept + NOTICE_SIZE);
	if (!output->text)
		broken("out of memory for what a case writes; give this process more");
	memcpy(output->text + output->count, bytes, kept);
	output->count += kept;
}

char *output_take(struct output *output)
{
	char *text = output->text;
	char *nul;

	if (!text)
		return NULL;
	text[output->count] = '\0';
	while ((nul = memchr(text, '\0', output->count)))
		*nul = '?';
	if (output->dropped)
		snprintf(text + output->count, NOTICE_SIZE, "\n... and %zu octets more\n", output->dropped);
	*output = (struct output){0};
	return text;
}
