/* cpus.h - the CPUs that there are for this process. */
#ifndef MVC_CORE_CPUS_H
#define MVC_CORE_CPUS_H

#include <stddef.h>

/* How many the calling thread may run on (sched_getaffinity(2)); 1 if the kernel does not say. */
size_t cpus_allowed(void);

#endif
