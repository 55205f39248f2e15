/* requirements.h - what must hold of macvtaps whose frames a QEMU reads and writes for its guest.
 *
 * Each line: the symbol, one sentence, where it is taken from, the version that brings it ("" for all).
 */
#ifndef MVC_SUITES_VIRT_QEMU_REQUIREMENTS_H
#define MVC_SUITES_VIRT_QEMU_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define VIRT_QEMU_REQUIREMENTS(NAME) \
	NAME(QEMU_DELIVERY, \
	     "A guest whose NIC is a macvtap gets and sends exactly what the isolation suite says of its child, with virtio-net and with e1000e.", \
	     "isolation suite; virtio 1.2, 5.1.6; drivers/net/tap.c: tap_get_user, tap_put_user", "") \
	NAME(QEMU_FILTER_01, \
	     "What a guest lets in by virtio-net - its address, stations, groups, VLANs, everything - is what QEMU's monitor tells of that NIC.", \
	     "qapi/net.json: query-rx-filter; virtio 1.2, 5.1.6.5; hw/net/virtio-net.c: virtio_net_query_rxfilter", "") \
	NAME(QEMU_FILTER_02, \
	     "A change of what a guest lets in is announced once, and the next one not before somebody has asked what it is.", \
	     "qapi/net.json: NIC_RX_FILTER_CHANGED; hw/net/virtio-net.c: rxfilter_notify", "") \
	NAME(QEMU_FILTER_03, \
	     "Of 64 stations and groups QEMU tells each, of more than that that they overflow.", \
	     "qapi/net.json: RxFilterInfo; hw/net/virtio-net.c: MAC_TABLE_ENTRIES, virtio_net_handle_mac", "") \
	NAME(QEMU_FILTER_04, \
	     "A model other than virtio-net announces no change of what its guest lets in, and QEMU refuses to tell of it.", \
	     "net/net.c: qmp_query_rx_filter", "") \
	NAME(QEMU_FILTER_05, \
	     "What a guest lets in changes neither the settings of its macvtap nor what that delivers: QEMU passes nothing on, and nobody trusts the guest here.", \
	     "net/tap.c; libvirt, formatdomain: trustGuestRxFilters; drivers/net/macvlan.c: macvlan_hash_lookup, macvlan_broadcast", "") \
	NAME(QEMU_LINK_01, \
	     "While set_link has a NIC's link down its guest has no carrier and gets nothing; once it is up, what is sent from then on.", \
	     "qapi/net.json: set_link; virtio 1.2, 5.1.4.2; net/net.c: qmp_set_link, qemu_deliver_packet_iov", "") \
	NAME(QEMU_LINK_02, \
	     "A guest that has set its NIC down gets nothing, and its macvtap stays up; when it is up again, traffic goes on.", \
	     "drivers/net/macvtap.c; virtio 1.2, 5.1.6; Documentation/networking/operstates.rst", "") \
	NAME(QEMU_LINK_03, \
	     "A macvtap whose parent has lost its carrier has none either, but the guest keeps its own: that is QEMU's, which set_link alone changes. What is sent afterwards gets through.", \
	     "net/core/dev.c: netif_stacked_transfer_operstate; net/tap.c; qapi/net.json: set_link", "") \
	NAME(QEMU_LIFE_01, \
	     "A guest that boots again, or is reset, keeps its macvtap: the host tells of no change of it, and traffic goes on.", \
	     "drivers/net/tap.c: tap_release alone gives up a queue; qapi/machine.json: system_reset", "") \
	NAME(QEMU_LIFE_02, \
	     "What comes while a machine is stopped waits in the tap's ring, and is the guest's, once and in order, when it goes on.", \
	     "qapi/misc.json: stop, cont; net/net.c: qemu_can_send_packet; drivers/net/tap.c: tap_handle_frame", "") \
	NAME(QEMU_LIFE_03, \
	     "A QEMU that is killed leaves its macvtap as it was, up and with a carrier; what comes then is the device's own, and another QEMU may have it.", \
	     "drivers/net/tap.c: tap_release, tap_put_queue, tap_handle_frame", "") \
	NAME(QEMU_QUEUE_01, \
	     "Of a NIC with several queues a guest may use as many as it likes: each flow comes in by one of those alone, all of it, once and in order, and what it sends by any gets out so.", \
	     "virtio 1.2, 5.1.6.5.5; drivers/net/tap.c: tap_get_queue, tap_set_queue; net/tap.c: tap_enable, tap_disable", "") \
	NAME(QEMU_OFFLOAD_01, \
	     "What a guest's kernel leaves to its virtio-net to cut or to sum up reaches a sibling or a wire that takes it as it was sent, and any other finished; and so it comes to the guest.", \
	     "virtio 1.2, 5.1.6.2; drivers/net/tap.c: tap_get_user, tap_put_user; net/core/dev.c: validate_xmit_skb", "")
/* clang-format on */

VIRT_QEMU_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_REQUIREMENT(...) +1
enum { VIRT_QEMU_REQUIREMENT_COUNT = 0 VIRT_QEMU_REQUIREMENTS(COUNT_REQUIREMENT) };
extern const struct requirement *const virt_qemu_requirements[VIRT_QEMU_REQUIREMENT_COUNT];
#undef COUNT_REQUIREMENT

#endif
