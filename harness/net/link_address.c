#include "harness/net/link_address.h"

#include "harness/net/lie.h"

uint64_t mac_number(struct mac address)
{
	uint64_t number = 0;

	for (size_t i = 0; i < sizeof address.octet; i++)
		number = number << 8 | address.octet[i];
	return number;
}

uint64_t link_address(struct links *links, const char *name)
{
	return told(mac_number(link_state(links, name).address));
}
