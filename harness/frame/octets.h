/* octets.h - numbers in network byte order. The put_ functions return the place behind what they wrote. */
#ifndef MVC_FRAME_OCTETS_H
#define MVC_FRAME_OCTETS_H

#include "harness/frame/mac.h"

#include <stdint.h>
#include <string.h>

static inline uint8_t *put_u8(uint8_t *at, uint8_t value)
{
	*at = value;
	return at + 1;
}

static inline uint8_t *put_u16(uint8_t *at, uint16_t value)
{
	return put_u8(put_u8(at, (uint8_t)(value >> 8)), (uint8_t)value);
}

static inline uint8_t *put_u32(uint8_t *at, uint32_t value)
{
	return put_u16(put_u16(at, (uint16_t)(value >> 16)), (uint16_t)value);
}

static inline uint8_t *put_u64(uint8_t *at, uint64_t value)
{
	return put_u32(put_u32(at, (uint32_t)(value >> 32)), (uint32_t)value);
}

static inline uint8_t *put_mac(uint8_t *at, struct mac address)
{
	memcpy(at, address.octet, sizeof address.octet);
	return at + sizeof address.octet;
}

static inline uint16_t get_u16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static inline uint32_t get_u32(const uint8_t *at)
{
	return (uint32_t)get_u16(at) << 16 | get_u16(at + 2);
}

static inline uint64_t get_u64(const uint8_t *at)
{
	uint64_t value = 0;

	for (int i = 0; i < 8; i++)
		value = value << 8 | at[i];
	return value;
}

#endif
