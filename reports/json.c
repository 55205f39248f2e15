#include "reports/json.h"
#include "reports/file.h"
#include "reports/json_fields.h"
#include "reports/text.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* What is written, and whether memory has sufficed so far. */
struct writer {
	FILE *stream;
	bool failed;
};

/* ---- values ---- */

/* What is not UTF-8 is made visible: the library would refuse it. */
static json_t *text_value(const char *text)
{
	json_t *value = json_string(text);
	char *fitting = NULL;
	size_t size;
	FILE *stream;

	if (value)
		return value;
	stream = open_memstream(&fitting, &size);
	if (!stream)
		return NULL;
	text_for_json(stream, text);
	if (!fclose(stream))
		value = json_string(fitting);
	free(fitting);
	return value;
}

static json_t *number_value(uint64_t number)
{
	return number ? json_integer((json_int_t)number) : NULL;
}

/* NULL: there is nothing to say. */
static json_t *field_value(const struct json_field *field, const void *of)
{
	const char *at = (const char *)of + field->offset;
	const char *text;

	switch (field->kind) {
	case JSON_UNSIGNED:
		return number_value(*(const unsigned *)at);
	case JSON_COUNT:
		return number_value(*(const size_t *)at);
	case JSON_LONG:
		return number_value(*(const uint64_t *)at);
	case JSON_TEXT:
		text = *(char *const *)at;
		return text ? text_value(text) : NULL;
	case JSON_NAME:
		break;
	}
	text = *(char *const *)at;
	return text_value(text_or(text, ""));
}

/* Takes the value, which may be NULL for want of memory. */
static void put(struct writer *writer, json_t *object, const char *name, json_t *value)
{
	writer->failed |= json_object_set_new(object, name, value) != 0;
}

static void put_fields(struct writer *writer, json_t *object, const struct json_field *fields, const void *of)
{
	for (const struct json_field *field = fields; field->name; field++) {
		json_t *value = field_value(field, of);

		if (value)
			put(writer, object, field->name, value);
	}
}

static json_t *object_of(struct writer *writer, const struct json_field *fields, const void *of)
{
	json_t *object = json_object();

	put_fields(writer, object, fields, of);
	return object;
}

/* Writes the value and lets go of it. */
static void write_value(struct writer *writer, json_t *value)
{
	writer->failed |=
		!value || (json_dumpf(value, writer->stream, JSON_COMPACT) && !ferror(writer->stream));
	json_decref(value);
}

/* ---- a result ---- */

static json_t *findings_of(struct writer *writer, const struct result *result)
{
	json_t *findings = json_array();

	for (size_t i = 0; i < result->finding_count; i++)
		writer->failed |= json_array_append_new(findings, object_of(writer, finding_fields,
									    &result->findings[i])) != 0;
	return findings;
}

static json_t *frame_of(struct writer *writer, const struct packet *packet)
{
	json_t *frame = object_of(writer, packet_fields, packet);
	size_t kept = packet->length - packet->cut;
	char octets[2 * FRAME_OCTETS + 1] = "";

	for (size_t i = 0; i < kept && i < FRAME_OCTETS; i++)
		snprintf(octets + 2 * i, 3, "%02x", packet->bytes[i]);
	put(writer, frame, "kind", json_string(packet_kind_name(packet->kind)));
	put(writer, frame, "put_in", json_boolean(packet->put_in));
	put(writer, frame, "octets", json_string(octets));
	return frame;
}

static json_t *frames_of(struct writer *writer, const struct result *result)
{
	json_t *frames = json_array();

	for (size_t i = 0; i < result->packet_count; i++)
		writer->failed |= json_array_append_new(frames, frame_of(writer, &result->packets[i])) != 0;
	return frames;
}

static json_t *journey_of(struct writer *writer, const struct journey *journey)
{
	json_t *object = object_of(writer, journey_fields, journey), *sites = json_array();

	for (size_t i = 0; i < journey->site_count; i++) {
		json_t *site = object_of(writer, site_fields, &journey->sites[i]);

		put(writer, site, "kind", json_string(site_kind_name(journey->sites[i].kind)));
		put(writer, site, "expected", json_boolean(journey->sites[i].expected));
		writer->failed |= json_array_append_new(sites, site) != 0;
	}
	put(writer, object, "sites", sites);
	return object;
}

static json_t *journeys_of(struct writer *writer, const struct result *result)
{
	json_t *journeys = json_array();

	for (size_t i = 0; i < result->journey_count; i++)
		writer->failed |=
			json_array_append_new(journeys, journey_of(writer, &result->journeys[i])) != 0;
	return journeys;
}

static json_t *result_object(struct writer *writer, const struct result *result)
{
	json_t *object = json_object();

	put(writer, object, "id", text_value(result->id));
	put(writer, object, "suite", json_stringn(result->id, strcspn(result->id, ".")));
	put(writer, object, "verdict", json_string(verdict_name(result->verdict)));
	if (result->requirement)
		put(writer, object, "requirement", text_value(result->requirement));
	put_fields(writer, object, result_fields, result);
	if (result->known_bug || result->known_fix)
		put(writer, object, "expectation", object_of(writer, expectation_fields, result));
	if (result->reruns)
		put(writer, object, "reruns", object_of(writer, rerun_fields, result));
	if (result->finding_count)
		put(writer, object, "findings", findings_of(writer, result));
	if (result->journey_count)
		put(writer, object, "journeys", journeys_of(writer, result));
	if (result->packet_count)
		put(writer, object, "frames", frames_of(writer, result));
	return object;
}

