#include "harness/net/vhost_nic.h"

#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/vhost_nic_inside.h"

#include <endian.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>

enum {
	DESCRIPTORS = 256,
	BUFFER = 2048,
	/* where the guest says its memory is: nowhere near where the process has it, and the other way round */
	RECEIVING_AT = 0x40000000,
	SENDING_AT = 0x00100000,
};

#define USUAL_FEATURES (FEATURE(VIRTIO_F_VERSION_1) | FEATURE(VIRTIO_NET_F_MRG_RXBUF))

/* ---- what a driver does before it begins ---- */

static struct vhost_manner completed(const struct vhost_manner *manner)
{
	struct vhost_manner full = *manner;

	if (!full.features)
		full.features = USUAL_FEATURES;
	if (!full.descriptors)
		full.descriptors = DESCRIPTORS;
	if (!full.buffer)
		full.buffer = BUFFER;
	return full;
}

static void must(int error, const char *act)
{
	if (error)
		broken("cannot %s: %s (%s)", act, errno_name(error), strerror(error));
}

static size_t queue_room(const struct vhost_nic *nic)
{
	const size_t size = virtqueue_size(nic->manner.descriptors);

	return (size + VIRTQUEUE_ALIGN - 1) / VIRTQUEUE_ALIGN * VIRTQUEUE_ALIGN;
}

/* One after the other: the queues and what is received; what is sent and its tables. */
static void lay_out_memory(struct vhost_nic *nic)
{
	const unsigned count = nic->manner.descriptors;
	const size_t queues = VHOST_QUEUES * queue_room(nic), buffers = (size_t)count * nic->manner.buffer,
		     slots = (size_t)count * SLOT,
		     tables = (size_t)count * TABLE_MAX * sizeof(struct vring_desc);
	uint8_t *memory = mmap(NULL, queues + buffers + slots + tables, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		broken("no memory for a guest");
	for (enum vhost_queue queue = 0; queue < VHOST_QUEUES; queue++)
		nic->queue[queue].memory = memory + queue * queue_room(nic);
	nic->receiving = (struct guest_part){memory + queues, RECEIVING_AT + queues, buffers};
	nic->sending = (struct guest_part){memory + queues + buffers, SENDING_AT, slots};
	nic->tables = (struct guest_part){nic->sending.here + slots, SENDING_AT + slots, tables};
}

static void show_memory(const struct vhost_nic *nic)
{
	const size_t queues = VHOST_QUEUES * queue_room(nic);
	const struct vhost_memory_region regions[] = {
		{.guest_phys_addr = RECEIVING_AT,
		 .memory_size = queues + nic->receiving.size,
		 .userspace_addr = (uintptr_t)nic->queue[0].memory},
		{.guest_phys_addr = SENDING_AT,
		 .memory_size = nic->sending.size + nic->tables.size,
		 .userspace_addr = (uintptr_t)nic->sending.here},
	};

	must(try_vhost_memory(nic->device, regions, sizeof regions / sizeof regions[0]),
	     "show vhost the guest's memory");
}

static int event(void)
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);

	if (fd < 0)
		broken("cannot make an eventfd: %s (%s)", errno_name(errno), strerror(errno));
	return fd;
}

static void set_number(const struct vhost_nic *nic, unsigned long request, enum vhost_queue queue,
		       unsigned number)
{
	must(try_vhost_number(nic->device, request, queue, &number), "set a number of a queue of vhost");
}

static void set_event(const struct vhost_nic *nic, unsigned long request, enum vhost_queue queue, int fd)
{
	must(try_vhost_file(nic->device, request, queue, fd), "give an eventfd to vhost");
}

static void set_addresses(const struct vhost_nic *nic, enum vhost_queue queue)
{
	const struct vring *ring = &nic->queue[queue].ring.ring;
	const struct vhost_vring_addr addresses = {
		.index = queue,
		.desc_user_addr = (uintptr_t)ring->desc,
		.avail_user_addr = (uintptr_t)ring->avail,
		.used_user_addr = (uintptr_t)ring->used,
	};

	must(try_vhost_request(nic->device, VHOST_SET_VRING_ADDR, &addresses), "tell vhost where a queue is");
}

