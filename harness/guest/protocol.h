/* protocol.h - what the tiny guest and the host say to each other, a line each, over one serial channel.
 *
 *	guest, once it has booted       hello VERSION RELEASE         the protocol's version, and of its kernel
 *	host, a request                 VERB [WORD...]
 *	guest, its answer, in order     ok [WORD...]   or   no ERRNO WORDS      by name: no ENODEV there is no NIC eth7
 *
 * Of its own accord, between any two of these, the guest says what happens at NICs that it listens to:
 *
 *	frame NIC TYPE HEADER OCTETS    a frame has come in: the kernel's PACKET_* of it (linux/if_packet.h), its vnet header
 *	                                and itself, in hexadecimal. A tag that the NIC took off stands where it was sent
 *	lost NIC COUNT                  so many more had no room
 *	link NIC up|down carrier|nocarrier    one of the two has changed, at any NIC
 *
 * The requests. A NIC is named as the guest's kernel names it; MACs are written with colons, numbers in decimal:
 *
 *	nics                            ok NAME=MAC ...   of each, but for VLAN devices, by order; the address it was made with
 *	state NIC                       ok up|down carrier|nocarrier MAC [promisc] [allmulti]
 *	counters NIC                    ok NAME=COUNT ...   as /sys/class/net/NIC/statistics has them
 *	up NIC, down NIC
 *	mac NIC MAC
 *	join NIC MAC, leave NIC MAC     a group
 *	promisc NIC on|off, allmulti NIC on|off
 *	vlan NIC add|delete VID         makes NIC.VID, which is left down: the NIC then lets the tag in. The first such request
 *	                                loads the kernel's 802.1Q, which has every NIC that is up, or comes up, let in VLAN 0
 *	queues NIC COUNT                pairs of them that are in use
 *	queued NIC                      ok rx0=COUNT tx0=COUNT ...   packets by each queue that is in use
 *	listen NIC on|off
 *	send NIC HEADER OCTETS          HEADER: - for none; ok when the guest's kernel has taken it. Needs listen on
 *	burst NIC COUNT OFFSET OCTETS   the same frame COUNT times, the 8 octets at OFFSET counted up as a number in the
 *	                                machine's order
 *	echo WORD...                    ok WORD...
 *	reboot, off                     ok, and then it is so
 *
 * The guest says nothing on its networks that it was not told to send.
 */
#ifndef MVC_GUEST_PROTOCOL_H
#define MVC_GUEST_PROTOCOL_H

enum {
	GUEST_PROTOCOL = 3, /* the version: of this page */
	GUEST_LINE_MAX =
		1 << 18, /* octets of a line, its end included: a 64 KiB packet in hexadecimal, and words */
	GUEST_WORDS_MAX = 64, /* of a line */
	GUEST_FRAME_MAX = 65536 + 64,
	GUEST_HEADER_SIZE = 10, /* struct virtio_net_hdr */
};

/* The name of the virtio port, and of the word on the kernel's command line that says another channel: channel=ttyS1 */
#define GUEST_CHANNEL        "macvtap-conform"
#define GUEST_CHANNEL_OPTION "channel="

/* What a kernel spends its first second with, and this one has no use for: tests of its ciphers, certificates, probes, a look
 * at its own page tables. Unknown names do no harm. It stays silent on its networks: ipv6.disable. */
#define GUEST_KERNEL_ARGUMENTS                                                                               \
	"console=ttyS0 quiet ipv6.disable=1 nokaslr mitigations=off tsc=reliable no_timer_check "            \
	"rcupdate.rcu_expedited=1 cryptomgr.notests=1 rodata=off "                                           \
	"initcall_blacklist=crypto_kdf108_init,load_system_certificate_list,init_kprobe_trace"

#endif