static void write_results(struct writer *writer, const struct run *run)
{
	fputs("\"results\":[", writer->stream);
	for (size_t i = 0; i < run->count; i++) {
		fputs(i ? ",\n" : "\n", writer->stream);
		write_value(writer, result_object(writer, &run->results[i]));
	}
	fputs("\n],\n", writer->stream);
}

/* ---- what results have in common ---- */

static const char *requirement_of(const struct result *result)
{
	return text_or(result->requirement, "");
}

static int by_requirement(const void *one, const void *other)
{
	const struct result *a = *(const struct result *const *)one,
			    *b = *(const struct result *const *)other;
	int order = strcmp(requirement_of(a), requirement_of(b));

	return order ? order : (a > b) - (a < b);
}

static void write_key(struct writer *writer, const char *key)
{
	json_t *text = text_value(key);

	writer->failed |=
		!text || (json_dumpf(text, writer->stream, JSON_ENCODE_ANY) && !ferror(writer->stream));
	json_decref(text);
	fputc(':', writer->stream);
}

/* Each once, as the first result that has it says. */
static void write_requirements(struct writer *writer, const struct run *run)
{
	const struct result **sorted = calloc(run->count + 1, sizeof(struct result *));
	const char *last = NULL;

	writer->failed |= !sorted;
	if (!sorted)
		return;
	for (size_t i = 0; i < run->count; i++)
		sorted[i] = &run->results[i];
	qsort(sorted, run->count, sizeof(*sorted), by_requirement);
	fputs("\"requirements\":{", writer->stream);
	for (size_t i = 0; i < run->count; i++) {
		const char *requirement = sorted[i]->requirement;

		if (!requirement || (last && !strcmp(requirement, last)))
			continue;
		fputs(last ? ",\n" : "\n", writer->stream);
		write_key(writer, requirement);
		write_value(writer, object_of(writer, requirement_fields, sorted[i]));
		last = requirement;
	}
	fputs("\n},\n", writer->stream);
	free(sorted);
}

static void write_environment(struct writer *writer, const struct run *run)
{
	json_t *environment = json_object();

	for (size_t i = 0; i < run->property_count; i++)
		put(writer, environment, run->properties[i].name, text_value(run->properties[i].value));
	fputs("\"environment\":", writer->stream);
	write_value(writer, environment);
	fputs(",\n", writer->stream);
}

static void write_unmet(struct writer *writer, const struct run *run)
{
	json_t *unmet = json_array();

	for (size_t i = 0; i < run->unmet_count; i++)
		writer->failed |=
			json_array_append_new(unmet, object_of(writer, unmet_fields, &run->unmet[i])) != 0;
	fputs("\"unmet_expectations\":", writer->stream);
	write_value(writer, unmet);
	fputs(",\n", writer->stream);
}

static void write_shard(struct writer *writer, const struct shard *shard)
{
	json_t *object = object_of(writer, shard_fields, shard);
	char selection[20];

	snprintf(selection, sizeof(selection), "%016" PRIx64, shard->selection);
	put(writer, object, "selection", json_string(selection));
	fputs("\"shard\":", writer->stream);
	write_value(writer, object);
	fputs(",\n", writer->stream);
}

static void write_head(struct writer *writer, const struct run *run)
{
	time_t started = (time_t)run->started_s;
	char stamp[sizeof("YYYY-MM-DDThh:mm:ssZ") + 8];
	struct tm utc;

	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&started, &utc));
	fprintf(writer->stream, "\"format\":\"%s\",\n\"version\":%d,\n\"started\":\"%s\",\n", RESULTS_FORMAT,
		RESULTS_VERSION, stamp);
	fprintf(writer->stream,
		"\"started_s\":%" PRIu64 ",\n\"duration_ns\":%" PRIu64 ",\n\"selected\":%zu,\n",
		run->started_s, run->duration_ns, run->selected);
	if (run->shard.count)
		write_shard(writer, &run->shard);
	write_environment(writer, run);
	if (run->unmet_count)
		write_unmet(writer, run);
}

static void write_run(struct writer *writer, const struct run *run)
{
	fputs("{\n", writer->stream);
	write_head(writer, run);
	write_requirements(writer, run);
	write_results(writer, run);
	fprintf(writer->stream, "\"count\":%zu\n}\n", run->count); /* the last word: nothing is missing */
}

int json_print(const struct run *run, FILE *out)
{
	struct writer writer = {.stream = out};

	write_run(&writer, run);
	return writer.failed ? -1 : 0;
}

int json_write(const struct run *run, const char *path, char *error, size_t size)
{
	struct report_file file;

	if (report_file_open(&file, path, error, size))
		return -1;
	if (json_print(run, file.stream)) {
		snprintf(error, size, "cannot write %s: out of memory; give this process more", path);
		report_file_abandon(&file);
		return -1;
	}
	return report_file_commit(&file, error, size);
}
