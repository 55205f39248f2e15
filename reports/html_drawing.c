/* html_drawing.c - a testbed as SVG: the wire above, the children below, the host beside the parent. What the frame did
 * is in the arrows and, in words, in every box.
 */
#include "reports/html_parts.h"
#include "reports/journey.h"

#include <string.h>

enum {
	MARGIN = 8,
	BOX_WIDTH = 166,
	BOX_HEIGHT = 70,
	GAP = 16,
	WIRE_Y = MARGIN,
	BAR_Y = WIRE_Y + BOX_HEIGHT + 34,
	BAR_HEIGHT = 34,
	CHILD_Y = BAR_Y + BAR_HEIGHT + 34,
	HOST_Y = BAR_Y + BAR_HEIGHT / 2 - BOX_HEIGHT / 2,
	HEIGHT = CHILD_Y + BOX_HEIGHT + MARGIN,
	PARENTS = 2,
};

struct point {
	int x, y;
};

/* One parent with what belongs to it. */
struct segment {
	int left, bar_width, width; /* left: of the bar */
	unsigned children, hosts;
	const char *device; /* NULL: nobody told it */
};

struct drawing {
	struct html *html;
	const struct result *result;
	size_t index;
	const struct journey *journey;
	struct segment segments[PARENTS];
	unsigned placed[PARENTS][SITE_KINDS];
	int width;
};

/* ---- what goes where ---- */

/* A place that takes frames which are nobody's is shown only if it has something to tell. */
static int is_shown(const struct drawing *drawing, const struct site *site)
{
	struct sighting sighting = journey_sighting(drawing->result, drawing->index, site);
	const struct site *first = NULL;

	for (size_t i = 0; i < drawing->journey->site_count && !first; i++) {
		const struct site *other = &drawing->journey->sites[i];

		if (other->kind == SITE_HOST && other->parent == site->parent)
			first = other;
	}
	if (site->parent >= PARENTS)
		return 0;
	return site->kind != SITE_HOST || site == first || sighting.put_in || sighting.fate != FATE_ABSENT;
}

static void measure(struct drawing *drawing)
{
	int left = MARGIN;

	for (size_t i = 0; i < drawing->journey->site_count; i++) {
		const struct site *site = &drawing->journey->sites[i];
		struct segment *segment;

		if (!is_shown(drawing, site))
			continue;
		segment = &drawing->segments[site->parent];
		segment->children += site->kind == SITE_CHILD;
		segment->hosts += site->kind == SITE_HOST;
		if (site->kind == SITE_HOST)
			segment->device = site->device;
	}
	for (unsigned i = 0; i < PARENTS; i++) {
		struct segment *segment = &drawing->segments[i];
		int columns = segment->children ? (int)segment->children : 1;

		if (i && !segment->children && !segment->hosts)
			break;
		segment->left = left;
		segment->bar_width = columns * (BOX_WIDTH + GAP) - GAP;
		segment->width = segment->bar_width + (segment->hosts ? 2 * GAP + BOX_WIDTH : 0);
		left += segment->width + 2 * GAP;
	}
	drawing->width = left - 2 * GAP + MARGIN;
}

static struct point corner_of(const struct segment *segment, const struct site *site, unsigned nth)
{
	switch (site->kind) {
	case SITE_WIRE:
		return (struct point){segment->left + segment->bar_width / 2 - BOX_WIDTH / 2, WIRE_Y};
	case SITE_HOST:
		return (struct point){segment->left + segment->bar_width + 2 * GAP,
				      HOST_Y + (int)nth * (BOX_HEIGHT + GAP)};
	default:
		return (struct point){segment->left + (int)nth * (BOX_WIDTH + GAP), CHILD_Y};
	}
}

/* ---- marks ---- */

/* "in" put in here; "ok" and "no" frames that came, rightly or not; "gone" one that did not, "off" none. */
static const char *class_of(struct sighting sighting)
{
	if (sighting.put_in && fate_is_right(sighting.fate))
		return "in";
	switch (sighting.fate) {
	case FATE_ARRIVED:
		return "ok";
	case FATE_MISSING:
		return "gone";
	case FATE_ABSENT:
		return "off";
	default:
		return "no";
	}
}

