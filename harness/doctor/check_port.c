/* check_port.c - whose a parent's frames are. A device has one receive handler: who has it is the port's owner, and anybody
 * else who wants it gets EBUSY without a word. The kernel names no owner, but everybody who takes the handler can be told
 * by what he is to the device. */
#include "harness/doctor/checks.h"
#include "harness/doctor/children.h"

#include <linux/if.h>
#include <stdio.h>
#include <string.h>

enum relation {
	TAKES_AS_PORT, /* it is the device's master */
	STANDS_ON_IT,  /* the device is below it */
};

struct handler_owner {
	const char *kind; /* of the owner */
	enum relation relation;
	const char *what, *remedy;
};

#define INSTEAD(owner)                                                                                       \
	"<source dev='{owner}' mode='bridge'/>    # macvtap on " owner " itself\n"                           \
	"ip link set {parent} nomaster    # or take {parent} out of it"

/* net/core/dev.c: netdev_rx_handler_register(), and all who call it */
static const struct handler_owner owners[] = {
	{"bridge", TAKES_AS_PORT, "{parent} is a port of the bridge {owner}.",
	 "<interface type='bridge'><source bridge='{owner}'/>    # guests on the bridge: they reach the "
	 "host, too\n" INSTEAD("the bridge")},
	{"bond", TAKES_AS_PORT, "{parent} belongs to the bond {owner}.", INSTEAD("the bond")},
	{"team", TAKES_AS_PORT, "{parent} belongs to the team {owner}.", INSTEAD("the team")},
	{"openvswitch", TAKES_AS_PORT, "{parent} is a port of Open vSwitch ({owner}).",
	 "<interface type='bridge'><virtualport type='openvswitch'/>    # guests on Open vSwitch\n"
	 "ovs-vsctl del-port {parent}    # or take {parent} out of it"},
	{"hsr", STANDS_ON_IT, "{parent} is a port of the redundant ring {owner} (HSR/PRP).",
	 "<source dev='{owner}' mode='bridge'/>    # macvtap on the ring itself\n"
	 "ip link delete {owner}    # or no ring"},
	{"", TAKES_AS_PORT, "{parent} is the other half of {owner} (failover of a virtual card).",
	 "<source dev='{owner}' mode='bridge'/>    # macvtap on {owner}, where the frames come out"},
	{"ipvlan", STANDS_ON_IT, "{parent} has an ipvlan: {owner}.",
	 "ip link delete {owner}    # ipvlan and macvtap cannot share a parent; or use another parent"},
	{"ipvtap", STANDS_ON_IT, "{parent} has an ipvtap: {owner}.",
	 "ip link delete {owner}    # ipvtap and macvtap cannot share a parent; or use another parent"},
	{"macsec", STANDS_ON_IT, "{parent} carries MACsec: {owner}.",
	 "<source dev='{owner}' mode='bridge'/>    # macvtap on the MACsec device"},
	{"rmnet", STANDS_ON_IT, "{parent} is multiplexed by rmnet: {owner}.",
	 "<source dev='{owner}' mode='bridge'/>    # macvtap on what rmnet makes of it, if that is Ethernet"},
};

static const struct handler_owner *owner_of_kind(const char *kind, enum relation relation)
{
	for (size_t i = 0; i < sizeof owners / sizeof owners[0]; i++) {
		if (owners[i].relation == relation && !strcmp(owners[i].kind, kind))
			return &owners[i];
	}
	return NULL;
}

static void found_owner(struct exam *exam, const struct handler_owner *owner, const char *name)
{
	found(exam, &(struct evidence){.owner = name, .what = owner->what, .remedy = owner->remedy});
}

static bool look_at_master(struct exam *exam)
{
	const struct device *parent = exam->parent->device;
	const struct device *master = device_of_index(&exam->host->devices, parent->master);
	const struct handler_owner *owner;

	if (!master)
		return false;
	/* a port knows whose it is; some masters have no kind of their own */
	owner = owner_of_kind(*parent->port_kind ? parent->port_kind : master->kind, TAKES_AS_PORT);
	if (owner)
		found_owner(exam, owner, master->name);
	return owner;
}

static bool is_below(int index, const struct device *upper)
{
	return (upper->lower == index && upper->lower_elsewhere < 0) || upper->ring[0] == index ||
	       upper->ring[1] == index;
}

static bool look_on_top(struct exam *exam)
{
	const struct devices *devices = &exam->host->devices;
	int parent = exam->parent->device->index;

	for (size_t i = 0; i < devices->count; i++) {
		const struct device *upper = &devices->at[i];
		const struct handler_owner *owner = owner_of_kind(upper->kind, STANDS_ON_IT);

		if (owner && is_below(parent, upper)) {
			found_owner(exam, owner, upper->name);
			return true;
		}
	}
	return false;
}

static void look_elsewhere(struct exam *exam)
{
	for (size_t i = 0; i < exam->host->stranger_count; i++) {
		const struct stranger *stranger = &exam->host->strangers[i];
		const struct handler_owner *owner = owner_of_kind(stranger->device.kind, STANDS_ON_IT);
		char name[128];

		if (!owner || stranger->lower_here != exam->parent->device->index)
			continue;
		snprintf(name, sizeof name, "%s of %s", stranger->device.name, stranger->where);
		found_owner(exam, owner, name);
		return;
	}
}

void look_at_owner(struct exam *exam)
{
	if (!look_at_master(exam) && !look_on_top(exam))
		look_elsewhere(exam);
}

/* ---- children ---- */

void look_for_passthru(struct exam *exam)
{
	struct child child = {0};
	char name[128];

	while (next_child(exam->host, exam->parent->device, &child)) {
		if (child.device->mode != MODE_PASSTHRU)
			continue;
		name_child(&child, name, sizeof name);
		found(exam, &(struct evidence){.owner = name, .word = child.device->name});
	}
}

static bool same_address(const struct device *a, const struct device *b)
{
	return !memcmp(&a->address, &b->address, sizeof a->address);
}

/* Whoever else on this parent has the address already, the parent included; false if nobody. */
static bool find_twin(const struct exam *exam, const struct device *device, char *name, size_t size)
{
	const struct device *parent = exam->parent->device;
	struct child other = {0};

	if (same_address(device, parent)) {
		snprintf(name, size, "%s", parent->name);
		return true;
	}
	while (next_child(exam->host, parent, &other)) {
		if (other.device == device || !same_address(device, other.device))
			continue;
		name_child(&other, name, size);
		return true;
	}
	return false;
}

/* Who comes up second is refused: those that are down are told of. */
void look_at_addresses(struct exam *exam)
{
	struct child child = {0};
	char name[128];

	while (next_child(exam->host, exam->parent->device, &child)) {
		if (child.elsewhere || child.device->mode == MODE_PASSTHRU || (child.device->flags & IFF_UP))
			continue;
		if (find_twin(exam, child.device, name, sizeof name))
			found(exam, &(struct evidence){.subject = child.device->name, .owner = name});
	}
}
