/* frame.h - frames as values: a small description that is copied freely, and the bytes it stands for.
 *
 * Every frame of ours carries a mark in its payload: a magic number, a role and a nonce. The mark is how a frame
 * is recognised wherever it turns up, tagged, untagged or damaged; the rest of the payload is derived from the nonce,
 * so that "byte for byte" means something.
 *
 * Two EtherTypes of IEEE 802 are reserved for local experiments: probes use the first unless a case asks for
 * something else, fences always use the second. Nothing else on a testbed may send either.
 */
#ifndef MVC_FRAME_FRAME_H
#define MVC_FRAME_FRAME_H

#include "harness/frame/mac.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	ETHERTYPE_PROBE = 0x88B5, /* IEEE 802 Local Experimental Ethertype 1 */
	ETHERTYPE_FENCE = 0x88B6, /* IEEE 802 Local Experimental Ethertype 2 */
	TPID_8021Q = 0x8100,
	TPID_8021AD = 0x88A8,
	FRAME_TAGS_MAX = 2,
	FRAME_MARK_SIZE = 24,     /* magic 8, role 1, zero 7, nonce 8 */
	FRAME_LENGTH_MAX = 65550, /* Ethernet header + two tags... and a 64 KiB packet */
};

struct vlan_tag {
	uint16_t tpid;
	uint16_t tci; /* PCP 3 bits, DEI 1 bit, VID 12 bits; host byte order */
};

/* What stands behind the Ethernet header (and the tags). The mark comes right behind the last header. */
enum content {
	CONTENT_MARK, /* nothing but the mark and the pattern */
	CONTENT_ARP,  /* an ARP request (RFC 826); mark and pattern follow as a trailer */
	CONTENT_UDP4,
	CONTENT_TCP4,
	CONTENT_UDP6,
	CONTENT_TCP6,
	CONTENT_ICMP6, /* a neighbour solicitation (RFC 4861); mark and pattern in an option of unknown type */
};

enum role {
	ROLE_PROBE = 1,
	ROLE_FENCE = 2,
};

struct frame {
	struct mac dst, src;
	struct vlan_tag tag[FRAME_TAGS_MAX]; /* tag[0] is the outermost */
	uint8_t tags;
	uint16_t ethertype; /* 0: what the content implies (ETHERTYPE_PROBE for CONTENT_MARK) */
	enum content content;
	enum role role; /* 0 counts as ROLE_PROBE */
	uint16_t flow;  /* of UDP and TCP, the sender's ports counted from the first: each is another flow */
	uint32_t
		length; /* octets from dst to the end, tags included, FCS not; 0: 60 plus the tags, or more if needed */
	uint64_t nonce;
};

/* Octets that frame_render() will write. */
size_t frame_length(const struct frame *frame);

/* Writes the frame's octets and returns how many. BROKEN if the capacity does not suffice or the length cannot
 * hold the headers and the mark. Checksums of IPv4, UDP, TCP and ICMPv6 are complete and right. */
size_t frame_render(const struct frame *frame, uint8_t *bytes, size_t capacity);

/* The EtherType behind the tags, as rendered. */
uint16_t frame_ethertype(const struct frame *frame);

/* A number that no other frame of this process has; never 0. */
uint64_t fresh_nonce(void);

struct mark {
	enum role role;
	uint64_t nonce;
};

/* Finds our mark anywhere in captured octets. False if there is none. */
bool frame_find_mark(const uint8_t *bytes, size_t length, struct mark *mark);

/* Captured octets whose (innermost) EtherType is one of our two: ours even if the mark was destroyed. */
bool frame_is_ours(const uint8_t *bytes, size_t length);

/* Compares captured octets with what the frame renders to. True if equal; otherwise *reasons (size octets) holds one
 * sentence naming the fields that differ: "destination 02:…:0b instead of 02:…:0a; 4 octets short; octet 37 is 0x00,
 * not 0x41". */
bool frame_equals(const struct frame *frame, const uint8_t *bytes, size_t length, char *reasons, size_t size);

/* One line for people: "02:…:0a > 02:…:0b, vlan 5, 0x88b5, 60 octets, probe 17". Returns text. */
char *frame_to_text(const struct frame *frame, char *text, size_t size);

/* The same for captured octets, ours or anybody's. Returns text. */
char *bytes_to_text(const uint8_t *bytes, size_t length, char *text, size_t size);

#endif
