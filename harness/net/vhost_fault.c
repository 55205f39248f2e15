/* vhost_fault.c - queues as no driver makes them. */
#include "harness/core/verdict.h"
#include "harness/net/vhost_nic_inside.h"

#include <endian.h>

enum { SOMETHING = 64, NOWHERE_AT = 0x1000 };

struct making {
	struct vhost_nic *nic;
	struct virtqueue *ring;
	uint16_t head;
	struct vring_desc *descriptor, *table;
	uint64_t buffer; /* that may be used for it */
	uint16_t right;  /* the flag of a buffer of this queue: VRING_DESC_F_WRITE or 0 */
};

/* Faulty ones are made for little-endian machines alone: whoever reads them is not to find other faults instead. */
static struct vring_desc described(uint64_t address, uint32_t length, unsigned flags, uint16_t next)
{
	return (struct vring_desc){
		.addr = htole64(address),
		.len = htole32(length),
		.flags = htole16((uint16_t)flags),
		.next = htole16(next),
	};
}

static void goes_on_beyond(struct making *making)
{
	*making->descriptor = described(making->buffer, SOMETHING, making->right | VRING_DESC_F_NEXT,
					(uint16_t)making->ring->ring.num);
}

static void goes_on_in_itself(struct making *making)
{
	*making->descriptor =
		described(making->buffer, SOMETHING, making->right | VRING_DESC_F_NEXT, making->head);
}

static void lies_outside(struct making *making)
{
	*making->descriptor = described(NOWHERE_AT, SOMETHING, making->right, 0);
}

static void is_the_wrong_way(struct making *making)
{
	*making->descriptor = described(making->buffer, SOMETHING, making->right ^ VRING_DESC_F_WRITE, 0);
}

static void nests(struct making *making)
{
	uint64_t table = making->nic->tables.there;

	making->table[0] = described(table, sizeof *making->table, VRING_DESC_F_INDIRECT, 0);
	*making->descriptor = described(table, sizeof *making->table, VRING_DESC_F_INDIRECT, 0);
}

static void is_uneven(struct making *making)
{
	making->table[0] = described(making->buffer, SOMETHING, making->right, 0);
	*making->descriptor =
		described(making->nic->tables.there, sizeof *making->table + 1, VRING_DESC_F_INDIRECT, 0);
}

static void is_right(struct making *making)
{
	*making->descriptor = described(making->buffer, SOMETHING, making->right, 0);
}

void vhost_nic_spoil(struct vhost_nic *nic, enum vhost_queue queue, enum queue_fault fault)
{
	static void (*const make[QUEUE_FAULTS])(struct making *) = {
		[HEAD_BEYOND_TABLE] = is_right, [NEXT_BEYOND_TABLE] = goes_on_beyond,
		[LOOP] = goes_on_in_itself,     [OUTSIDE_MEMORY] = lies_outside,
		[WRONG_WAY] = is_the_wrong_way, [INDIRECT_IN_INDIRECT] = nests,
		[INDIRECT_UNEVEN] = is_uneven,
	};
	struct virtqueue *ring = &nic->queue[queue].ring;
	struct making making = {
		.nic = nic,
		.ring = ring,
		.head = ring->free_head,
		.descriptor = &ring->ring.desc[ring->free_head],
		.table = (struct vring_desc *)nic->tables.here,
		.buffer = queue == GUEST_SENDS ? nic->sending.there : nic->receiving.there,
		.right = queue == GUEST_SENDS ? 0 : VRING_DESC_F_WRITE,
	};
	uint16_t named = fault == HEAD_BEYOND_TABLE ? (uint16_t)ring->ring.num : making.head;

	if (!ring->free_count)
		broken("a virtqueue of %u descriptors has no room for a fault", ring->ring.num);
	make[fault](&making);
	ring->ring.avail->ring[ring->available++ % ring->ring.num] = htole16(named);
	virtqueue_publish(ring);
	vhost_nic_kick(nic, queue);
}
