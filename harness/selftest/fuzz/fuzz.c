#include "harness/selftest/fuzz/fuzz.h"
#include "harness/core/verdict.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void must_hold(int holds, const char *sentence)
{
	if (holds)
		return;
	fprintf(stderr, "it does not hold: %s\n", sentence);
	abort();
}

void must_be_a_line(const char *error)
{
	must_hold(strstr(error, FUZZED_NAME) != NULL, "a complaint names the file");
	for (const char *c = error; *c; c++)
		must_hold(((unsigned char)*c >= ' ' || *c == '\t') && *c != 0x7f,
			  "a complaint is one line of text");
}

/* Whoever cannot go on calls it: files must not bring anybody there. */
void broken(const char *sentence, ...)
{
	va_list arguments;

	va_start(arguments, sentence);
	vfprintf(stderr, sentence, arguments);
	va_end(arguments);
	abort();
}
