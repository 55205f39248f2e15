#include "reports/html.h"
#include "reports/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* Elements that have no content, and no end tag. */
static const char *const without_end[] = {"meta", "br", "wbr", "col", "link"};

/* Elements that end a line of the file: spaces between them mean nothing. */
static const char *const lines[] = {"meta", "title",   "head",    "p",       "h1",     "h2",
				    "h3",   "li",      "ul",      "tr",      "thead",  "dd",
				    "g",    "section", "summary", "details", "figure", "div"};

static int is_one_of(const char *element, const char *const *elements, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(element, elements[i]))
			return 1;
	return 0;
}

#define IS_ONE_OF(element, elements) is_one_of(element, elements, sizeof(elements) / sizeof((elements)[0]))

static void put_own(struct html *html, const char *own)
{
	html->written += fwrite(own, 1, strlen(own), html->out);
}

static void end_tag(struct html *html)
{
	if (html->in_tag)
		put_own(html, ">");
	html->in_tag = 0;
}

/* Escapes what printf would print. Most texts are short. */
static void put_formatted(struct html *html, const char *format, va_list arguments)
{
	char text[512], *all = NULL;
	va_list again;
	int length;

	va_copy(again, arguments);
	length = vsnprintf(text, sizeof(text), format, arguments);
	if (length >= (int)sizeof(text) && vasprintf(&all, format, again) < 0)
		all = NULL; /* without memory its beginning has to do */
	va_end(again);
	html->written += text_for_html(html->out, all ? all : text);
	free(all);
}

void html_open(struct html *html, const char *element)
{
	end_tag(html);
	if (html->depth == HTML_DEPTH)
		abort(); /* the program's own structure is never so deep */
	html->open[html->depth++] = element;
	put_own(html, "<");
	put_own(html, element);
	html->in_tag = 1;
}

void html_attribute(struct html *html, const char *name, const char *format, ...)
{
	va_list arguments;

	put_own(html, " ");
	put_own(html, name);
	put_own(html, "=\"");
	va_start(arguments, format);
	put_formatted(html, format, arguments);
	va_end(arguments);
	put_own(html, "\"");
}

void html_open_class(struct html *html, const char *element, const char *class)
{
	html_open(html, element);
	if (class)
		html_attribute(html, "class", "%s", class);
}

void html_text(struct html *html, const char *text)
{
	end_tag(html);
	html->written += text_for_html(html->out, text);
}

void html_textf(struct html *html, const char *format, ...)
{
	va_list arguments;

	end_tag(html);
	va_start(arguments, format);
	put_formatted(html, format, arguments);
	va_end(arguments);
}

void html_close(struct html *html)
{
	const char *element = html->open[--html->depth];

	end_tag(html);
	if (!IS_ONE_OF(element, without_end)) {
		put_own(html, "</");
		put_own(html, element);
		put_own(html, ">");
	}
	if (IS_ONE_OF(element, lines))
		put_own(html, "\n");
}

void html_put(struct html *html, const char *element, const char *class, const char *text)
{
	html_open_class(html, element, class);
	html_text(html, text);
	html_close(html);
}

void html_putf(struct html *html, const char *element, const char *class, const char *format, ...)
{
	va_list arguments;

	html_open_class(html, element, class);
	end_tag(html);
	va_start(arguments, format);
	put_formatted(html, format, arguments);
	va_end(arguments);
	html_close(html);
}

void html_own_markup(struct html *html, const char *markup)
{
	end_tag(html);
	put_own(html, markup);
}
