/* card.c - what is known of the cards that guests see. */
#include "harness/domain/plan.h"

#include <string.h>

#define VIRTIO_DOCUMENT "virtio 1.2, 5.1; formatdomain, Setting the NIC model"
#define VNET_COMPATIBLE "libvirt, virDomainInterfaceIsVnetCompatModel"

static const struct card cards[] = {
	/* model                    vnet   virtio reference */
	{"virtio", true, true, VIRTIO_DOCUMENT},
	{"virtio-transitional", true, true, VIRTIO_DOCUMENT},
	{"virtio-non-transitional", true, true, VIRTIO_DOCUMENT},
	{"e1000e", true, false, VNET_COMPATIBLE},
	{"igb", true, false, VNET_COMPATIBLE},
	{"vmxnet3", true, false, VNET_COMPATIBLE},
	{"e1000", false, false, VNET_COMPATIBLE},
	{"rtl8139", false, false, VNET_COMPATIBLE},
	{"ne2k_pci", false, false, VNET_COMPATIBLE},
	{"pcnet", false, false, VNET_COMPATIBLE},
	{"i82551", false, false, VNET_COMPATIBLE},
	{"i82557b", false, false, VNET_COMPATIBLE},
	{"i82559er", false, false, VNET_COMPATIBLE},
	{"lan9118", false, false, VNET_COMPATIBLE},
	{"smc91c111", false, false, VNET_COMPATIBLE},
	{"spapr-vlan", false, false, VNET_COMPATIBLE},
	{"usb-net", false, false, VNET_COMPATIBLE},
};

/* qemuDomainDefaultNetModel(): the first that QEMU has of rtl8139, e1000 and virtio, on x86 */
static const struct card card_by_default = {"", false, false, "formatdomain, Setting the NIC model"};

const struct card *card_of(const char *model)
{
	if (!model)
		return &card_by_default;
	for (size_t i = 0; i < sizeof cards / sizeof cards[0]; i++) {
		if (!strcmp(cards[i].model, model))
			return &cards[i];
	}
	return NULL;
}
