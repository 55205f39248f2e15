/* attribute.h - requests about devices attribute by attribute, and what the kernel says of a device the same way: for
 * cases whose subject the attributes themselves are. Whoever only wants a device finds plainer words in link.h.
 */
#ifndef MVC_NET_ATTRIBUTE_H
#define MVC_NET_ATTRIBUTE_H

#include "harness/net/link.h"

#include <linux/if_link.h>

enum attribute_level {
	OF_DEVICE, /* IFLA_*: any device's */
	OF_DRIVER, /* IFLA_MACVLAN_*: inside IFLA_INFO_DATA */
	OF_HEADER, /* none of either: the message's own header, which has the device's index */
};

/* One attribute of a request: octets as they go into the message, host byte order. */
struct attribute {
	enum attribute_level level;
	uint16_t type, length;
	const void *octets;
};

/* For tables: { NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE), TEXT(OF_DEVICE, IFLA_IFALIAS, "x") } */
/* clang-format off */
#define OCTETS(level, type, ...)    {level, type, sizeof(const uint8_t[]){__VA_ARGS__}, (const uint8_t[]){__VA_ARGS__}}
#define NUMBER8(level, type, value)  {level, type, 1, &(const uint8_t){value}}
#define NUMBER16(level, type, value) {level, type, 2, &(const uint16_t){value}}
#define NUMBER32(level, type, value) {level, type, 4, &(const uint32_t){(uint32_t)(value)}}
#define NUMBER64(level, type, value) {level, type, 8, &(const uint64_t){value}}
#define TEXT(level, type, text)      {level, type, sizeof(text), text}
#define INDEX(index)                 {OF_HEADER, 0, sizeof(int), &(const int){index}}
#define EMPTY_DATA                   {OF_DRIVER, 0, 0, NULL} /* IFLA_INFO_DATA with nothing in it */
/* clang-format on */

enum link_request {
	REQUEST_CREATE,           /* RTM_NEWLINK, NLM_F_CREATE and NLM_F_EXCL */
	REQUEST_CREATE_OR_CHANGE, /* NLM_F_CREATE alone */
	REQUEST_CHANGE,           /* neither */
};

/* What the kernel says to it. A NULL name sends none; a NULL kind sends no IFLA_LINKINFO at all, otherwise it has an
 * IFLA_INFO_DATA only if some attribute is OF_DRIVER. */
struct answer try_link_request(struct links *links, enum link_request request, const char *name,
			       const char *kind, const struct attribute *attributes, size_t count);

/* What the kernel says to whoever asks for this device: ENODEV if there is none. */
struct answer try_link_look(struct links *links, const char *name);

/* All that the kernel says of a device, as of now (RTM_GETLINK). Free with link_facts_free(). BROKEN if there is no
 * such device. */
struct link_facts;
struct link_facts *link_facts(struct links *links, const char *name);
void link_facts_free(struct link_facts *facts);

/* Whether the kernel says anything about it. */
bool fact_is_given(const struct link_facts *facts, enum attribute_level level, int type);

/* A number of 1, 2, 4 or 8 octets. BROKEN if it is not given. */
uint64_t fact_number(const struct link_facts *facts, enum attribute_level level, int type);

/* The octets and their number; NULL and 0 if it is not given. Valid as long as the facts. */
const void *fact_octets(const struct link_facts *facts, enum attribute_level level, int type, size_t *length);

/* Whether it is given and has these octets, no more and no fewer. */
bool fact_is(const struct link_facts *facts, enum attribute_level level, int type, const void *octets,
	     size_t length);

/* The device's index, as in the message's header. */
int fact_index(const struct link_facts *facts);

/* IFF_* (linux/if.h) as in the message's header. */
uint32_t fact_flags(const struct link_facts *facts);

/* One number of a device, and all its counters (IFLA_STATS64; 0 where the kernel has none), as of now. */
uint64_t link_number(struct links *links, const char *name, enum attribute_level level, int type);
struct rtnl_link_stats64 link_counters(struct links *links, const char *name);

/* How a device of the calling thread's namespace came by its address, which only sysfs tells. The values are the kernel's
 * (NET_ADDR_*, linux/netdevice.h). */
enum address_origin {
	ADDRESS_PERMANENT,
	ADDRESS_RANDOM,
	ADDRESS_STOLEN,
	ADDRESS_SET,
};
enum address_origin link_address_origin(const char *name);

#endif
