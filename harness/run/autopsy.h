/* autopsy.h - where a case hangs that is about to be killed: what the kernel tells of its process. */
#ifndef MVC_RUN_AUTOPSY_H
#define MVC_RUN_AUTOPSY_H

#include "harness/run/output.h"

#include <sys/types.h>

/* Adds the process's system call and its stack in the kernel to what it has written. */
void autopsy(pid_t pid, struct output *output);

#endif
