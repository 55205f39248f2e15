#include "reports/merge.h"
#include "reports/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct merger {
	struct saved *parts;
	size_t count;
	char *error;
	size_t size;
};

static int bad(const struct merger *merger, const char *format, ...) __attribute__((format(printf, 2, 3)));
static int bad(const struct merger *merger, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(merger->error, merger->size, format, arguments);
	va_end(arguments);
	return -1;
}

static int no_memory(const struct merger *merger)
{
	return bad(merger, "out of memory; give this process more");
}

/* ---- do they belong together? ---- */

/* What all parts must have in common. */
static int check_alike(const struct merger *merger)
{
	static const char *const alike[] = {"version", "kernel.release", "kernel.version"};

	for (size_t k = 0; k < sizeof(alike) / sizeof(alike[0]); k++) {
		const char *first = text_or(run_property(&merger->parts[0].run, alike[k]), "unknown");

		for (size_t i = 1; i < merger->count; i++) {
			const char *other = text_or(run_property(&merger->parts[i].run, alike[k]), "unknown");

			if (strcmp(first, other))
				return bad(merger,
					   "%s and %s differ in their %s (%.60s, %.60s); parts of one run do "
					   "not: "
					   "compare them instead",
					   merger->parts[0].name, merger->parts[i].name, alike[k], first,
					   other);
		}
	}
	return 0;
}

static int check_same_run(const struct merger *merger)
{
	const struct shard *first = &merger->parts[0].run.shard;

	for (size_t i = 1; i < merger->count; i++) {
		const struct shard *other = &merger->parts[i].run.shard;

		if (!other->count != !first->count)
			return bad(merger, "%s is a shard, and %s is not; merge either shards or whole runs",
				   merger->parts[first->count ? 0 : i].name,
				   merger->parts[first->count ? i : 0].name);
		if (other->count != first->count)
			return bad(merger, "%s is of %u shards, and %s of %u; merge those of one run",
				   merger->parts[0].name, first->count, merger->parts[i].name, other->count);
		if (other->selection != first->selection || other->of != first->of)
			return bad(merger,
				   "%s and %s are not of one run: other cases were selected; merge those "
				   "that ran with the same globs and options",
				   merger->parts[0].name, merger->parts[i].name);
	}
	return 0;
}

/* "3", "3 and 2 more" */
static void name_missing(const struct saved *const *found, unsigned count, char *names, size_t size)
{
	unsigned missing = 0, first = 0;

	for (unsigned i = count; i > 0; i--) {
		if (found[i - 1])
			continue;
		first = i;
		missing++;
	}
	if (missing > 1)
		snprintf(names, size, "%u and %u more", first, missing - 1);
	else
		snprintf(names, size, "%u", first);
}

static int check_each_once(const struct merger *merger, const struct saved **found)
{
	unsigned count = merger->parts[0].run.shard.count;
	char names[64];

	for (size_t i = 0; i < merger->count; i++) {
		const struct saved *part = &merger->parts[i];
		const struct saved **place = &found[part->run.shard.index - 1];

		if (*place)
			return bad(merger, "shard %u of %u is there twice, in %s and in %s; give each once",
				   part->run.shard.index, count, (*place)->name, part->name);
		*place = part;
	}
	if (merger->count == count)
		return 0;
	name_missing(found, count, names, sizeof(names));
	return bad(merger, "of %u shards %s %s missing; all are needed for a verdict", count, names,
		   count - merger->count == 1 ? "is" : "are");
}

static int check_shards(const struct merger *merger)
{
	unsigned count = merger->parts[0].run.shard.count;
	const struct saved **found;
	int failed;

	if (check_same_run(merger))
		return -1;
	if (!count)
		return 0;
	if (merger->count > count)
		return bad(merger, "%zu files of %u shards; give each once", merger->count, count);
	found = calloc(count, sizeof(*found));
	failed = found ? check_each_once(merger, found) : no_memory(merger);
	free(found);
	return failed;
}

/* ---- results ---- */

struct place {
	const struct result *result;
	const char *file;
};

/* What the runner found out about a run stands last. */
static int rank(const struct result *result)
{
	return !result_is_a_cases(result);
}

static int by_id(const void *one, const void *other)
{
	const struct result *a = ((const struct place *)one)->result,
			    *b = ((const struct place *)other)->result;
	int order = strcmp(a->id, b->id);

	return order ? order : (a->repeat > b->repeat) - (a->repeat < b->repeat);
}

/* As one run has them; who does not say where it stands comes by its id. */
static int by_position(const void *one, const void *other)
{
	const struct result *a = ((const struct place *)one)->result,
			    *b = ((const struct place *)other)->result;

	if (rank(a) != rank(b))
		return rank(a) - rank(b);
	if (a->position != b->position)
		return a->position < b->position ? -1 : 1;
	return by_id(one, other);
}

/* Two of one case and repeat; the runner's own may come from each part, and all stay. */
static const struct place *find_double(const struct place *places, size_t count)
{
	for (size_t i = 0; i + 1 < count; i++)
		if (result_is_a_cases(places[i].result) && !by_id(&places[i], &places[i + 1]))
			return &places[i];
	return NULL;
}

