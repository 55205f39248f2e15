/* plan.h - inside domain/: what files come to: which interfaces would be macvtaps, on which parent, how. Judges nothing; what
 * cannot be told is said to be unknown.
 */
#ifndef MVC_DOMAIN_PLAN_H
#define MVC_DOMAIN_PLAN_H

#include "harness/domain/document.h"
#include "harness/net/link.h"

#include <stdbool.h>

/* What becomes of an interface. */
enum standing {
	WILL_BE_MACVTAP, /* as far as it says what on */
	OTHER_TYPE,      /* a bridge, a user's network, ... */
	UNKNOWN_NETWORK, /* of type network, and the network's file is not there */
	OTHER_NETWORK,   /* of a network that makes no macvtaps */
	NO_PORTGROUP,    /* the network has no portgroup of that name */
	EMPTY_NETWORK,   /* of a network without a device to be on */
	POOL_EXHAUSTED,  /* a passthrough network has a parent for each guest, and the others have them all */
	UNSEEN_POOL,     /* of a network of a card's virtual functions (<pf>), which nobody has listed */
};

/* What a card of a guest's is like to its macvtap: by <model type=...>. */
struct card {
	const char *model;
	bool vnet_header; /* the tap is opened with a vnet header: large packets and checksums are left to others */
	bool virtio; /* has a <driver>, and tells of its receive filters */
	const char *reference;
};

/* NULL: of no model that is known; a missing one (NULL) is what libvirt takes then. */
const struct card *card_of(const char *model);

struct interface {
	char name[64]; /* "net0", as libvirt's alias; "lan.p0" for whoever will be on p0 of the network lan */
	char *place;   /* owned: "FILE:LINE" */
	const struct document *document;
	const struct xml_interface *xml;
	const struct document *network;        /* whose it is; NULL */
	const struct xml_portgroup *portgroup; /* of that network; NULL */
	enum standing standing;
	const char *parent; /* NULL: unknown */
	enum mode mode;     /* 0: unknown */
	bool mode_is_given;
	bool has_address, address_is_bad;
	struct mac address;
	bool trusted;
	const char *virtualport; /* NULL: none */
	const struct card *card; /* NULL: unknown */
	unsigned queues;         /* 1 if it says nothing; 0: what it says is no number */
};

struct plan {
	const struct document *documents;
	size_t document_count;
	struct interface *at; /* owned */
	size_t count;
};

/* The documents must stay as long as the plan. Ends the program (exit 2) if there is no memory. */
struct plan plan_make(const struct document *documents, size_t count);
void plan_free(struct plan *plan);

/* The next interface that would be a macvtap on the same parent, behind index *place (0 at first), other than this one; NULL if
 * there is none. */
const struct interface *next_sibling(const struct plan *plan, const struct interface *interface,
				     size_t *place);

bool value_is(const struct value *value, const char *text);

#endif
