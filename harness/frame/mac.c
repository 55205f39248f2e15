#include "harness/frame/mac.h"
#include "harness/core/verdict.h"

#include <stdio.h>
#include <string.h>

/* The value of a hexadecimal digit; -1 for any other character, the end of the text included. */
static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool try_mac(const char *text, struct mac *result)
{
	struct mac address;

	for (size_t i = 0; i < sizeof address.octet; i++, text += 3) {
		char after = i + 1 < sizeof address.octet ? ':' : '\0';

		if (digit(text[0]) < 0 || digit(text[1]) < 0 || text[2] != after)
			return false;
		address.octet[i] = (uint8_t)(digit(text[0]) << 4 | digit(text[1]));
	}
	*result = address;
	return true;
}

struct mac mac(const char *text)
{
	struct mac address;

	if (!try_mac(text, &address))
		broken("\"%s\" is not an Ethernet address such as 02:00:00:00:00:0a", text);
	return address;
}

bool mac_equal(struct mac a, struct mac b)
{
	return memcmp(a.octet, b.octet, sizeof a.octet) == 0;
}

bool mac_is_group(struct mac address)
{
	return address.octet[0] & 1;
}

bool mac_is_broadcast(struct mac address)
{
	static const struct mac broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

	return mac_equal(address, broadcast);
}

struct mac_text mac_to_text(struct mac address)
{
	const uint8_t *o = address.octet;
	struct mac_text result;

	snprintf(result.text, sizeof result.text, "%02x:%02x:%02x:%02x:%02x:%02x", o[0], o[1], o[2], o[3],
		 o[4], o[5]);
	return result;
}
