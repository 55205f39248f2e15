#include "harness/frame/ethernet.h"
#include "harness/frame/octets.h"

static bool is_tpid(uint16_t ethertype)
{
	return ethertype == TPID_8021Q || ethertype == TPID_8021AD;
}

bool ethernet_read(const uint8_t *bytes, size_t length, struct ethernet *header)
{
	const uint8_t *at;

	if (length < ETHERNET_HEADER_SIZE)
		return false;
	at = bytes + 12;
	*header = (struct ethernet){0};
	memcpy(header->dst.octet, bytes, sizeof header->dst.octet);
	memcpy(header->src.octet, bytes + 6, sizeof header->src.octet);
	while (header->tags < FRAME_TAGS_MAX && is_tpid(get_u16(at)) &&
	       length >= (size_t)(at - bytes) + TAG_SIZE + 2) {
		header->tag[header->tags++] = (struct vlan_tag){get_u16(at), get_u16(at + 2)};
		at += TAG_SIZE;
	}
	header->ethertype = get_u16(at);
	header->size = (size_t)(at - bytes) + 2;
	return true;
}
