#include "harness/frame/vnet.h"

#include "harness/frame/octets.h"

#include <stdbool.h>
#include <stdio.h>

static bool is_big(enum vnet_order order)
{
	return order == VNET_BIG || (order == VNET_NATIVE && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
}

static uint8_t *put_number(uint8_t *at, uint16_t number, enum vnet_order order)
{
	return put_u16(at, is_big(order) ? number : __builtin_bswap16(number));
}

static uint16_t get_number(const uint8_t *at, enum vnet_order order)
{
	return is_big(order) ? get_u16(at) : __builtin_bswap16(get_u16(at));
}

void vnet_put(const struct vnet_header *header, enum vnet_order order, uint8_t *octets)
{
	uint8_t *at = put_u8(put_u8(octets, header->flags), header->gso_type);

	at = put_number(at, header->hdr_len, order);
	at = put_number(at, header->gso_size, order);
	at = put_number(at, header->csum_start, order);
	put_number(at, header->csum_offset, order);
}

struct vnet_header vnet_get(const uint8_t *octets, enum vnet_order order)
{
	return (struct vnet_header){
		.flags = octets[0],
		.gso_type = octets[1],
		.hdr_len = get_number(octets + 2, order),
		.gso_size = get_number(octets + 4, order),
		.csum_start = get_number(octets + 6, order),
		.csum_offset = get_number(octets + 8, order),
	};
}

char *vnet_to_text(const struct vnet_header *header, char *text, size_t size)
{
	snprintf(text, size, "flags %u, gso %u of %u, hdr_len %u, csum %u+%u", header->flags,
		 header->gso_type, header->gso_size, header->hdr_len, header->csum_start,
		 header->csum_offset);
	return text;
}
