#include "reports/result.h"

#include <stdlib.h>
#include <string.h>

static const char *const verdict_names[VERDICTS] = {
	[VERDICT_PASS] = "PASS",     [VERDICT_FAIL] = "FAIL",       [VERDICT_SKIP] = "SKIP",
	[VERDICT_BROKEN] = "BROKEN", [VERDICT_TIMEOUT] = "TIMEOUT", [VERDICT_CRASH] = "CRASH",
	[VERDICT_XFAIL] = "XFAIL",   [VERDICT_XPASS] = "XPASS",
};

const char *verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

int verdict_named(const char *name, enum verdict *verdict)
{
	for (*verdict = 0; *verdict < VERDICTS; (*verdict)++)
		if (!strcmp(name, verdict_names[*verdict]))
			return 0;
	return -1;
}

static const char *const packet_kind_names[PACKET_KINDS] = {
	[PACKET_OTHER] = "other",       [PACKET_PROBE] = "probe",           [PACKET_FENCE] = "fence",
	[PACKET_EXPECTED] = "expected", [PACKET_UNEXPECTED] = "unexpected", [PACKET_ALTERED] = "altered",
	[PACKET_DOUBLED] = "doubled",
};

const char *packet_kind_name(enum packet_kind kind)
{
	return packet_kind_names[kind];
}

int packet_kind_named(const char *name, enum packet_kind *kind)
{
	for (*kind = 0; *kind < PACKET_KINDS; (*kind)++)
		if (!strcmp(name, packet_kind_names[*kind]))
			return 0;
	return -1;
}

static const char *const site_kind_names[SITE_KINDS] = {
	[SITE_WIRE] = "wire", [SITE_HOST] = "host", [SITE_CHILD] = "child"};

const char *site_kind_name(enum site_kind kind)
{
	return site_kind_names[kind];
}

int site_kind_named(const char *name, enum site_kind *kind)
{
	for (*kind = 0; *kind < SITE_KINDS; (*kind)++)
		if (!strcmp(name, site_kind_names[*kind]))
			return 0;
	return -1;
}

size_t run_count(const struct run *run, enum verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += run->results[i].verdict == verdict;
	return count;
}

static void free_findings(struct result *result)
{
	for (size_t i = 0; i < result->finding_count; i++) {
		free(result->findings[i].file);
		free(result->findings[i].text);
	}
	free(result->findings);
}

static void free_journeys(struct result *result)
{
	for (size_t i = 0; i < result->journey_count; i++) {
		struct journey *journey = &result->journeys[i];

		for (size_t k = 0; k < journey->site_count; k++) {
			free(journey->sites[k].place);
			free(journey->sites[k].device);
			free(journey->sites[k].mode);
		}
		free(journey->testbed);
		free(journey->wire);
		free(journey->from);
		free(journey->frame);
		free(journey->sites);
	}
	free(result->journeys);
	result->journeys = NULL;
	result->journey_count = 0;
}

static void free_packet(struct packet *packet)
{
	free(packet->place);
	free(packet->comment);
	free(packet->bytes);
}

void result_free_packets(struct result *result)
{
	for (size_t i = 0; i < result->packet_count; i++)
		free_packet(&result->packets[i]);
	free(result->packets);
	result->packets = NULL;
	result->packet_count = 0;
	free_journeys(result);
}

/* Memory is given back where that is possible: what is shorter is all there is to it. */
static void shorten_packet(struct packet *packet, size_t octets)
{
	size_t kept = packet->length - packet->cut;
	uint8_t *bytes;

	if (kept <= octets)
		return;
	packet->cut = packet->length - octets;
	bytes = realloc(packet->bytes, octets + 1);
	if (bytes)
		packet->bytes = bytes;
}

/* A journey whose first packets are gone begins with what is left of it. */
static void move_journeys(struct result *result, size_t head, size_t gone)
{
	for (size_t i = 0; i < result->journey_count; i++) {
		size_t *first = &result->journeys[i].first_packet;

		if (*first > head)
			*first = *first < head + gone ? head : *first - gone;
	}
}

void result_shorten_packets(struct result *result, size_t octets, size_t packets)
{
	size_t head = packets - packets / 2, tail = packets / 2, gone = 0;
	struct packet *all;

	if (result->packet_count > packets)
		gone = result->packet_count - packets;
	for (size_t i = head; i < head + gone; i++)
		free_packet(&result->packets[i]);
	if (gone)
		memmove(result->packets + head, result->packets + head + gone,
			tail * sizeof(*result->packets));
	move_journeys(result, head, gone);
	result->packet_count -= gone;
	result->packets_left_out += gone;
	all = gone ? reallocarray(result->packets, packets + 1, sizeof(*all)) : NULL;
	if (all)
		result->packets = all;
	for (size_t i = 0; i < result->packet_count; i++)
		shorten_packet(&result->packets[i], octets);
}

void result_free(struct result *result)
{
	char *const texts[] = {
		result->id,        result->requirement, result->sentence, result->source,  result->mode,
		result->behaviour, result->reason,      result->output,   result->pcapng,  result->known_bug,
		result->known_fix, result->enter,       result->since,    result->summary, result->served_by,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		free(texts[i]);
	free_findings(result);
	result_free_packets(result);
	*result = (struct result){0};
}

int verdict_is_trouble(enum verdict verdict)
{
	return verdict == VERDICT_FAIL || verdict == VERDICT_BROKEN || verdict == VERDICT_TIMEOUT ||
	       verdict == VERDICT_CRASH;
}

int result_is_a_cases(const struct result *result)
{
	return strncmp(result->id, "harness.", strlen("harness.")) && strcmp(result->id, "preflight");
}

const char *result_again(const struct result *result)
{
	return strncmp(result->id, "domain.", strlen("domain.")) ? "run " : "domain --run FILE.xml    # ";
}

int result_is_flake(const struct result *result)
{
	return verdict_is_trouble(result->verdict) && result->reruns_passed;
}

const char *run_property(const struct run *run, const char *name)
{
	for (size_t i = 0; i < run->property_count; i++)
		if (!strcmp(run->properties[i].name, name))
			return run->properties[i].value;
	return NULL;
}