static void put_line(struct html *html, int x, int y, const char *class, const char *text)
{
	html_open_class(html, "text", class);
	html_attribute(html, "x", "%d", x);
	html_attribute(html, "y", "%d", y);
	html_text(html, text);
	html_close(html);
}

static void put_box_text(const struct drawing *drawing, const struct site *site, struct sighting sighting)
{
	struct html *html = drawing->html;
	char text[96];
	int y = 50;

	put_line(html, BOX_WIDTH / 2, 18, "name", site->place);
	if (site->kind == SITE_WIRE && strcmp(drawing->journey->wire, "plain") != 0)
		snprintf(text, sizeof(text), "%.30s · %.30s", site->device, drawing->journey->wire);
	else
		snprintf(text, sizeof(text), "%.30s%s%.30s", site->device, *site->mode ? " · " : "",
			 site->mode);
	put_line(html, BOX_WIDTH / 2, 33, "what", text);
	if (sighting.put_in) {
		put_line(html, BOX_WIDTH / 2, y, "mark in", "➜ put in here");
		y += 14;
	}
	if (sighting.put_in && sighting.fate == FATE_ABSENT)
		return;
	snprintf(text, sizeof(text), "%s %s", fate_is_right(sighting.fate) ? "✓" : "✗",
		 fate_words(sighting.fate));
	html_open(html, "text");
	html_attribute(html, "class", "mark %s",
		       class_of((struct sighting){sighting.fate, 0, sighting.copies}));
	html_attribute(html, "x", "%d", BOX_WIDTH / 2);
	html_attribute(html, "y", "%d", y);
	html_text(html, text);
	html_close(html);
}

static void put_box(const struct drawing *drawing, const struct site *site, struct sighting sighting,
		    struct point corner)
{
	struct html *html = drawing->html;

	html_open(html, "g");
	html_attribute(html, "class", "box %s", class_of(sighting));
	html_attribute(html, "transform", "translate(%d %d)", corner.x, corner.y);
	html_open(html, "rect");
	html_attribute(html, "width", "%d", BOX_WIDTH);
	html_attribute(html, "height", "%d", BOX_HEIGHT);
	html_attribute(html, "rx", "6");
	html_close(html);
	put_box_text(drawing, site, sighting);
	html_close(html);
}

/* A triangle of which one corner is at the point, and the others are back from where it comes. */
static void put_head(struct html *html, struct point at, int dx, int dy)
{
	int wx = dy ? 6 : 0, wy = dx ? 6 : 0;

	html_open_class(html, "path", "head");
	html_attribute(html, "d", "M%d %dL%d %dL%d %dz", at.x, at.y, at.x - 11 * dx - wx, at.y - 11 * dy - wy,
		       at.x - 11 * dx + wx, at.y - 11 * dy + wy);
	html_close(html);
}

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

/* Between the parent's bar and a box, both ends straight up, down or sideways. */
static void put_way(struct html *html, struct sighting sighting, struct point bar, struct point box)
{
	int dx = bar.y == box.y ? sign(box.x - bar.x) : 0, dy = sign(box.y - bar.y);

	html_open(html, "g");
	html_attribute(html, "class", "way %s", class_of(sighting));
	html_open(html, "path");
	html_attribute(html, "d", "M%d %dL%d %d", bar.x, bar.y, box.x, box.y);
	html_close(html);
	if (sighting.put_in)
		put_head(html, bar, -dx, -dy);
	if (sighting.fate != FATE_ABSENT && sighting.fate != FATE_MISSING)
		put_head(html, box, dx, dy);
	if (sighting.fate == FATE_MISSING)
		put_line(html, (bar.x + box.x) / 2, (bar.y + box.y) / 2 + 6, "cross", "✗");
	html_close(html);
}

