#include "harness/proof/relay.h"

#include <string.h>

enum { HEADER = 14 };

static bool is_never_forwarded(struct mac dst)
{
	static const struct mac pause = {{0x01, 0x80, 0xc2, 0, 0, 0x01}},
				slow = {{0x01, 0x80, 0xc2, 0, 0, 0x02}};

	return mac_equal(dst, pause) || mac_equal(dst, slow);
}

bool relay_returns(struct mac port_address, const uint8_t *bytes, size_t length)
{
	static const struct mac nobody;
	struct mac dst, src;

	if (length < HEADER)
		return false;
	memcpy(dst.octet, bytes, sizeof dst.octet);
	memcpy(src.octet, bytes + sizeof dst.octet, sizeof src.octet);
	return !mac_equal(dst, port_address) && !mac_is_group(src) && !mac_equal(src, nobody) &&
	       !is_never_forwarded(dst);
}
