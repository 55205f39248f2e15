#include "harness/net/address.h"

#include "harness/net/lie.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>

bool address_is(struct links *links, const char *name, struct mac address)
{
	return told(mac_equal(link_state(links, name).address, address));
}

/* What has been announced is read before looking: whatever comes after the look wakes up the next wait. */
bool link_await_address(struct links *links, const char *name, struct mac address, nanoseconds deadline)
{
	bool has;

	do {
		announcements_read(links);
		has = mac_equal(link_state(links, name).address, address);
	} while (!has && announcements_await(links, deadline));
	return has;
}

int try_tap_get_address(int tap, struct tap_address *address)
{
	struct ifreq request = {0};
	int error = ioctl(tap, SIOCGIFHWADDR, &request) < 0 ? errno : 0;

	memcpy(address->name, request.ifr_name, sizeof address->name);
	address->family = request.ifr_hwaddr.sa_family;
	memcpy(address->address.octet, request.ifr_hwaddr.sa_data, sizeof address->address.octet);
	return told_error(error);
}

int try_tap_set_address(int tap, const struct tap_address *address)
{
	struct ifreq request = {.ifr_hwaddr.sa_family = address->family};

	memcpy(request.ifr_name, address->name, sizeof request.ifr_name);
	memcpy(request.ifr_hwaddr.sa_data, address->address.octet, sizeof address->address.octet);
	return told_error(ioctl(tap, SIOCSIFHWADDR, &request) < 0 ? errno : 0);
}
