#include "harness/core/kernel.h"

#include <stdio.h>
#include <sys/utsname.h>

bool release_before(const char *release, unsigned major, unsigned minor)
{
	unsigned its_major, its_minor;

	if (sscanf(release, "%4u.%4u", &its_major, &its_minor) != 2)
		return false;
	return its_major < major || (its_major == major && its_minor < minor);
}

bool kernel_before(unsigned major, unsigned minor)
{
	static struct utsname machine; /* asked once: it is not going to be another */

	return (machine.release[0] || !uname(&machine)) && release_before(machine.release, major, minor);
}
