/* content.h - what stands behind the Ethernet header: protocol headers that agree with the frame's addresses.
 */
#ifndef MVC_FRAME_CONTENT_H
#define MVC_FRAME_CONTENT_H

#include "harness/frame/frame.h"

/* The EtherType a content implies. BROKEN if there is no such content. */
uint16_t content_ethertype(const struct frame *frame);

/* The fewest octets that hold its headers and the mark. BROKEN if there is no such content. */
size_t content_minimum(const struct frame *frame);

/* Fills the payload, content_minimum() octets or more. */
void content_write(const struct frame *frame, uint8_t *payload, size_t length);

#endif
