/* domain.h - whether what files of libvirt's ask for will work on this host, and why not. Looks only, as the doctor does: a host
 * that he has looked at (harness/doctor/doctor.h), and files that have been read (document.h).
 */
#ifndef MVC_DOMAIN_DOMAIN_H
#define MVC_DOMAIN_DOMAIN_H

#include "harness/doctor/doctor.h"
#include "harness/domain/document.h"

/* Adds what is to be said of the host, of each interface and of their parents, and those themselves. The diagnosis wants
 * EVERY_INTERFACE. */
void domain_examine(const struct host *host, const struct document *documents, size_t count,
		    struct diagnosis *diagnosis);

#endif
