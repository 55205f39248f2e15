#include "harness/case/case.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define ID_MAX 200 /* it becomes part of a file's name */

/* Where the id is in a hash of ids, or the empty place where it would be. */
static const char **find(const char **ids, size_t places, const char *id)
{
	size_t sum = 0xcbf29ce484222325ULL; /* FNV-1a */

	for (const char *c = id; *c; c++)
		sum = (sum ^ (unsigned char)*c) * 0x100000001b3ULL;
	while (ids[sum & (places - 1)] && strcmp(ids[sum & (places - 1)], id))
		sum++;
	return &ids[sum & (places - 1)];
}

/* At most half of the places are taken, so that a search is short. */
static void grow_ids(struct case_list *list)
{
	size_t places = list->id_places ? 2 * list->id_places : 1024;
	const char **ids = calloc(places, sizeof(*ids));

	if (!ids)
		broken("out of memory for the ids of %zu cases", places);
	for (size_t i = 0; i < list->id_places; i++)
		if (list->ids[i])
			*find(ids, places, list->ids[i]) = list->ids[i];
	free(list->ids);
	list->ids = ids;
	list->id_places = places;
}

/* False if the list has it already. */
static bool remember(struct case_list *list, const char *id)
{
	const char **found;

	if (2 * list->count >= list->id_places)
		grow_ids(list);
	found = find(list->ids, list->id_places, id);
	if (*found)
		return false;
	*found = id;
	return true;
}

/* [A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)* */
static bool well_formed(const char *id)
{
	bool inside = false; /* a part that has a character already */

	for (const char *c = id; *c; c++) {
		bool dot = *c == '.';

		if (dot ? !inside : !isalnum((unsigned char)*c) && *c != '_' && *c != '-')
			return false;
		inside = !dot;
	}
	return inside && strlen(id) <= ID_MAX;
}

static char *copy(const char *text)
{
	char *copied = strdup(text);

	if (!copied)
		broken("out of memory for the case %s", text);
	return copied;
}

/* The second part of the id, or all of an id that has one part. */
static char *second_part(const char *id)
{
	const char *dot = strchr(id, '.'), *part = dot ? dot + 1 : id;
	char *copied = strndup(part, strcspn(part, "."));

	if (!copied)
		broken("out of memory for the case %s", id);
	return copied;
}

static void grow_list(struct case_list *list)
{
	list->capacity = list->capacity ? 2 * list->capacity : 64;
	list->cases = reallocarray(list->cases, list->capacity, sizeof(*list->cases));
	if (!list->cases)
		broken("out of memory for %zu cases", list->capacity);
}

void case_add(struct case_list *list, const struct testcase *testcase)
{
	struct testcase *added;

	if (!testcase->id || !well_formed(testcase->id))
		broken("the case id \"%s\" is not words of letters, digits, _ and - joined by single dots, "
		       "%d characters at most",
		       testcase->id ? testcase->id : "", ID_MAX);
	if (!testcase->requirement || !testcase->run)
		broken("the case %s has no %s", testcase->id,
		       testcase->requirement ? "function" : "requirement");
	if (list->count == list->capacity)
		grow_list(list);
	added = &list->cases[list->count++];
	*added = *testcase;
	added->id = copy(testcase->id);
	added->mode = testcase->mode ? testcase->mode : "";
	added->behaviour = testcase->behaviour ? copy(testcase->behaviour) : second_part(testcase->id);
	added->summary = copy(testcase->summary ? testcase->summary : "");
	if (!remember(list, added->id))
		broken("the case %s is there twice; ids must differ", added->id);
}

void case_add_as(struct case_list *list, const struct testcase *testcase, const char *id, ...)
{
	struct testcase named = *testcase;
	AUTO_FREE char *text = NULL;
	va_list arguments;
	int length;

	va_start(arguments, id);
	length = vasprintf(&text, id, arguments);
	va_end(arguments);
	if (length < 0)
		broken("out of memory for the id of a case");
	named.id = text;
	case_add(list, &named);
}

void case_add_all(struct case_list *list, const struct testcase *cases)
{
	for (; cases->id; cases++)
		case_add(list, cases);
}
