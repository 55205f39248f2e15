/* vhost_nic_inside.h - between the files that a NIC is made in: where its queues and buffers are. Others ask vhost_nic.h. */
#ifndef MVC_NET_VHOST_NIC_INSIDE_H
#define MVC_NET_VHOST_NIC_INSIDE_H

#include "harness/net/port_kind.h"
#include "harness/net/vhost_nic.h"
#include "harness/net/virtqueue.h"

enum {
	SLOT = 68 << 10,  /* octets for one buffer to send: the longest frame and its header */
	TABLE_MAX = 64,   /* descriptors of an indirect table */
	HEADERS_MAX = 64, /* octets in front of a frame, more than enough */
};

/* A part of the guest's memory: here, and where the guest says it is. */
struct guest_part {
	uint8_t *here;
	uint64_t there;
	size_t size;
};

struct vhost_nic {
	int device;
	struct vhost_manner manner;
	size_t header;
	struct {
		struct virtqueue ring;
		void *memory;
		int kick, call, fault; /* eventfds */
		uint64_t kicks, calls;
	} queue[VHOST_QUEUES];
	struct guest_part receiving, sending,
		tables; /* buffers and slots, one for each head; and a table for each */
	uint64_t faults;
	unsigned out; /* buffers to send that have not been given back */
	uint8_t frame[PORT_FRAME_MAX + HEADERS_MAX];
};

/* As vhost_nic_take(), but tells the octets as they are: for ports, whose octets are told elsewhere. */
bool vhost_nic_take_untold(struct vhost_nic *nic, struct vhost_frame *frame);

#endif
