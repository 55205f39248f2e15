/* vnet.h - the header in front of a frame that says what is left to do to it, as a value (struct virtio_net_hdr; virtio 1.2,
 * 5.1.6). Numbers are host byte order here, positions count from the frame's first octet.
 */
#ifndef MVC_FRAME_VNET_H
#define MVC_FRAME_VNET_H

#include <linux/virtio_net.h>
#include <stddef.h>
#include <stdint.h>

enum { VNET_HEADER_SIZE = 10 }; /* octets that mean something; who reads and writes may want more of them */

struct vnet_header {
	uint8_t flags;    /* VIRTIO_NET_HDR_F_* */
	uint8_t gso_type; /* VIRTIO_NET_HDR_GSO_* */
	uint16_t hdr_len; /* octets of headers: a hint */
	uint16_t gso_size;
	uint16_t csum_start, csum_offset;
};

/* The order of the octets of its numbers. */
enum vnet_order {
	VNET_NATIVE, /* the machine's own: what was before there was a choice */
	VNET_LITTLE,
	VNET_BIG,
};

/* Writes VNET_HEADER_SIZE octets, and reads them. */
void vnet_put(const struct vnet_header *header, enum vnet_order order, uint8_t *octets);
struct vnet_header vnet_get(const uint8_t *octets, enum vnet_order order);

/* "flags 1, gso 1 of 1000, hdr_len 54, csum 34+16". Returns text. */
char *vnet_to_text(const struct vnet_header *header, char *text, size_t size);

#endif
