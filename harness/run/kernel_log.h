/* kernel_log.h - the kernel's log from now on, read from /dev/kmsg without waiting, and what its lines mean.
 */
#ifndef MVC_RUN_KERNEL_LOG_H
#define MVC_RUN_KERNEL_LOG_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum line_kind {
	LINE_PLAIN,
	LINE_TROUBLE, /* the first line of a report: WARNING, BUG, Oops, lockdep, RCU, ... */
	LINE_END,     /* the last line of a report */
};

struct kernel_line {
	enum line_kind kind;
	pid_t pid; /* the process it names as the one that ran; 0 if none */
	char text[1024];
};

struct kernel_log {
	int fd;        /* -1: not to be had */
	uint64_t lost; /* times that lines were overwritten before they were read */
};

/* Opens it at its end. On failure errno is set and fd is -1; reading it then finds nothing. */
struct kernel_log kernel_log_open(const char *path);

/* The next line of the kernel's own, without waiting. 0 if there is none now, else 1. */
int kernel_log_next(struct kernel_log *log, struct kernel_line *line);

/* What a record of /dev/kmsg ("6,339,5140900,-;text") says; 0 if the kernel did not write it. */
int kernel_line_parse(const char *record, struct kernel_line *line);

#endif
