/* radio.h - Wi-Fi to try things on: radios of mac80211_hwsim, which hear each other within a namespace, and wpa_supplicant, which
 * makes an access point or a station of one.
 */
#ifndef MVC_SELFTEST_RADIO_H
#define MVC_SELFTEST_RADIO_H

#include "harness/net/link.h"

/* The devices that radios_make() makes. */
#define STATION_DEVICE      "wlan0"
#define ACCESS_POINT_DEVICE "wlan1"

/* Two radios in the calling thread's namespace, which go with it; none of them is up. False if this kernel has no such radios. */
bool radios_make(void);

/* What makes it one is a process that ends with the calling one. Returns when the device is running: a station once the access
 * point of the same namespace has taken it. BROKEN after patience(). */
void radio_becomes_access_point(struct links *links, const char *device);
void radio_becomes_station(struct links *links, const char *device);

#endif
