/* ethtool.h - what a device's driver says of it (SIOCETHTOOL), in the calling thread's namespace. */
#ifndef MVC_NET_ETHTOOL_H
#define MVC_NET_ETHTOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What there is to one feature; the words are those of linux/ethtool.h, struct ethtool_get_features_block. */
struct link_feature {
	bool active;    /* in force */
	bool available; /* can be switched, if the device allows it at present */
	bool requested; /* by whoever set it last, or by the driver */
	bool fixed;     /* can never be switched: neither available nor left to the driver */
};

/* The feature by the name it has in `ethtool -k`'s kernel words: "tx-checksum-ip-generic". BROKEN if the kernel knows no
 * such feature. */
struct link_feature link_feature(const char *device, const char *feature);

/* The same for kernels that may not know the feature: whether it is known, and in force. */
bool link_feature_is_on(const char *device, const char *feature);

/* For preparation: whether it can never be switched, or the kernel knows no such feature. */
bool link_feature_is_fixed(const char *device, const char *feature);

enum switch_to { OFF, ON };

/* 0, or a positive errno; EOPNOTSUPP also if the kernel says that the feature cannot be switched. */
int try_link_switch_feature(const char *device, const char *feature, enum switch_to to);
void link_switch_feature(const char *device, const char *feature, enum switch_to to);

/* Whether the driver calls itself so. */
bool link_driver_is(const char *device, const char *name);

/* What the driver calls itself, at most 31 characters; "" if it does not say. */
void link_driver(const char *device, char *name, size_t size);

/* In Mb/s, and whether both directions at once. BROKEN if the driver does not say. */
uint64_t link_speed(const char *device);
bool link_is_full_duplex(const char *device);

/* SOF_TIMESTAMPING_* that the device is capable of. */
uint64_t link_timestamping(const char *device);

#endif
