#include "harness/run/complain.h"

#include <stdarg.h>
#include <stdio.h>

int complain(const char *sentence, ...)
{
	va_list arguments;

	fputs("macvtap-conform: ", stderr);
	va_start(arguments, sentence);
	vfprintf(stderr, sentence, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return EXIT_UNUSABLE;
}
