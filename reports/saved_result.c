#include "reports/json.h"
#include "reports/saved_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID_LETTERS                                                                                           \
	"abcdefghijklmnopqrstuvwxyz"                                                                         \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ"                                                                         \
	"0123456789_-"
#define ID_LIMIT      512
#define LONGEST_FRAME (1UL << 20)

/* Parts of letters, digits, _ and -, set apart by dots: it becomes the name of a file, and a word of a shell. */
static bool is_id(const char *id)
{
	size_t part;

	if (strlen(id) > ID_LIMIT)
		return false;
	do {
		part = strspn(id, ID_LETTERS);
		id += part;
	} while (part && *id == '.' && id++);
	return part && !*id;
}

/* ---- frames and findings ---- */

static int digit_of(char letter)
{
	return isdigit((unsigned char)letter) ? letter - '0' : letter - 'a' + 10;
}

static bool read_octets(struct reader *reader, unsigned line, const json_t *value, struct packet *packet)
{
	const char *text = json_string_value(value);
	size_t count;

	if (!saved_is(reader, line, "octets", value, JSON_STRING))
		return false;
	count = strlen(text) / 2;
	if (text[strspn(text, "0123456789abcdef")] || strlen(text) % 2)
		return saved_bad(reader, line,
				 "octets are '%.20s...'; they must be pairs of hexadecimal digits, in "
				 "small letters",
				 text);
	if (packet->length > LONGEST_FRAME || count > packet->length)
		return saved_bad(
			reader, line,
			"a frame of length %zu has %zu octets; there must not be more than that, and no "
			"frame is longer than %lu",
			packet->length, count, LONGEST_FRAME);
	packet->bytes = arena_take(&reader->saved->arena, count + 1);
	if (!packet->bytes)
		return saved_no_memory(reader);
	for (size_t i = 0; i < count; i++)
		packet->bytes[i] = (uint8_t)(digit_of(text[2 * i]) << 4 | digit_of(text[2 * i + 1]));
	packet->cut = packet->length - count;
	return true;
}

static bool read_kind(struct reader *reader, unsigned line, const json_t *value, struct packet *packet)
{
	if (!saved_is(reader, line, "kind", value, JSON_STRING))
		return false;
	return !packet_kind_named(json_string_value(value), &packet->kind) ||
	       saved_bad(reader, line,
			 "'%.20s' is no kind of frame; there are other, probe, fence, expected, unexpected, "
			 "altered and doubled",
			 json_string_value(value));
}

/* A truth that must be there. */
static bool read_truth(struct reader *reader, unsigned line, const json_t *object, const char *key,
		       int *truth)
{
	const json_t *value = json_object_get(object, key);

	*truth = json_is_true(value);
	return json_is_boolean(value) || saved_bad(reader, line, "%s must be true or false", key);
}

static bool read_frame(struct reader *reader, unsigned line, const json_t *object, struct packet *packet)
{
	return saved_fields(reader, line, "a frame", object, packet_fields, packet) &&
	       read_truth(reader, line, object, "put_in", &packet->put_in) &&
	       read_kind(reader, line, json_object_get(object, "kind"), packet) &&
	       read_octets(reader, line, json_object_get(object, "octets"), packet);
}

/* An array, if it is there, as one of structs of this size in the arena. */
static bool take_array(struct reader *reader, unsigned line, const char *what, const json_t *array,
		       size_t size, void **structs, size_t *count)
{
	*count = 0;
	*structs = NULL;
	if (!array)
		return true;
	if (!saved_is(reader, line, what, array, JSON_ARRAY))
		return false;
	*count = json_array_size(array);
	*structs = arena_take(&reader->saved->arena, *count * size);
	return *structs || saved_no_memory(reader);
}

static bool read_frames(struct reader *reader, unsigned line, const json_t *frames, struct result *result)
{
	if (!take_array(reader, line, "frames", frames, sizeof(*result->packets), (void **)&result->packets,
			&result->packet_count))
		return false;
	for (size_t i = 0; i < result->packet_count; i++)
		if (!read_frame(reader, line, json_array_get(frames, i), &result->packets[i]))
			return false;
	return true;
}

static bool read_site_kind(struct reader *reader, unsigned line, const json_t *value, struct site *site)
{
	if (!saved_is(reader, line, "kind", value, JSON_STRING))
		return false;
	return !site_kind_named(json_string_value(value), &site->kind) ||
	       saved_bad(reader, line, "'%.20s' is no kind of place; there are wire, host and child",
			 json_string_value(value));
}

static bool read_site(struct reader *reader, unsigned line, const json_t *object, struct site *site)
{
	return saved_fields(reader, line, "a site", object, site_fields, site) &&
	       read_truth(reader, line, object, "expected", &site->expected) &&
	       read_site_kind(reader, line, json_object_get(object, "kind"), site);
}

static bool read_journey(struct reader *reader, unsigned line, const json_t *object, struct journey *journey)
{
	const json_t *sites = json_object_get(object, "sites");

	if (!saved_fields(reader, line, "a journey", object, journey_fields, journey) ||
	    !take_array(reader, line, "sites", sites, sizeof(*journey->sites), (void **)&journey->sites,
			&journey->site_count))
		return false;
	for (size_t i = 0; i < journey->site_count; i++)
		if (!read_site(reader, line, json_array_get(sites, i), &journey->sites[i]))
			return false;
	return true;
}

