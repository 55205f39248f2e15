/* xml_stream.h - inside domain/: a file of XML that somebody else wrote, as a stream of elements. The one place that knows libxml2
 * as a reader.
 *
 * Nothing is fetched, nothing is expanded: a file that declares a document type is refused before the declaration is looked
 * at, so that there are no entities but the five of XML itself. Time and memory are bounded by the limits below.
 */
#ifndef MVC_DOMAIN_XML_STREAM_H
#define MVC_DOMAIN_XML_STREAM_H

#include <stddef.h>

enum {
	XML_FILE_LIMIT = 1 << 20,  /* octets; a domain with a hundred disks takes a tenth */
	XML_PIECE_LIMIT = 1 << 16, /* octets of a tag, a comment or an instruction */
	XML_DEPTH_LIMIT = 64,      /* elements within each other; libvirt's own are some ten */
	XML_TEXT_LIMIT = 4096,     /* octets of an element's text that are kept; the rest is passed over */
};

struct xml_attribute {
	const char *name, *value;
};

/* An element that begins. All of it lasts as long as the call it is handed to. */
struct xml_element {
	const char *name;                       /* "" if it is of a namespace: libvirt's own are of none */
	unsigned line;                          /* where its tag ends */
	const struct xml_attribute *attributes; /* those of no namespace */
	size_t count;
};

/* What is done with it. A sentence ends the reading (NULL: go on): it becomes the complaint, behind file and line. */
struct xml_sink {
	void *data;
	const char *(*open)(void *data, const struct xml_element *element);
	/* text: what stands directly in it, without blanks around it, up to XML_TEXT_LIMIT; line: where its end tag is */
	const char *(*close)(void *data, const char *text, unsigned line);
};

/* Reads the octets. 0, or -1 with one line that begins with "name:LINE: " in error. Ends the program (exit 2) if there is
 * no memory. */
int xml_stream(const char *name, const char *octets, size_t length, const struct xml_sink *sink, char *error,
	       size_t size);

#endif
