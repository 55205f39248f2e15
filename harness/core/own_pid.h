/* own_pid.h - the calling process, asked of the kernel once: numbers that no other process may have are made of it, some of
 * them for each frame.
 */
#ifndef MVC_CORE_OWN_PID_H
#define MVC_CORE_OWN_PID_H

#include <sys/types.h>

/* As getpid(), after fork(2) too. */
pid_t own_pid(void);

#endif
