/* ethernet.h - what the first octets of any frame say: addresses, tags, EtherType. */
#ifndef MVC_FRAME_ETHERNET_H
#define MVC_FRAME_ETHERNET_H

#include "harness/frame/frame.h"

enum {
	ETHERNET_HEADER_SIZE = 14, /* without tags */
	TAG_SIZE = 4,
};

struct ethernet {
	struct mac dst, src;
	struct vlan_tag tag[FRAME_TAGS_MAX];
	size_t tags;
	uint16_t ethertype; /* the innermost */
	size_t size;        /* octets up to the payload */
};

/* Reads the header of captured octets. False if there are fewer than ETHERNET_HEADER_SIZE. A tag that was cut
 * off counts as an EtherType with a short payload, and so does a third one. */
bool ethernet_read(const uint8_t *bytes, size_t length, struct ethernet *header);

/* The fields of a tag's control information, IEEE 802.1Q-2022 9.6. */
static inline unsigned tag_vid(struct vlan_tag tag)
{
	return tag.tci & 0xfff;
}

static inline unsigned tag_dei(struct vlan_tag tag)
{
	return tag.tci >> 12 & 1;
}

static inline unsigned tag_pcp(struct vlan_tag tag)
{
	return tag.tci >> 13;
}

#endif
