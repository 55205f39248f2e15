/* descriptors.h - descriptors that are no taps, for what must tell them from one; and requests made by another process. */
#ifndef MVC_NET_DESCRIPTORS_H
#define MVC_NET_DESCRIPTORS_H

enum descriptor_kind {
	A_NULL_DEVICE, /* /dev/null */
	A_FILE,        /* an empty one, without a name */
	A_PIPE,
	AN_EVENTFD,
	A_UDP_SOCKET,
	A_RAW_IP_SOCKET, /* SOCK_RAW, but none of link layer */
	A_PACKET_SOCKET, /* SOCK_RAW */
	A_COOKED_SOCKET, /* a packet socket that shows no link layer: SOCK_DGRAM */
	DESCRIPTOR_KINDS,
};

/* A new one, as long as the case. BROKEN if it cannot be had. */
int descriptor_of(enum descriptor_kind kind);

#endif
