#include "reports/xml.h"
#include "reports/text.h"

#include <libxml/xmlwriter.h>
#include <stdarg.h>
#include <stdlib.h>

/* Parsers refuse a text of more than 10 MB, after their escapes are resolved. */
#define TEXT_LIMIT (1 << 20)

struct xml {
	xmlTextWriterPtr writer;
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
	xml->failed |= xmlTextWriterStartElement(xml->writer, BAD_CAST element) < 0;
}

void xml_close(struct xml *xml)
{
	xml->failed |= xmlTextWriterEndElement(xml->writer) < 0;
}

/* The formatted text as XML can hold it; freed by the caller. NULL without memory. */
static char *fit(const char *format, va_list arguments)
{
	char *raw = NULL, *fitting = NULL;
	size_t size;
	FILE *stream;

	if (vasprintf(&raw, format, arguments) < 0)
		return NULL;
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
		text_shorten(fitting, TEXT_LIMIT);
	return fitting;
}

void xml_attribute(struct xml *xml, const char *name, const char *format, ...)
{
	va_list arguments;
	char *value;

	va_start(arguments, format);
	value = fit(format, arguments);
	va_end(arguments);
	xml->failed |= !value || xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value) < 0;
	free(value);
}

void xml_text(struct xml *xml, const char *format, ...)
{
	va_list arguments;
	char *text;

	va_start(arguments, format);
	text = fit(format, arguments);
	va_end(arguments);
	xml->failed |= !text || xmlTextWriterWriteString(xml->writer, BAD_CAST text) < 0;
	free(text);
}

int xml_end(struct xml *xml)
{
	int failed = xmlTextWriterEndDocument(xml->writer) < 0 || xml->failed;

	xmlFreeTextWriter(xml->writer);
	free(xml);
	return failed ? -1 : 0;
}
