/* mark.h - how the mark is written; frame_find_mark() reads it. */
#ifndef MVC_FRAME_MARK_H
#define MVC_FRAME_MARK_H

#include "harness/frame/frame.h"

/* Fills these octets, FRAME_MARK_SIZE or more, with the mark and the pattern that belongs to its nonce. */
void mark_write(struct mark mark, uint8_t *bytes, size_t length);

#endif
