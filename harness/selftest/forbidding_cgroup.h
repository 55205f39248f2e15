/* forbidding_cgroup.h - a cgroup whose device policy forbids taps, as containers have it. */
#ifndef MVC_SELFTEST_FORBIDDING_CGROUP_H
#define MVC_SELFTEST_FORBIDDING_CGROUP_H

#include <sys/types.h>

/* Moves this process into one, which is named after it; it must have a mount namespace of its own. BROKEN on failure. */
void enter_forbidding_cgroup(void);

/* Removes that of a process that has ended: a cgroup is the one thing that outlives who made it. */
void remove_forbidding_cgroup(pid_t process);

#endif