/* Puts the results of all parts, sorted, into one array. The runner's own are told apart by their repeat. */
static int gather(const struct merger *merger, struct saved *whole, struct place *places, size_t count)
{
	const struct place *twice;
	size_t filled = 0;

	for (size_t i = 0; i < merger->count; i++)
		for (size_t k = 0; k < merger->parts[i].run.count; k++)
			places[filled++] =
				(struct place){&merger->parts[i].results[k], merger->parts[i].name};
	qsort(places, count, sizeof(*places), by_id);
	twice = find_double(places, count);
	if (twice)
		return bad(merger, "%s is in %s and in %s; runs that are merged have no case in common",
			   twice->result->id, twice[0].file, twice[1].file);
	qsort(places, count, sizeof(*places), by_position);
	for (size_t i = 0; i < count; i++) {
		whole->results[i] = *places[i].result;
		if (i && rank(&whole->results[i]) && !strcmp(whole->results[i].id, whole->results[i - 1].id))
			whole->results[i].repeat = whole->results[i - 1].repeat + 1;
	}
	return 0;
}

static int merge_results(const struct merger *merger, struct saved *whole, size_t count)
{
	struct place *places = calloc(count + 1, sizeof(*places));
	int failed;

	whole->results = calloc(count + 1, sizeof(*whole->results));
	failed = places && whole->results ? gather(merger, whole, places, count) : no_memory(merger);
	free(places);
	return failed;
}

/* ---- the rest ---- */

/* Whether the value is one of those that are joined by ", " already. */
static int is_in(const char *joined, const char *value)
{
	size_t length = strlen(value);

	for (const char *at = joined; (at = strstr(at, value)); at++)
		if ((at == joined || (at >= joined + 2 && !strncmp(at - 2, ", ", 2))) &&
		    (!at[length] || !strncmp(at + length, ", ", 2)))
			return 1;
	return 0;
}

/* What the parts say, each value once; NULL without memory. */
static char *join_values(const struct merger *merger, struct arena *arena, const char *name)
{
	char *joined = NULL, *kept;
	size_t size;
	FILE *stream = open_memstream(&joined, &size);

	if (!stream)
		return NULL;
	for (size_t i = 0; i < merger->count; i++) {
		const char *value = run_property(&merger->parts[i].run, name);

		fflush(stream);
		if (value && (!size || !is_in(joined, value)))
			fprintf(stream, "%s%s", size ? ", " : "", value);
	}
	kept = fclose(stream) ? NULL : arena_text(arena, joined);
	free(joined);
	return kept;
}

static int merge_properties(const struct merger *merger, struct saved *whole)
{
	const struct run *first = &merger->parts[0].run;

	whole->properties = calloc(first->property_count + 1, sizeof(*whole->properties));
	if (!whole->properties)
		return no_memory(merger);
	for (size_t i = 0; i < first->property_count; i++) {
		struct property *property = &whole->properties[i];

		property->name = first->properties[i].name;
		property->value = join_values(merger, &whole->arena, property->name);
		if (!property->value)
			return no_memory(merger);
	}
	whole->run.property_count = first->property_count;
	return 0;
}

/* What was expected is unmet if no part has met it. */
static int merge_unmet(const struct merger *merger, struct saved *whole)
{
	const struct run *first = &merger->parts[0].run;
	struct unmet *unmet = arena_take(&whole->arena, first->unmet_count * sizeof(*unmet));

	if (!unmet)
		return no_memory(merger);
	for (size_t i = 0; i < first->unmet_count; i++) {
		size_t parts = 1;

		for (; parts < merger->count; parts++) {
			const struct run *other = &merger->parts[parts].run;
			size_t at = 0;

			while (at < other->unmet_count && strcmp(other->unmet[at].glob, first->unmet[i].glob))
				at++;
			if (at == other->unmet_count)
				break;
		}
		if (parts == merger->count)
			unmet[whole->run.unmet_count++] = first->unmet[i];
	}
	whole->run.unmet = unmet;
	return 0;
}

static void merge_numbers(const struct merger *merger, struct run *whole)
{
	whole->started_s = merger->parts[0].run.started_s;
	for (size_t i = 0; i < merger->count; i++) {
		const struct run *part = &merger->parts[i].run;

		whole->selected += part->selected;
		whole->count += part->count;
		if (part->started_s < whole->started_s)
			whole->started_s = part->started_s;
		if (part->duration_ns > whole->duration_ns)
			whole->duration_ns = part->duration_ns;
	}
}

int merge_runs(struct saved *parts, size_t count, struct saved *whole, char *error, size_t size)
{
	const struct merger merger = {parts, count, error, size};

	*whole = (struct saved){.name = "merged"};
	if (check_alike(&merger) || check_shards(&merger))
		return -1;
	merge_numbers(&merger, &whole->run);
	if (merge_results(&merger, whole, whole->run.count) || merge_properties(&merger, whole) ||
	    merge_unmet(&merger, whole)) {
		saved_free(whole);
		return -1;
	}
	whole->run.results = whole->results;
	whole->run.properties = whole->properties;
	for (size_t i = 0; i < count; i++) {
		arena_join(&whole->arena, &parts[i].arena);
		saved_free(&parts[i]);
	}
	return 0;
}
