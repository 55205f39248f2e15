#include "harness/virt/xpath.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>

DEFINE_AUTO(xml_document, xmlDocPtr, NULL, xmlFreeDoc)
DEFINE_AUTO(xpath_context, xmlXPathContextPtr, NULL, xmlXPathFreeContext)
DEFINE_AUTO(xpath_object, xmlXPathObjectPtr, NULL, xmlXPathFreeObject)
#define AUTO(name) __attribute__((cleanup(auto_##name)))

static xmlXPathObjectPtr evaluate(const char *xml, const char *function, const char *expression)
{
	AUTO(xml_document)
	xmlDocPtr document =
		xmlReadMemory(xml, (int)strlen(xml), "libvirt", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
	AUTO(xpath_context) xmlXPathContextPtr context = document ? xmlXPathNewContext(document) : NULL;
	AUTO_FREE char *call = NULL;
	xmlXPathObjectPtr found;

	if (!context)
		broken("libvirt's XML cannot be read: \"%.60s\"", xml);
	if (asprintf(&call, "%s(%s)", function, expression) < 0)
		broken("out of memory for an XPath");
	found = xmlXPathEvalExpression((const xmlChar *)call, context);
	if (!found)
		broken("%s is no XPath", call);
	return found;
}

char *xpath_text(const char *xml, const char *expression)
{
	AUTO(xpath_object) xmlXPathObjectPtr found = evaluate(xml, "string", expression);
	char *text = strdup((const char *)found->stringval);

	if (!text)
		broken("out of memory for a text");
	return text;
}

unsigned xpath_count(const char *xml, const char *expression)
{
	AUTO(xpath_object) xmlXPathObjectPtr found = evaluate(xml, "count", expression);

	return (unsigned)found->floatval;
}
