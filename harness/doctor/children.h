/* children.h - inside the doctor: the macvtaps and macvlans on a device, in this namespace and in others. */
#ifndef MVC_DOCTOR_CHILDREN_H
#define MVC_DOCTOR_CHILDREN_H

#include "harness/doctor/facts.h"

struct child {
	const struct device *device;
	const struct stranger *elsewhere; /* NULL: it is in this namespace */
	size_t place;                     /* where to go on */
};

/* The next child, after what *child is; a zero one stands before the first. False if there is none. */
bool next_child(const struct host *host, const struct device *parent, struct child *child);

/* "mvt0", or "mvt0 of process 4711 (sh)". */
void name_child(const struct child *child, char *text, size_t size);

#endif
