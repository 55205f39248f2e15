/* check_parent.c - what kind of device a parent is. */
#include "harness/doctor/checks.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <string.h>

void look_at_loopback(struct exam *exam)
{
	if (exam->parent->device->flags & IFF_LOOPBACK)
		found(exam, &(struct evidence){0});
}

/* What the numbers of linux/if_arp.h that are met most are called. */
static const char *layer_name(uint16_t type)
{
	switch (type) {
	case ARPHRD_NONE:
		return "it carries IP packets, as tun and WireGuard do";
	case ARPHRD_PPP:
		return "it is PPP";
	case ARPHRD_INFINIBAND:
		return "it is InfiniBand";
	case ARPHRD_TUNNEL:
	case ARPHRD_TUNNEL6:
	case ARPHRD_SIT:
	case ARPHRD_IPGRE:
	case ARPHRD_IP6GRE:
		return "it is an IP tunnel";
	default:
		return "it has another link layer";
	}
}

void look_at_type(struct exam *exam)
{
	const struct device *device = exam->parent->device;

	if (device->type != ARPHRD_ETHER && !(device->flags & IFF_LOOPBACK))
		found(exam, &(struct evidence){.word = layer_name(device->type)});
}

void look_at_child(struct exam *exam)
{
	const struct device *device = exam->parent->device;
	const struct device *lower =
		device->lower_elsewhere < 0 ? device_of_index(&exam->host->devices, device->lower) : NULL;

	if (!strcmp(device->kind, "macvtap") || !strcmp(device->kind, "macvlan"))
		found(exam,
		      &(struct evidence){.owner = lower ? lower->name : "a device of another namespace"});
}

void look_at_wireless(struct exam *exam)
{
	if (exam->parent->wireless && !exam->parent->speaks_for_others)
		found(exam, &(struct evidence){0});
}

void look_at_virtual_function(struct exam *exam)
{
	if (exam->parent->virtual_function)
		found(exam, &(struct evidence){0});
}

/* A card that a hypervisor makes: whether other addresses than the card's own pass is for its switch to say. */
struct outside {
	const char *driver, *who, *remedy;
};

static const struct outside outsides[] = {
	{"virtio_net", "a KVM host",
	 "# on the host outside: a bridge lets other addresses pass; macvtap needs "
	 "trustGuestRxFilters='yes'\n"
	 "# on that interface, an OpenStack port: openstack port set --disable-port-security PORT"},
	{"vmxnet3", "VMware",
	 "# in vSphere: port group - Security - Promiscuous mode: Accept, and Forged transmits: Accept\n"
	 "# (or MAC learning, from vSphere 6.7 on)"},
	{"hv_netvsc", "Hyper-V",
	 "# on the Hyper-V host: Set-VMNetworkAdapter -VMName NAME -MacAddressSpoofing On    (Azure: cannot "
	 "be had)"},
	{"xen-netfront", "Xen",
	 "# on the Xen host: no anti-spoofing script on this vif, which stays in a bridge"},
	{"ena", "AWS",
	 "# AWS delivers to the card's own address alone: route or translate addresses instead"},
	{"gve", "Google Cloud",
	 "# Google Cloud delivers by IP address to the card's own alone: route or translate addresses "
	 "instead"},
};

void look_outside(struct exam *exam)
{
	for (size_t i = 0; i < sizeof outsides / sizeof outsides[0]; i++) {
		if (!strcmp(exam->parent->driver, outsides[i].driver))
			found(exam, &(struct evidence){.owner = outsides[i].who,
						       .word = outsides[i].driver,
						       .remedy = outsides[i].remedy});
	}
}
