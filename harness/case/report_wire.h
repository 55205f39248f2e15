/* report_wire.h - how a record lies in the pipe; for report_write.c and report_read.c alone. Both ends are
 *the same program, so numbers are in the machine's own order.
 *
 *	header   magic, kind, length of the rest
 *	number   8 octets
 *	block    number (its length), octets
 *	text     a block whose last octet is its only NUL
 */
#ifndef MVC_CASE_REPORT_WIRE_H
#define MVC_CASE_REPORT_WIRE_H

#include <stdint.h>

#define WIRE_MAGIC      0x4376744dU
#define WIRE_RECORD_MAX (1U << 20) /* a 64 KiB packet and its texts, many times over */
#define WIRE_TEXT_MAX   (1U << 16)

struct wire_header {
	uint32_t magic, kind;
	uint64_t length;
};

#endif
