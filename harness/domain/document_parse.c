/* document_parse.c - from elements to a document, by a table of what stands where. */
#include "harness/core/verdict.h"
#include "harness/domain/document.h"
#include "harness/domain/xml_stream.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_KEPT = 32 /* octets of an element's name; longer ones are none of libvirt's */ };

enum scope { OF_DOCUMENT, OF_INTERFACE, OF_PORTGROUP, OF_POOL, SCOPES };

struct field {
	enum scope scope;
	const char *path;      /* below the scope's own element; of the document: from the outermost on */
	const char *attribute; /* NULL: the element's text */
	size_t offset;         /* of a struct value */
};

#define IN_DOCUMENT(path, attribute, field)                                                                  \
	{                                                                                                    \
		OF_DOCUMENT, path, attribute, offsetof(struct document, field)                               \
	}
#define IN_INTERFACE(path, attribute, field)                                                                 \
	{                                                                                                    \
		OF_INTERFACE, path, attribute, offsetof(struct xml_interface, field)                         \
	}
#define IN_PORTGROUP(path, attribute, field)                                                                 \
	{                                                                                                    \
		OF_PORTGROUP, path, attribute, offsetof(struct xml_portgroup, field)                         \
	}

static const struct field fields[] = {
	IN_INTERFACE("", "type", type),
	IN_INTERFACE("", "trustGuestRxFilters", trust),
	IN_INTERFACE("mac", "address", address),
	IN_INTERFACE("source", "dev", dev),
	IN_INTERFACE("source", "mode", mode),
	IN_INTERFACE("source", "network", network),
	IN_INTERFACE("source", "portgroup", portgroup),
	IN_INTERFACE("target", "dev", target),
	IN_INTERFACE("target", "managed", managed),
	IN_INTERFACE("model", "type", model),
	IN_INTERFACE("driver", "name", driver),
	IN_INTERFACE("driver", "queues", queues),
	IN_INTERFACE("virtualport", "type", virtualport),
	IN_INTERFACE("mtu", "size", mtu),
	IN_INTERFACE("vlan/tag", "id", vlan),
	IN_INTERFACE("filterref", "filter", filter),
	IN_INTERFACE("link", "state", link),
	IN_DOCUMENT("domain", "type", type),
	IN_DOCUMENT("domain/name", NULL, name),
	IN_DOCUMENT("domain/vcpu", NULL, vcpus),
	IN_DOCUMENT("network", "trustGuestRxFilters", trust),
	IN_DOCUMENT("network/name", NULL, name),
	IN_DOCUMENT("network/forward", "mode", forward),
	IN_DOCUMENT("network/forward", "dev", forward_dev),
	IN_DOCUMENT("network/forward/pf", "dev", physical),
	IN_DOCUMENT("network/bridge", "name", bridge),
	IN_DOCUMENT("network/virtualport", "type", virtualport),
	IN_PORTGROUP("", "name", name),
	IN_PORTGROUP("", "default", is_default),
	IN_PORTGROUP("", "trustGuestRxFilters", trust),
	IN_PORTGROUP("virtualport", "type", virtualport),
	{OF_POOL, "", "dev", 0},
};

/* Elements of which there can be many, each a record of its own: by kind of document. */
static const struct {
	const char *path;
	enum scope scope;
} scopes[] = {
	{"domain/devices/interface", OF_INTERFACE},
	{"interface", OF_INTERFACE},
	{"network/portgroup", OF_PORTGROUP},
	{"network/forward/interface", OF_POOL},
};

static const struct {
	const char *name;
	enum document_kind kind;
} kinds[] = {
	{"domain", DOCUMENT_DOMAIN},
	{"network", DOCUMENT_NETWORK},
	{"interface", DOCUMENT_INTERFACE},
};

struct parser {
	struct document *document;
	char path[(XML_DEPTH_LIMIT + 1) * (NAME_KEPT + 1)]; /* names with / between them */
	char sentence[128];                                 /* for a complaint that quotes something */
};

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for a libvirt document");
	return memory;
}

/* ---- where an element is ---- */

/* The scope that the path is in, and what of the path is below its element. */
static enum scope scope_of(const char *path, const char **below)
{
	for (size_t i = 0; i < sizeof scopes / sizeof scopes[0]; i++) {
		size_t length = strlen(scopes[i].path);

		if (strncmp(path, scopes[i].path, length) || (path[length] && path[length] != '/'))
			continue;
		*below = path + length + (path[length] == '/');
		return scopes[i].scope;
	}
	*below = path;
	return OF_DOCUMENT;
}

/* The record that is being filled: the last one of its scope. */
static void *record_of(struct document *document, enum scope scope)
{
	switch (scope) {
	case OF_INTERFACE:
		return &document->interfaces[document->interface_count - 1];
	case OF_PORTGROUP:
		return &document->portgroups[document->portgroup_count - 1];
	case OF_POOL:
		return &document->pool[document->pool_count - 1];
	case OF_DOCUMENT:
	case SCOPES:
		break;
	}
	return document;
}

/* One more, all zero. */
static void *lengthened(void *array, size_t *count, size_t size)
{
	char *longer = enough(reallocarray(array, *count + 1, size));

	memset(longer + *count * size, 0, size);
	++*count;
	return longer;
}

