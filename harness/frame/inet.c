#include "harness/frame/inet.h"
#include "harness/frame/octets.h"

struct ip4 station_ip4(struct mac address)
{
	const uint8_t *o = address.octet;

	return (struct ip4){{10, o[3], o[4], o[5]}};
}

struct ip6 station_ip6(struct mac address)
{
	const uint8_t *o = address.octet;

	return (struct ip6){
		{0xfe, 0x80, 0, 0, 0, 0, 0, 0, o[0] ^ 2, o[1], o[2], 0xff, 0xfe, o[3], o[4], o[5]}};
}

struct ip4 ip4_of(struct mac address)
{
	const uint8_t *o = address.octet;

	if (mac_is_broadcast(address))
		return (struct ip4){{255, 255, 255, 255}};
	if (mac_is_group(address))
		return (struct ip4){{239, o[3] & 0x7f, o[4], o[5]}};
	return station_ip4(address);
}

struct ip6 ip6_of(struct mac address)
{
	const uint8_t *o = address.octet;

	if (!mac_is_group(address))
		return station_ip6(address);
	/* ff02::1:ffxx:xxxx is the group of a solicited node, RFC 4291 2.7.1 */
	return (struct ip6){{0xff, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, o[2] == 0xff, o[2], o[3], o[4], o[5]}};
}

uint32_t sum_octets(uint32_t sum, const uint8_t *octets, size_t length)
{
	for (; length > 1; octets += 2, length -= 2)
		sum += get_u16(octets);
	if (length)
		sum += (uint32_t)octets[0] << 8;
	return sum;
}

uint16_t checksum(uint32_t sum)
{
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}