/* Beside the bar there is room for one; the way to another leaves the bar from below and turns. */
static void put_way_to_host(struct html *html, struct sighting sighting, const struct segment *segment,
			    struct point corner, unsigned nth)
{
	int right = segment->left + segment->bar_width, y = corner.y + BOX_HEIGHT / 2;

	if (!nth) {
		put_way(html, sighting, (struct point){right, y}, (struct point){corner.x, y});
		return;
	}
	html_open(html, "g");
	html_attribute(html, "class", "way %s", class_of(sighting));
	html_open(html, "path");
	html_attribute(html, "d", "M%d %dH%dV%dH%d", right, BAR_Y + BAR_HEIGHT - 6, right + GAP, y, corner.x);
	html_close(html);
	if (sighting.fate != FATE_ABSENT && sighting.fate != FATE_MISSING)
		put_head(html, (struct point){corner.x, y}, 1, 0);
	html_close(html);
}

static void put_site(struct drawing *drawing, const struct site *site)
{
	const struct segment *segment = &drawing->segments[site->parent];
	unsigned nth = drawing->placed[site->parent][site->kind]++;
	struct sighting sighting = journey_sighting(drawing->result, drawing->index, site);
	struct point corner = corner_of(segment, site, nth);
	int middle = corner.x + BOX_WIDTH / 2;

	switch (site->kind) {
	case SITE_WIRE:
		put_way(drawing->html, sighting, (struct point){middle, BAR_Y},
			(struct point){middle, corner.y + BOX_HEIGHT});
		break;
	case SITE_HOST:
		put_way_to_host(drawing->html, sighting, segment, corner, nth);
		break;
	default:
		put_way(drawing->html, sighting, (struct point){middle, BAR_Y + BAR_HEIGHT},
			(struct point){middle, corner.y});
	}
	put_box(drawing, site, sighting, corner);
}

static void put_bars(const struct drawing *drawing)
{
	struct html *html = drawing->html;

	for (unsigned i = 0; i < PARENTS && drawing->segments[i].bar_width; i++) {
		const struct segment *segment = &drawing->segments[i];

		html_open_class(html, "g", "bar");
		html_attribute(html, "transform", "translate(%d %d)", segment->left, BAR_Y);
		html_open(html, "rect");
		html_attribute(html, "width", "%d", segment->bar_width);
		html_attribute(html, "height", "%d", BAR_HEIGHT);
		html_attribute(html, "rx", "6");
		html_close(html);
		html_open_class(html, "text", "name");
		html_attribute(html, "x", "%d", segment->bar_width / 2);
		html_attribute(html, "y", "%d", BAR_HEIGHT / 2 + 5);
		html_textf(html, "parent%s%s", segment->device ? " " : "",
			   segment->device ? segment->device : "");
		html_close(html);
		html_close(html);
	}
}

/* For whoever hears the page. */
static void put_words(const struct drawing *drawing)
{
	struct html *html = drawing->html;
	const struct journey *journey = drawing->journey;

	html_open(html, "title");
	html_textf(html, "The testbed %s. The frame was put in at %s.", journey->testbed, journey->from);
	for (size_t i = 0; i < journey->site_count; i++) {
		const struct site *site = &journey->sites[i];

		html_textf(html, " %s: %s.", site->place,
			   fate_words(journey_sighting(drawing->result, drawing->index, site).fate));
	}
	html_close(html);
}

void put_drawing(struct html *html, const struct result *result, size_t journey)
{
	struct drawing drawing = {
		.html = html, .result = result, .index = journey, .journey = &result->journeys[journey]};

	measure(&drawing);
	html_open_class(html, "svg", "bed");
	html_attribute(html, "role", "img");
	html_attribute(html, "width", "%d", drawing.width);
	html_attribute(html, "height", "%d", HEIGHT);
	html_attribute(html, "viewBox", "0 0 %d %d", drawing.width, HEIGHT);
	put_words(&drawing);
	put_bars(&drawing);
	for (size_t i = 0; i < drawing.journey->site_count; i++)
		if (is_shown(&drawing, &drawing.journey->sites[i]))
			put_site(&drawing, &drawing.journey->sites[i]);
	html_close(html);
}
