#include "harness/net/virtqueue.h"

#include "harness/core/verdict.h"

#include <endian.h>

/* ---- the order of octets ---- */

static uint16_t order16(const struct virtqueue *queue, uint16_t value)
{
	return queue->little_endian ? htole16(value) : value;
}

static uint32_t order32(const struct virtqueue *queue, uint32_t value)
{
	return queue->little_endian ? htole32(value) : value;
}

static uint64_t order64(const struct virtqueue *queue, uint64_t value)
{
	return queue->little_endian ? htole64(value) : value;
}

/* ---- what both sides look at at the same time ---- */

static uint16_t load(const struct virtqueue *queue, const uint16_t *value)
{
	return order16(queue, __atomic_load_n(value, __ATOMIC_ACQUIRE));
}

static void store(const struct virtqueue *queue, uint16_t *value, uint16_t to)
{
	__atomic_store_n(value, order16(queue, to), __ATOMIC_RELEASE);
}

static void full_barrier(void)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

/* ---- beginning ---- */

size_t virtqueue_size(unsigned descriptors)
{
	return vring_size(descriptors, VIRTQUEUE_ALIGN);
}

void virtqueue_begin(struct virtqueue *queue, unsigned descriptors, void *memory, uint64_t features,
		     uint16_t first_index)
{
	if (descriptors > VIRTQUEUE_MAX)
		broken("a virtqueue of %u descriptors is longer than %d", descriptors, VIRTQUEUE_MAX);
	*queue = (struct virtqueue){
		.little_endian = features >> VIRTIO_F_VERSION_1 & 1,
		.event_index = features >> VIRTIO_RING_F_EVENT_IDX & 1,
		.free_count = (uint16_t)descriptors,
		.available = first_index,
		.published = first_index,
		.used = first_index,
	};
	vring_init(&queue->ring, descriptors, memory, VIRTQUEUE_ALIGN);
	for (unsigned i = 0; i < descriptors; i++)
		queue->ring.desc[i].next = order16(queue, (uint16_t)(i + 1));
	store(queue, &queue->ring.avail->idx, first_index);
	store(queue, &queue->ring.used->idx, first_index);
}

/* ---- offering ---- */

static void describe(const struct virtqueue *queue, struct vring_desc *descriptor,
		     const struct virtqueue_piece *piece, unsigned flags)
{
	descriptor->addr = order64(queue, piece->address);
	descriptor->len = order32(queue, piece->length);
	descriptor->flags = order16(queue, (uint16_t)flags);
}

static void make_available(struct virtqueue *queue, uint16_t head)
{
	queue->ring.avail->ring[queue->available++ % queue->ring.num] = order16(queue, head);
}

int virtqueue_offer(struct virtqueue *queue, const struct virtqueue_piece *pieces, size_t count,
		    enum virtqueue_use use)
{
	uint16_t head = queue->free_head;

	if (count == 0 || count > queue->free_count)
		return -1;
	for (size_t i = 0; i < count; i++) {
		unsigned more = i + 1 < count ? VRING_DESC_F_NEXT : 0;

		struct vring_desc *descriptor = &queue->ring.desc[queue->free_head];

		describe(queue, descriptor, &pieces[i], use | more);
		queue->free_head = order16(queue, descriptor->next);
	}
	queue->free_count -= (uint16_t)count;
	queue->chain[head] = (uint16_t)count;
	make_available(queue, head);
	return head;
}

int virtqueue_offer_indirect(struct virtqueue *queue, const struct virtqueue_piece *pieces, size_t count,
			     enum virtqueue_use use, struct vring_desc *table, uint64_t address)
{
	const struct virtqueue_piece whole = {address, (uint32_t)(count * sizeof *table)};
	uint16_t head = queue->free_head;

	if (!queue->free_count)
		return -1;
	for (size_t i = 0; i < count; i++) {
		describe(queue, &table[i], &pieces[i], use | (i + 1 < count ? VRING_DESC_F_NEXT : 0));
		table[i].next = order16(queue, (uint16_t)(i + 1));
	}
	describe(queue, &queue->ring.desc[head], &whole, VRING_DESC_F_INDIRECT);
	queue->free_head = order16(queue, queue->ring.desc[head].next);
	queue->free_count--;
	queue->chain[head] = 1;
	make_available(queue, head);
	return head;
}

static bool wants_to_be_told(const struct virtqueue *queue, uint16_t before)
{
	if (queue->event_index)
		return vring_need_event(load(queue, &vring_avail_event(&queue->ring)), queue->available,
					before);
	return !(load(queue, &queue->ring.used->flags) & VRING_USED_F_NO_NOTIFY);
}

bool virtqueue_publish(struct virtqueue *queue)
{
	uint16_t before = queue->published;

	store(queue, &queue->ring.avail->idx, queue->available);
	queue->published = queue->available;
	full_barrier();
	return wants_to_be_told(queue, before);
}

/* ---- taking back ---- */

uint16_t virtqueue_waiting(const struct virtqueue *queue)
{
	return (uint16_t)(load(queue, &queue->ring.used->idx) - queue->used);
}

bool virtqueue_take(struct virtqueue *queue, struct virtqueue_used *used)
{
	const struct vring_used_elem *element;

	if (!virtqueue_waiting(queue))
		return false;
	element = &queue->ring.used->ring[queue->used++ % queue->ring.num];
	used->head = order32(queue, element->id);
	used->length = order32(queue, element->len);
	return true;
}

bool virtqueue_release(struct virtqueue *queue, uint32_t head)
{
	uint16_t last = (uint16_t)head;

	if (head >= queue->ring.num || !queue->chain[head])
		return false;
	for (uint16_t i = 1; i < queue->chain[head]; i++)
		last = order16(queue, queue->ring.desc[last].next);
	queue->ring.desc[last].next = order16(queue, queue->free_head);
	queue->free_head = (uint16_t)head;
	queue->free_count += queue->chain[head];
	queue->chain[head] = 0;
	return true;
}

/* ---- being told ---- */

bool virtqueue_ask(struct virtqueue *queue, uint16_t more)
{
	if (queue->event_index)
		store(queue, &vring_used_event(&queue->ring), (uint16_t)(queue->used + more - 1));
	else
		store(queue, &queue->ring.avail->flags, 0);
	full_barrier();
	return virtqueue_waiting(queue) >= (queue->event_index ? more : 1);
}

void virtqueue_hush(struct virtqueue *queue)
{
	/* with event indexes the flags mean nothing: as far away as can be said */
	if (queue->event_index)
		store(queue, &vring_used_event(&queue->ring), (uint16_t)(queue->used - 1));
	else
		store(queue, &queue->ring.avail->flags, VRING_AVAIL_F_NO_INTERRUPT);
}
