/* requirements.h - what a tap owes to whoever holds its descriptor.
 *
 * Each line: the symbol, one sentence, where it is taken from, the kernel that brings it ("" for all). The interface is the
 * one of Documentation/networking/tuntap.rst; macvtap has no document of its own. What that page leaves open is
 * taken from the manual pages of the calls, and where they are silent, too, from what the driver has always done: the
 * sentence says so.
 */
#ifndef MVC_SUITES_TAP_REQUIREMENTS_H
#define MVC_SUITES_TAP_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define TAP_REQUIREMENTS(NAME) \
	/* ---- what it can be asked and told ---- */ \
	NAME(TAP_FRESH, \
	     "A tap that has just been opened is attached to its device, and has, unlike a tun device's, a vnet header of 10 octets in front of each frame.", \
	     "tap_open", "") \
	NAME(TAP_FEATURES, \
	     "TUNGETFEATURES offers frames without packet information, the vnet header and several queues, and nothing else.", \
	     "tap_ioctl (TUNGETFEATURES)", "") \
	NAME(TAP_FLAGS_01, \
	     "TUNSETIFF with IFF_TAP and IFF_NO_PI, and with or without IFF_VNET_HDR and IFF_MULTI_QUEUE, makes these the tap's flags.", \
	     "tap_ioctl (TUNSETIFF); tuntap.rst", "") \
	NAME(TAP_FLAGS_02, \
	     "TUNSETIFF neither looks at the name nor renames: which device it is was settled by opening its node.", \
	     "tap_ioctl (TUNSETIFF)", "") \
	NAME(TAP_RENAMED, \
	     "TUNGETIFF tells the name that the device has now.", \
	     "tap_ioctl (TUNGETIFF)", "") \
	NAME(TAP_FLAGS_03, \
	     "Flags and the header's size are each tap's own: another tap of the same device keeps its.", \
	     "struct tap_queue", "") \
	NAME(TAP_FLAGS_04, \
	     "TUNSETIFF refuses (EINVAL) whatever lacks IFF_TAP or IFF_NO_PI or has any other flag, and the tap keeps the flags it had.", \
	     "tap_ioctl (TUNSETIFF, TAP_IFFEATURES)", "") \
	NAME(TAP_HEADER_01, \
	     "TUNSETVNETHDRSZ takes any size from 10 octets on, which TUNGETVNETHDRSZ then tells, and refuses less (EINVAL), keeping what it had.", \
	     "tap_ioctl (TUNSETVNETHDRSZ)", "") \
	NAME(TAP_HEADER_02, \
	     "A frame is written behind a header of just the size that was set; of a longer one only the first 10 octets mean anything.", \
	     "tap_get_user (vnet_hdr_sz)", "") \
	NAME(TAP_SNDBUF_01, \
	     "TUNSETSNDBUF takes any size above 0 and refuses the others (EINVAL).", \
	     "tap_ioctl (TUNSETSNDBUF)", "") \
	NAME(TAP_LE_01, \
	     "TUNSETVNETLE switches the header's byte order to little endian and back; TUNGETVNETLE tells it, TUNGETIFF does not, and TUNSETIFF leaves it.", \
	     "tap_ioctl (TUNSETVNETLE, TAP_VNET_LE)", "") \
	NAME(TAP_LE_02, \
	     "After TUNSETVNETLE the header's numbers are read least octet first, and a header longer than its frame is refused (EINVAL).", \
	     "tap_get_user (tap16_to_cpu, hdr_len)", "") \
	NAME(TAP_BE_01, \
	     "TUNSETVNETBE and TUNGETVNETBE are known both or neither (EINVAL); where they are, what is set is told.", \
	     "tap_set_vnet_be, tap_get_vnet_be", "CONFIG_TUN_VNET_CROSS_LE") \
	NAME(TAP_ADDRESS, \
	     "SIOCGIFHWADDR and SIOCSIFHWADDR tell and change the address of the tap's own device, whatever name stands in the request.", \
	     "tap_ioctl (SIOCGIFHWADDR, SIOCSIFHWADDR)", "") \
	NAME(TAP_NOBODY, \
	     "Whoever holds the descriptor may make every request, without any privilege: opening the node was the right. No document says so; the driver has always held it so.", \
	     "tap_ioctl checks no capability", "") \
	NAME(TAP_UNKNOWN, \
	     "Requests that tun devices, sockets or network devices know and that mean nothing to a macvtap are refused (EINVAL).", \
	     "tap_ioctl (default)", "") \
	NAME(TAP_ASTRAY, \
	     "A request with a pointer to nowhere is refused (EFAULT) and changes nothing.", \
	     "tap_ioctl; ioctl(2)", "") \
	NAME(TAP_KIND, \
	     "A tap is a character device: lseek(2) is refused with ESPIPE, ftruncate(2) and fsync(2) with EINVAL, socket calls with ENOTSOCK.", \
	     "tap_fops; the calls' manual pages", "") \
	NAME(TAP_SIGNAL, \
	     "SIGIO comes for a frame if, and only if, FIOASYNC is accepted and F_GETFL says O_ASYNC; fcntl(2) lists no taps among what has it.", \
	     "tap_fops has no fasync; fcntl(2), ioctl(2)", "") \
	/* ---- attached and detached ---- */ \
	NAME(TAP_QUEUE_01, \
	     "TUNSETQUEUE detaches an attached tap and attaches a detached one; what would change nothing, and neither of both, is refused (EINVAL); both at once attach.", \
	     "tap_ioctl_set_queue; tuntap.rst, 3.3", "") \
	NAME(TAP_QUEUE_02, \
	     "A detached tap gets no frames until it is attached again; those it had stay readable.", \
	     "tap_disable_queue, tap_get_queue", "") \
	NAME(TAP_QUEUE_03, \
	     "What is written to a detached tap is sent. No document says so; the driver has always done it.", \
	     "tap_get_user never looks at tap_queue.enabled", "") \
	/* ---- reading ---- */ \
	NAME(TAP_READ_01, \
	     "With O_NONBLOCK, a read from a tap without frames fails at once (EAGAIN).", \
	     "tap_do_read; read(2)", "") \
	NAME(TAP_READ_02, \
	     "A read into no octets returns 0 and leaves the frame where it is.", \
	     "tap_do_read; read(2)", "") \
	NAME(TAP_READ_03, \
	     "Each read returns one frame, whole and octet by octet, in the order they came.", \
	     "tap_do_read (ptr_ring_consume)", "") \
	NAME(TAP_READ_04, \
	     "readv(2) fills its buffers one after the other with header and frame, wherever one ends and the next begins.", \
	     "tap_put_user; readv(2)", "") \
	NAME(TAP_READ_05, \
	     "pread(2) does what read(2) does, whatever the offset. No document says so; the driver has always done it.", \
	     "tap_read_iter", "") \
	NAME(TAP_READ_06, \
	     "preadv2(2) with RWF_NOWAIT does not wait, though the tap may: EAGAIN, or the frame.", \
	     "tap_open (FMODE_NOWAIT), tap_read_iter (IOCB_NOWAIT)", "6.4") \
	NAME(TAP_READ_07, \
	     "A read into nowhere fails (EFAULT) and costs one frame, as with any datagram that cannot be copied, and no more than that.", \
	     "tap_do_read, tap_put_user", "") \
	NAME(TAP_ONE_WAY, \
	     "A tap may be opened for reading or for writing alone; what it was not opened for fails (EBADF).", \
	     "tap_fops; open(2), read(2), write(2)", "") \
	NAME(TAP_CUT_01, \
	     "A read into fewer octets than the frame has returns as many octets as there is room for, the frame's first; its rest is lost, and the next read returns the next frame.", \
	     "tap_put_user, tap_read_iter", "") \
	NAME(TAP_CUT_02, \
	     "With a vnet header, a read returns it first and the frame in what room is left behind it.", \
	     "tap_put_user (vnet_hdr_sz)", "") \
	NAME(TAP_CUT_03, \
	     "A read into fewer octets than the vnet header has is refused (EINVAL) and leaves the frame to the next read. A refusal for its arguments is no read, read(2); the driver, as tun, loses the frame and counts it nowhere, which is taken for its fault.", \
	     "tap_do_read consumes before tap_put_user looks at the room; read(2)", "") \
	NAME(TAP_CUT_04, \
	     "A tagged frame is cut like any other: read returns as many octets as there is room for, also when the room ends inside the tag; read(2) returns the number of octets read.", \
	     "tap_put_user returns what it has copied of the tag; read(2)", "") \
	/* ---- writing ---- */ \
	NAME(TAP_WRITE_01, \
	     "What is shorter than the vnet header, or than an Ethernet header behind it, is refused (EINVAL), counted as dropped and never sent.", \
	     "tap_get_user (ETH_HLEN); the class of CVE-2024-41090", "") \
	NAME(TAP_WRITE_03, \
	     "A write from nowhere fails (EFAULT) and counts as dropped.", \
	     "tap_get_user; write(2)", "") \
	NAME(TAP_WRITE_04, \
	     "writev(2) sends header and frame as one, wherever one buffer ends and the next begins.", \
	     "tap_get_user; writev(2)", "") \
	NAME(TAP_WRITE_05, \
	     "A frame passes as it was written, whatever its EtherType or length field says.", \
	     "tap_get_user looks no further than the addresses", "") \
	NAME(TAP_LENGTH_01, \
	     "Frames of any length from 14 octets to the parent's MTU with header and tag pass, neither padded nor cut.", \
	     "tap_get_user, is_skb_forwardable", "") \
	NAME(TAP_LENGTH_02, \
	     "A longer frame is taken from the writer, and dropped by the parent, which counts it.", \
	     "is_skb_forwardable, asked by the parent, a veth", "") \
	NAME(TAP_LENGTH_03, \
	     "A write that is too long for any frame is refused (EMSGSIZE or ENOBUFS) and counted as dropped, and the tap goes on working.", \
	     "tap_alloc_skb, sock_alloc_send_pskb", "") \
	NAME(TAP_DOWN_01, \
	     "While device or parent is down, requests and reads go on as before, and a write is taken and not sent; no document says so, the driver has always done it.", \
	     "tap_get_user, dev_queue_xmit", "") \
	/* ---- the ring ---- */ \
	NAME(TAP_RING_01, \
	     "A tap holds as many unread frames as its device's queue is long, the first ones that came; each one more counts as received, as an error and as dropped.", \
	     "tap_handle_frame (ptr_ring_produce), macvtap_count_rx_dropped", "") \
	NAME(TAP_RING_02, \
	     "Who does not set the queue's length gets one of 500 frames.", \
	     "macvtap_setup; TUN_READQ_SIZE in linux/if_tun.h", "") \
	NAME(TAP_RING_03, \
	     "With a queue length of 0 a tap gets no frames, and each is counted as dropped.", \
	     "ptr_ring_produce", "") \
	NAME(TAP_RING_04, \
	     "A change of the queue's length keeps the unread frames in order, the first ones if not all fit.", \
	     "tap_queue_resize", "") \
	NAME(TAP_RING_05, \
	     "Unread frames stay readable when the device goes down.", \
	     "tap_do_read never looks at the device", "") \
	/* ---- readiness ---- */ \
	NAME(TAP_POLL_01, \
	     "poll(2) and epoll(7) report a tap readable while it has frames and only then, and writable while it has room to send.", \
	     "tap_poll; poll(2)", "") \
	NAME(TAP_POLL_02, \
	     "Edge-triggered epoll reports each new frame, and nothing without one.", \
	     "tap_handle_frame (wake_up_interruptible_poll); epoll(7)", "") \
	/* ---- room to send ---- */ \
	NAME(TAP_ROOM_01, \
	     "A sender is charged for its unicast frames until a sibling has read them; without room a write fails (EAGAIN) and counts as dropped, and the tap is not writable, until they have been read.", \
	     "tap_alloc_skb, tap_poll, sock_wfree; the socket buffer goes to the sibling as it is", "") \
	NAME(TAP_ROOM_02, \
	     "pwritev2(2) with RWF_NOWAIT does not wait for room, though the tap may.", \
	     "tap_write_iter (IOCB_NOWAIT)", "6.4") \
	NAME(TAP_ROOM_03, \
	     "With the smallest send buffer one frame passes at a time, and the tap is never reported writable.", \
	     "tap_poll (sock_writeable), sock_alloc_send_pskb", "") \
	NAME(TAP_ROOM_04, \
	     "A sender is not charged for floods that siblings have not read yet, nor for what has left by the wire.", \
	     "macvlan_broadcast clones; the wire's end frees", "") \
	/* ---- waiting ---- */ \
	NAME(TAP_WAIT_01, \
	     "Without O_NONBLOCK a read waits for a frame, and poll(2) on any tap; the frame ends both, whatever happened to the device meanwhile.", \
	     "tap_do_read, tap_handle_frame (wake_up_interruptible_poll)", "") \
	NAME(TAP_WAIT_02, \
	     "A signal ends a waiting read or write (EINTR), or lets it wait on if its handler was installed with SA_RESTART.", \
	     "tap_do_read (ERESTARTSYS), sock_alloc_send_pskb; signal(7)", "") \
	NAME(TAP_WAIT_03, \
	     "O_NONBLOCK can be set and cleared by fcntl(2) at any time, and holds for the calls that begin afterwards.", \
	     "tap_read_iter; fcntl(2)", "") \
	NAME(TAP_WAIT_04, \
	     "A write that waits for room is woken when there is some, whether or not somebody polls meanwhile. The driver wakes it only if somebody does, which is its fault: write(2) knows no such condition.", \
	     "tap_sock_write_space tests a flag that only tap_poll sets; write(2)", "") \
	NAME(TAP_WAIT_05, \
	     "Who polls for room is woken when there is some.", \
	     "tap_sock_write_space; poll(2)", "") \
	/* ---- without its device ---- */ \
	NAME(TAP_GONE_01, \
	     "When its device has been deleted, a tap refuses what only the device knows (ENOLINK; TUNSETQUEUE: EINVAL) and does the rest.", \
	     "tap_get_tap_dev, set_offload, tap_ioctl_set_queue", "") \
	NAME(TAP_GONE_02, \
	     "Frames unread when the device or its parent is deleted stay readable, and then there are no more.", \
	     "tap_del_queues leaves the rings", "") \
	NAME(TAP_GONE_03, \
	     "A frame written when the device has been deleted is taken and lost, a runt refused as ever. No document says so; the driver has always done it.", \
	     "tap_get_user (!tap)", "") \
	NAME(TAP_GONE_04, \
	     "A tap stays with the device it was opened for: a new one of the same name, index or minor is not its.", \
	     "tap_open, tap_del_queues", "") \
	NAME(TAP_GONE_05, \
	     "A reader that sleeps when the device is deleted is woken: no frame can come any more. No document says so of macvtap, but tun, whose interface it is, wakes its readers; a sleep that only a signal ends is taken for a fault.", \
	     "tap_del_queues wakes nobody; tun_detach_all does", "") \
	NAME(TAP_GONE_06, \
	     "poll(2) reports POLLERR or POLLHUP once the device has been deleted, and wakes who sleeps in it; as tun does, and as poll(2) describes.", \
	     "tap_del_queues wakes nobody, tap_poll never looks at the device; tun_chr_poll does", "") \
	NAME(TAP_MOVED, \
	     "A tap goes with its device to another namespace: reads, writes and requests go on as before, wherever their caller is.", \
	     "struct tap_queue knows its device, not a name", "")

