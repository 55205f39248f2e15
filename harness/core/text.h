/* text.h - a text that grows inside a buffer of the caller's: always ended by a NUL, cut where the buffer
 * ends. */
#ifndef MVC_CORE_TEXT_H
#define MVC_CORE_TEXT_H

#include <stddef.h>

struct text {
	char *start;
	size_t size, length; /* length < size, unless the buffer has no octet at all */
};

/* An empty text in this buffer. */
struct text text_in(char *buffer, size_t size);

void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What stands between this item of a list and the one before it: nothing before the first. */
void text_separate(struct text *text, const char *separator);

/* What a word gets behind this number: "1 octet", "2 octets". */
static inline const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

#endif
