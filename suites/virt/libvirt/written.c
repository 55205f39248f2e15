/* written: one interface of a domain that has not begun to run, and the macvtap that it became. Each row is a case, and each is
 * checked in everything: device, mode, address, descriptors. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/core/cleanup.h"
#include "harness/net/attribute.h"
#include "harness/net/tap_node.h"
#include "harness/virt/accelerator.h"
#include "harness/virt/backend.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <linux/if_tun.h>
#include <string.h>

enum header { NO_HEADER, HEADER };

/* Who hands on the frames of a NIC: QEMU, or vhost-net where that serves guests (virt/accelerator.h). */
enum server { QEMU, VHOST };

/* What the kernel has to have: what is zero or NULL may be anything of its kind. */
struct written {
	const char *word; /* of its id */
	const struct requirement *requirement;
	const char *devices; /* what the user writes */
	enum mode mode;
	enum header header;
	enum server server;
	unsigned queues;     /* descriptors */
	const char *address; /* NULL: one that libvirt has chosen */
	const char *name;    /* NULL: one that libvirt has chosen, macvtapN */
};

/* clang-format off */
static const struct written rows[] = {
	/* id, requirement, what is written                                                mode,          header, server, queues, address, name */
	{"mode.bridge", &LV_MODE_01, DIRECT("<source dev='p0' mode='bridge'/>" VIRTIO),    MODE_BRIDGE,   HEADER, VHOST, 1, NULL, NULL},
	{"mode.vepa", &LV_MODE_01, DIRECT("<source dev='p0' mode='vepa'/>" VIRTIO),        MODE_VEPA,     HEADER, VHOST, 1, NULL, NULL},
	{"mode.private", &LV_MODE_01, DIRECT("<source dev='p0' mode='private'/>" VIRTIO),  MODE_PRIVATE,  HEADER, VHOST, 1, NULL, NULL},
	{"mode.passthrough", &LV_MODE_01, DIRECT("<source dev='p0' mode='passthrough'/>" VIRTIO), MODE_PASSTHRU, HEADER, VHOST, 1, NULL, NULL},
	{"mode.none", &LV_MODE_02, DIRECT("<source dev='p0'/>" VIRTIO),                    MODE_VEPA,     HEADER, VHOST, 1, NULL, NULL},

	{"mac.written", &LV_MAC_01, DIRECT("<mac address='52:54:00:12:34:56'/>" BRIDGED VIRTIO),
		MODE_BRIDGE, HEADER, VHOST, 1, "52:54:00:12:34:56", NULL},
	{"mac.other_vendor", &LV_MAC_01, DIRECT("<mac address='02:aa:bb:cc:dd:0e'/>" BRIDGED VIRTIO),
		MODE_BRIDGE, HEADER, VHOST, 1, "02:aa:bb:cc:dd:0e", NULL},
	{"mac.capitals", &LV_MAC_01, DIRECT("<mac address='52:54:00:AB:CD:EF'/>" BRIDGED VIRTIO),
		MODE_BRIDGE, HEADER, VHOST, 1, "52:54:00:ab:cd:ef", NULL},
	{"mac.passthrough", &LV_MODE_03, DIRECT("<mac address='52:54:00:12:34:57'/><source dev='p0' mode='passthrough'/>" VIRTIO),
		MODE_PASSTHRU, HEADER, VHOST, 1, "52:54:00:12:34:57", NULL},
	{"mac.none", &LV_MAC_02, DIRECT(BRIDGED VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},

	{"name.own", &LV_NAME_01, DIRECT(BRIDGED "<target dev='mytap7'/>" VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, "mytap7"},
	{"name.longest", &LV_NAME_01, DIRECT(BRIDGED "<target dev='abcdefghijklmno'/>" VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, "abcdefghijklmno"},
	{"name.reserved", &LV_NAME_01, DIRECT(BRIDGED "<target dev='macvtap42'/>" VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},
	{"name.none", &LV_NAME_01, DIRECT(BRIDGED VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},

	{"model.virtio", &LV_MODEL_01, DIRECT(BRIDGED VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},
	{"model.virtio_non_transitional", &LV_MODEL_01, DIRECT(BRIDGED "<model type='virtio-non-transitional'/>"), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},
	{"model.e1000", &LV_MODEL_01, DIRECT(BRIDGED "<model type='e1000'/>"), MODE_BRIDGE, NO_HEADER, QEMU, 1, NULL, NULL},
	{"model.e1000e", &LV_MODEL_01, DIRECT(BRIDGED "<model type='e1000e'/>"), MODE_BRIDGE, HEADER, QEMU, 1, NULL, NULL},
	{"model.vmxnet3", &LV_MODEL_01, DIRECT(BRIDGED "<model type='vmxnet3'/>"), MODE_BRIDGE, HEADER, QEMU, 1, NULL, NULL},
	{"model.rtl8139", &LV_MODEL_01, DIRECT(BRIDGED "<model type='rtl8139'/>"), MODE_BRIDGE, NO_HEADER, QEMU, 1, NULL, NULL},

	{"queues.2", &LV_QUEUE_01, DIRECT(BRIDGED VIRTIO "<driver name='qemu' queues='2'/>"), MODE_BRIDGE, HEADER, QEMU, 2, NULL, NULL},
	{"queues.4", &LV_QUEUE_01, DIRECT(BRIDGED VIRTIO "<driver name='qemu' queues='4'/>"), MODE_BRIDGE, HEADER, QEMU, 4, NULL, NULL},
	{"queues.vepa", &LV_QUEUE_01, DIRECT("<source dev='p0' mode='vepa'/>" VIRTIO "<driver name='qemu' queues='2'/>"), MODE_VEPA, HEADER, QEMU, 2, NULL, NULL},
	{"driver.none", &LV_VHOST_02, DIRECT(BRIDGED VIRTIO), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},
	{"driver.vhost_queues", &LV_VHOST_02, DIRECT(BRIDGED VIRTIO "<driver name='vhost' queues='2'/>"), MODE_BRIDGE, HEADER, VHOST, 2, NULL, NULL},
	{"driver.qemu", &LV_VHOST_01, DIRECT(BRIDGED VIRTIO "<driver name='qemu'/>"), MODE_BRIDGE, HEADER, QEMU, 1, NULL, NULL},
	{"driver.vhost", &LV_VHOST_02, DIRECT(BRIDGED VIRTIO "<driver name='vhost'/>"), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},
	{"virtualport.openvswitch", &LV_PORT_03, DIRECT(BRIDGED VIRTIO "<virtualport type='openvswitch'/>"), MODE_BRIDGE, HEADER, VHOST, 1, NULL, NULL},
};
/* clang-format on */

/* ---- what it became ---- */

static void expect_name(const struct written *written, const char *device)
{
	if (written->name)
		expect_text("the name of the host's device", device, written->name);
	else
		expect_true("the host's device has a name of libvirt's: macvtapN",
			    !strncmp(device, "macvtap", 7) && strcmp(device, "macvtap42") != 0);
}

/* XML, macvtap and, for passthrough, the parent agree. */
static void expect_address(struct site *site, const struct written *written, const struct link_state *state)
{
	const struct mac described = mac_of_interface(site, DOMAIN, 1);

	if (written->address)
		expect_mac("the address as described", described, mac(written->address));
	else
		expect_true("libvirt has chosen an address that begins with 52:54:00",
			    described.octet[0] == 0x52 && described.octet[1] == 0x54 && !described.octet[2]);
	expect_mac("the macvtap's address", state->address, described);
	expect_mac("the parent's address", link_state(site->net->host, PARENT).address,
		   written->mode == MODE_PASSTHRU ? described : ADDRESS_HOST);
}

static void expect_descriptors(struct site *site, const struct written *written, const char *device)
{
	const struct backend backend = backend_of(site->libvirtd, DOMAIN, device);
	const unsigned wanted = IFF_TAP | IFF_NO_PI | (written->header == HEADER ? IFF_VNET_HDR : 0) |
				(written->queues > 1 ? IFF_MULTI_QUEUE : 0);

	expect_number("descriptors of its tap", backend.taps, written->queues);
	expect_number("nodes that they are of", backend.nodes, 1);
	expect_number("the node's number", backend.device_number, tap_device(device));
	expect_number("descriptors of other taps", backend.other_taps, 0);
	expect_number("descriptors of vhost-net", backend.vhosts,
		      written->server == VHOST && vhost_serves_guests() ? written->queues : 0);
	expect_number("the tap's flags", backend.flags, wanted);
}

static void becomes(const void *data)
{
	const struct written *written = data;
	struct site site = site_with(written->devices, PAUSED);
	AUTO_FREE char *device = device_of_interface(&site, DOMAIN, 1);
	const struct link_state state = link_state(site.net->host, device);

	expect_name(written, device);
	expect_number("the macvtap's mode", state.mode, written->mode);
	expect_number("its flags", state.flags, 0);
	expect_number("the index of the device below it",
		      link_number(site.net->host, device, OF_DEVICE, IFLA_LINK),
		      (uint64_t)link_index(site.net->host, PARENT));
	expect_address(&site, written, &state);
	expect_descriptors(&site, written, device);
}

void libvirt_written_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct testcase testcase = {
			.requirement = rows[i].requirement,
			.run = becomes,
			.data = &rows[i],
			.shares = SITE,
			.mode = mode_name(rows[i].mode),
			.summary = rows[i].devices,
		};

		case_add_as(list, &testcase, "virt.libvirt.%s", rows[i].word);
	}
}
