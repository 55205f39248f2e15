/* requirements.h - what libvirt owes to whoever writes a direct interface into a domain or a network.
 *
 * Each line: the symbol, one sentence, where it is taken from, the version that brings it ("" for all). formatdomain,
 * formatnetwork and virsh are libvirt's own documents of these names; where they are silent, its source is named.
 */
#ifndef MVC_SUITES_VIRT_LIBVIRT_REQUIREMENTS_H
#define MVC_SUITES_VIRT_LIBVIRT_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define VIRT_LIBVIRT_REQUIREMENTS(NAME) \
	/* ---- what is written, and what the kernel then has ---- */ \
	NAME(LV_MODE_01, \
	     "The mode attribute of a direct interface's source becomes the mode of the macvtap, which stands on the named device.", \
	     "formatdomain: Direct attachment to physical interface", "") \
	NAME(LV_MODE_02, \
	     "A direct interface whose source has no mode attribute is in vepa mode.", \
	     "formatdomain: Direct attachment to physical interface ('vepa' being the default mode)", "") \
	NAME(LV_MODE_03, \
	     "A passthrough interface has its parent to itself: the macvtap is in passthru mode, and the parent has the guest's address.", \
	     "formatdomain: Direct attachment to physical interface; util/virnetdevmacvlan.c: virNetDevMacVLanCreateWithVPortProfile", "") \
	NAME(LV_MAC_01, \
	     "The address that is written is the macvtap's, and is described again as written.", \
	     "formatdomain: Network interfaces (mac)", "") \
	NAME(LV_MAC_02, \
	     "Without an address, libvirt chooses one of 52:54:00, another for each interface, and describes the one that the macvtap has.", \
	     "formatdomain: Network interfaces; conf/domain_conf.c: virDomainNetGenerateMAC", "") \
	NAME(LV_NAME_01, \
	     "A name for the host's device is kept, unless it begins as those do that libvirt itself gives, which is then replaced by one of these.", \
	     "formatdomain: Overriding the target element", "") \
	NAME(LV_MODEL_01, \
	     "The tap of a model that leaves checksums and cutting to others (virtio, e1000e, vmxnet3) carries vnet headers; that of another does not.", \
	     "formatdomain: Setting the NIC model; qemu/qemu_interface.c: qemuInterfaceIsVnetCompatModel", "") \
	NAME(LV_QUEUE_01, \
	     "A virtio interface with N queues has N descriptors of one tap, which is told so.", \
	     "formatdomain: Setting NIC driver-specific options (queues)", "") \
	NAME(LV_VHOST_01, \
	     "An interface that requires the driver qemu is not served by vhost-net.", \
	     "formatdomain: Setting NIC driver-specific options (name)", "") \
	NAME(LV_VHOST_02, \
	     "Any other virtio interface is served by vhost-net, by a descriptor for each queue, in a domain of type kvm; in one of type qemu, whose processors are emulated, never, and without a word if it has asked for it.", \
	     "formatdomain: Setting NIC driver-specific options (name); qemu/qemu_interface.c: qemuInterfaceOpenVhostNet (only for VIR_DOMAIN_VIRT_KVM)", "") \
	NAME(LV_VHOST_03, \
	     "An interface of a domain of type kvm that requires the driver vhost is refused where its device cannot be opened.", \
	     "formatdomain: Setting NIC driver-specific options (name), Setting network backend-specific options (vhost)", "") \
	NAME(LV_PORT_03, \
	     "A virtualport of Open vSwitch, which a direct interface has nothing to do with, makes no difference to its macvtap.", \
	     "util/virnetdevvportprofile.c: virNetDevVPortProfileAssociate", "") \
	NAME(LV_NODE_01, \
	     "The tap that QEMU is given is that of the domain's own macvtap, whatever device of another namespace has the same index.", \
	     "drivers/net/macvtap.c: macvtap_device_event; util/virnetdevmacvlan.c: virNetDevMacVLanTapOpen", "") \
	/* ---- what is not taken ---- */ \
	NAME(LV_REFUSE_01, \
	     "What no direct interface can have - an unknown mode, trust, driver or number of queues, no source - is refused in words that name it.", \
	     "formatdomain: Direct attachment to physical interface; schemas/domaincommon.rng", "") \
	NAME(LV_REFUSE_02, \
	     "An address that is none, that is a group's, or that somebody on the parent has already, is refused.", \
	     "conf/domain_conf.c: virDomainNetDefParseXML; macvlan_addr_busy (EADDRINUSE)", "") \
	NAME(LV_REFUSE_03, \
	     "A parent that does not exist is refused by its name.", \
	     "util/virnetdev.c: virNetDevGetIndex", "") \
	NAME(LV_REFUSE_04, \
	     "An MTU of a direct interface's own is refused: it has its parent's.", \
	     "formatdomain: MTU configuration; qemu/qemu_domain.c: qemuDomainDeviceDefValidateNetwork", "") \
	NAME(LV_REFUSE_05, \
	     "Passthrough has its parent to itself: beside any other on it, whichever comes first, the second is refused, and nothing stays of either.", \
	     "formatdomain: Direct attachment to physical interface (passthrough); macvlan_common_newlink (EINVAL)", "") \
	NAME(LV_PORT_01, \
	     "An interface that is to be managed by its switch (802.1Qbg, 802.1Qbh) does not start where nobody - lldpad, or the driver of a function - " \
	     "passes on what it asks for, and nothing stays of it.", \
	     "formatdomain: Direct attachment to physical interface (virtualport); util/virnetdevvportprofile.c: virNetDevVPortProfileOpCommon", "") \
	NAME(LV_PORT_02, \
	     "A virtualport of an unknown type or none, one that lacks a parameter of its type's, has one of another's, or one beyond its range, is refused in words that name it.", \
	     "formatdomain: Direct attachment to physical interface (virtualport); conf/netdev_vport_profile_conf.c: virNetDevVPortProfileParse", "") \
	/* ---- its life ---- */ \
	NAME(LV_LIFE_01, \
	     "The macvtap is up only while its guest runs: what does not run is not to be heard on the network.", \
	     "qemu/qemu_interface.c: qemuInterfaceStartDevice, qemuInterfaceStopDevice", "") \
	NAME(LV_LIFE_02, \
	     "With its domain the macvtap goes, and the parent is as it was: its address is its own again.", \
	     "util/virnetdevmacvlan.c: virNetDevMacVLanDeleteWithVPortProfile, virNetDevRestoreNetConfig", "") \
	NAME(LV_LIFE_03, \
	     "A guest outlives its daemon with its macvtap, which the next daemon knows as its own and cleans up.", \
	     "libvirtd(8): restarting; qemu/qemu_process.c: qemuProcessReconnect", "") \
	NAME(LV_LIFE_04, \
	     "An interface plugged into a domain that runs is as one that it was started with; one that is refused leaves nothing.", \
	     "virsh(1): attach-device; qemu/qemu_hotplug.c: qemuDomainAttachNetDevice", "") \
	NAME(LV_LIFE_05, \
	     "The mode of an interface of a domain that runs cannot be changed, and a request to is refused.", \
	     "virsh(1): update-device; qemu/qemu_hotplug.c: qemuDomainChangeNet", "") \
	NAME(LV_LIFE_06, \
	     "link state='down' takes the guest's carrier; the host's device is not concerned.", \
	     "formatdomain: Modifying virtual link state", "") \
	NAME(LV_LIFE_07, \
	     "An interface that is plugged in is found and used by the guest that runs; once the guest has let go of it, nothing is left of it in QEMU and on the host.", \
	     "virsh(1): attach-device, detach-device; qemu/qemu_hotplug.c: qemuDomainRemoveNetDevice", "") \
	NAME(LV_LIFE_08, \
	     "A daemon that finds a domain running trusts those of its interfaces that the one before it did.", \
	     "libvirtd(8): restarting; formatdomain: Network interfaces (trustGuestRxFilters); qemu/qemu_process.c: qemuProcessReconnect", "") \
	NAME(LV_LIFE_09, \
	     "The macvtap of a domain whose QEMU dies goes as that of one that is destroyed, and the parent has its own address again.", \
	     "qemu/qemu_process.c: qemuProcessHandleMonitorEOF, qemuProcessStop", "") \
	/* ---- guests that are trusted, and guests that are not ---- */ \
	NAME(LV_TRUST_01, \
	     "The address that a trusted guest gives its NIC becomes the macvtap's, and what is sent to it reaches the guest.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters); qemu/qemu_domain.c: syncNicRxFilterMacAddr; virtio 1.2, 5.1.6.5 (what a NIC then drops is best-effort: vhost-net drops nothing)", "") \
	NAME(LV_TRUST_02, \
	     "A group that a trusted guest joins is joined by its macvtap, and reaches the guest; with the guest's leaving it is left.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters); qemu/qemu_domain.c: syncNicRxFilterMulticast", "") \
	NAME(LV_TRUST_03, \
	     "The macvtap of a trusted guest is promiscuous for as long as the guest's NIC is, and lets in every group, and no station's frames but its own.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters); qemu/qemu_domain.c: syncNicRxFilterPromiscMode", "") \
	NAME(LV_TRUST_04, \
	     "The macvtap of a trusted guest lets in every group for as long as the guest wants them all.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters); qemu/qemu_domain.c: syncNicRxFilterMultiMode", "") \
	NAME(LV_TRUST_05, \
	     "A trusted guest with more groups than its NIC can list has a macvtap that lets in every group.", \
	     "qemu/qemu_domain.c: syncNicRxFilterMultiMode (overflow)", "") \
	NAME(LV_TRUST_06, \
	     "A trusted guest's VLANs make its macvtap promiscuous, and their frames reach the guest.", \
	     "qemu/qemu_domain.c: syncNicRxFilterPromiscMode (vlan); virtio 1.2, 5.1.6.5 (what a NIC then drops is best-effort: vhost-net drops nothing)", "") \
	NAME(LV_TRUST_07, \
	     "Nothing that a guest makes of its NIC changes the macvtap of an interface that is not trusted, or has it receive more.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters: 'no' by default); qemu/qemu_driver.c: processNicRxFilterChangedEvent; virtio 1.2, 5.1.6.5 (what a NIC then drops is best-effort: vhost-net drops nothing)", "") \
	NAME(LV_TRUST_08, \
	     "A guest that boots again has its NICs as they were made, and of what it asked for before nothing is left at the macvtap of a trusted one.", \
	     "virtio 1.2, 5.1.5 (device initialization); hw/net/virtio-net.c: virtio_net_reset; qemu/qemu_domain.c: qemuDomainSyncRxFilter", "") \
	NAME(LV_TRUST_09, \
	     "The parent that a trusted guest has given an address of its own choice has its own again when the guest is gone.", \
	     "util/virnetdevmacvlan.c: virNetDevMacVLanDeleteWithVPortProfile, virNetDevRestoreNetConfig", "") \
	NAME(LV_TRUST_10, \
	     "Whom an update of a running domain says to trust is trusted from then on, and whom it says not to trust is not; where that cannot be done, it is refused.", \
	     "virsh(1): update-device; autotest/tp-libvirt: update_iface_trustGuestRxFilters", "") \
	NAME(LV_TRUST_11, \
	     "A station besides its own address that a trusted guest lets in is nobody's to its macvtap, unless that has its parent to itself.", \
	     "qemu/qemu_domain.c: qemuDomainSyncRxFilter (no unicast table); macvlan_fdb_add (passthru alone)", "") \
	NAME(LV_TRUST_12, \
	     "Trust is for virtio: a guest with another model, trusted or not, that changes its address is not followed.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters: only for the virtio device model)", "") \
	NAME(LV_TRUST_13, \
	     "Whom a network trusts is trusted as if the interface said so, unless it says otherwise.", \
	     "formatnetwork: General metadata (trustGuestRxFilters)", "") \
	NAME(LV_TRUST_14, \
	     "An interface that is plugged in is trusted as one that the domain was started with.", \
	     "formatdomain: Network interfaces (trustGuestRxFilters); virsh(1): attach-device", "") \
	/* ---- by hand ---- */ \
	NAME(LV_VIRSH_01, \
	     "What virsh says it has done of a domain and its interfaces it has done: libvirt's API, the host and the guest show it.", \
	     "virsh(1): define, start, domiflist, dumpxml, suspend, resume, attach-interface, detach-interface, domif-setlink, destroy, undefine", "") \
	NAME(LV_VIRSH_02, \
	     "What libvirt does not do virsh ends with exit code 1 for, says in libvirt's words, and has left undone.", \
	     "virsh(1): exit status; create, start, attach-device, update-device, detach-interface, domif-setlink", "") \
	/* ---- networks ---- */ \
	NAME(LV_NET_01, \
	     "An interface of a network whose forward mode is bridge, private, vepa or passthrough is a macvtap of that mode on a parent of the network's.", \
	     "formatnetwork: forward mode", "") \
	NAME(LV_NET_02, \
	     "Of a pool in passthrough mode each domain gets a parent of its own, and when there is none left, a refusal; one that is given back can be had again.", \
	     "formatnetwork: forward (interface: pool of devices, exclusive for passthrough)", "") \
	NAME(LV_NET_03, \
	     "Of a pool in another mode each domain gets the parent that has the fewest.", \
	     "formatnetwork: forward (interface: the one with the fewest connections)", "")

/* clang-format on */

VIRT_LIBVIRT_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_REQUIREMENT(...) +1
enum { VIRT_LIBVIRT_REQUIREMENT_COUNT = 0 VIRT_LIBVIRT_REQUIREMENTS(COUNT_REQUIREMENT) };
extern const struct requirement *const virt_libvirt_requirements[VIRT_LIBVIRT_REQUIREMENT_COUNT];
#undef COUNT_REQUIREMENT

#endif
