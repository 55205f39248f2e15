/* generic.h - inside the link layer: requests to families of generic netlink, which have names, in the calling thread's
 * namespace.
 */
#ifndef MVC_NET_GENERIC_H
#define MVC_NET_GENERIC_H

#include <netlink/attr.h>
#include <stddef.h>
#include <stdint.h>

struct generic_attribute {
	uint16_t type, length;
	const void *octets; /* as they go into the message, host byte order */
};

struct generic_request {
	const char *family; /* "nl80211"; the kernel may load a module to have it */
	uint8_t command;
	const uint32_t *header; /* of the family's own, in front of all attributes; NULL if it has none */
	const struct generic_attribute *attributes;
	size_t count;
	/* called with each attribute of what the kernel answers; NULL: nothing is wanted of it */
	void (*read)(const struct nlattr *attribute, void *context);
	void *context;
};

/* 0, or a positive errno: ENOENT if this kernel has no such family. */
int generic_ask(const struct generic_request *request);

#endif
