/* nic.c - what a NIC is told and asked: by ioctl(2), which takes neither a library nor privileges that an init lacks. */
#include "harness/guest/guest.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <linux/ethtool.h>
#include <linux/if_vlan.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	MAC_SIZE = 6,
	MAC_DIGITS = 17,
	VID_MAX = 4094,
	QUEUES_MAX = 256,
	STATISTICS_MAX = 1024,
	LOWER_UP = 1 << 16, /* IFF_LOWER_UP of linux/if.h, which does not go with net/if.h */
};

static int control_socket(void)
{
	static int control = -1;

	if (control < 0)
		control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (control < 0)
		give_up("no socket to control NICs by: %s", strerror(errno));
	return control;
}

static struct ifreq request_of(const char *nic)
{
	struct ifreq request = {0};

	snprintf(request.ifr_name, sizeof request.ifr_name, "%s", nic);
	return request;
}

static bool ask(unsigned long what, void *request, const char *nic)
{
	if (!ioctl(control_socket(), what, request))
		return true;
	return no(errno, "NIC %.40s: %s", nic, strerror(errno));
}

static void tell(unsigned long what, void *request, const char *nic)
{
	if (ask(what, request, nic))
		say("ok\n");
}

/* ---- addresses ---- */

static bool mac_of(const char *word, uint8_t *address)
{
	char digits[2 * MAC_SIZE + 1];
	size_t count = 0;

	if (strlen(word) != MAC_DIGITS)
		return no(EINVAL, "'%.40s' is no MAC", word);
	for (size_t i = 0; i < MAC_DIGITS; i++) {
		if (i % 3 != 2)
			digits[count++] = word[i];
		else if (word[i] != ':')
			return no(EINVAL, "'%.40s' is no MAC", word);
	}
	digits[count] = '\0';
	return octets_of(digits, address, MAC_SIZE) == MAC_SIZE || no(EINVAL, "'%.40s' is no MAC", word);
}

static void say_mac(const void *address)
{
	for (size_t i = 0; i < MAC_SIZE; i++) {
		if (i)
			say(":");
		say_hex((const uint8_t *)address + i, 1);
	}
}

void nic_mac(char **words)
{
	struct ifreq request = request_of(words[0]);
	uint8_t address[MAC_SIZE];

	if (!mac_of(words[1], address))
		return;
	request.ifr_hwaddr.sa_family = ARPHRD_ETHER;
	memcpy(request.ifr_hwaddr.sa_data, address, MAC_SIZE);
	tell(SIOCSIFHWADDR, &request, words[0]);
}

static void edit_group(char **words, unsigned long what)
{
	struct ifreq request = request_of(words[0]);
	uint8_t address[MAC_SIZE];

	if (!mac_of(words[1], address))
		return;
	memcpy(request.ifr_hwaddr.sa_data, address, MAC_SIZE);
	tell(what, &request, words[0]);
}

void nic_join(char **words)
{
	edit_group(words, SIOCADDMULTI);
}

void nic_leave(char **words)
{
	edit_group(words, SIOCDELMULTI);
}

/* ---- flags ---- */

static void set_flag(const char *nic, short flag, bool on)
{
	struct ifreq request = request_of(nic);

	if (!ask(SIOCGIFFLAGS, &request, nic))
		return;
	request.ifr_flags = (short)(on ? request.ifr_flags | flag : request.ifr_flags & ~flag);
	tell(SIOCSIFFLAGS, &request, nic);
}

void nic_up(char **words)
{
	set_flag(words[0], IFF_UP, true);
}

void nic_down(char **words)
{
	set_flag(words[0], IFF_UP, false);
}

void nic_promisc(char **words)
{
	bool on;

	if (choice_of(words[1], "on", "off", &on))
		set_flag(words[0], IFF_PROMISC, on);
}

void nic_allmulti(char **words)
{
	bool on;

	if (choice_of(words[1], "on", "off", &on))
		set_flag(words[0], IFF_ALLMULTI, on);
}

/* ---- what it is like ---- */

