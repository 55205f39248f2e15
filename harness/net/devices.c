#include "harness/net/devices.h"

#include "harness/core/verdict.h"
#include "harness/net/netlink.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/net_namespace.h>
#include <linux/rtnetlink.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

/* ---- one device ---- */

static void copy_text(char *to, size_t size, const struct nlattr *from)
{
	if (from)
		nla_strlcpy(to, from, size);
}

static uint32_t number(const struct nlattr *attribute)
{
	return attribute ? nla_get_u32(attribute) : 0;
}

static void read_ring(struct device *device, struct nlattr *data)
{
	struct nlattr *found[IFLA_HSR_SLAVE2 + 1];

	if (!data || nla_parse_nested(found, IFLA_HSR_SLAVE2, data, NULL) < 0)
		return;
	device->ring[0] = (int)number(found[IFLA_HSR_SLAVE1]);
	device->ring[1] = (int)number(found[IFLA_HSR_SLAVE2]);
}

static void read_macvlan(struct device *device, struct nlattr *data)
{
	struct nlattr *found[IFLA_MACVLAN_MAX + 1];

	if (!data || nla_parse_nested(found, IFLA_MACVLAN_MAX, data, NULL) < 0)
		return;
	device->mode = number(found[IFLA_MACVLAN_MODE]);
	device->broadcast_queue = number(found[IFLA_MACVLAN_BC_QUEUE_LEN_USED]);
}

static void read_kind(struct device *device, struct nlattr *info)
{
	struct nlattr *found[IFLA_INFO_MAX + 1];

	if (!info || nla_parse_nested(found, IFLA_INFO_MAX, info, NULL) < 0)
		return;
	copy_text(device->kind, sizeof device->kind, found[IFLA_INFO_KIND]);
	copy_text(device->port_kind, sizeof device->port_kind, found[IFLA_INFO_SLAVE_KIND]);
	if (!strcmp(device->kind, "macvtap") || !strcmp(device->kind, "macvlan"))
		read_macvlan(device, found[IFLA_INFO_DATA]);
	else if (!strcmp(device->kind, "hsr"))
		read_ring(device, found[IFLA_INFO_DATA]);
}

/* A device without a lower one names itself. */
static void read_relations(struct device *device, struct nlattr *const *found)
{
	device->master = (int)number(found[IFLA_MASTER]);
	device->lower = (int)number(found[IFLA_LINK]);
	device->lower_elsewhere = found[IFLA_LINK_NETNSID] ? (int)number(found[IFLA_LINK_NETNSID]) : -1;
	if (device->lower == device->index && device->lower_elsewhere < 0)
		device->lower = 0;
}

static void read_device(struct device *device, const struct ifinfomsg *header, struct nlattr *const *found)
{
	const struct nlattr *address = found[IFLA_ADDRESS];

	*device = (struct device){
		.index = header->ifi_index,
		.type = header->ifi_type,
		.flags = header->ifi_flags,
		.carrier = found[IFLA_CARRIER] && nla_get_u8(found[IFLA_CARRIER]),
		.mtu = number(found[IFLA_MTU]),
		.promiscuity = number(found[IFLA_PROMISCUITY]),
	};
	copy_text(device->name, sizeof device->name, found[IFLA_IFNAME]);
	if (address && nla_len(address) == sizeof device->address.octet)
		memcpy(device->address.octet, nla_data(address), sizeof device->address.octet);
	read_kind(device, found[IFLA_LINKINFO]);
	read_relations(device, found);
}

/* ---- all of them ---- */

struct gathering {
	struct devices *devices;
	int error;
};

static int gather(struct nl_msg *message, void *context)
{
	struct gathering *gathering = context;
	struct devices *devices = gathering->devices;
	struct nlmsghdr *header = nlmsg_hdr(message);
	struct nlattr *found[IFLA_MAX + 1];
	struct device *longer;

	if (header->nlmsg_type != RTM_NEWLINK ||
	    nlmsg_parse(header, sizeof(struct ifinfomsg), found, IFLA_MAX, NULL) < 0)
		return NL_SKIP;
	longer = reallocarray(devices->at, devices->count + 1, sizeof *longer);
	if (!longer) {
		gathering->error = ENOMEM;
		return NL_STOP;
	}
	devices->at = longer;
	read_device(&devices->at[devices->count++], nlmsg_data(header), found);
	return NL_OK;
}