static void set_up_queue(struct vhost_nic *nic, enum vhost_queue queue)
{
	const struct vhost_manner *manner = &nic->manner;

	virtqueue_begin(&nic->queue[queue].ring, manner->descriptors, nic->queue[queue].memory,
			manner->features, manner->first_index);
	nic->queue[queue].kick = event();
	nic->queue[queue].call = event();
	nic->queue[queue].fault = event();
	set_number(nic, VHOST_SET_VRING_NUM, queue, manner->descriptors);
	set_number(nic, VHOST_SET_VRING_BASE, queue, manner->first_index);
	set_addresses(nic, queue);
	set_event(nic, VHOST_SET_VRING_KICK, queue, nic->queue[queue].kick);
	set_event(nic, VHOST_SET_VRING_CALL, queue, nic->queue[queue].call);
	set_event(nic, VHOST_SET_VRING_ERR, queue, nic->queue[queue].fault);
}

static void agree_on_features(const struct vhost_nic *nic)
{
	if (nic->manner.features & ~vhost_offers(nic->device))
		skip("this kernel's vhost-net does not offer the features");
	must(try_vhost_accept(nic->device, nic->manner.features), "accept vhost's features");
}

struct vhost_nic *vhost_nic_new(const struct vhost_manner *manner)
{
	struct vhost_nic *nic =
		mmap(NULL, sizeof *nic, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	const uint64_t long_header = FEATURE(VIRTIO_F_VERSION_1) | FEATURE(VIRTIO_NET_F_MRG_RXBUF);

	if (nic == MAP_FAILED)
		broken("no memory for a guest's NIC");
	nic->manner = completed(manner);
	nic->header = nic->manner.features & long_header ? sizeof(struct virtio_net_hdr_mrg_rxbuf)
							 : sizeof(struct virtio_net_hdr);
	nic->device = vhost_open();
	must(try_vhost_own(nic->device), "own a vhost");
	agree_on_features(nic);
	lay_out_memory(nic);
	show_memory(nic);
	for (enum vhost_queue queue = 0; queue < VHOST_QUEUES; queue++)
		set_up_queue(nic, queue);
	if (!nic->manner.starved)
		vhost_nic_feed(nic, nic->manner.descriptors);
	if (nic->manner.deaf) {
		virtqueue_hush(&nic->queue[GUEST_RECEIVES].ring);
		virtqueue_hush(&nic->queue[GUEST_SENDS].ring);
	}
	return nic;
}

int vhost_nic_device(const struct vhost_nic *nic)
{
	return nic->device;
}

size_t vhost_nic_header(const struct vhost_nic *nic)
{
	return nic->header;
}

int try_vhost_nic_backend(struct vhost_nic *nic, enum vhost_queue queue, int fd)
{
	return try_vhost_file(nic->device, VHOST_NET_SET_BACKEND, queue, fd);
}

void vhost_nic_connect(struct vhost_nic *nic, int tap)
{
	for (enum vhost_queue queue = 0; queue < VHOST_QUEUES; queue++)
		must(try_vhost_nic_backend(nic, queue, tap), "give a tap to vhost");
}

/* ---- kicks and calls ---- */

void vhost_nic_kick(struct vhost_nic *nic, enum vhost_queue queue)
{
	if (eventfd_write(nic->queue[queue].kick, 1) < 0)
		broken("cannot kick vhost: %s", errno_name(errno));
}

static void publish(struct vhost_nic *nic, enum vhost_queue queue)
{
	if (!virtqueue_publish(&nic->queue[queue].ring))
		return;
	nic->queue[queue].kicks++;
	vhost_nic_kick(nic, queue);
}

static uint64_t drained(int event)
{
	eventfd_t count = 0;

	return eventfd_read(event, &count) == 0 ? count : 0;
}

static void note_calls(struct vhost_nic *nic, enum vhost_queue queue)
{
	nic->queue[queue].calls += drained(nic->queue[queue].call);
}

static void await_call(struct vhost_nic *nic, enum vhost_queue queue, nanoseconds deadline)
{
	struct pollfd call = {.fd = nic->queue[queue].call, .events = POLLIN};

	poll(&call, 1, ms_until(deadline));
	note_calls(nic, queue);
}

uint64_t vhost_nic_kicks(const struct vhost_nic *nic, enum vhost_queue queue)
{
	return nic->queue[queue].kicks;
}

uint64_t vhost_nic_calls(struct vhost_nic *nic, enum vhost_queue queue)
{
	note_calls(nic, queue);
	return told(nic->queue[queue].calls);
}

uint64_t vhost_nic_faults(struct vhost_nic *nic)
{
	for (enum vhost_queue queue = 0; queue < VHOST_QUEUES; queue++)
		nic->faults += drained(nic->queue[queue].fault);
	return told(nic->faults);
}

bool vhost_nic_await_fault(struct vhost_nic *nic)
{
	struct pollfd either[VHOST_QUEUES];

	for (enum vhost_queue queue = 0; queue < VHOST_QUEUES; queue++)
		either[queue] = (struct pollfd){.fd = nic->queue[queue].fault, .events = POLLIN};
	poll(either, VHOST_QUEUES, ms_until(now() + patience()));
	return vhost_nic_faults(nic) > 0;
}

/* ---- sending ---- */

/* One piece after the other, clipped to what there is. */
static size_t cut_into_pieces(const struct vhost_nic *nic, uint64_t address, size_t length,
			      struct virtqueue_piece *pieces)
{
	const uint16_t *cut = nic->manner.pieces;
	size_t count = 0, at = 0;

