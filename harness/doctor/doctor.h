/* doctor.h - whether this host can serve macvtap guests, and why not.
 *
 * Looks at the calling thread's namespaces as they are and changes nothing: what can only be known by trying is tried in
 * namespaces of a process's own, which end with it. What may not be seen is said, and is no failure. Ends the program
 * (exit 2, one line) if it has no memory, or if the kernel does not even list its devices.
 */
#ifndef MVC_DOCTOR_DOCTOR_H
#define MVC_DOCTOR_DOCTOR_H

#include "reports/diagnosis.h"

struct host;

/* Looks at the host, once. Free with host_free(). */
struct host *host_look(void);
void host_free(struct host *host);

/* A diagnosis without findings, of this host. Free with diagnosis_free(). */
struct diagnosis diagnosis_begin(const struct host *host, enum wanted wanted);

/* Adds what is to be said about the host itself. */
void doctor_examine_host(const struct host *host, struct diagnosis *diagnosis);

/* Adds what surprises people about guests on macvtap, on any host. */
void doctor_remind_of_guests(const struct host *host, struct diagnosis *diagnosis);

/* Adds what is to be said about the device as a parent, and the parent itself. Whether guests can be served on it. There
 * must be such a device. */
bool doctor_examine_parent(const struct host *host, const char *name, struct diagnosis *diagnosis);

/* The next device somebody would choose as a parent, after the one of index *place (0 at first); NULL if there is none.
 * Left out are loopback, what is not Ethernet, guests' own devices, and virtual ports of bridges. */
const char *host_next_parent(const struct host *host, size_t *place);

/* Whether there is a device of this name, and otherwise, for a complaint, what there is instead. */
bool host_has_device(const struct host *host, const char *name);
void host_list_devices(const struct host *host, char *list, size_t size);

#endif
