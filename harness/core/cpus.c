#include "harness/core/cpus.h"

#include <sched.h>

size_t cpus_allowed(void)
{
	cpu_set_t allowed;

	return sched_getaffinity(0, sizeof allowed, &allowed) ? 1 : (size_t)CPU_COUNT(&allowed);
}
