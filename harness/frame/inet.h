/* inet.h - Internet addresses that follow from Ethernet addresses, and the Internet checksum. */
#ifndef MVC_FRAME_INET_H
#define MVC_FRAME_INET_H

#include "harness/frame/mac.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct ip4 {
	uint8_t octet[4];
};

struct ip6 {
	uint8_t octet[16];
};

/* The station's own: 10.x.y.z from the last three octets; the link-local address made of all six (RFC 4291
 * appendix A). A group address is read as if it were a station's. */
struct ip4 station_ip4(struct mac address);
struct ip6 station_ip6(struct mac address);

/* What a packet in a frame with this address would have: a group becomes one that maps to that very group
 * (RFC 1112 6.4, RFC 2464 7), broadcast the limited broadcast. */
struct ip4 ip4_of(struct mac address);
struct ip6 ip6_of(struct mac address);

/* The ones' complement sum of 16-bit words, not yet folded; at most 64 KiB in all. */
uint32_t sum_octets(uint32_t sum, const uint8_t *octets, size_t length);

/* Its complement, as it stands in a header (RFC 1071). */
uint16_t checksum(uint32_t sum);

static inline uint8_t *put_ip4(uint8_t *at, struct ip4 address)
{
	memcpy(at, address.octet, sizeof address.octet);
	return at + sizeof address.octet;
}

static inline uint8_t *put_ip6(uint8_t *at, struct ip6 address)
{
	memcpy(at, address.octet, sizeof address.octet);
	return at + sizeof address.octet;
}

#endif