void nic_state(char **words)
{
	struct ethtool_value carrier = {.cmd = ETHTOOL_GLINK};
	struct ifreq flags = request_of(words[0]), link = flags, address = flags;

	link.ifr_data = (void *)&carrier;
	if (!ask(SIOCGIFFLAGS, &flags, words[0]) || !ask(SIOCETHTOOL, &link, words[0]) ||
	    !ask(SIOCGIFHWADDR, &address, words[0]))
		return;
	say("ok %s %s ", flags.ifr_flags & IFF_UP ? "up" : "down", carrier.data ? "carrier" : "nocarrier");
	say_mac(address.ifr_hwaddr.sa_data);
	say("%s%s\n", flags.ifr_flags & IFF_PROMISC ? " promisc" : "",
	    flags.ifr_flags & IFF_ALLMULTI ? " allmulti" : "");
}

static void say_counter(const char *nic, const char *name)
{
	char path[PATH_MAX], count[32] = "";
	FILE *file;

	snprintf(path, sizeof path, "/sys/class/net/%.40s/statistics/%s", nic, name);
	file = fopen(path, "re");
	if (!file)
		return;
	if (fgets(count, sizeof count, file))
		say(" %s=%s", name, strtok(count, "\n"));
	fclose(file);
}

void nic_counters(char **words)
{
	static const char *const names[] = {
		"rx_packets", "tx_packets", "rx_bytes",  "tx_bytes",         "rx_dropped",
		"tx_dropped", "rx_errors",  "tx_errors", "rx_missed_errors",
	};

	if (strchr(words[0], '/') || !if_nametoindex(words[0])) {
		no(ENODEV, "there is no NIC %.40s", words[0]);
		return;
	}
	say("ok");
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		say_counter(words[0], names[i]);
	say("\n");
}

/* The address that it was made with, whatever it has been given since. */
static void say_nic(const char *nic)
{
	struct {
		struct ethtool_perm_addr header;
		uint8_t address[MAC_SIZE];
	} permanent = {.header = {.cmd = ETHTOOL_GPERMADDR, .size = MAC_SIZE}};
	struct ifreq request = request_of(nic);

	request.ifr_data = (void *)&permanent;
	if (ioctl(control_socket(), SIOCETHTOOL, &request) || permanent.header.size != MAC_SIZE)
		return;
	say(" %s=", nic);
	say_mac(permanent.address);
}

void nic_list(char **words)
{
	struct if_nameindex *nics = if_nameindex();

	(void)words;
	say("ok");
	for (struct if_nameindex *nic = nics; nic && nic->if_name; nic++) {
		if (!strchr(nic->if_name, '.') && strcmp(nic->if_name, "lo") != 0)
			say_nic(nic->if_name);
	}
	say("\n");
	if_freenameindex(nics);
}

/* ---- VLANs and queues ---- */

void nic_vlan(char **words)
{
	struct vlan_ioctl_args request = {.cmd = SET_VLAN_NAME_TYPE_CMD};
	unsigned long vid;
	bool add;

	if (!choice_of(words[1], "add", "delete", &add) || !number_of(words[2], VID_MAX, &vid))
		return;
	if (strlen(words[0]) + sizeof ".4094" > IFNAMSIZ) {
		no(ENAMETOOLONG, "'%.40s' leaves no room for a tag", words[0]);
		return;
	}
	load_modules("order.vlan");
	request.u.name_type = VLAN_NAME_TYPE_RAW_PLUS_VID_NO_PAD;
	if (!ask(SIOCSIFVLAN, &request, words[0]))
		return;
	request = (struct vlan_ioctl_args){.cmd = add ? ADD_VLAN_CMD : DEL_VLAN_CMD};
	snprintf(request.device1, sizeof request.device1, add ? "%s" : "%s.%lu", words[0], vid);
	request.u.VID = (int)vid;
	tell(SIOCSIFVLAN, &request, words[0]);
}

void nic_queues(char **words)
{
	struct ethtool_channels channels = {.cmd = ETHTOOL_GCHANNELS};
	struct ifreq request = request_of(words[0]);
	unsigned long count;

	request.ifr_data = (void *)&channels;
	if (!number_of(words[1], QUEUES_MAX, &count) || !ask(SIOCETHTOOL, &request, words[0]))
		return;
	channels.cmd = ETHTOOL_SCHANNELS;
	channels.combined_count = (uint32_t)count;
	tell(SIOCETHTOOL, &request, words[0]);
}

