/* xml.h - writing XML as a stream: elements, attributes and text. Whatever goes in, what comes out can be
 * parsed. */
#ifndef MVC_REPORTS_XML_H
#define MVC_REPORTS_XML_H

#include <stdio.h>

struct xml; /* freed by xml_end() */

/* Begins a document on a stream that stays the caller's. NULL without memory. */
struct xml *xml_begin(FILE *stream);

void xml_open(struct xml *xml, const char *element);
void xml_attribute(struct xml *xml, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void xml_text(struct xml *xml, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Closes the element opened last. */
void xml_close(struct xml *xml);

/* Ends the document and frees it. 0, or -1 if memory did not suffice; errors of the stream stay with the
 * stream. */
int xml_end(struct xml *xml);

#endif