#define TAP_UNTESTED(NAME) \
	NAME(TAP_SNDBUF_02, \
	     "A tap's send buffer is net.core.wmem_default octets, until TUNSETSNDBUF changes it.", \
	     "sock_init_data", "", \
	     "It cannot be read back, and how much of it a frame takes is the kernel's own affair.") \
	NAME(TAP_COMPAT, \
	     "A 32-bit program gets the same answers from a 64-bit kernel.", \
	     "compat_ptr_ioctl", "", \
	     "It takes a program built for 32 bits, which not every system can build or run.") \
	NAME(TAP_SHAPED, \
	     "A sender is charged for what a queueing discipline on the macvtap holds back.", \
	     "sock_wfree", "", \
	     "Few kernels are sure to have a discipline that holds frames without a clock; the charge itself is TAP_ROOM_01.") \
	NAME(TAP_WIRE_CHARGED, \
	     "A packet socket on the parent's veth peer is charged for unicast until the tap is read.", \
	     "veth_xmit does not orphan", "", \
	     "It is veth's doing, not macvtap's; the testbeds' ports rely on it (SO_SNDBUFFORCE).") \
	NAME(TAP_NO_QUEUE, \
	     "An open tap that has lost its queue answers EBADFD.", \
	     "tap_get_socket", "", \
	     "No call from user space brings a tap into that state.")
/* clang-format on */

TAP_REQUIREMENTS(DECLARE_REQUIREMENT)
TAP_UNTESTED(DECLARE_REQUIREMENT)

#define COUNT_TAP_REQUIREMENT(...) +1
enum {
	TAP_REQUIREMENT_COUNT = 0 TAP_REQUIREMENTS(COUNT_TAP_REQUIREMENT) TAP_UNTESTED(COUNT_TAP_REQUIREMENT)
};
extern const struct requirement *const tap_requirements[TAP_REQUIREMENT_COUNT];

#endif
