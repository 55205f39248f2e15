/* offload.h - what offloads make of a frame, as pure functions: a checksum that is left to be done, and done; a packet that
 * is left to be cut, and cut. The reference that the kernel's work is compared with: RFC 1071, RFC 9293 3.7.1, RFC 3168
 * 6.1.2, RFC 791 3.2, RFC 8200 4.5; virtio 1.2, 5.1.6.
 *
 * Understood are TCP and UDP behind IPv4 and IPv6 without options and extension headers, tagged or not.
 */
#ifndef MVC_FRAME_OFFLOAD_H
#define MVC_FRAME_OFFLOAD_H

#include "harness/frame/vnet.h"

#include <stdbool.h>

/* Where the parts of a frame begin. */
struct layout {
	size_t network, transport, payload;
	uint8_t version;  /* of IP: 4 or 6 */
	uint8_t protocol; /* IPPROTO_TCP or IPPROTO_UDP */
};

/* False if the frame is none of those that are understood. */
bool layout_of_frame(const uint8_t *bytes, size_t length, struct layout *layout);

/* Where its transport checksum stands: what csum_offset has to be. */
size_t checksum_position(const struct layout *layout);

/* Completes the checksum that the header leaves to be done, if it does, as whoever sends the frame on must. An Internet
 * checksum may be 0 or 0xffff, which are one number: it becomes 0xffff. False if the header points beyond the frame. */
bool checksum_finish(const struct vnet_header *header, uint8_t *bytes, size_t length);

/* The opposite: leaves the sum of the pseudo header where the checksum is to be. */
void checksum_leave(const struct layout *layout, uint8_t *bytes, size_t length);

/* Computes the transport checksum, whatever stands there. */
void checksum_set(const struct layout *layout, uint8_t *bytes, size_t length);

/* How many frames a packet of that header's kind is cut into: 1 if none of its kinds, or if it is not longer than one. */
size_t cut_count(const struct vnet_header *header, const struct layout *layout, size_t length);

/* Writes the index-th of them, whose checksums are complete, and returns its length. The packet's own checksum must be, too.
 * Fragments of IPv6 bear this identification; IPv4 counts the packet's own, or keeps it in fragments. The capacity is that
 * of the packet and 8 octets more. */
size_t cut_piece(const struct vnet_header *header, const uint8_t *bytes, size_t length, size_t index,
		 uint32_t identification, uint8_t *piece);

#endif