static const char *begin_record(struct document *document, enum scope scope, unsigned line)
{
	switch (scope) {
	case OF_INTERFACE:
		if (document->interface_count == DOCUMENT_INTERFACES)
			return "more than 256 interfaces; a guest has no room for as many";
		document->interfaces = lengthened(document->interfaces, &document->interface_count,
						  sizeof *document->interfaces);
		document->interfaces[document->interface_count - 1].line = line;
		break;
	case OF_PORTGROUP:
		if (document->portgroup_count == DOCUMENT_INTERFACES)
			return "more than 256 portgroups";
		document->portgroups = lengthened(document->portgroups, &document->portgroup_count,
						  sizeof *document->portgroups);
		document->portgroups[document->portgroup_count - 1].line = line;
		break;
	case OF_POOL:
		if (document->pool_count == DOCUMENT_PARENTS)
			return "more than 1024 devices to forward to";
		document->pool = lengthened(document->pool, &document->pool_count, sizeof *document->pool);
		break;
	case OF_DOCUMENT:
	case SCOPES:
		break;
	}
	return NULL;
}

/* ---- values ---- */

/* As libvirt does, of several the first. */
static void keep(struct value *value, const char *text, unsigned line)
{
	if (!value->text)
		*value = (struct value){enough(strdup(text)), line};
}

static struct value *value_at(void *record, const struct field *field)
{
	return (struct value *)((char *)record + field->offset);
}

static void keep_attributes(struct parser *parser, enum scope scope, const char *below,
			    const struct xml_element *element)
{
	void *record = record_of(parser->document, scope);

	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		const struct field *field = &fields[i];

		if (field->scope != scope || !field->attribute || strcmp(field->path, below) != 0)
			continue;
		for (size_t j = 0; j < element->count; j++) {
			if (!strcmp(element->attributes[j].name, field->attribute))
				keep(value_at(record, field), element->attributes[j].value, element->line);
		}
	}
}

static void keep_text(struct parser *parser, enum scope scope, const char *below, const char *text,
		      unsigned line)
{
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		if (fields[i].scope == scope && !fields[i].attribute && !strcmp(fields[i].path, below))
			keep(value_at(record_of(parser->document, scope), &fields[i]), text, line);
	}
}

/* ---- what the stream calls ---- */

static const char *begin_document(struct parser *parser, const struct xml_element *element)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (!strcmp(element->name, kinds[i].name)) {
			parser->document->kind = kinds[i].kind;
			parser->document->line = element->line;
			return NULL;
		}
	}
	snprintf(parser->sentence, sizeof parser->sentence,
		 "<%.32s> is not libvirt's; there are <domain>, <network> and <interface>",
		 *element->name ? element->name : "an element of a namespace");
	return parser->sentence;
}

static const char *open_element(void *data, const struct xml_element *element)
{
	struct parser *parser = data;
	const char *sentence = *parser->path ? NULL : begin_document(parser, element), *below;
	size_t length = strlen(parser->path);
	enum scope scope;

	/* a name that is too long, or of a namespace, matches nothing below it either */
	snprintf(parser->path + length, sizeof parser->path - length, "%s%.*s", length ? "/" : "", NAME_KEPT,
		 *element->name ? element->name : ":");
	scope = scope_of(parser->path, &below);
	if (!sentence && scope != OF_DOCUMENT && !*below)
		sentence = begin_record(parser->document, scope, element->line);
	if (!sentence)
		keep_attributes(parser, scope, below, element);
	return sentence;
}

static const char *close_element(void *data, const char *text, unsigned line)
{
	struct parser *parser = data;
	const char *below;
	enum scope scope = scope_of(parser->path, &below);
	char *last = strrchr(parser->path, '/');

	keep_text(parser, scope, below, text, line);
	*(last ? last : parser->path) = '\0';
	return NULL;
}

int document_parse(struct document *document, const char *name, const char *octets, size_t length,
		   char *error, size_t size)
{
	struct parser parser = {.document = document};
	const struct xml_sink sink = {&parser, open_element, close_element};

	*document = (struct document){.file = enough(strdup(name))};
	if (!xml_stream(name, octets, length, &sink, error, size))
		return 0;
	document_free(document);
	return -1;
}

/* ---- freeing ---- */

/* A value can stand at several places: a name, of a domain or of a network. */
static void free_record(void *record, enum scope scope)
{
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
		if (fields[i].scope != scope)
			continue;
		free(value_at(record, &fields[i])->text);
		value_at(record, &fields[i])->text = NULL;
	}
}

void document_free(struct document *document)
{
	free_record(document, OF_DOCUMENT);
	for (size_t i = 0; i < document->interface_count; i++)
		free_record(&document->interfaces[i], OF_INTERFACE);
	for (size_t i = 0; i < document->portgroup_count; i++)
		free_record(&document->portgroups[i], OF_PORTGROUP);
	for (size_t i = 0; i < document->pool_count; i++)
		free_record(&document->pool[i], OF_POOL);
	free(document->interfaces);
	free(document->portgroups);
	free(document->pool);
	free(document->file);
	*document = (struct document){0};
}
