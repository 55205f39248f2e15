#include "harness/domain/xml_stream.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <ctype.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct stream {
	const char *name;
	const struct xml_sink *sink;
	xmlParserCtxtPtr parser;
	const char *rest; /* what the parser has not been given yet */
	size_t left;
	size_t piece; /* octets that it has been given since it last said something */
	unsigned depth;
	char text[XML_TEXT_LIMIT + 1]; /* of the innermost element */
	size_t text_length;
	bool refused; /* error has the sentence */
	char *error;
	size_t size;
};

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for a file of XML");
	return memory;
}

/* The first complaint counts: what follows it is its consequence. One line, whatever the sentence quotes. Where the parser
 * hands out octets or an error it may not be stopped: it ends by itself. */
__attribute__((format(printf, 3, 4))) static void refuse(struct stream *stream, int line,
							 const char *sentence, ...)
{
	va_list arguments;
	int length;

	if (stream->refused)
		return;
	stream->refused = true;
	length = snprintf(stream->error, stream->size, "%s:%d: ", stream->name, line > 0 ? line : 1);
	if (length < 0 || (size_t)length >= stream->size)
		return;
	va_start(arguments, sentence);
	vsnprintf(stream->error + length, stream->size - (size_t)length, sentence, arguments);
	va_end(arguments);
	for (char *c = stream->error; *c; c++)
		*c = (char)(iscntrl((unsigned char)*c) ? '?' : *c);
}

/* Where the parser has handed out an element, it need not come to the end. */
static void refuse_and_stop(struct stream *stream, const char *sentence)
{
	refuse(stream, xmlSAX2GetLineNumber(stream->parser), "%s", sentence);
	xmlStopParser(stream->parser);
}

static int line_of(const struct stream *stream)
{
	return xmlSAX2GetLineNumber(stream->parser);
}

/* ---- what libxml2 calls ---- */

/* No more than one piece without a word about it: the parser compares each attribute of a tag with each other. */
static int give_octets(void *data, char *octets, int wanted)
{
	struct stream *stream = data;
	size_t length = stream->left < (size_t)wanted ? stream->left : (size_t)wanted;

	if (stream->piece > XML_PIECE_LIMIT) {
		refuse(stream, line_of(stream), "a tag or a comment of more than %d KiB; libvirt writes none",
		       XML_PIECE_LIMIT >> 10);
		return -1;
	}
	memcpy(octets, stream->rest, length);
	stream->rest += length;
	stream->left -= length;
	stream->piece += length;
	return (int)length;
}

static void refuse_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct stream *stream = data;

	(void)name, (void)external, (void)system;
	refuse_and_stop(
		stream,
		"a document type is declared (<!DOCTYPE>), which libvirt's files never have; nothing of it "
		"was read");
}

static void copy_attributes(const xmlChar **given, size_t count, struct xml_attribute *attributes,
			    size_t *kept)
{
	*kept = 0;
	for (size_t i = 0; i < count; i++, given += 5) {
		/* name, prefix, namespace, begin of the value, its end */
		if (given[2])
			continue;
		attributes[*kept].name = (const char *)given[0];
		attributes[*kept].value =
			enough(strndup((const char *)given[3], (size_t)(given[4] - given[3])));
		++*kept;
	}
}

/* NOLINTNEXTLINE(readability-function-size): libxml2 says what it is called with */
static void begin_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space,
			  int spaces_count, const xmlChar **spaces, int count, int defaults,
			  const xmlChar **given)
{
	struct stream *stream = data;
	struct xml_element element = {.name = space ? "" : (const char *)name,
				      .line = (unsigned)line_of(stream)};
	struct xml_attribute *attributes;
	const char *sentence;

	(void)prefix, (void)spaces_count, (void)spaces, (void)defaults;
	stream->piece = stream->text_length = 0;
	if (stream->refused)
		return;
	if (++stream->depth > XML_DEPTH_LIMIT) {
		refuse_and_stop(stream, "more than 64 elements within each other");
		return;
	}
	attributes = enough(calloc((size_t)count + 1, sizeof *attributes));
	copy_attributes(given, (size_t)count, attributes, &element.count);
	element.attributes = attributes;
	sentence = stream->sink->open(stream->sink->data, &element);
	if (sentence)
		refuse_and_stop(stream, sentence);
	for (size_t i = 0; i < element.count; i++)
		free((void *)attributes[i].value);
	free(attributes);
}

