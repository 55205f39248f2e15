#include "reports/xml.h"
#include "reports/text.h"

#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Parsers refuse an element with more than 10 MB of text. No text takes more than its share of what is left,
 * so that the last words of an element find room, however long the first were. */
#define ELEMENT_LIMIT   (8UL << 20)
#define SHARE           16
#define ATTRIBUTE_LIMIT (1UL << 20)

struct xml {
	xmlTextWriterPtr writer;
	size_t left; /* how much more text the element may have */
	int failed;
};

/* Always content: libxml2 would print an error of its own, and stdio remembers it for whoever owns the
 * stream. */
static int write_stream(void *stream, const char *octets, int length)
{
	fwrite(octets, 1, (size_t)length, stream);
	return length;
}

struct xml *xml_begin(FILE *stream)
{
	struct xml *xml = calloc(1, sizeof(*xml));
	xmlOutputBufferPtr output;

	if (!xml)
		return NULL;
	output = xmlOutputBufferCreateIO(write_stream, NULL, stream, NULL);
	if (output)
		xml->writer = xmlNewTextWriter(output);
	if (!xml->writer) {
		xmlOutputBufferClose(output);
		free(xml);
		return NULL;
	}
	xmlTextWriterSetIndent(xml->writer, 1);
	xmlTextWriterSetIndentString(xml->writer, BAD_CAST "  ");
	xml->failed = xmlTextWriterStartDocument(xml->writer, NULL, "UTF-8", NULL) < 0;
	return xml;
}

void xml_open(struct xml *xml, const char *element)
{
	xml->left = ELEMENT_LIMIT;
	xml->failed |= xmlTextWriterStartElement(xml->writer, BAD_CAST element) < 0;
}

void xml_close(struct xml *xml)
{
	xml->failed |= xmlTextWriterEndElement(xml->writer) < 0;
}

/* The formatted text as XML can hold it, shortened to the limit; freed by the caller. NULL without memory. */
static char *fit(size_t limit, const char *format, va_list arguments)
{
	char *raw = NULL, *fitting = NULL;
	size_t size;
	FILE *stream;

	if (vasprintf(&raw, format, arguments) < 0)
		return NULL;
	text_shorten(raw, limit); /* and again below: what XML cannot hold grows when it is made visible */
	stream = open_memstream(&fitting, &size);
	if (stream) {
		text_for_xml(stream, raw);
		if (fclose(stream)) {
			free(fitting);
			fitting = NULL;
		}
	}
	free(raw);
	if (fitting)
		text_shorten(fitting, limit);
	return fitting;
}

void xml_attribute(struct xml *xml, const char *name, const char *format, ...)
{
	va_list arguments;
	char *value;

	va_start(arguments, format);
	value = fit(ATTRIBUTE_LIMIT, format, arguments);
	va_end(arguments);
	xml->failed |= !value || xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value) < 0;
	free(value);
}

void xml_text(struct xml *xml, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = fit(xml->left / SHARE, format, arguments);
	va_end(arguments);
	xml->failed |= !text || xmlTextWriterWriteString(xml->writer, BAD_CAST text) < 0;
	if (text) {
		size_t used = strlen(text);

		xml->left -= used < xml->left ? used : xml->left;
	}
	free(text);
}

int xml_end(struct xml *xml)
{
	int failed = xmlTextWriterEndDocument(xml->writer) < 0 || xml->failed;

	xmlFreeTextWriter(xml->writer);
	free(xml);
	return failed ? -1 : 0;
}
