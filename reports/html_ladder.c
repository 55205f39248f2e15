/* html_ladder.c - what was seen of a frame, in the order of time: a column a place, a row a frame. */
#include "reports/html_parts.h"
#include "reports/journey.h"
#include "reports/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { RUNGS = 40 };

static const struct {
	const char *glyph, *class, *word;
} kinds[PACKET_KINDS] = {
	[PACKET_OTHER] = {"·", "off", "another frame"}, [PACKET_PROBE] = {"●", "in", "seen"},
	[PACKET_FENCE] = {"┃", "off", "fence"},         [PACKET_EXPECTED] = {"✓", "ok", "arrived"},
	[PACKET_UNEXPECTED] = {"✗", "no", "intruded"},  [PACKET_ALTERED] = {"≠", "no", "altered"},
	[PACKET_DOUBLED] = {"✗", "no", "one more"},
};

/* ---- frames in words ---- */

static void put_octets(struct html *html, const uint8_t *octets, size_t count)
{
	char text[sizeof("02:00:00:00:00:0a")];

	for (size_t i = 0; i < count; i++)
		snprintf(text + 3 * i, sizeof(text) - 3 * i, "%02x%s", octets[i], i + 1 < count ? ":" : "");
	html_text(html, text);
}

/* Addresses and type, which is all that tells frames of a journey apart. */
static void put_frame(struct html *html, const struct packet *packet)
{
	size_t kept = packet->length - packet->cut;

	if (kept < 14) {
		html_textf(html, "%zu octets", packet->length);
		return;
	}
	put_octets(html, packet->bytes + 6, 6);
	html_text(html, " → ");
	put_octets(html, packet->bytes, 6);
	html_textf(html, ", 0x%02x%02x, %zu octets", packet->bytes[12], packet->bytes[13], packet->length);
}

static void put_time(struct html *html, uint64_t since_ns)
{
	if (since_ns < 1000000)
		html_textf(html, "%.1f µs", (double)since_ns / 1e3);
	else
		html_textf(html, "%.2f ms", (double)since_ns / 1e6);
}

/* ---- rungs ---- */

static void put_cells(struct html *html, const struct journey *journey, const struct packet *packet)
{
	for (size_t i = 0; i < journey->site_count; i++) {
		int here = !strcmp(journey->sites[i].place, packet->place);

		html_open(html, "td");
		if (here) {
			html_attribute(html, "class", "%s",
				       packet->put_in && packet->kind != PACKET_FENCE
					       ? "in"
					       : kinds[packet->kind].class);
			html_text(html, packet->put_in ? "➜" : kinds[packet->kind].glyph);
			html_put(html, "i", NULL, packet->put_in ? "put in" : kinds[packet->kind].word);
		}
		html_close(html);
	}
}

static void put_rung(struct html *html, const struct journey *journey, const struct packet *packet,
		     uint64_t begun_ns)
{
	html_open_class(html, "tr", packet->kind == PACKET_FENCE ? "fence" : NULL);
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	put_time(html, packet->time_ns - begun_ns);
	html_close(html);
	put_cells(html, journey, packet);
	html_open(html, "td");
	html_text(html, text_or(packet->comment, ""));
	if (packet->put_in ? packet->kind != PACKET_FENCE
			   : packet->kind == PACKET_ALTERED || packet->kind == PACKET_OTHER) {
		html_open(html, "br");
		html_close(html);
		html_open(html, "code");
		put_frame(html, packet);
		html_close(html);
	}
	html_close(html);
	html_close(html);
}

static int compare_times(const void *one, const void *other)
{
	const struct packet *a = *(const struct packet *const *)one,
			    *b = *(const struct packet *const *)other;

	if (a->time_ns != b->time_ns)
		return a->time_ns < b->time_ns ? -1 : 1;
	return (a > b) - (a < b);
}