static char *trimmed(char *text)
{
	size_t length;

	text += strspn(text, " \t\r\n");
	for (length = strlen(text); length && strchr(" \t\r\n", text[length - 1]);)
		text[--length] = '\0';
	return text;
}

static void end_element(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *space)
{
	struct stream *stream = data;
	const char *sentence;

	(void)name, (void)prefix, (void)space;
	stream->piece = 0;
	if (stream->refused)
		return;
	stream->text[stream->text_length] = '\0';
	stream->depth--;
	sentence = stream->sink->close(stream->sink->data, trimmed(stream->text), (unsigned)line_of(stream));
	if (sentence)
		refuse_and_stop(stream, sentence);
	stream->text_length = 0;
}

static void take_text(void *data, const xmlChar *text, int length)
{
	struct stream *stream = data;
	size_t room = XML_TEXT_LIMIT - stream->text_length;
	size_t taken = (size_t)length < room ? (size_t)length : room;

	stream->piece = 0;
	memcpy(stream->text + stream->text_length, text, taken);
	stream->text_length += taken;
}

static void pass_over_comment(void *data, const xmlChar *text)
{
	(void)text;
	((struct stream *)data)->piece = 0;
}

static void pass_over_instruction(void *data, const xmlChar *target, const xmlChar *text)
{
	(void)target, (void)text;
	((struct stream *)data)->piece = 0;
}

/* virt-install --print-xml prints a document for each of its steps. */
static const char *words_of(int code)
{
	switch (code) {
	case XML_ERR_DOCUMENT_END:
		return "something follows the document's end; a file has one domain, network or interface "
		       "(virt-install: --print-xml 1)";
	case XML_ERR_DOCUMENT_EMPTY:
		return "this is no XML: no element begins here";
	default:
		return NULL;
	}
}

#if LIBXML_VERSION >= 21200
static void take_error(void *data, const xmlError *error)
#else
static void take_error(void *data, xmlErrorPtr error)
#endif
{
	struct stream *stream = data;
	const char *message = error->message ? error->message : "no reason given";

	/* a prefix that nobody declared is libvirt's to refuse, and it does not */
	if (error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE)
		return;
	if (error->code == XML_ERR_NO_MEMORY)
		broken("out of memory for a file of XML");
	if (words_of(error->code))
		refuse(stream, error->line, "%s", words_of(error->code));
	else
		refuse(stream, error->line, "this is no well-formed XML: %.*s", (int)strcspn(message, "\n"),
		       message);
}

static xmlSAXHandler handlers = {
	.initialized = XML_SAX2_MAGIC,
	.internalSubset = refuse_doctype,
	.startElementNs = begin_element,
	.endElementNs = end_element,
	.characters = take_text,
	.ignorableWhitespace = take_text,
	.cdataBlock = take_text,
	.comment = pass_over_comment,
	.processingInstruction = pass_over_instruction,
	.serror = take_error,
};

int xml_stream(const char *name, const char *octets, size_t length, const struct xml_sink *sink, char *error,
	       size_t size)
{
	struct stream stream = {
		.name = name, .sink = sink, .rest = octets, .left = length, .error = error, .size = size};

	if (length > XML_FILE_LIMIT) {
		refuse(&stream, 1, "larger than %d MiB, which no domain or network is", XML_FILE_LIMIT >> 20);
		return -1;
	}
	stream.parser =
		xmlCreateIOParserCtxt(&handlers, &stream, give_octets, NULL, &stream, XML_CHAR_ENCODING_NONE);
	if (!stream.parser)
		broken("out of memory for a file of XML");
	xmlCtxtUseOptions(stream.parser, XML_PARSE_NONET);
	if (xmlParseDocument(stream.parser) < 0)
		refuse(&stream, line_of(&stream), "this is no well-formed XML");
	xmlFreeDoc(stream.parser->myDoc);
	xmlFreeParserCtxt(stream.parser);
	return stream.refused ? -1 : 0;
}
