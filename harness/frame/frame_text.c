#include "harness/core/text.h"
#include "harness/frame/ethernet.h"

#include <inttypes.h>
#include <string.h>

static void add_tag(struct text *line, struct vlan_tag tag)
{
	if (tag.tpid == TPID_8021Q)
		text_add(line, ", vlan %u", tag_vid(tag));
	else
		text_add(line, ", vlan %u (0x%04x)", tag_vid(tag), tag.tpid);
	if (tag_pcp(tag))
		text_add(line, " pcp %u", tag_pcp(tag));
	if (tag_dei(tag))
		text_add(line, " dei");
}

static char *describe(const struct ethernet *header, size_t length, const struct mark *mark, char *text,
		      size_t size)
{
	struct text line = text_in(text, size);

	text_add(&line, "%s > %s", mac_to_text(header->src).text, mac_to_text(header->dst).text);
	for (size_t i = 0; i < header->tags; i++)
		add_tag(&line, header->tag[i]);
	text_add(&line, ", 0x%04x, %zu octets", header->ethertype, length);
	if (mark)
		text_add(&line, ", %s %" PRIu64, mark->role == ROLE_FENCE ? "fence" : "probe", mark->nonce);
	return text;
}

char *frame_to_text(const struct frame *frame, char *text, size_t size)
{
	struct ethernet header = {.dst = frame->dst,
				  .src = frame->src,
				  .tags = frame->tags,
				  .ethertype = frame_ethertype(frame)};
	struct mark mark = {frame->role, frame->nonce};

	memcpy(header.tag, frame->tag, sizeof header.tag);
	return describe(&header, frame_length(frame), &mark, text, size);
}

/* Fewer octets than an Ethernet header has: all that can be said is what they are. */
static char *describe_runt(const uint8_t *bytes, size_t length, char *text, size_t size)
{
	struct text line = text_in(text, size);

	text_add(&line, "runt of %zu octet%s", length, plural(length));
	for (size_t i = 0; i < length; i++)
		text_add(&line, "%s%02x", i ? " " : ": ", bytes[i]);
	return text;
}

char *bytes_to_text(const uint8_t *bytes, size_t length, char *text, size_t size)
{
	struct ethernet header;
	struct mark mark;

	if (!ethernet_read(bytes, length, &header))
		return describe_runt(bytes, length, text, size);
	return describe(&header, length, frame_find_mark(bytes, length, &mark) ? &mark : NULL, text, size);
}
