/* kernel.h - how old the kernel is, for what only its age tells: that it refuses a flag is no bug if there was none yet.
 *
 * Whoever can ask the kernel itself asks it; an age alone says nothing of what a distribution has taken over from later.
 */
#ifndef MVC_CORE_KERNEL_H
#define MVC_CORE_KERNEL_H

#include <stdbool.h>

/* Whether the running kernel is older than this one, by what uname(2) says: kernel_before(5, 12) on 5.11.22. */
bool kernel_before(unsigned major, unsigned minor);

/* The same of a release, "5.10.0-30-amd64". False if it does not begin with two numbers. */
bool release_before(const char *release, unsigned major, unsigned minor);

#endif
