/* guests.h - the guests that files ask for, as plain data for whoever builds them: handed from the command to the suite that
 * makes cases of them.
 */
#ifndef MVC_DOMAIN_GUESTS_H
#define MVC_DOMAIN_GUESTS_H

#include "harness/domain/document.h"
#include "harness/net/link.h"

#include <stdbool.h>
#include <stddef.h>

struct wanted_guest {
	size_t number; /* N of "netN", among all interfaces of the files */
	char *name;    /* owned: as in the findings */
	char *parent;  /* owned: by which those that would share one are told */
	enum mode mode;
	struct mac address; /* of its macvtap: the file's, or one that stands for what libvirt would choose */
	bool trusted;
	bool vnet_header; /* its tap is opened with one */
	unsigned queues;
};

/* An interface that would be a macvtap and cannot be tried, with why: a sentence. */
struct untried_guest {
	char *name; /* owned */
	const char *why;
};

struct wanted_guests {
	struct wanted_guest *at;
	size_t count;
	struct untried_guest *untried;
	size_t untried_count;
};

/* What files ask for. Free with guests_free(). */
struct wanted_guests guests_of(const struct document *documents, size_t count);
void guests_free(struct wanted_guests *guests);

/* Globs over the ids of cases that are about what these guests have; static storage. Ends with NULL. */
enum { GUEST_GLOBS = 64 };
void guests_globs(const struct wanted_guests *guests, const char *globs[GUEST_GLOBS]);

/* What the suite "domain" makes its cases of, set before it is asked for them; NULL: it has none. Not owned. */
extern const struct wanted_guests *wanted_guests;

#endif