/* The journal is in the order in which places were read; a ladder is in that of time. */
static void put_rungs(struct html *html, const struct result *result, size_t journey)
{
	struct packet_range range = journey_packets(result, journey);
	size_t count = range.end - range.first, shown = count < RUNGS ? count : RUNGS;
	const struct packet **packets = count ? calloc(count, sizeof(*packets)) : NULL;

	if (!packets)
		return;
	for (size_t i = 0; i < count; i++)
		packets[i] = &result->packets[range.first + i];
	qsort(packets, count, sizeof(*packets), compare_times);
	for (size_t i = 0; i < shown; i++)
		put_rung(html, &result->journeys[journey], packets[i], packets[0]->time_ns);
	if (count > shown) {
		html_open(html, "tr");
		html_open(html, "td");
		html_attribute(html, "colspan", "%zu", result->journeys[journey].site_count + 2);
		html_textf(html, "… and %zu more frames; the capture has them all", count - shown);
		html_close(html);
		html_close(html);
	}
	free(packets);
}

/* What had to be seen and was not has no time. */
static void put_missing(struct html *html, const struct result *result, size_t journey)
{
	const struct journey *about = &result->journeys[journey];

	for (size_t missing = 0; missing < about->site_count; missing++) {
		if (journey_sighting(result, journey, &about->sites[missing]).fate != FATE_MISSING)
			continue;
		html_open(html, "tr");
		html_open(html, "th");
		html_attribute(html, "scope", "row");
		html_text(html, "never");
		html_close(html);
		for (size_t i = 0; i < about->site_count; i++) {
			html_open_class(html, "td", i == missing ? "no" : NULL);
			html_text(html, i == missing ? "✗" : "");
			html_close(html);
		}
		html_putf(html, "td", NULL, "had to arrive at %s, and did not", about->sites[missing].place);
		html_close(html);
	}
}

/* ---- above and below ---- */

static void put_head(struct html *html, const struct journey *journey)
{
	html_open(html, "thead");
	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "col");
	html_text(html, "time");
	html_close(html);
	for (size_t i = 0; i < journey->site_count; i++) {
		html_open(html, "th");
		html_attribute(html, "scope", "col");
		html_text(html, journey->sites[i].place);
		html_close(html);
	}
	html_open(html, "th");
	html_attribute(html, "scope", "col");
	html_text(html, "what it is");
	html_close(html);
	html_close(html);
	html_open_class(html, "tr", "must");
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	html_text(html, "expected");
	html_close(html);
	for (size_t i = 0; i < journey->site_count; i++)
		html_put(html, "td", NULL, journey->sites[i].expected ? "once" : "never");
	html_put(html, "td", NULL, "of the probe");
	html_close(html);
	html_close(html);
}

static void put_seen(struct html *html, const struct result *result, size_t journey)
{
	const struct journey *about = &result->journeys[journey];

	html_open(html, "tfoot");
	html_open(html, "tr");
	html_open(html, "th");
	html_attribute(html, "scope", "row");
	html_text(html, "seen");
	html_close(html);
	for (size_t i = 0; i < about->site_count; i++) {
		struct sighting sighting = journey_sighting(result, journey, &about->sites[i]);
		int right = fate_is_right(sighting.fate);

		html_open_class(html, "td", right ? "ok" : "no");
		html_textf(html, "%s ", right ? "✓" : "✗");
		if (!sighting.copies)
			html_text(html, "never");
		else if (sighting.fate == FATE_ALTERED)
			html_text(html, "altered");
		else if (sighting.copies == 1)
			html_text(html, "once");
		else
			html_textf(html, "%u times", sighting.copies);
		html_close(html);
	}
	html_put(html, "td", NULL, "of the probe, before the fences closed");
	html_close(html);
	html_close(html);
}

void put_ladder(struct html *html, const struct result *result, size_t journey)
{
	open_scroller(html, "Ladder of frames");
	html_open_class(html, "table", "ladder");
	html_put(html, "caption", NULL, "Frames in the order of time, expected against seen");
	put_head(html, &result->journeys[journey]);
	html_open(html, "tbody");
	put_rungs(html, result, journey);
	put_missing(html, result, journey);
	html_close(html);
	put_seen(html, result, journey);
	html_close(html);
	html_close(html);
}
