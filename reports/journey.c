#include "reports/journey.h"

#include <string.h>

static const struct {
	const char *words;
	int right;
} fates[FATES] = {
	[FATE_ARRIVED] = {"arrived, as it must", 1}, [FATE_MISSING] = {"did not arrive", 0},
	[FATE_ABSENT] = {"not seen, as it must", 1}, [FATE_INTRUDED] = {"seen, and must not", 0},
	[FATE_ALTERED] = {"arrived altered", 0},     [FATE_DOUBLED] = {"arrived more than once", 0},
};

const char *fate_words(enum fate fate)
{
	return fates[fate].words;
}

int fate_is_right(enum fate fate)
{
	return fates[fate].right;
}

struct packet_range journey_packets(const struct result *result, size_t journey)
{
	struct packet_range range = {result->journeys[journey].first_packet, result->packet_count};

	if (journey + 1 < result->journey_count && result->journeys[journey + 1].first_packet < range.end)
		range.end = result->journeys[journey + 1].first_packet;
	if (range.first > range.end)
		range.first = range.end;
	return range;
}

static enum fate fate_of(const struct site *site, const unsigned counts[PACKET_KINDS])
{
	unsigned copies = counts[PACKET_EXPECTED] + counts[PACKET_DOUBLED];

	if (counts[PACKET_ALTERED])
		return FATE_ALTERED;
	if (counts[PACKET_UNEXPECTED] || (!site->expected && copies))
		return FATE_INTRUDED;
	if (!site->expected)
		return FATE_ABSENT;
	if (counts[PACKET_DOUBLED])
		return FATE_DOUBLED;
	return copies ? FATE_ARRIVED : FATE_MISSING;
}

struct sighting journey_sighting(const struct result *result, size_t journey, const struct site *site)
{
	struct packet_range range = journey_packets(result, journey);
	unsigned counts[PACKET_KINDS] = {0};
	struct sighting sighting = {.put_in = !strcmp(result->journeys[journey].from, site->place)};

	for (size_t i = range.first; i < range.end; i++) {
		const struct packet *packet = &result->packets[i];

		if (!packet->put_in && !strcmp(packet->place, site->place))
			counts[packet->kind]++;
	}
	sighting.fate = fate_of(site, counts);
	sighting.copies = counts[PACKET_EXPECTED] + counts[PACKET_UNEXPECTED] + counts[PACKET_ALTERED] +
			  counts[PACKET_DOUBLED];
	return sighting;
}
