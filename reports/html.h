/* html.h - writing HTML as a stream: elements, attributes and text. Whatever text goes in, none of it becomes markup. */
#ifndef MVC_REPORTS_HTML_H
#define MVC_REPORTS_HTML_H

#include <stddef.h>
#include <stdio.h>

enum { HTML_DEPTH = 32 }; /* elements within elements */

struct html {
	FILE *out;                    /* the caller's; its errors stay with it */
	const char *open[HTML_DEPTH]; /* the elements that are open; static storage */
	unsigned depth;
	int in_tag;     /* the start tag of the last one can still get attributes */
	size_t written; /* octets */
};

/* Begins an element; its name, like those of attributes and classes, is the program's own and is written as it is. */
void html_open(struct html *html, const char *element);
void html_attribute(struct html *html, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Text, of any octets. */
void html_text(struct html *html, const char *text);
void html_textf(struct html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Closes the element opened last. */
void html_close(struct html *html);

/* An element of this class (NULL: none) with nothing but this text in it. */
void html_put(struct html *html, const char *element, const char *class, const char *text);
void html_putf(struct html *html, const char *element, const char *class, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Begins an element of this class. */
void html_open_class(struct html *html, const char *element, const char *class);

/* Writes markup of the program's own as it is: a style sheet, a script. */
void html_own_markup(struct html *html, const char *markup);

#endif