	for (; cut && *cut && at + *cut < length && count + 1 < TABLE_MAX; at += *cut++)
		pieces[count++] = (struct virtqueue_piece){address + at, *cut};
	pieces[count++] = (struct virtqueue_piece){address + at, (uint32_t)(length - at)};
	return count;
}

void vhost_nic_put(struct vhost_nic *nic, const uint8_t *octets, size_t length)
{
	struct virtqueue *ring = &nic->queue[GUEST_SENDS].ring;
	const size_t slot = ring->free_head, table = slot * TABLE_MAX * sizeof(struct vring_desc);
	struct virtqueue_piece pieces[TABLE_MAX];
	size_t count;
	int head;

	if (!ring->free_count || length > SLOT)
		broken("no room for %zu octets in a virtqueue of %u descriptors", length,
		       nic->manner.descriptors);
	memcpy(nic->sending.here + slot * SLOT, octets, length);
	count = cut_into_pieces(nic, nic->sending.there + slot * SLOT, length, pieces);
	if (nic->manner.chain == INDIRECT)
		head = virtqueue_offer_indirect(ring, pieces, count, DEVICE_READS,
						(struct vring_desc *)(nic->tables.here + table),
						nic->tables.there + table);
	else
		head = virtqueue_offer(ring, pieces, count, DEVICE_READS);
	if (head < 0)
		broken("a virtqueue of %u descriptors is full", nic->manner.descriptors);
	nic->out++;
}

void vhost_nic_publish(struct vhost_nic *nic)
{
	publish(nic, GUEST_SENDS);
}

static void reclaim(struct vhost_nic *nic)
{
	struct virtqueue *ring = &nic->queue[GUEST_SENDS].ring;
	struct virtqueue_used used;

	while (virtqueue_take(ring, &used)) {
		if (!virtqueue_release(ring, used.head)) {
			fail("vhost gives back buffer %u, which it was not given to send", used.head);
			return;
		}
		nic->out--;
	}
}

unsigned vhost_nic_await_sent(struct vhost_nic *nic)
{
	nanoseconds deadline = now() + patience();

	for (;;) {
		reclaim(nic);
		if (!nic->out)
			return 0;
		if (now() >= deadline)
			return nic->out;
		if (!virtqueue_ask(&nic->queue[GUEST_SENDS].ring, (uint16_t)nic->out))
			await_call(nic, GUEST_SENDS, deadline);
	}
}

/* ---- receiving ---- */

void vhost_nic_feed(struct vhost_nic *nic, unsigned buffers)
{
	struct virtqueue *ring = &nic->queue[GUEST_RECEIVES].ring;

	for (unsigned i = 0; i < buffers; i++) {
		const size_t at = (size_t)ring->free_head * nic->manner.buffer;
		const struct virtqueue_piece piece = {nic->receiving.there + at, nic->manner.buffer};

		if (virtqueue_offer(ring, &piece, 1, DEVICE_WRITES) < 0)
			broken("a virtqueue of %u descriptors has no room for another buffer",
			       nic->manner.descriptors);
	}
	publish(nic, GUEST_RECEIVES);
}

/* Appends what is in the buffer that was given back. */
static bool gather(struct vhost_nic *nic, const struct virtqueue_used *used, struct vhost_frame *frame)
{
	if (!virtqueue_release(&nic->queue[GUEST_RECEIVES].ring, used->head)) {
		fail("vhost gives back buffer %u, which it was not given to receive into", used->head);
		return false;
	}
	frame->buffers++;
	if (used->length > nic->manner.buffer || frame->length + used->length > sizeof nic->frame) {
		fail("vhost has written %u octets into a buffer of %u", used->length, nic->manner.buffer);
		return false;
	}
	memcpy(nic->frame + frame->length, nic->receiving.here + (size_t)used->head * nic->manner.buffer,
	       used->length);
	frame->length += used->length;
	return true;
}

/* How many buffers the first one says there are. */
static unsigned buffers_said(const struct vhost_nic *nic, const struct vhost_frame *frame)
{
	struct virtio_net_hdr_mrg_rxbuf header;

	if (!(nic->manner.features & FEATURE(VIRTIO_NET_F_MRG_RXBUF)) || frame->length < sizeof header)
		return 0;
	memcpy(&header, nic->frame, sizeof header);
	return nic->queue[GUEST_RECEIVES].ring.little_endian ? le16toh(header.num_buffers)
							     : header.num_buffers;
}

static bool gather_all(struct vhost_nic *nic, struct virtqueue_used *used, struct vhost_frame *frame)
{
	struct virtqueue *ring = &nic->queue[GUEST_RECEIVES].ring;

	*frame = (struct vhost_frame){.octets = nic->frame};
	if (!gather(nic, used, frame))
		return false;
	frame->said = buffers_said(nic, frame);
	while (frame->buffers < frame->said) {
		if (!virtqueue_take(ring, used)) {
			fail("vhost says that a frame is in %u buffers, and gives back %u of them",
			     frame->said, frame->buffers);
			return false;
		}
		if (!gather(nic, used, frame))
			return false;
	}
	return true;
}

/* Whoever finds nothing asks to be told of the next. */
static bool next_used(struct vhost_nic *nic, struct virtqueue_used *used)
{
	struct virtqueue *ring = &nic->queue[GUEST_RECEIVES].ring;

	if (virtqueue_take(ring, used))
		return true;
	if (nic->manner.deaf)
		return false;
	note_calls(nic, GUEST_RECEIVES);
	return virtqueue_ask(ring, 1) && virtqueue_take(ring, used);
}

bool vhost_nic_take_untold(struct vhost_nic *nic, struct vhost_frame *frame)
{
	struct virtqueue_used used;

	if (!next_used(nic, &used) || !gather_all(nic, &used, frame))
		return false;
	if (!nic->manner.starved)
		vhost_nic_feed(nic, frame->buffers);
	return true;
}

bool vhost_nic_take(struct vhost_nic *nic, struct vhost_frame *frame)
{
	if (!vhost_nic_take_untold(nic, frame))
		return false;
	tell_octets(nic->frame, frame->length);
	frame->said = (unsigned)told(frame->said);
	return true;
}

bool vhost_nic_await(struct vhost_nic *nic, struct vhost_frame *frame)
{
	nanoseconds deadline = now() + patience();

	while (!vhost_nic_take(nic, frame)) {
		if (now() >= deadline)
			return false;
		await_call(nic, GUEST_RECEIVES, deadline);
	}
	return true;
}

int vhost_nic_fd(const struct vhost_nic *nic)
{
	return nic->queue[GUEST_RECEIVES].call;
}
