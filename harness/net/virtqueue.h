/* virtqueue.h - the driver's side of a split virtqueue (virtio 1.2, 2.7): descriptors that are offered, an available ring that is
 * published, a used ring that is read. It is memory and the order in which it is written and read; nobody is called here.
 *
 * Whoever serves the queue is another CPU: each index is stored behind what it publishes and loaded before what it covers,
 * and between publishing and asking whether the other side wants to be told stands a full barrier (2.7.13, 2.7.7).
 */
#ifndef MVC_NET_VIRTQUEUE_H
#define MVC_NET_VIRTQUEUE_H

#include <linux/virtio_config.h>
#include <linux/virtio_ring.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { VIRTQUEUE_MAX = 1024 }; /* descriptors; any power of two up to it */

struct virtqueue {
	struct vring ring;  /* in memory of the caller's, VIRTQUEUE_ALIGN-ed and zero */
	bool little_endian; /* VIRTIO_F_VERSION_1; else its numbers are the machine's */
	bool event_index;   /* VIRTIO_RING_F_EVENT_IDX */
	uint16_t free_head, free_count;
	uint16_t available;            /* index behind the last that was offered */
	uint16_t published;            /* index behind the last that the other side may see */
	uint16_t used;                 /* index of the next one to be given back */
	uint16_t chain[VIRTQUEUE_MAX]; /* of each head: how many descriptors */
};

enum { VIRTQUEUE_ALIGN = 4096 };

/* Octets of memory that a queue of so many descriptors takes. */
size_t virtqueue_size(unsigned descriptors);

/* A new queue in this memory, which is zero and belongs to the caller. The first index is where both rings begin: 0, unless
 * the other side has been told of another. */
void virtqueue_begin(struct virtqueue *queue, unsigned descriptors, void *memory, uint64_t features,
		     uint16_t first_index);

/* A buffer's part, as the other side addresses it. */
struct virtqueue_piece {
	uint64_t address;
	uint32_t length;
};

enum virtqueue_use { DEVICE_READS = 0, DEVICE_WRITES = VRING_DESC_F_WRITE };

/* Offers a buffer of so many pieces and returns its head, by which it will be given back, or -1 if there are too few
 * descriptors. Nobody sees it before virtqueue_publish(). */
int virtqueue_offer(struct virtqueue *queue, const struct virtqueue_piece *pieces, size_t count,
		    enum virtqueue_use use);

/* The same by one descriptor that says where a table of the others is: room for count of them, at this address. */
int virtqueue_offer_indirect(struct virtqueue *queue, const struct virtqueue_piece *pieces, size_t count,
			     enum virtqueue_use use, struct vring_desc *table, uint64_t address);

/* Lets the other side see all that has been offered; whether it wants to be told (2.7.10). */
bool virtqueue_publish(struct virtqueue *queue);

/* The next buffer that was given back: its head and how many octets were written into it. False if there is none. */
struct virtqueue_used {
	uint32_t head, length;
};
bool virtqueue_take(struct virtqueue *queue, struct virtqueue_used *used);

/* Whether it is one that is out, and if so its descriptors can be offered again. */
bool virtqueue_release(struct virtqueue *queue, uint32_t head);

/* Buffers given back that have not been taken. */
uint16_t virtqueue_waiting(const struct virtqueue *queue);

/* Asks to be told when so many more are given back, from 1 on; true if they are there already, and nobody will tell. Without
 * VIRTIO_RING_F_EVENT_IDX any number is 1. */
bool virtqueue_ask(struct virtqueue *queue, uint16_t more);

/* Asks not to be told: a hint (2.7.7). */
void virtqueue_hush(struct virtqueue *queue);

#endif
