/* pcapng.h - the packets of a result as a pcapng file: an interface a place, a comment a packet. */
#ifndef MVC_REPORTS_PCAPNG_H
#define MVC_REPORTS_PCAPNG_H

#include "reports/result.h"

#include <stddef.h>

/* As junit_write(): temporary name, rename, 0 or -1 with one line in error. */
int pcapng_write(const struct result *result, const char *path, char *error, size_t size);

#endif