/* virtio-net's name for what one of its queues has passed on: "rx_queue_3_packets", "rx3_packets" since 6.7. */
static bool is_of_queue(const char *name, char *direction, unsigned *queue)
{
	int end = 0;

	if (sscanf(name, "%1[rt]x_queue_%u_packets%n", direction, queue, &end) != 2 || !end)
		sscanf(name, "%1[rt]x%u_packets%n", direction, queue, &end);
	return end && !name[end];
}

static void say_queues(const char names[][ETH_GSTRING_LEN], const uint64_t *counts, size_t count)
{
	char direction[2];
	unsigned queue;

	say("ok");
	for (size_t i = 0; i < count; i++)
		if (is_of_queue(names[i], direction, &queue))
			say(" %sx%u=%llu", direction, queue, (unsigned long long)counts[i]);
	say("\n");
}

void nic_queued(char **words)
{
	static struct {
		struct ethtool_gstrings header;
		char names[STATISTICS_MAX][ETH_GSTRING_LEN];
	} strings;
	static struct {
		struct ethtool_stats header;
		uint64_t counts[STATISTICS_MAX];
	} statistics;
	struct ethtool_drvinfo driver = {.cmd = ETHTOOL_GDRVINFO};
	struct ifreq request = request_of(words[0]);

	request.ifr_data = (void *)&driver;
	if (!ask(SIOCETHTOOL, &request, words[0]))
		return;
	if (driver.n_stats > STATISTICS_MAX) {
		no(E2BIG, "NIC %.40s has %u statistics", words[0], driver.n_stats);
		return;
	}
	strings.header = (struct ethtool_gstrings){ETHTOOL_GSTRINGS, ETH_SS_STATS, driver.n_stats};
	request.ifr_data = (void *)&strings;
	if (!ask(SIOCETHTOOL, &request, words[0]))
		return;
	statistics.header = (struct ethtool_stats){ETHTOOL_GSTATS, driver.n_stats};
	request.ifr_data = (void *)&statistics;
	if (ask(SIOCETHTOOL, &request, words[0]))
		say_queues(strings.names, statistics.counts, driver.n_stats);
}

void nic_listen(char **words)
{
	int index = (int)if_nametoindex(words[0]), error;
	bool on;

	if (!choice_of(words[1], "on", "off", &on))
		return;
	if (on && !index) {
		no(ENODEV, "there is no NIC %.40s", words[0]);
		return;
	}
	error = on ? listener_open(words[0], index) : listener_close(words[0]);
	if (error)
		no(error, "cannot listen at NIC %.40s: %s", words[0], strerror(error));
	else
		say("ok\n");
}

/* ---- what the kernel tells of links ---- */

static int links = -1;

int links_open(void)
{
	const struct sockaddr_nl groups = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};

	links = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
	if (links < 0 || bind(links, (const struct sockaddr *)&groups, sizeof groups))
		give_up("the kernel does not tell of links: %s", strerror(errno));
	return links;
}

static void say_link(const struct nlmsghdr *message)
{
	const struct ifinfomsg *link = NLMSG_DATA(message);
	char name[IF_NAMESIZE];

	if (message->nlmsg_type != RTM_NEWLINK || message->nlmsg_len < NLMSG_LENGTH(sizeof *link) ||
	    link->ifi_family != AF_UNSPEC || !if_indextoname((unsigned)link->ifi_index, name))
		return;
	say("link %s %s %s\n", name, link->ifi_flags & IFF_UP ? "up" : "down",
	    link->ifi_flags & LOWER_UP ? "carrier" : "nocarrier");
}

void links_read(void)
{
	_Alignas(struct nlmsghdr) char bytes[16384];
	ssize_t count = recv(links, bytes, sizeof bytes, 0);
	unsigned left = count > 0 ? (unsigned)count : 0;

	for (const struct nlmsghdr *message = (void *)bytes; NLMSG_OK(message, left);
	     message = NLMSG_NEXT(message, left))
		say_link(message);
}
