/* vhost_nic.h - a guest's virtio NIC that vhost-net serves: memory that the guest shows it, a queue to receive and one to send,
 * eventfds to kick and be called by. What a driver in a guest does with them is done here (virtio 1.2, 5.1.6).
 *
 *	guest's memory   [queues, buffers to receive into]  [buffers to send]     two regions of the memory table, whose guest
 *	                                                                          addresses are not the process's
 *
 * Octets given and taken are a vnet header (12 octets with VIRTIO_F_VERSION_1 or VIRTIO_NET_F_MRG_RXBUF, else 10) and the frame.
 */
#ifndef MVC_NET_VHOST_NIC_H
#define MVC_NET_VHOST_NIC_H

#include "harness/net/vhost.h"

#include <linux/virtio_config.h>
#include <linux/virtio_net.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FEATURE(bit) (1ULL << (bit))

/* How buffers to send are laid out. */
enum chain { CHAINED, INDIRECT };

/* How the guest's driver goes about it. What is zero is usual. */
struct vhost_manner {
	uint64_t features;    /* that are accepted; 0: VIRTIO_F_VERSION_1 and VIRTIO_NET_F_MRG_RXBUF */
	uint16_t descriptors; /* of each queue; 256 */
	uint32_t buffer;      /* octets of each buffer to receive into; 2048 */
	uint16_t first_index; /* at which both queues begin */
	bool starved;         /* buffers to receive into are given by vhost_nic_feed() only */
	bool deaf;            /* asks for no calls: what was given back is looked for only when asked */
	enum chain chain;
	const uint16_t *
		pieces; /* octets of each piece of what is sent but the last, which has the rest; ends with 0 */
};

struct vhost_nic; /* lives as long as the process */

/* Opens a vhost of its own and sets it up, all but for the backends. SKIP if the kernel has none, or does not offer the
 * features. */
struct vhost_nic *vhost_nic_new(const struct vhost_manner *manner);

int vhost_nic_device(const struct vhost_nic *nic);
size_t vhost_nic_header(const struct vhost_nic *nic);

/* VHOST_NET_SET_BACKEND. */
int try_vhost_nic_backend(struct vhost_nic *nic, enum vhost_queue queue, int fd);

/* Both queues' backend is this tap, or NO_DESCRIPTOR. */
void vhost_nic_connect(struct vhost_nic *nic, int tap);

/* ---- sending ---- */

/* Puts octets into the queue, where nobody sees them before vhost_nic_publish(). BROKEN if it is full. */
void vhost_nic_put(struct vhost_nic *nic, const uint8_t *octets, size_t length);

/* Lets vhost see all that was put in, at once, and kicks it if it wants to be. */
void vhost_nic_publish(struct vhost_nic *nic);

/* Waits until all that was published has been given back, at most patience(); how many have not. */
unsigned vhost_nic_await_sent(struct vhost_nic *nic);

/* Kicks it once more, whether it wants to be or not. */
void vhost_nic_kick(struct vhost_nic *nic, enum vhost_queue queue);

/* ---- receiving ---- */

struct vhost_frame {
	const uint8_t *octets; /* valid until the next one is taken */
	size_t length;
	unsigned buffers; /* that it was received into */
	unsigned said;    /* what its header says of that (num_buffers); 0 without VIRTIO_NET_F_MRG_RXBUF */
};

/* The next frame received, without waiting; false if there is none. Its buffers are given to vhost again unless the NIC is
 * starved. FAIL if vhost gives back what it was not given, or says that there is more in it than there can be. */
bool vhost_nic_take(struct vhost_nic *nic, struct vhost_frame *frame);

/* The same, but waits for at most patience(). */
bool vhost_nic_await(struct vhost_nic *nic, struct vhost_frame *frame);

/* Gives so many more buffers to receive into. BROKEN if they are not free. */
void vhost_nic_feed(struct vhost_nic *nic, unsigned buffers);

/* Readable when there may be something to take. */
int vhost_nic_fd(const struct vhost_nic *nic);

/* ---- what was said meanwhile ---- */

/* So far: kicks that vhost asked for, calls that it made, queues that it gave up for a fault in them. */
uint64_t vhost_nic_kicks(const struct vhost_nic *nic, enum vhost_queue queue);
uint64_t vhost_nic_calls(struct vhost_nic *nic, enum vhost_queue queue);
uint64_t vhost_nic_faults(struct vhost_nic *nic);

/* Whether there is a fault that has not been counted, waiting for it at most patience(). */
bool vhost_nic_await_fault(struct vhost_nic *nic);

/* ---- what no driver does ---- */

/* Faults in a queue. */
enum queue_fault {
	HEAD_BEYOND_TABLE, /* the available ring names a descriptor that there is not */
	NEXT_BEYOND_TABLE, /* a descriptor goes on in one that there is not */
	LOOP,              /* a descriptor goes on in itself */
	OUTSIDE_MEMORY,    /* a buffer that is in no region of the memory table */
	WRONG_WAY, /* a buffer that is for the device to write where it is to read, or the other way round */
	INDIRECT_IN_INDIRECT,
	INDIRECT_UNEVEN, /* a table that is no multiple of a descriptor */
	QUEUE_FAULTS,
};

/* Publishes a buffer with that fault behind what was put in, and kicks. */
void vhost_nic_spoil(struct vhost_nic *nic, enum vhost_queue queue, enum queue_fault fault);

#endif
