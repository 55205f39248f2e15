#include "harness/core/text.h"

#include <stdarg.h>
#include <stdio.h>

struct text text_in(char *buffer, size_t size)
{
	if (size)
		buffer[0] = '\0';
	return (struct text){.start = buffer, .size = size};
}

void text_add(struct text *text, const char *format, ...)
{
	size_t left = text->size - text->length;
	va_list arguments;
	int wanted;

	if (!left)
		return;
	va_start(arguments, format);
	wanted = vsnprintf(text->start + text->length, left, format, arguments);
	va_end(arguments);
	if (wanted > 0)
		text->length += (size_t)wanted < left ? (size_t)wanted : left - 1;
}

void text_separate(struct text *text, const char *separator)
{
	if (text->length)
		text_add(text, "%s", separator);
}