/* To be read after the frames, which they point into. */
static bool read_journeys(struct reader *reader, unsigned line, const json_t *journeys, struct result *result)
{
	if (!take_array(reader, line, "journeys", journeys, sizeof(*result->journeys),
			(void **)&result->journeys, &result->journey_count))
		return false;
	for (size_t i = 0; i < result->journey_count; i++) {
		struct journey *journey = &result->journeys[i];

		if (!read_journey(reader, line, json_array_get(journeys, i), journey))
			return false;
		if (journey->first_packet > result->packet_count ||
		    (i && journey->first_packet < journey[-1].first_packet))
			return saved_bad(
				reader, line,
				"a journey begins at frame %zu; there are %zu, and journeys follow each "
				"other",
				journey->first_packet, result->packet_count);
	}
	return true;
}

static bool read_findings(struct reader *reader, unsigned line, const json_t *findings, struct result *result)
{
	if (!take_array(reader, line, "findings", findings, sizeof(*result->findings),
			(void **)&result->findings, &result->finding_count))
		return false;
	for (size_t i = 0; i < result->finding_count; i++)
		if (!saved_fields(reader, line, "a finding", json_array_get(findings, i), finding_fields,
				  &result->findings[i]))
			return false;
	return true;
}

/* ---- what it is a result of ---- */

/* Results of a requirement mostly follow each other, or those of the next one. */
static const struct result *find_requirement(struct reader *reader, const char *id)
{
	for (size_t i = 0; i < reader->requirement_count; i++) {
		size_t at = (reader->requirement + i) % reader->requirement_count;

		if (!strcmp(reader->requirements[at].requirement, id)) {
			reader->requirement = at;
			return &reader->requirements[at];
		}
	}
	return NULL;
}

static bool read_requirement(struct reader *reader, unsigned line, const json_t *value, struct result *result)
{
	const struct result *requirement;

	if (!value)
		return true;
	if (!saved_is(reader, line, "requirement", value, JSON_STRING))
		return false;
	requirement = find_requirement(reader, json_string_value(value));
	if (!requirement)
		return saved_bad(
			reader, line,
			"the requirement '%.60s' is not known; \"requirements\" must name it, and stand "
			"before \"results\"",
			json_string_value(value));
	result->requirement = requirement->requirement;
	result->sentence = requirement->sentence;
	result->source = requirement->source;
	result->since = requirement->since;
	return true;
}

static bool read_verdict(struct reader *reader, unsigned line, const json_t *value, struct result *result)
{
	if (!saved_is(reader, line, "verdict", value, JSON_STRING))
		return false;
	return !verdict_named(json_string_value(value), &result->verdict) ||
	       saved_bad(
		       reader, line,
		       "'%.20s' is no verdict; there are PASS, FAIL, SKIP, BROKEN, TIMEOUT, CRASH, XFAIL and "
		       "XPASS",
		       json_string_value(value));
}

static bool read_parts(struct reader *reader, unsigned line, const json_t *object, struct result *result)
{
	const json_t *expectation = json_object_get(object, "expectation"),
		     *reruns = json_object_get(object, "reruns");

	if (!read_verdict(reader, line, json_object_get(object, "verdict"), result))
		return false;
	if (expectation &&
	    !saved_fields(reader, line, "expectation", expectation, expectation_fields, result))
		return false;
	if (reruns && !saved_fields(reader, line, "reruns", reruns, rerun_fields, result))
		return false;
	if (result->reruns_passed > result->reruns)
		return saved_bad(reader, line, "%u of %u reruns passed; it cannot be more than there were",
				 result->reruns_passed, result->reruns);
	return read_requirement(reader, line, json_object_get(object, "requirement"), result) &&
	       read_findings(reader, line, json_object_get(object, "findings"), result) &&
	       read_frames(reader, line, json_object_get(object, "frames"), result) &&
	       read_journeys(reader, line, json_object_get(object, "journeys"), result);
}

/* A case has one result for each repeat. */
static bool is_new(struct reader *reader, unsigned line, const struct result *result)
{
	char key[ID_LIMIT + 16];

	snprintf(key, sizeof(key), "%s %u", result->id, result->repeat);
	if (json_object_get(reader->seen, key))
		return saved_bad(reader, line,
				 "%s has two results (repeat %u); a case has one of each repeat", result->id,
				 result->repeat);
	return !json_object_set_new_nocheck(reader->seen, key, json_true()) || saved_no_memory(reader);
}

static struct result *new_result(struct reader *reader)
{
	struct saved *saved = reader->saved;
	struct result *results = saved->results;

	if (saved->run.count == reader->capacity) {
		reader->capacity = reader->capacity ? 2 * reader->capacity : 256;
		results = reallocarray(results, reader->capacity, sizeof(*results));
	}
	if (!results) {
		saved_no_memory(reader);
		return NULL;
	}
	saved->results = results;
	saved->run.results = results;
	results[saved->run.count] = (struct result){0};
	return &results[saved->run.count++];
}

bool saved_result(struct reader *reader, unsigned line, const json_t *object)
{
	struct result *result = new_result(reader);

	if (!result || !saved_fields(reader, line, "a result", object, result_fields, result))
		return false;
	if (!is_id(result->id))
		return saved_bad(reader, line,
				 "'%.60s' is no id; an id has letters, digits, _ and -, in parts set "
				 "apart by dots",
				 result->id);
	return read_parts(reader, line, object, result) && is_new(reader, line, result);
}
