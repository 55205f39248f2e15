/* text.h - text that came out of a case, made fit for where it is shown. Any octets go in. */
#ifndef MVC_REPORTS_TEXT_H
#define MVC_REPORTS_TEXT_H

#include <stddef.h>
#include <stdio.h>

static inline const char *text_or(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

/* Characters that XML 1.0 can hold as they are; an octet that is not UTF-8 and a character that XML cannot
 * hold stay visible: "[NON-XML-CHAR-0x1B]". Markup is not escaped here: the XML library does that. */
void text_for_xml(FILE *out, const char *text);

/* Every character as it is; an octet that is not UTF-8 is shown as "\x80". What quotes need is left to the JSON
 * library. */
void text_for_json(FILE *out, const char *text);
/* Text for HTML, in an element or within the double quotes of an attribute: no character of it is markup. Control
 * characters but for tab and newline, octets that are not UTF-8 and characters that turn the direction of writing are
 * shown as in text_for_terminal(). Returns the octets written. */
size_t text_for_html(FILE *out, const char *text);

/* One line for a terminal or a log: control characters, octets that are not UTF-8 and characters that turn
 * the direction of writing are shown as "\x1b" or "\u202e"; a tab stays. Words that log parsers take for a
 * verdict are set apart from it: "FAIL :". */
void text_for_terminal(FILE *out, const char *text);

/* The length of the longest beginning of at most limit octets that does not end within a character. */
size_t text_cut(const char *text, size_t limit);

/* Leaves out the middle of a text that is longer than limit, and says there how much. In place. */
void text_shorten(char *text, size_t limit);

#endif
