#include "harness/core/text.h"
#include "harness/frame/ethernet.h"

#include <string.h>

/* Both frames are read from octets, so that what was captured and what was rendered are understood alike. */

static void compare_addresses(struct text *reasons, const char *field, struct mac wanted, struct mac seen)
{
	if (mac_equal(wanted, seen))
		return;
	text_separate(reasons, "; ");
	text_add(reasons, "%s %s instead of %s", field, mac_to_text(seen).text, mac_to_text(wanted).text);
}

static void add_tags(struct text *reasons, const struct ethernet *header)
{
	if (!header->tags)
		text_add(reasons, "untagged");
	for (size_t i = 0; i < header->tags; i++)
		text_add(reasons, "%s 0x%04x VID %u PCP %u", i ? " and" : "tagged", header->tag[i].tpid,
			 tag_vid(header->tag[i]), tag_pcp(header->tag[i]));
}

static void compare_number(struct text *reasons, size_t tag, const char *field, unsigned wanted,
			   unsigned seen)
{
	if (wanted == seen)
		return;
	text_separate(reasons, "; ");
	text_add(reasons, "tag %zu %s %u instead of %u", tag, field, seen, wanted);
}

static void compare_tags(struct text *reasons, const struct ethernet *wanted, const struct ethernet *seen)
{
	if (wanted->tags != seen->tags) {
		text_separate(reasons, "; ");
		add_tags(reasons, seen);
		text_add(reasons, " instead of ");
		add_tags(reasons, wanted);
		return;
	}
	for (size_t i = 0; i < seen->tags; i++) {
		struct vlan_tag w = wanted->tag[i], s = seen->tag[i];

		if (w.tpid != s.tpid) {
			text_separate(reasons, "; ");
			text_add(reasons, "tag %zu TPID 0x%04x instead of 0x%04x", i + 1, s.tpid, w.tpid);
		}
		compare_number(reasons, i + 1, "VID", tag_vid(w), tag_vid(s));
		compare_number(reasons, i + 1, "PCP", tag_pcp(w), tag_pcp(s));
		compare_number(reasons, i + 1, "DEI", tag_dei(w), tag_dei(s));
	}
}

static void compare_ethertypes(struct text *reasons, uint16_t wanted, uint16_t seen)
{
	if (wanted == seen)
		return;
	text_separate(reasons, "; ");
	text_add(reasons, "EtherType 0x%04x instead of 0x%04x", seen, wanted);
}

struct payload {
	const uint8_t *octets;
	size_t length;
	size_t at; /* where it stands in the frame */
};

static struct payload payload_of(const uint8_t *bytes, size_t length, const struct ethernet *header)
{
	return (struct payload){bytes + header->size, length - header->size, header->size};
}

static void compare_lengths(struct text *reasons, size_t wanted, size_t seen)
{
	size_t difference = seen < wanted ? wanted - seen : seen - wanted;

	if (!difference)
		return;
	text_separate(reasons, "; ");
	text_add(reasons, "%zu octet%s %s", difference, plural(difference),
		 seen < wanted ? "short" : "too long");
}

/* Octets are counted from 0 in the frame that was seen, as they are in a dump of it. */
static void compare_payloads(struct text *reasons, struct payload wanted, struct payload seen)
{
	size_t common = wanted.length < seen.length ? wanted.length : seen.length;
	size_t first = common, differing = 0;

	compare_lengths(reasons, wanted.length, seen.length);
	for (size_t i = common; i-- > 0;) {
		if (seen.octets[i] != wanted.octets[i]) {
			first = i;
			differing++;
		}
	}
	if (!differing)
		return;
	text_separate(reasons, "; ");
	text_add(reasons, "octet %zu is 0x%02x, not 0x%02x", seen.at + first, seen.octets[first],
		 wanted.octets[first]);
	if (differing > 1)
		text_add(reasons, ", the first of %zu that differ", differing);
}

bool frame_equals(const struct frame *frame, const uint8_t *bytes, size_t length, char *reasons, size_t size)
{
	struct text list = text_in(reasons, size);
	uint8_t rendered[FRAME_LENGTH_MAX];
	size_t expected = frame_render(frame, rendered, sizeof rendered);
	struct ethernet wanted, seen;

	if (length == expected && memcmp(bytes, rendered, expected) == 0)
		return true;
	if (!ethernet_read(bytes, length, &seen)) {
		text_add(&list, "runt of %zu octet%s instead of %zu", length, plural(length), expected);
		return false;
	}
	ethernet_read(rendered, expected, &wanted);
	compare_addresses(&list, "destination", wanted.dst, seen.dst);
	compare_addresses(&list, "source", wanted.src, seen.src);
	compare_tags(&list, &wanted, &seen);
	compare_ethertypes(&list, wanted.ethertype, seen.ethertype);
	compare_payloads(&list, payload_of(rendered, expected, &wanted), payload_of(bytes, length, &seen));
	return false;
}
