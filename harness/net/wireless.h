/* wireless.h - what the kernel's Wi-Fi (cfg80211) says of a device, in the calling thread's namespace. */
#ifndef MVC_NET_WIRELESS_H
#define MVC_NET_WIRELESS_H

#include <stdbool.h>

/* Whether a Wi-Fi device sends frames that bear other addresses than its own: an access point does, a mesh does, and a station
 * whose frames have four addresses. The kernel asks the same before it lets a bridge have the device (IFF_DONT_BRIDGE,
 * net/wireless/core.c). False if it does not say, and of what is no Wi-Fi device. */
bool wireless_speaks_for_others(const char *device);

#endif
