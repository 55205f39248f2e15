/* guest_line.h - what the guest says (guest/protocol.h), a line at a time: octets in, a value out.
 *
 * A guest may crash, hang or be somebody else's: nothing that it says is believed before it has been understood.
 */
#ifndef MVC_VIRT_GUEST_LINE_H
#define MVC_VIRT_GUEST_LINE_H

#include "harness/guest/protocol.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum guest_line_kind { LINE_HELLO, LINE_OK, LINE_NO, LINE_FRAME, LINE_LOST, LINE_LINK };

enum { NIC_NAME_SIZE = 16, PACKET_TYPES = 8 /* PACKET_* of linux/if_packet.h */ };

struct guest_line {
	enum guest_line_kind kind;
	char nic[NIC_NAME_SIZE]; /* of a frame, a loss, a link */
	const char *
		words; /* behind "ok"; the kernel's release of a hello; the sentence behind "no ERRNO". In the line */
	unsigned version; /* of a hello */
	int error;        /* of a "no"; EPROTO for a name that is none of ours */
	uint64_t lost;
	bool up, carrier; /* of a link */
	unsigned packet_type;
	uint8_t header[GUEST_HEADER_SIZE];
	const uint8_t *octets; /* of a frame; in the line, whose digits are gone */
	size_t length;
};

/* False if the line, which has no end any more, is none of the protocol. Writes in it. */
bool guest_line_parse(char *line, struct guest_line *parsed);

#endif
