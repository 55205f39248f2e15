#include "harness/net/ethtool.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum { FEATURES_MAX = 256, BLOCKS = FEATURES_MAX / 32 };

/* 0 or more: what the call returned; a negative errno. */
static int ask(const char *device, void *command)
{
	struct ifreq request = {.ifr_data = command};
	AUTO_CLOSE int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int result;

	strncpy(request.ifr_name, device, sizeof request.ifr_name - 1);
	result = ioctl(fd, SIOCETHTOOL, &request);
	return result < 0 ? -errno : result;
}

static void must_ask(const char *device, void *command, const char *what)
{
	int result = ask(device, command);

	if (result < 0)
		broken("cannot ask %s for its %s: %s (%s)", device, what, errno_name(-result),
		       strerror(-result));
}

/* ---- features ---- */

static unsigned count_features(const char *device)
{
	union {
		struct ethtool_sset_info info;
		uint8_t room[sizeof(struct ethtool_sset_info) + sizeof(uint32_t)];
	} command = {.info = {.cmd = ETHTOOL_GSSET_INFO, .sset_mask = 1ULL << ETH_SS_FEATURES}};

	must_ask(device, &command, "number of features");
	return command.info.data[0];
}

/* The names of all features there are, which are the kernel's and no device's: asked for once, for every question holds up
 * whoever else does anything to a device. */
static const struct ethtool_gstrings *feature_names(const char *device)
{
	static struct ethtool_gstrings *names;
	unsigned count;

	if (names)
		return names;
	count = count_features(device);
	names = calloc(1, sizeof *names + (size_t)count * ETH_GSTRING_LEN);
	if (!names || count > FEATURES_MAX)
		broken("no room for the names of %u features", count);
	names->cmd = ETHTOOL_GSTRINGS;
	names->string_set = ETH_SS_FEATURES;
	names->len = count;
	must_ask(device, names, "features' names");
	return names;
}

/* Bits are the kernel's own, from version to version others. False if it has none for the feature. */
static bool find_bit(const char *device, const char *feature, unsigned *bit)
{
	const struct ethtool_gstrings *names = feature_names(device);

	for (*bit = 0; *bit < names->len; ++*bit) {
		if (!strncmp((const char *)names->data + (size_t)*bit * ETH_GSTRING_LEN, feature,
			     ETH_GSTRING_LEN))
			return true;
	}
	return false;
}

static unsigned bit_of(const char *device, const char *feature)
{
	unsigned bit;

	if (!find_bit(device, feature, &bit))
		broken("this kernel knows no feature %s", feature);
	return bit;
}

/* What the kernel says, whatever a case is told of it. */
static struct link_feature true_feature(const char *device, unsigned bit)
{
	uint32_t mask = 1U << bit % 32;
	union {
		struct ethtool_gfeatures get;
		uint8_t room[sizeof(struct ethtool_gfeatures) +
			     BLOCKS * sizeof(struct ethtool_get_features_block)];
	} command = {.get = {.cmd = ETHTOOL_GFEATURES, .size = BLOCKS}};
	const struct ethtool_get_features_block *block = &command.get.features[bit / 32];

	must_ask(device, &command, "features");
	return (struct link_feature){
		.active = block->active & mask,
		.available = block->available & mask,
		.requested = block->requested & mask,
		.fixed = (block->never_changed & mask) || !(block->available & mask),
	};
}

static struct link_feature feature_of_bit(const char *device, unsigned bit)
{
	struct link_feature feature = true_feature(device, bit);

	feature.active = told(feature.active);
	feature.available = told(feature.available);
	feature.requested = told(feature.requested);
	feature.fixed = told(feature.fixed);
	return feature;
}

struct link_feature link_feature(const char *device, const char *feature)
{
	return feature_of_bit(device, bit_of(device, feature));
}

bool link_feature_is_fixed(const char *device, const char *feature)
{
	unsigned bit;

	return !find_bit(device, feature, &bit) || true_feature(device, bit).fixed;
}

bool link_feature_is_on(const char *device, const char *feature)
{
	unsigned bit;

	return find_bit(device, feature, &bit) && feature_of_bit(device, bit).active;
}

int try_link_switch_feature(const char *device, const char *feature, enum switch_to to)
{
	unsigned bit = bit_of(device, feature);
	uint32_t mask = 1U << bit % 32;
	union {
		struct ethtool_sfeatures set;
		uint8_t room[sizeof(struct ethtool_sfeatures) +
			     BLOCKS * sizeof(struct ethtool_set_features_block)];
	} command = {.room = {0}};
	int result;

	command.set.cmd = ETHTOOL_SFEATURES;
	command.set.size = (feature_names(device)->len + 31) / 32;
	command.set.features[bit / 32].valid = mask;
	command.set.features[bit / 32].requested = to == ON ? mask : 0;
	result = ask(device, &command);
	if (result >= 0 && (result & ETHTOOL_F_UNSUPPORTED))
		result = -EOPNOTSUPP;
	return told_error(result < 0 ? -result : 0);
}

void link_switch_feature(const char *device, const char *feature, enum switch_to to)
{
	int error = try_link_switch_feature(device, feature, to);

	if (error)
		broken("cannot switch %s of %s: %s (%s)", feature, device, errno_name(error),
		       strerror(error));
}

/* ---- the rest ---- */

bool link_driver_is(const char *device, const char *name)
{
	struct ethtool_drvinfo command = {.cmd = ETHTOOL_GDRVINFO};

	must_ask(device, &command, "driver");
	return told(!strncmp(command.driver, name, sizeof command.driver));
}

void link_driver(const char *device, char *name, size_t size)
{
	struct ethtool_drvinfo command = {.cmd = ETHTOOL_GDRVINFO};

	if (ask(device, &command) < 0)
		command.driver[0] = '\0';
	snprintf(name, size, "%.*s", (int)sizeof command.driver, command.driver);
}

static struct ethtool_cmd settings(const char *device)
{
	struct ethtool_cmd command = {.cmd = ETHTOOL_GSET};

	must_ask(device, &command, "settings");
	return command;
}

uint64_t link_speed(const char *device)
{
	struct ethtool_cmd found = settings(device);

	return told(ethtool_cmd_speed(&found));
}

bool link_is_full_duplex(const char *device)
{
	return told(settings(device).duplex == DUPLEX_FULL);
}

uint64_t link_timestamping(const char *device)
{
	struct ethtool_ts_info command = {.cmd = ETHTOOL_GET_TS_INFO};

	must_ask(device, &command, "time stamping");
	return told(command.so_timestamping);
}
