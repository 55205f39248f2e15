/* requirements.h - what must hold of macvtaps that vhost-net serves.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all).
 */
#ifndef MVC_SUITES_VHOST_REQUIREMENTS_H
#define MVC_SUITES_VHOST_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define VHOST_REQUIREMENTS(NAME) \
	/* ---- setting it up ---- */ \
	NAME(VHOST_OWNER_01, \
	     "A vhost has one owner: whoever asks first is it, and who asks after that is refused (EBUSY).", \
	     "vhost_net_set_owner; linux/vhost.h (VHOST_SET_OWNER)", "") \
	NAME(VHOST_OWNER_02, \
	     "Without an owner nothing can be set but features (EPERM).", \
	     "vhost_dev_check_owner; linux/vhost.h (VHOST_SET_OWNER)", "") \
	NAME(VHOST_OWNER_03, \
	     "A vhost can be given up by its owner, has none then, and can be owned again.", \
	     "vhost_net_reset_owner; linux/vhost.h (VHOST_RESET_OWNER)", "") \
	NAME(VHOST_OWNER_04, \
	     "Another process that has the descriptor of an owned vhost can neither set anything (EPERM) nor become its owner (EBUSY).", \
	     "vhost_dev_check_owner compares the memory map", "") \
	NAME(VHOST_FEATURE_01, \
	     "A feature that is offered can be accepted by itself, and one that is not is refused (EOPNOTSUPP), whatever is accepted with it.", \
	     "vhost_net_ioctl (VHOST_SET_FEATURES)", "") \
	NAME(VHOST_FEATURE_02, \
	     "What guests on macvtaps negotiate is offered: mergeable buffers, virtio 1, indirect descriptors, event indexes, headers made by vhost.", \
	     "VHOST_NET_FEATURES, VHOST_FEATURES", "") \
	NAME(VHOST_POINTER_01, \
	     "A request that there is not is refused (ENOTTY), and an argument that cannot be read or written, too (EFAULT).", \
	     "vhost_net_ioctl, vhost_vring_ioctl", "") \
	NAME(VHOST_MEMORY_01, \
	     "A memory table is taken if it has no more regions than the limit (E2BIG), nothing in its padding (EOPNOTSUPP) and no empty region (EFAULT).", \
	     "vhost_set_memory, vhost_iotlb_add_range", "") \
	NAME(VHOST_RING_01, \
	     "A queue has a power of two of descriptors, from 1 to 32768, begins at an index of 16 bits, and its rings are aligned (EINVAL); flags that there are not are refused (EOPNOTSUPP).", \
	     "vhost_vring_set_num, vhost_vring_set_addr; virtio 1.2, 2.7", "") \
	NAME(VHOST_RING_02, \
	     "The size and the index of a queue that has a backend stay what they are (EBUSY).", \
	     "vhost_vring_set_num, vhost_vring_ioctl (VHOST_SET_VRING_BASE)", "") \
	NAME(VHOST_RING_03, \
	     "A queue whose rings are not there gets no backend (EFAULT).", \
	     "vhost_vq_access_ok, vhost_vq_init_access", "") \
	NAME(VHOST_RING_04, \
	     "A vhost has two queues, and there is no third (ENOBUFS).", \
	     "vhost_get_vq_from_user, vhost_net_set_backend", "") \
	NAME(VHOST_RING_05, \
	     "Whoever takes the backend away is told how far the queue was served, beyond 65535 from 0 on: somebody else can go on there.", \
	     "vhost_vring_ioctl (VHOST_GET_VRING_BASE)", "") \
	NAME(VHOST_EVENT_01, \
	     "Kicks, calls and errors go by eventfds, or by none; another kind of descriptor is refused (EINVAL), and one that is not open (EBADF).", \
	     "vhost_vring_ioctl (eventfd_fget, eventfd_ctx_fdget)", "") \
	NAME(VHOST_BACKEND_01, \
	     "A queue takes a macvtap's tap as its backend, by any descriptor of it, and the same one again.", \
	     "vhost_net_set_backend, tap_get_socket", "") \
	NAME(VHOST_BACKEND_02, \
	     "A backend can be taken away (-1), also where there is none.", \
	     "get_socket", "") \
	NAME(VHOST_BACKEND_03, \
	     "A descriptor of any other kind is refused (ENOTSOCK), and so is one that is not open; what was set up stays.", \
	     "get_socket, get_raw_socket, get_tap_socket", "") \
	NAME(VHOST_BACKEND_04, \
	     "The only other backend is a packet socket that shows the link layer.", \
	     "get_raw_socket", "") \
	/* ---- who gets what ---- */ \
	NAME(VHOST_DELIVERY, \
	     "Who gets a frame, and who does not, is the same for guests that vhost serves as for those that read and write their taps themselves.", \
	     "tap_sendmsg, tap_recvmsg: what modes and filters decide is behind either", "") \
	/* ---- what is left to be done ---- */ \
	NAME(VHOST_OFFLOAD_01, \
	     "A guest behind vhost sends and receives what is left to be cut, or its checksum to be done, as one does that reads and writes its tap, up to 64 KiB, every octet of it.", \
	     "tap_sendmsg, tap_recvmsg; virtio 1.2, 5.1.6.2, 5.1.6.4", "") \
	NAME(VHOST_OFFLOAD_02, \
	     "It makes no difference to that how the guest lays out its buffers, which headers it has agreed on, and where its queues stand.", \
	     "vhost_get_vq_desc, vhost_net_set_features; virtio 1.2, 2.7.4 (message framing), 5.1.6.1 (legacy)", "") \
	/* ---- many at once ---- */ \
	NAME(VHOST_BATCH_01, \
	     "Packets that are made visible together all arrive, in order, each once, and all buffers come back.", \
	     "handle_tx_copy, vhost_tx_batch, tap_sendmsg (TUN_MSG_PTR)", "") \
	NAME(VHOST_BATCH_02, \
	     "What is left to be done of one packet of a batch, and its tags, are its own.", \
	     "tap_get_user_xdp (virtio_net_hdr_to_skb, vlan_get_protocol_and_depth)", "") \
	NAME(VHOST_BATCH_03, \
	     "A packet too long for a batch does not overtake those before it, and is not overtaken.", \
	     "handle_tx_copy flushes the batch (vhost_net_build_xdp: ENOSPC)", "") \
	NAME(VHOST_BATCH_04, \
	     "A frame shorter than an Ethernet header is refused, counted as dropped, and nothing else is lost with it.", \
	     "tap_get_user, tap_get_user_xdp; ed7f2afdd0e0 (CVE-2024-41090)", "") \
	NAME(VHOST_BATCH_05, \
	     "A packet whose header means nothing is refused, counted as dropped, and nothing else is lost with it.", \
	     "tap_get_user, tap_get_user_xdp (virtio_net_hdr_to_skb)", "") \
	/* ---- buffers to receive into ---- */ \
	NAME(VHOST_BUFFER_01, \
	     "A frame is received into as many buffers as it takes, one after the other, and its header says how many.", \
	     "get_rx_bufs, handle_rx (num_buffers); virtio 1.2, 5.1.6.4", "") \
	NAME(VHOST_BUFFER_02, \
	     "While there are too few buffers frames wait, in order and whole, and are received as soon as there are.", \
	     "handle_rx (vhost_enable_notify)", "") \
	NAME(VHOST_BUFFER_03, \
	     "A frame that is longer than the one buffer it may have is given up, and those around it are received.", \
	     "handle_rx discards what overruns", "") \
	/* ---- backends that change ---- */ \
	NAME(VHOST_SWAP_01, \
	     "What vhost has taken from a tap and not received when its backend is taken away can be read from the tap, in order.", \
	     "vhost_net_buf_unproduce", "") \
	NAME(VHOST_SWAP_02, \
	     "While backends change each frame is received once, in order, from its own device, or stays there to be read: none is lost, none doubled, none another's.", \
	     "vhost_net_set_backend", "") \
	NAME(VHOST_SWAP_03, \
	     "A frame for a tap that is two vhosts' backend is received by one of them.", \
	     "ptr_ring_consume_batched", "") \
	NAME(VHOST_SWAP_04, \
	     "What waits to be sent while backends change is sent once, in order, by one of them.", \
	     "vhost_net_set_backend (vhost_vq_init_access, vhost_net_enable_vq)", "") \
	/* ---- being told ---- */ \
	NAME(VHOST_EVENT_02, \
	     "No kick and no call is lost: whoever kicks and looks only when the other side asks for it or tells, sends and receives everything, also where indexes begin anew.", \
	     "vhost_enable_notify, vhost_notify; virtio 1.2, 2.7.7, 2.7.10", "") \
	NAME(VHOST_EVENT_03, \
	     "Who has asked not to be called is not. virtio calls that a hint; vhost takes it, and guests rely on it for their speed.", \
	     "vhost_notify; virtio 1.2, 2.7.7", "") \
	NAME(VHOST_FAULT_01, \
	     "A queue that makes no sense is told by the eventfd for errors, and the guest's other queue and its siblings go on.", \
	     "vhost_get_vq_desc, get_indirect, get_tx_bufs, get_rx_bufs (vq_err)", "") \
	/* ---- devices and owners ---- */ \
	NAME(VHOST_DEVICE_01, \
	     "What is sent while the device is down comes back and is nowhere; when it is up again, all is as before.", \
	     "tap_get_user, dev_queue_xmit", "") \
	NAME(VHOST_DEVICE_02, \
	     "A device may be deleted under vhost: what is sent comes back, its siblings go on, and the backend can be taken away.", \
	     "tap_get_user, tap_get_user_xdp (tap is NULL), tap_del_queues", "") \
	NAME(VHOST_OWNER_05, \
	     "With its owner a vhost ends and lets go of its backend, whose namespace ends if nobody else keeps it.", \
	     "vhost_net_release (sockfd_put)", "") \
	NAME(VHOST_QUEUES_01, \
	     "Each tap of a device may have a vhost of its own: flows keep to one of them and in order, and none is lost.", \
	     "tap_get_queue", "")
/* clang-format on */

VHOST_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_VHOST_REQUIREMENT(...) +1
enum { VHOST_REQUIREMENT_COUNT = 0 VHOST_REQUIREMENTS(COUNT_VHOST_REQUIREMENT) };
extern const struct requirement *const vhost_requirements[VHOST_REQUIREMENT_COUNT];

#endif