static int note_error(struct sockaddr_nl *kernel, struct nlmsgerr *refusal, void *context)
{
	struct gathering *gathering = context;

	(void)kernel;
	gathering->error = -refusal->error;
	return NL_STOP;
}

/* NULL if there is none to be had. */
static struct nl_sock *socket_here(void)
{
	struct nl_sock *socket = nl_socket_alloc();

	if (socket && nl_connect(socket, NETLINK_ROUTE) < 0) {
		nl_socket_free(socket);
		return NULL;
	}
	return socket;
}

static int dump(struct nl_sock *socket, struct devices *devices)
{
	struct gathering gathering = {.devices = devices};
	struct ifinfomsg request = {.ifi_family = AF_UNSPEC};
	int error;

	nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, gather, &gathering);
	nl_socket_modify_err_cb(socket, NL_CB_CUSTOM, note_error, &gathering);
	error = nl_send_simple(socket, RTM_GETLINK, NLM_F_DUMP, &request, sizeof request);
	if (error >= 0)
		error = nl_recvmsgs_default(socket);
	if (error < 0 && !gathering.error)
		gathering.error = EIO;
	if (gathering.error)
		devices_free(devices);
	return gathering.error;
}

int devices_here(struct devices *devices)
{
	struct nl_sock *socket = socket_here();
	int error;

	*devices = (struct devices){0};
	if (!socket)
		return EPROTONOSUPPORT;
	error = dump(socket, devices);
	nl_socket_free(socket);
	return error;
}

/* ---- elsewhere ---- */

/* A netlink socket speaks to the namespace it was made in: the visit is over before anything is asked. NULL, and an
 * errno. */
static struct nl_sock *socket_there(int netns, int *error)
{
	struct netns before = netns_here();
	struct nl_sock *socket;

	if (setns(netns, CLONE_NEWNET) < 0) {
		*error = errno;
		netns_release(before);
		return NULL;
	}
	socket = socket_here();
	netns_leave(before);
	*error = socket ? 0 : EPROTONOSUPPORT;
	return socket;
}

int devices_there(int netns, struct devices *devices)
{
	int error;
	struct nl_sock *socket = socket_there(netns, &error);

	*devices = (struct devices){0};
	if (!socket)
		return error;
	error = dump(socket, devices);
	nl_socket_free(socket);
	return error;
}

static int keep_name(struct nl_msg *message, void *context)
{
	struct nlattr *found[NETNSA_MAX + 1];
	int *name = context;

	if (nlmsg_parse(nlmsg_hdr(message), sizeof(struct rtgenmsg), found, NETNSA_MAX, NULL) >= 0 &&
	    found[NETNSA_NSID])
		*name = (int)nla_get_u32(found[NETNSA_NSID]);
	return NL_OK;
}

int namespace_name(int netns, int other)
{
	int name = -1, error;
	struct nl_sock *socket = socket_there(netns, &error);
	struct rtgenmsg header = {.rtgen_family = AF_UNSPEC};
	struct nl_msg *message = nlmsg_alloc_simple(RTM_GETNSID, 0);

	if (socket && message && nlmsg_append(message, &header, sizeof header, NLMSG_ALIGNTO) >= 0 &&
	    nla_put_u32(message, NETNSA_FD, (uint32_t)other) >= 0) {
		nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, keep_name, &name);
		if (nl_send_auto(socket, message) >= 0)
			(void)nl_recvmsgs_default(socket);
	}
	nlmsg_free(message);
	if (socket)
		nl_socket_free(socket);
	return name;
}

/* ---- finding ---- */

void devices_free(struct devices *devices)
{
	free(devices->at);
	*devices = (struct devices){0};
}

const struct device *device_named(const struct devices *devices, const char *name)
{
	for (size_t i = 0; i < devices->count; i++) {
		if (!strcmp(devices->at[i].name, name))
			return &devices->at[i];
	}
	return NULL;
}

const struct device *device_of_index(const struct devices *devices, int index)
{
	for (size_t i = 0; i < devices->count; i++) {
		if (devices->at[i].index == index)
			return &devices->at[i];
	}
	return NULL;
}
