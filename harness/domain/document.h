/* document.h - what a file of libvirt's says about interfaces: plain data, each value with its line, as it is written. What it
 * means is for others to say.
 */
#ifndef MVC_DOMAIN_DOCUMENT_H
#define MVC_DOMAIN_DOCUMENT_H

#include <stddef.h>

enum {
	DOCUMENT_INTERFACES = 256, /* most interfaces of a file */
	DOCUMENT_PARENTS = 1024,   /* most parents in a network's pool */
};

/* Not there if its text is NULL. */
struct value {
	char *text; /* owned */
	unsigned line;
};

/* <interface>, of libvirt's page formatdomain ("Network interfaces"). */
struct xml_interface {
	unsigned line;
	struct value type, trust;                          /* @type, @trustGuestRxFilters */
	struct value address;                              /* mac/@address */
	struct value dev, mode, network, portgroup;        /* of source */
	struct value target, managed;                      /* of target */
	struct value model;                                /* model/@type */
	struct value driver, queues;                       /* of driver: @name, @queues */
	struct value virtualport, mtu, vlan, filter, link; /* @type; @size; tag/@id; @filter; @state */
};

/* <portgroup> of a network. */
struct xml_portgroup {
	unsigned line;
	struct value name, is_default, trust, virtualport;
};

enum document_kind { DOCUMENT_DOMAIN, DOCUMENT_NETWORK, DOCUMENT_INTERFACE };

struct document {
	char *file; /* owned: as it was named */
	enum document_kind kind;
	unsigned line;           /* of its outermost element */
	struct value type, name; /* of a domain: @type, name; of a network: name */
	struct value vcpus;      /* vcpu */
	struct value trust, virtualport, forward, bridge,
		physical;                 /* of a network; physical: forward/pf/@dev */
	struct value forward_dev;         /* forward/@dev, the short form of one interface in it */
	struct xml_interface *interfaces; /* owned, in their order */
	size_t interface_count;
	struct value *pool; /* owned: forward/interface/@dev */
	size_t pool_count;
	struct xml_portgroup *portgroups; /* owned */
	size_t portgroup_count;
};

/* Reads a file, or octets that are called so. 0, with a document to be freed; or -1, with one line in error: what is wrong, where,
 * and what would be right. "-" is standard input. Ends the program (exit 2) if there is no memory. */
int document_read(struct document *document, const char *path, char *error, size_t size);
int document_parse(struct document *document, const char *name, const char *octets, size_t length,
		   char *error, size_t size);
void document_free(struct document *document);

#endif
